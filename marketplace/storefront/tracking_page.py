"""A purchase as whoever has its link sees it. Six statements, one more when it is not paid at the door, however many parcels it has."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from catalogue.money import format_number, format_price, unit
from marketplace.ledger.split import Part
from marketplace.messaging import dates
from marketplace.orders.models import Order, Purchase
from marketplace.payments.models import Method
from marketplace.storefront import legal
from marketplace.storefront.shares import Shares, shares_of
from marketplace.storefront.tracking_addresses import tracking_path
from marketplace.storefront.tracking_money import Money, News, news_of, paid_at_once
from marketplace.storefront.tracking_parcels import ParcelShown, parcels_of

PLACED = Order.State.PLACED


class TrackingPage:
    def __init__(self, purchase: Purchase, language: str):
        self.purchase, self.language = purchase, language

    @cached_property
    def orders(self) -> list[Order]:
        whole = self.purchase.orders.whole().select_related("collected_by__collection")
        return list(whole.prefetch_related("events").order_by("number"))

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

    # What is, or was, to be paid for all parcels together

    @cached_property
    def moneys(self) -> list[Money]:
        return paid_at_once(self.orders)

    @property
    def news(self) -> list[News]:
        return [news for money in self.moneys for news in news_of(money, self._price)]

    @cached_property
    def due(self) -> Money | None:
        """What she is asked to pay now."""
        return next((money for money in self.moneys if money.is_asked_for), None)

    @property
    def is_by_card(self) -> bool:
        return self.due is not None and self.due.collection.method == Method.CARD

    @property
    def due_amount(self) -> str:
        return self._price(self.due.due_amount)

    @property
    def due_words(self) -> str:
        """By when, by the clock of here, and what to quote."""
        at = self.due.collection.due_at
        if self.is_by_card:
            return _("These pieces are kept for you until %(time)s.") % {"time": self._hour(at)}
        return _("Quote %(ref)s on the transfer, before %(date)s.") % {
            "ref": self.reference,
            "date": self._of_morocco(dates.moment(at, self.language)),
        }

    def _hour(self, at: datetime) -> str:
        """The hour alone while it is today's."""
        is_today = timezone.localdate(at) == timezone.localdate()
        return self._of_morocco((dates.hour if is_today else dates.moment)(at, self.language))

    def _of_morocco(self, moment: str) -> str:
        """To whoever buys from abroad it is said whose clock is meant."""
        if self.purchase.country == "MA":
            return moment
        return _("%(time)s, by the clock of Morocco") % {"time": moment}

    def _price(self, minor: int) -> str:
        return format_price(minor, self.purchase.currency, self.language)

    @property
    def account(self) -> str:
        """Where a transfer goes; empty while the centre has not written it among its legal facts."""
        return legal.fact("bank_account", self.language)

    @property
    def phone(self) -> str:
        return legal.fact("operator_phone", self.language)

    # Addresses

    @property
    def path(self) -> str:
        return tracking_path(self.purchase, self.language)

    @property
    def link(self) -> str:
        """The whole address, to keep."""
        return f"{settings.PUBLIC_ORIGIN}{self.path}"

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
