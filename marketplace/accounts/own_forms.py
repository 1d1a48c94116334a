"""What is asked before an account is erased: her password, or a code that she has just been sent."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.accounts import own_proof
from marketplace.accounts.forms import REQUIRED, CodeField


class EraseForm(forms.Form):
    code = CodeField(help_text=_("The six digits that we have just sent you."))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        error_messages=REQUIRED,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    sure = forms.BooleanField(label=_("I know that this cannot be undone."), error_messages=REQUIRED)

    def __init__(self, *args, user, about, is_proven, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.about = user, about
        by_code = own_proof.is_sent(about)
        if is_proven or not by_code:
            del self.fields["code"]
        if is_proven or by_code or not user.has_usable_password():
            del self.fields["password"]

    @property
    def asks_for_proof(self):
        return bool(self.fields.keys() & {"code", "password"})

    def clean_password(self):
        if not self.user.check_password(self.cleaned_data["password"]):
            raise ValidationError(_("That is not the password. You can receive a code instead."), code="wrong")

    def clean(self):
        """The code last: one that is right is used up."""
        cleaned = super().clean()
        if not self.errors and "code" in self.fields:
            try:
                own_proof.check(self.about, cleaned["code"])
            except ValidationError as refused:
                self.add_error("code", refused)
        return cleaned
