from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from marketplace.accounts import phones
from marketplace.orders import references
from marketplace.orders.models import OrderEvent

Reason = OrderEvent.Reason
REPORTABLE = (Reason.NOT_RECEIVED, Reason.DAMAGED)


class FindForm(forms.Form):
    reference = forms.CharField(
        label=_("Reference"),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "dir": "ltr"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        help_text=_("The one given with the order."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reference"].help_text = gettext("For example: %(example)s") % {"example": "K7M4QX2"}

    @property
    def tidied(self) -> dict[str, str]:
        """However they were written."""
        try:
            phone = phones.normalise(self.cleaned_data["phone"])
        except forms.ValidationError:
            phone = self.cleaned_data["phone"]
        return {"reference": references.tidy(self.cleaned_data["reference"]), "phone": phone}


class ParcelReportForm(forms.Form):
    reason = forms.ChoiceField(choices=[(reason.value, reason.label) for reason in REPORTABLE])
    words = forms.CharField(max_length=500, required=False)
