"""The last step as its page shows it: exactly the quote that will be charged, and each way to pay it."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.money import format_price
from marketplace.checkout.quoting import BANK_TRANSFER, HOME, ON_DELIVERY, Due, Quote
from marketplace.payments.models import Method
from marketplace.storefront.cart_lots import Lot
from marketplace.storefront.cart_page import CartPage
from marketplace.storefront.checkout_steps import Step, steps
from vendors.words import resolve


@dataclass(frozen=True)
class DueShown:
    """What is handed over at once, to whom."""

    to: str
    lang: str
    amount: str


@dataclass(frozen=True)
class WayToPay:
    """`dues` of those paid parcel by parcel."""

    method: str
    name: str
    words: str
    dues: tuple[DueShown, ...]
    is_chosen: bool


class CheckoutPage(CartPage):
    """`quote` says nothing of payment: the page shows what each way to pay would mean. `where`: province and country."""

    def __init__(self, quote: Quote, language: str, *, step: str, where: str = ""):
        super().__init__(quote, language, is_estimate=False)
        self.step, self.where, self.payment = step, where, ""

    @property
    def steps(self) -> list[Step]:
        return steps(self.step)

    @property
    def shown(self) -> str:
        """What a later quote is held against; how it is paid changes nothing that is charged."""
        return digest_of(self.quote)

    @property
    def sent_lots(self) -> list[Lot]:
        """Those with something in them that can be bought now."""
        selling = {parcel.seller.id for parcel in self.quote.parcels}
        return [lot for lot in self.lots if lot.seller_id in selling]

    @property
    def is_sendable(self) -> bool:
        return bool(self.quote.parcels) and not any(lot.trouble for lot in self.lots)

    @cached_property
    def payments(self) -> list[WayToPay]:
        chosen = self.payment if self.payment in self.quote.payments else self.quote.payments[0]
        return [self._way(method, method == chosen) for method in self.quote.payments]

    def _way(self, method: str, is_chosen: bool) -> WayToPay:
        name = str(Method(method).label)
        if method == ON_DELIVERY:
            dues = tuple(self._due(due) for due in paid_with(self.quote, method).dues)
            return WayToPay(method, name, self._couriers(), dues, is_chosen)
        return WayToPay(method, name, about_paying(method), (), is_chosen)

    def _due(self, due: Due) -> DueShown:
        name, lang = resolve(self.quote.cart.sellers[due.seller_ids[0]].names, self.language)
        return DueShown(name, lang, format_price(due.amount, self.quote.currency, self.language))

    def _couriers(self) -> str:
        """How many people she will pay at her door, and where else."""
        home = sum(parcel.chosen is not None and parcel.chosen.method == HOME for parcel in self.quote.parcels)
        counters = len(self.quote.parcels) - home
        sentences = []
        if home:
            sentences.append(
                ngettext("You will pay %(n)s courier.", "You will pay %(n)s couriers.", home) % {"n": home}
            )
        if counters:
            sentences.append(
                ngettext(
                    "You pay %(n)s parcel where you collect it.",
                    "You pay %(n)s parcels where you collect them.",
                    counters,
                )
                % {"n": counters}
            )
        return " ".join(sentences)


def about_paying(method: str) -> str:
    if method == BANK_TRANSFER:
        return _("We give you the account and what to quote. The makers begin once the transfer has come.")
    if settings.CARD_PROVIDER == "sandbox":
        return _("Test payment: no money is taken")
    return _("Your card number does not pass through our servers.")


def paid_with(quote: Quote, method: str) -> Quote:
    """The same quote, paid so."""
    return replace(quote, choices=replace(quote.choices, payment=method))


def digest_of(quote: Quote) -> str:
    return paid_with(quote, "").digest
