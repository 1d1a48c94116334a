from wagtail.admin.ui.components import Component

from marketplace.timetable import health


class HealthPanel(Component):
    """On the admin's first page, only while something is wrong."""

    name = "health"
    template_name = "office/health_panel.html"
    order = 50

    def render_html(self, parent_context=None):
        return "" if health.look().is_well else super().render_html(parent_context)
