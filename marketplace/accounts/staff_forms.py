"""The forms of the admin about people. Only administrators reach them: who may change an address may become anybody."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.accounts import phones, profiles
from marketplace.accounts.models import User


class NewPersonForm(forms.ModelForm):
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "dir": "ltr"}),
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Leave empty: the person signs in by code, and may choose a password then."),
    )

    class Meta:
        model = User
        fields = ["name", "phone", "email", "language", "is_superuser", "groups"]
        widgets = {"groups": forms.CheckboxSelectMultiple}
        labels = {"is_superuser": _("administrator")}
        help_texts = {"is_superuser": _("An administrator may do everything, and change the rights of others.")}

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not (cleaned.get("phone") or cleaned.get("email")):
            raise ValidationError(_("Give a phone number or an e-mail address: it is how the person signs in."))
        return cleaned

    def clean_phone(self):
        return phones.normalise(self.cleaned_data["phone"]) if self.cleaned_data["phone"] else None

    def clean_password(self):
        if password := self.cleaned_data["password"]:
            validate_password(password, self.instance)
        return password

    def save(self, commit=True):
        if "phone" in self.changed_data:
            self.instance.phone_verified = False
        if self.cleaned_data["password"]:
            self.instance.set_password(self.cleaned_data["password"])
        elif not self.instance.pk:
            self.instance.set_unusable_password()
        person = super().save(commit)
        if commit and person.has_perm("wagtailadmin.access_admin"):
            profiles.read_in_own_language(person)
        return person


class PersonForm(NewPersonForm):
    class Meta(NewPersonForm.Meta):
        fields = [*NewPersonForm.Meta.fields, "is_active"]

    def __init__(self, *args, editing_self=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = _("Leave empty to keep the present one.")
        if editing_self:
            # Nobody shuts herself out by mistake.
            del self.fields["is_active"]
            del self.fields["is_superuser"]


class NameForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "language"]
