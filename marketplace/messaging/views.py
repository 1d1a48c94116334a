from datetime import UTC, datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from marketplace.messaging import outbox


def may_read_outbox(user):
    """On one's own machine any member of staff; where people reach the site, administrators alone."""
    return user.is_superuser or (settings.IS_LOOPBACK and user.has_perm("wagtailadmin.access_admin"))


class OutboxView(WagtailAdminTemplateMixin, TemplateView):
    """The newest messages of `var/outbox/`. On a public origin sign-in codes stay hidden from everybody."""

    template_name = "messaging/outbox.html"
    page_title = _("Messages written")
    header_icon = "mail"

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def dispatch(self, request, *args, **kwargs):
        if not may_read_outbox(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(messages_written=[shown(message) for message in outbox.newest()], **kwargs)


def shown(message):
    return message | {
        "at": datetime.fromtimestamp(message["at"], UTC),
        "hidden": message["secret"] and not settings.IS_LOOPBACK,
    }
