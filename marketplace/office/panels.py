from django.template.loader import render_to_string
from wagtail.admin.ui.components import Component

from marketplace.office import todo
from marketplace.timetable import health


class HealthPanel(Component):
    """On the admin's first page, only while something is wrong."""

    name = "health"
    template_name = "office/health_panel.html"
    order = 50

    def render_html(self, parent_context=None):
        return "" if health.look().is_well else super().render_html(parent_context)


class TodoPanel(Component):
    """On the admin's first page: what waits for the person who looks."""

    name = "todo"
    template_name = "office/todo_panel.html"
    order = 60

    def get_context_data(self, parent_context):
        return {"waiting": todo.for_user(parent_context["request"].user)}

    def render_html(self, parent_context=None):
        context = self.get_context_data(parent_context)
        return render_to_string(self.template_name, context) if context["waiting"] else ""
