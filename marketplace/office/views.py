from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from marketplace.office import probes
from marketplace.timetable import health


class HealthView(WagtailAdminTemplateMixin, TemplateView):
    """Whether the background work is done: for everybody who works in the admin, because anybody may be the first to see it."""

    template_name = "office/health.html"
    page_title = _("Background work")
    header_icon = "history"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(health=health.look(), redis=probes.redis_answers(), **kwargs)
