from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from marketplace.messaging.views import OutboxView, may_see_messages, send_again


@hooks.register("register_admin_urls")
def outbox_url():
    return [
        path("outbox/", OutboxView.as_view(), name="messaging_outbox"),
        path("outbox/<int:pk>/again/", send_again, name="messaging_again"),
    ]


class OutboxMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see_messages(request.user)


@hooks.register("register_reports_menu_item")
def outbox_menu_item():
    return OutboxMenuItem(_("Messages written"), reverse("messaging_outbox"), icon_name="mail", order=900)
