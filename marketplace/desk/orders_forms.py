"""What a vendor says with an answer: how many, why not, under which number it travels."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.orders.models import Order, OrderEvent

Reason = OrderEvent.Reason
# With their icons: what keeps her from supplying it.
REASONS = {Reason.SOLD: "money", Reason.LATE: "clock", Reason.BROKEN: "cross", Reason.OTHER: "question"}


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why?"), choices=[(reason.value, reason.label) for reason in REASONS], widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("in your words"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )

    def reasons(self):
        """(value, label, icon) for the tiles."""
        return [(reason.value, reason.label, icon) for reason, icon in REASONS.items()]


class PartForm(DeclineForm):
    """How many of each line she supplies."""

    def __init__(self, *args, order: Order, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = order.goods
        for line in self.lines:
            self.fields[self._name(line)] = forms.IntegerField(
                label=_("How many can you supply?"),
                min_value=0,
                max_value=line.kept,
                initial=line.kept,
                widget=forms.NumberInput({"inputmode": "numeric"}),
            )

    @staticmethod
    def _name(line):
        return f"line_{line.pk}"

    def clean(self):
        cleaned = super().clean()
        if not any(self._name(line) in self.errors for line in self.lines):
            kept = sum(self.kept().values())
            if kept == 0:
                raise forms.ValidationError(_("Nothing would be left of this order. Decline it instead."))
            if kept == sum(line.kept for line in self.lines):
                raise forms.ValidationError(
                    _("Say how many of each piece you supply: fewer than were ordered, of one piece at least.")
                )
        return cleaned

    def kept(self):
        return {line.pk: self.cleaned_data[self._name(line)] for line in self.lines}

    def quantities(self):
        """The field of each line, in their order."""
        return [self[self._name(line)] for line in self.lines]


class SendForm(forms.Form):
    tracking_number = forms.CharField(
        label=_("Tracking number"), max_length=60, required=False, widget=forms.TextInput({"dir": "ltr"})
    )
