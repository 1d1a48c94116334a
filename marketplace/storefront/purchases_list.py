"""What somebody who is signed in has bought: her own, the latest first."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from catalogue.money import format_price
from marketplace.orders.models import Order, Purchase
from marketplace.storefront.tracking_addresses import tracking_path

ON_A_PAGE = 20


@dataclass(frozen=True)
class PurchaseRow:
    reference: str
    url: str
    placed_on: str
    state: str
    total: str


class PurchasesList:
    def __init__(self, user, language: str, page: str | None):
        self.language = language
        self.page = Paginator(Purchase.objects.filter(user=user).prefetch_related("orders"), ON_A_PAGE).get_page(page)

    @cached_property
    def rows(self) -> list[PurchaseRow]:
        return [self._row(purchase) for purchase in self.page]

    @property
    def previous_url(self) -> str:
        return f"?page={self.page.previous_page_number()}" if self.page.has_previous() else ""

    @property
    def next_url(self) -> str:
        return f"?page={self.page.next_page_number()}" if self.page.has_next() else ""

    def _row(self, purchase: Purchase) -> PurchaseRow:
        state = purchase.state
        return PurchaseRow(
            reference=purchase.reference,
            url=tracking_path(purchase, self.language),
            placed_on=date_format(timezone.localtime(purchase.placed_at), "DATE_FORMAT"),
            state=str(Order.State(state).label) if state else _("Several states: see each parcel"),
            total=format_price(purchase.total, purchase.currency, self.language),
        )
