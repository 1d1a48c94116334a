from datetime import UTC, datetime

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from marketplace.messaging import outbox, queueing
from marketplace.messaging.models import Message

SHOWN = 100
State = Message.State


def may_read_outbox(user):
    """On one's own machine any member of staff; where people reach the site, administrators alone."""
    return user.is_superuser or (settings.IS_LOOPBACK and user.has_perm("wagtailadmin.access_admin"))


def may_see_messages(user):
    return user.has_perm("messaging.view_message") or may_read_outbox(user)


def may_send_again(user):
    return user.has_perm("messaging.change_message")


class OutboxView(WagtailAdminTemplateMixin, TemplateView):
    """The newest messages with what became of them, those that did not go first; beside them the files of `var/outbox/`, for those who
    may read these. On a public origin sign-in codes stay hidden from everybody."""

    template_name = "messaging/outbox.html"
    page_title = _("Messages written")
    header_icon = "mail"

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def dispatch(self, request, *args, **kwargs):
        if not may_see_messages(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        troubled = Message.objects.filter(state__in=[State.GIVEN_UP, State.FAILED])
        files = [shown(message) for message in outbox.newest()] if may_read_outbox(self.request.user) else None
        return super().get_context_data(
            tables=[
                (gettext("Not sent yet"), troubled[:SHOWN]),
                (gettext("Newest"), Message.objects.exclude(pk__in=troubled.values("pk"))[:SHOWN]),
            ],
            messages_written=files,
            may_send_again=may_send_again(self.request.user),
            **kwargs,
        )


@require_POST
def send_again(request, pk):
    if not may_send_again(request.user):
        raise PermissionDenied
    message = get_object_or_404(Message, pk=pk)
    if queueing.again(message):
        messages.success(request, gettext("It is sent again within a minute."))
    else:
        messages.info(request, gettext("It was sent meanwhile, or is just being sent."))
    return redirect("messaging_outbox")


def shown(message):
    return message | {
        "at": datetime.fromtimestamp(message["at"], UTC),
        "hidden": message["secret"] and not settings.IS_LOOPBACK,
    }
