from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from marketplace.messaging.views import OutboxView, may_read_outbox


@hooks.register("register_admin_urls")
def outbox_url():
    return [path("outbox/", OutboxView.as_view(), name="messaging_outbox")]


class OutboxMenuItem(MenuItem):
    def is_shown(self, request):
        return may_read_outbox(request.user)


@hooks.register("register_reports_menu_item")
def outbox_menu_item():
    return OutboxMenuItem(_("Messages written"), reverse("messaging_outbox"), icon_name="mail", order=900)
