"""What the centre types about shares and cash."""

from decimal import Decimal
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from catalogue.fields import PriceField
from catalogue.models import Category
from catalogue.money import format_price
from marketplace.ledger import naming
from marketplace.ledger.accounts import Kind, Ref
from marketplace.ledger.models import Account, Deposit


def percent(part):
    """Ten-thousandths as people read them: 250 is 2,5."""
    return formats.number_format((Decimal(part) / 100).normalize(), use_l10n=True)


class PercentField(forms.DecimalField):
    """`2,5` to 250 ten-thousandths; a hundredth of a percent is the finest."""

    def __init__(self, **kwargs):
        given = {"min_value": 0, "max_value": 100, "decimal_places": 2, "localize": True, "initial": 0}
        super().__init__(**{**given, **kwargs})

    def clean(self, value):
        number = super().clean(value)
        return None if number is None else int(number * 100)

    def prepare_value(self, value):
        return percent(value) if isinstance(value, int) else value

    def has_changed(self, initial, data):
        return super().has_changed(percent(initial) if isinstance(initial, int) else initial, data)


class AnyCategoryField(forms.ModelChoiceField):
    """Crafts, and their categories each after its craft."""

    def __init__(self, **kwargs):
        categories = Category.objects.select_related("parent").order_by("parent__position", "position")
        super().__init__(categories, **{"required": False, **kwargs})

    def label_from_instance(self, category):
        return f"{category.parent.name} · {category.name}" if category.parent else category.name


class SplitRuleForm(WagtailAdminModelForm):
    category = AnyCategoryField(label=_("Category"))
    platform_part = PercentField(label=_("Contribution to Maarad"), help_text=_("In percent of the price"))
    cooperative_part = PercentField(
        label=_("The cooperative"), help_text=_("In percent; where no cooperative sells, it is the maker’s")
    )
    fund_part = PercentField(label=_("The solidarity fund"), help_text=_("In percent of the price"))
    fee_part = PercentField(
        label=_("Payment fees"), help_text=_("In percent; zero: Maarad bears them, the maker pays nothing")
    )


class HolderField(forms.ModelChoiceField):
    """Who has cash of ours, and how much."""

    def __init__(self, **kwargs):
        super().__init__(Account.objects.filter(kind=Kind.CUSTODY).order_by("key"), **kwargs)
        self.names = {}

    def label_from_instance(self, account):
        amount = format_price(account.shown_balance, account.currency, get_language())
        return f"{self.names[Ref(account.kind, account.key)]} · {amount}"

    def offer_those_who_hold(self):
        """At each showing: balances and names are read now."""
        holders = list(self.queryset.with_balances().filter(balance__lt=0))
        self.names = naming.names_of(holders)
        self.choices = [("", "—"), *((holder.pk, self.label_from_instance(holder)) for holder in holders)]


class DepositForm(WagtailAdminModelForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    holder = HolderField(label=_("Who brought it"))
    amount = PriceField(label=_("Amount"), help_text=_("As on the bank’s slip, for example 1 250"))
    on = forms.DateField(label=_("Date"), widget=AdminDateInput, initial=timezone.localdate)

    class Meta:
        model = Deposit
        fields = ["note"]

    field_order = ["holder", "amount", "on", "note", "key"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["holder"].offer_those_who_hold()

    def _clean_fields(self):
        # An amount is read in the currency of its account.
        if account := self._account():
            self.fields["amount"].currency = account.currency
        super()._clean_fields()

    def _account(self):
        try:
            return self.fields["holder"].clean(self.data.get(self.add_prefix("holder")))
        except ValidationError:
            return None

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return on
