"""What staff type about vendors, their people and consents."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from marketplace.accounts import identity
from marketplace.accounts.models import User
from media.spoken import SPOKEN
from vendors import voices
from vendors.models import Consent


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("A word about why"), max_length=250, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )


class VendorForm(WagtailAdminModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "code" in self.fields and self.instance.pk:
            # The demo, partners' files and old exports know her by it.
            self.fields["code"].disabled = True

    def clean(self):
        cleaned = super().clean()
        for form in self.formsets["makers"].deleted_forms if "makers" in self.formsets and self.is_bound else ():
            maker = form.instance
            if maker.pk and (maker.consents.exists() or maker.products.exists()):
                self.add_error(None, _("%(name)s stays: there are pieces or consents of hers.") % {"name": maker.name})
        self._check_people()
        return cleaned

    def save(self, commit=True):
        vendor = super().save(commit=False)
        if commit:
            if vendor.pk:
                # Before her row: the shelf hears of that one, and must find her makers stored.
                vendor.makers.commit()
            vendor.save()
            self.save_m2m()
            voices.mind_of(vendor)
        return vendor

    def _check_people(self):
        """Each person once: the formset cannot see it, since it knows her by what was typed."""
        if not self.is_bound or "memberships" not in self.formsets:
            return
        formset = self.formsets["memberships"]
        formset.is_valid()
        stored = set(self.instance.memberships.values_list("user", flat=True)) if self.instance.pk else set()
        seen = set()
        for form in formset.forms:
            identity = getattr(form, "identity", None)
            if identity is None or form in formset.deleted_forms:
                continue
            person = identity.anyone()
            # Her telephone and her e-mail are one person; who is not known yet is what was typed.
            key = person.pk if person else identity
            if key in seen or key in stored:
                form.add_error("contact", _("This person is there already."))
                self.add_error(None, _("This person is there already."))
            seen.add(key)


class MakerForm(WagtailAdminModelForm):
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=SPOKEN.items(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["languages"] = self.instance.languages.split()

    def clean_languages(self):
        return " ".join(self.cleaned_data["languages"])


class MembershipForm(WagtailAdminModelForm):
    """A person by the telephone or e-mail she signs in with; who is not known yet is made."""

    contact = forms.CharField(label=_("Telephone or e-mail"), max_length=100)
    person_name = forms.CharField(label=_("Name"), max_length=150, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            person = self.instance.user
            for field, value in {"contact": person.get_username(), "person_name": person.name}.items():
                self.fields[field].disabled = True
                self.initial[field] = value

    def clean_contact(self):
        written = self.cleaned_data["contact"]
        if self.instance.pk:
            return written
        self.identity = identity.read(written)
        person = self.identity.anyone()
        if person and person.has_perm("wagtailadmin.access_admin"):
            raise ValidationError(_("This person is staff of the centre, so she cannot sell."))
        if person and not person.is_active:
            raise ValidationError(_("This person’s account is closed. Open it again first."))
        return written

    def save(self, commit=True):
        if not self.instance.pk:
            self.instance.user = self.identity.anyone() or User.objects.create_user(
                phone=self.identity.phone, email=self.identity.email, name=self.cleaned_data["person_name"]
            )
        return super().save(commit=commit)


class ConsentForm(forms.Form):
    """Recording that she said yes, or took it back, on a day."""

    maker = forms.ModelChoiceField(None, widget=forms.HiddenInput)
    subject = forms.ChoiceField(choices=Consent.Subject, widget=forms.HiddenInput)
    action = forms.ChoiceField(choices=[("give", ""), ("withdraw", "")], widget=forms.HiddenInput)
    on = forms.DateField(label=_("Day"), initial=timezone.localdate, widget=AdminDateInput)
    note = forms.CharField(label=_("How it was given"), max_length=250, required=False)

    def __init__(self, *args, makers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["maker"].queryset = makers
