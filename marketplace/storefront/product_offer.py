"""What buying a piece means, on its page: who gets what of its price, and what carrying it costs from."""

from types import SimpleNamespace

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from catalogue.models import Product
from catalogue.money import format_price
from marketplace.checkout.quoting import PREPARING_DAYS, Carriage, rows_of, usual_weight
from marketplace.checkout.terms import terms
from marketplace.ledger.rules import sale_of
from marketplace.ledger.split import Part, rule_for, share
from marketplace.storefront.memo import Memo
from marketplace.storefront.shares import Shares, receives, shares_of
from vendors.words import resolve

# For showing; the cart asks anew.
_terms = Memo(terms)


class Offer:
    """`variant` with id, price, currency, weight_g, on_hand."""

    def __init__(self, product: Product, variant: SimpleNamespace, language: str):
        self.product, self.variant, self.language = product, variant, language

    @property
    def is_open(self) -> bool:
        """It can be put in the cart now."""
        is_there = bool(self.variant.on_hand) or self.product.is_made_to_order
        vendor = self.product.vendor
        return is_there and not vendor.is_on_holiday and not vendor.seller.is_on_holiday

    @property
    def has_several(self) -> bool:
        """More than one can be asked for."""
        return self.product.is_made_to_order or self.variant.on_hand > 1

    @cached_property
    def _parts(self) -> tuple[Part, ...]:
        sale = sale_of(self.product, self.variant.price, self.variant.currency)
        known = _terms()
        return share(sale, rule_for(sale, known.rules, known.today))

    @cached_property
    def shares(self) -> Shares:
        return shares_of(self._parts, self.variant.currency, self.language)

    @property
    def share_line(self) -> str:
        who = self.product.maker or self.product.vendor
        name = resolve(who.names, self.language)[0]
        return receives(self._parts, name, self.variant.currency, self.language)

    @property
    def delivery(self) -> str:
        """Where no tariff holds it, nothing is said."""
        row = self._cheapest
        if not row:
            return ""
        days = (self.product.lead_time_days or PREPARING_DAYS) + row.max_days
        price = format_price(row.amount, row.currency, self.language)
        within = npgettext("oblique", "%(n)s day", "%(n)s days", days) % {"n": days}
        return _("Delivery from %(price)s, within %(days)s") % {"price": price, "days": within}

    @property
    def _cheapest(self) -> Carriage | None:
        """Within the seller's country."""
        seller = self.product.vendor.seller
        home = f"/{seller.territory.ancestor_ids()[0]}/"
        there = [row for row in _terms().tariffs if row.path.startswith(home) and row.currency == self.variant.currency]
        return min(
            (row for row in rows_of(seller.pk, there) if row.up_to_g >= self._weight),
            key=lambda row: row.amount,
            default=None,
        )

    @property
    def _weight(self) -> int:
        category = self.product.category
        return self.variant.weight_g or usual_weight((category.pk, category.parent_id), _terms().weights)

    @property
    def has_counter(self) -> bool:
        seller = self.product.vendor.seller
        return seller.is_cooperative and bool(seller.address)
