"""What the centre's people say when they step in. Each form knows the row it is about (`row`)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.fields import PriceField
from marketplace.orders.models import OrderEvent, PurchaseNote
from marketplace.payments.models import Refund

Reason = OrderEvent.Reason


class RowForm(forms.Form):
    def __init__(self, *args, row, **kwargs):
        self.row = row
        super().__init__(*args, **kwargs)


class ReasonForm(RowForm):
    reasons: tuple[Reason, ...] = ()
    reason = forms.ChoiceField(label=_("Reason"))
    words = forms.CharField(
        label=_("in your words"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )

    field_order = ["reason", "words"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", "—"), *((reason.value, reason.label) for reason in self.reasons)]


class CancelForm(ReasonForm):
    reasons = (
        Reason.UNANSWERED,
        Reason.CHANGED_MIND,
        Reason.SOLD,
        Reason.LATE,
        Reason.BROKEN,
        Reason.UNCLAIMED,
        Reason.UNPAID,
        Reason.OTHER,
    )


class TakeBackForm(ReasonForm):
    reasons = (
        Reason.REFUSED,
        Reason.UNCLAIMED,
        Reason.CHANGED_MIND,
        Reason.DAMAGED,
        Reason.NOT_RECEIVED,
        Reason.OTHER,
    )
    bearer = forms.ChoiceField(label=_("Who bears the carriage?"), choices=OrderEvent.Bearer)
    restock = forms.BooleanField(
        label=_("The pieces can be sold again"),
        help_text=_("They go back to the stock. Leave it empty when they are lost or damaged."),
        required=False,
        initial=True,
    )


class SendForm(RowForm):
    tracking_number = forms.CharField(label=_("Tracking number"), max_length=60, required=False)


class GiveBackForm(ReasonForm):
    reasons = (Reason.DAMAGED, Reason.CHANGED_MIND, Reason.LATE, Reason.NOT_RECEIVED, Reason.OTHER)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    amount = PriceField(label=_("How much is given back?"))
    means = forms.ChoiceField(label=_("How?"), choices=Refund.Means)

    field_order = ["seen", "amount", "reason", "words", "means"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].currency = self.row.purchase.currency
        self.fields["seen"].initial = self.row.collected_by.refunded


class RefundDoneForm(RowForm):
    reference = forms.CharField(
        label=_("Reference of the payment"),
        max_length=255,
        required=False,
        help_text=_("The bank’s, or of the receipt."),
    )


class TransferForm(RowForm):
    amount = PriceField(label=_("Amount received"))
    reference = forms.CharField(label=_("The bank’s reference"), max_length=255)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].currency = self.row.currency
        self.fields["amount"].help_text = _("Another amount than what is due is kept, and marked to be looked at.")
        self.fields["amount"].initial = sum(part.amount for part in self.row.parts.all()) or None

    def clean_reference(self):
        """As banks print it, without the blanks between: typed twice it must be the same."""
        return "".join(self.cleaned_data["reference"].upper().split())


class NoteForm(forms.ModelForm):
    class Meta:
        model = PurchaseNote
        fields = ["words"]
        widgets = {"words": forms.Textarea({"rows": 3})}
