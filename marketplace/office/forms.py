"""What the centre's people say when they step in. Each form knows the row it is about (`row`)."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.fields import PriceField
from marketplace.orders.models import OrderEvent, PurchaseNote
from marketplace.orders.phrases import title
from marketplace.payments.giving_back import What
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
    """Pieces, delivery, a free amount, or several of them; `what` says it to the verb."""

    reasons = (Reason.DAMAGED, Reason.CHANGED_MIND, Reason.LATE, Reason.NOT_RECEIVED, Reason.OTHER)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    delivery = forms.BooleanField(label=_("The delivery"), required=False)
    amount = PriceField(
        label=_("A free amount"), required=False, help_text=_("Beside the pieces and the delivery, of what is left.")
    )
    restock = forms.BooleanField(
        label=_("The pieces are back and can be sold again"),
        help_text=_("Leave it empty when the shopper keeps them, or they are lost or damaged."),
        required=False,
    )
    means = forms.ChoiceField(label=_("How?"), choices=Refund.Means)
    bearer = forms.ChoiceField(
        label=_("Who bears it?"),
        choices=Refund.Bearer,
        initial=Refund.Bearer.EACH,
        help_text=_("Where one bears it alone, the others keep what they earned. Of delivery, the carrier gives back."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].currency = self.row.purchase.currency
        self.fields["seen"].initial = self.row.collected_by.refunded
        self.lines = {f"line_{line.pk}": line for line in self.row.goods if line.kept}
        for name, line in self.lines.items():
            self.fields[name] = forms.IntegerField(
                label=_("%(piece)s: how many of %(n)s?") % {"piece": title(line, get_language()), "n": line.kept},
                min_value=0,
                max_value=line.kept,
                required=False,
            )
        carried = self.row.delivery_line
        if carried is None or not carried.kept:
            del self.fields["delivery"]
        self.order_fields(["seen", *self.lines, "restock", "delivery", "amount", "reason", "words", "means", "bearer"])

    def clean(self):
        """What the verb takes."""
        said = super().clean()
        pieces = {line.pk: said.pop(name, None) or 0 for name, line in self.lines.items()}
        what = What(pieces, bool(said.pop("delivery", False)), said.pop("amount", None) or 0)
        if not self.errors and not (any(pieces.values()) or what.delivery or what.amount):
            raise forms.ValidationError(_("Say what is given back: pieces, the delivery, or an amount."))
        return said | {"what": what}


class CameBackForm(RowForm):
    means = forms.ChoiceField(label=_("How does the shopper get the money?"), choices=Refund.Means)
    restock = forms.BooleanField(
        label=_("The pieces can be sold again"),
        help_text=_("They go back to the stock. Leave it empty when they are lost or damaged."),
        required=False,
        initial=True,
    )
    bearer = forms.ChoiceField(
        label=_("Who bears the carriage?"),
        choices=OrderEvent.Bearer,
        help_text=_(
            "Of the way there. Asked only when nothing is left with the shopper: she then has its price back, too."
        ),
    )


class DeclineReturnForm(RowForm):
    words = forms.CharField(
        label=_("Why?"),
        max_length=500,
        help_text=_("The shopper reads these words."),
        widget=forms.Textarea({"rows": 3}),
    )


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
