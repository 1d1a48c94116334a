from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks


@hooks.register("register_account_menu_item")
def password_item(request):
    return {
        "url": reverse("account_change_password"),
        "label": _("Choose a password"),
        "help_text": _("A password of your own, beside the code that we send you."),
    }


@hooks.register("register_account_menu_item")
def second_step_item(request):
    return {
        "url": reverse("mfa_index"),
        "label": _("Second step of sign-in"),
        "help_text": _("Ask for a code from an app on your phone each time you sign in."),
    }
