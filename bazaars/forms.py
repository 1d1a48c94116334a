"""What curators type about fairs."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from bazaars import touring
from bazaars.assignment import NotAllowed
from vendors.models import Vendor
from vendors.viewsets import vendor_chooser_viewset


class KeptFieldsForm(WagtailAdminModelForm):
    """`kept` are written once, when the row is made."""

    kept: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.kept:
            if name in self.fields and self.instance.pk:
                self.fields[name].disabled = True


class BazaarForm(KeptFieldsForm):
    kept = ("code",)


class StopForm(KeptFieldsForm):
    kept = ("bazaar",)

    def clean(self):
        cleaned = super().clean()
        rows = [
            form.cleaned_data
            for form in self.formsets["sequences"].forms
            if form.is_valid() and form not in self.formsets["sequences"].deleted_forms
        ]
        periods = [(row["starts"], row["ends"]) for row in rows if row.get("starts") and row.get("ends")]
        try:
            touring.check(periods)
        except NotAllowed as why:
            self.add_error(None, str(why))
        return cleaned


class ExhibitorForm(forms.Form):
    vendor = forms.ModelChoiceField(
        label=_("Exhibitor"), queryset=Vendor.objects.open(), widget=vendor_chooser_viewset.widget_class
    )
    stand = forms.CharField(label=_("Stand"), max_length=12, required=False, help_text=_("As it is painted on it."))
