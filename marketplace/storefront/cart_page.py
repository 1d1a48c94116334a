"""The cart as its page shows it, made from a quote without a query."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.money import format_number, format_price, unit
from marketplace.checkout.quoting import Quote
from marketplace.storefront.cart_lots import Lot, lots_of
from marketplace.storefront.checkout_steps import Step, steps
from marketplace.storefront.shares import Shares, shares_of

# As one would say it; more makers than these are written in figures.
TITLES = (
    gettext_lazy("One maker, one order."),
    gettext_lazy("Two makers, one order."),
    gettext_lazy("Three makers, one order."),
    gettext_lazy("Four makers, one order."),
    gettext_lazy("Five makers, one order."),
    gettext_lazy("Six makers, one order."),
)


class CartPage:
    """`quote` is made for where she said she lives, else for somewhere in Morocco: delivery is then what it costs from."""

    def __init__(self, quote: Quote, language: str, *, is_estimate: bool = True):
        self.quote, self.language, self.is_estimate = quote, language, is_estimate

    @cached_property
    def lots(self) -> list[Lot]:
        return lots_of(self.quote, self.language)

    @property
    def steps(self) -> list[Step]:
        return steps("cart")

    @property
    def is_empty(self) -> bool:
        return not self.lots

    @property
    def can_check_out(self) -> bool:
        return bool(self.quote.parcels)

    @property
    def title(self) -> str:
        makers = len(self.quote.parcels)
        if not makers:
            return _("Your cart")
        if makers <= len(TITLES):
            return str(TITLES[makers - 1])
        return ngettext("%(n)s maker, one order.", "%(n)s makers, one order.", makers) % {"n": makers}

    @property
    def goods(self) -> str:
        return self._price(self.quote.goods)

    @property
    def delivery(self) -> str:
        """Empty while nobody delivers there, or the place decides."""
        known = all(parcel.chosen for parcel in self.quote.parcels)
        return self._price(self.quote.delivery) if known else ""

    @property
    def total(self) -> str:
        return format_number(self.quote.total, self.quote.currency, self.language)

    @property
    def unit(self) -> str:
        return unit(self.quote.currency, self.language)

    @cached_property
    def shares(self) -> Shares:
        parts = [part for parcel in self.quote.parcels for part in parcel.parts]
        return shares_of(parts, self.quote.currency, self.language)

    def _price(self, minor: int) -> str:
        return format_price(minor, self.quote.currency, self.language)
