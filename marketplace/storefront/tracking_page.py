"""A purchase as whoever has its link sees it. Six statements, however many parcels it has."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from catalogue.money import format_number, format_price, unit
from marketplace.ledger.split import Part
from marketplace.orders.models import Order, Purchase
from marketplace.payments.models import Collection, Method
from marketplace.storefront import legal
from marketplace.storefront.shares import Shares, shares_of
from marketplace.storefront.tracking_addresses import tracking_path
from marketplace.storefront.tracking_parcels import ParcelShown, parcels_of

PLACED = Order.State.PLACED


class TrackingPage:
    def __init__(self, purchase: Purchase, language: str):
        self.purchase, self.language = purchase, language

    @cached_property
    def orders(self) -> list[Order]:
        whole = self.purchase.orders.whole().select_related("collected_by__collection")
        return list(whole.prefetch_related("events").order_by("number"))

    @property
    def collections(self) -> list[Collection]:
        return list({order.collected_by.collection.pk: order.collected_by.collection for order in self.orders}.values())

    @cached_property
    def parcels(self) -> list[ParcelShown]:
        return parcels_of(self.purchase, self.orders, self.language)

    @property
    def reference(self) -> str:
        return self.purchase.reference

    @property
    def title(self) -> str:
        """Thanks until something has moved, then where it stands."""
        states = {order.state for order in self.orders}
        if states == {PLACED}:
            return _("Thank you. Your order is recorded.")
        return self.orders[0].get_state_display() if len(states) == 1 else _("Several states: see each parcel")

    @property
    def placed_on(self) -> str:
        return date_format(timezone.localtime(self.purchase.placed_at), "DATE_FORMAT")

    @property
    def total(self) -> str:
        return format_number(self._kept, self.purchase.currency, self.language)

    @property
    def unit(self) -> str:
        return unit(self.purchase.currency, self.language)

    @property
    def _kept(self) -> int:
        return sum(share.kept for share in self._shares)

    @property
    def _shares(self):
        return [share for order in self.orders for line in order.lines.all() for share in line.shares.all()]

    @cached_property
    def shares(self) -> Shares:
        parts = [Part(share.party, share.kept, share.payee_id, share.member_id) for share in self._shares]
        return shares_of(parts, self.purchase.currency, self.language)

    # What is to be paid for all parcels together

    @cached_property
    def due(self) -> Collection | None:
        awaited = (each for each in self.collections if each.state == Collection.State.DUE)
        return next((each for each in awaited if each.method != Method.ON_DELIVERY), None)

    @property
    def is_by_card(self) -> bool:
        return self.due is not None and self.due.method == Method.CARD

    @property
    def due_amount(self) -> str:
        """What is left of it when parcels were given up."""
        amounts = [
            order.collected_by.amount for order in self.orders if order.collected_by.collection_id == self.due.pk
        ]
        return format_price(sum(amounts), self.purchase.currency, self.language)

    @property
    def due_words(self) -> str:
        """By when, and what to quote."""
        at = timezone.localtime(self.due.due_at)
        if self.is_by_card:
            return _("These pieces are kept for you until %(time)s.") % {"time": date_format(at, "TIME_FORMAT")}
        return _("Quote %(ref)s on the transfer, before %(date)s.") % {
            "ref": self.reference,
            "date": date_format(at, "DATE_FORMAT"),
        }

    @property
    def account(self) -> str:
        """Where a transfer goes; empty while the centre has not written it among its legal facts."""
        return legal.fact("bank_account", self.language)

    @property
    def phone(self) -> str:
        return legal.fact("operator_phone", self.language)

    @property
    def is_expired(self) -> bool:
        return any(each.state == Collection.State.EXPIRED for each in self.collections)

    # Addresses

    @property
    def path(self) -> str:
        return tracking_path(self.purchase, self.language)

    @property
    def paths(self) -> dict[str, str]:
        return {code: tracking_path(self.purchase, code) for code in ("fr", "ar", "en")}

    @property
    def pay_url(self) -> str:
        return tracking_path(self.purchase, self.language, "purchase_pay")

    @property
    def recipient_url(self) -> str:
        """Where the last digits of the telephone open her name and address; a purchase without one keeps them to itself."""
        return tracking_path(self.purchase, self.language, "purchase_address") if self.purchase.phone else ""

    @property
    def conditions_url(self) -> str:
        return tracking_path(self.purchase, self.language, "purchase_conditions")
