"""What is typed to sign in. The forms answer alike whether or not the person is known."""

from allauth.account import forms as allauth_forms
from allauth.account.models import Login
from allauth.core import context
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.accounts import codes, identity

REQUIRED = {"required": _("Fill in this field to go on.")}


class IdentityField(forms.CharField):
    """Cleans to what was typed; `IdentityForm` keeps the Identity."""

    def __init__(self):
        attributes = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}
        super().__init__(
            label=_("Phone or e-mail"),
            max_length=254,
            help_text=_("For example: 06 12 34 56 78, or name@example.ma"),
            widget=forms.TextInput(attrs=attributes),
            error_messages=REQUIRED,
        )


class PasswordForm(allauth_forms.LoginForm):
    """Sign in with a password. allauth holds the limits, the timing and the second step."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = IdentityField()
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].error_messages |= REQUIRED
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.order_fields(["login", "password"])

    def clean_login(self):
        self.identity = identity.read(self.cleaned_data["login"])
        return self.cleaned_data["login"]

    def user_credentials(self):
        known = {key: value for key, value in self.identity._asdict().items() if value}
        return known | {"password": self.cleaned_data["password"]}

    def _clean_with_password(self, credentials):
        adapter = allauth_forms.get_adapter(self.request)
        self.user = adapter.authenticate(self.request, **credentials)
        if not self.user:
            self.add_error("password", adapter.validation_error("incorrect_password"))
            return self.cleaned_data
        self._login = Login(user=self.user, email=credentials.get("email"))
        return self.cleaned_data


class CodeRequestForm(forms.Form):
    """Ask for a code by text or e-mail. An unknown person gets the same answer, and no message."""

    login = IdentityField()

    def clean_login(self):
        found = identity.read(self.cleaned_data["login"])
        codes.count_request(context.request, found.phone or found.email)
        # Where allauth's view reads them.
        self._user = found.person()
        self.identity = found
        return self.cleaned_data["login"]

    def clean(self):
        cleaned = super().clean()
        return cleaned | self.identity._asdict() if not self.errors else cleaned


class CodeField(forms.CharField):
    """As people type it; `codes.tidy` makes of it what was sent."""

    def __init__(self, **kwargs):
        attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr", "autofocus": True}
        given = {"label": _("Code"), "max_length": 20, "error_messages": REQUIRED}
        super().__init__(**given | kwargs, widget=forms.TextInput(attrs=attributes))


class CodeForm(allauth_forms.ConfirmLoginCodeForm):
    code = CodeField()

    def clean_code(self):
        self.cleaned_data["code"] = codes.tidy(self.cleaned_data["code"])
        return super().clean_code()


class NewPasswordForm(forms.Form):
    """A password of her own. The present one is asked for unless she has just signed in by code, or has none."""

    current = forms.CharField(
        label=_("Current password"),
        strip=False,
        error_messages=REQUIRED,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label=_("New password"),
        strip=False,
        error_messages=REQUIRED,
        help_text=_("At least ten characters. Three ordinary words are easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, user, ask_current, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        if not ask_current:
            del self.fields["current"]

    def clean_current(self):
        if not self.user.check_password(self.cleaned_data["current"]):
            raise ValidationError(_("That is not the password. You can receive a code instead."), code="wrong")

    def clean_password(self):
        validate_password(self.cleaned_data["password"], self.user)
        return self.cleaned_data["password"]
