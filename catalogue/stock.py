"""Goods: what is on hand goes up and down here and nowhere else.

Each verb is one transaction. A stock goes down by one conditional update whose row count is checked, in primary-key order, with a
CHECK behind it; so no lock is needed, on any database. Every change leaves a movement; the movements of a variant sum to its stock.
"""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue import shelf
from catalogue.models import Stock, StockMovement

FEW = 3


class SoldOut(Exception):
    """Fewer are left than were asked for. `left` is how many there were when it was looked up for the message."""

    def __init__(self, variant_id: int, left: int):
        self.variant_id = variant_id
        self.left = left
        super().__init__(
            ngettext("Only %(n)s left.", "Only %(n)s left.", left) % {"n": left}
            if left
            else _("Someone took it just before you. Look at the pieces beside it.")
        )


def take(quantities: Mapping[int, int], *, actor, note: str = "") -> None:
    """Take so many (1 or more) of each variant id, all or nothing. Raises SoldOut for the first that has fewer."""
    with transaction.atomic():
        for variant_id, quantity in _sorted(quantities):
            _subtract(variant_id, quantity)
        _move({variant: -quantity for variant, quantity in quantities.items()}, StockMovement.Kind.TAKE, actor, note)


def give_back(quantities: Mapping[int, int], *, actor, note: str = "") -> None:
    """Return what was taken and not sold after all."""
    with transaction.atomic():
        for variant_id, quantity in _sorted(quantities):
            _add(variant_id, quantity)
        _move(quantities, StockMovement.Kind.GIVE_BACK, actor, note)


def restock(variant_id: int, quantity: int, *, actor, note: str = "") -> None:
    """The maker has `quantity` more, or fewer when negative. Raises SoldOut when there are not so many to take away."""
    if quantity == 0:
        return
    with transaction.atomic():
        if quantity > 0:
            _add(variant_id, quantity)
        else:
            _subtract(variant_id, -quantity)
        _move({variant_id: quantity}, StockMovement.Kind.RESTOCK, actor, note)


def _sorted(quantities: Mapping[int, int]) -> list[tuple[int, int]]:
    if any(quantity < 1 for quantity in quantities.values()):
        raise ValueError("quantities are 1 or more")
    return sorted(quantities.items())


def _subtract(variant_id: int, quantity: int) -> None:
    stock = Stock.objects.filter(pk=variant_id)
    if not stock.filter(on_hand__gte=quantity).update(on_hand=F("on_hand") - quantity):
        raise SoldOut(variant_id, stock.values_list("on_hand", flat=True).first() or 0)


def _add(variant_id: int, quantity: int) -> None:
    if not Stock.objects.filter(pk=variant_id).update(on_hand=F("on_hand") + quantity):
        Stock.objects.create(variant_id=variant_id, on_hand=quantity)


def _move(quantities: Mapping[int, int], kind: StockMovement.Kind, actor, note: str) -> None:
    StockMovement.objects.bulk_create(
        StockMovement(variant_id=variant, kind=kind, quantity=quantity, actor=actor, note=note)
        for variant, quantity in sorted(quantities.items())
    )
    if product_ids := _visible(quantities):
        shelf.shelve(product_ids)


def _visible(quantities: Mapping[int, int]) -> set[int]:
    """The products whose card may say something else now: a variant is among its last few, or was before.

    Not every sale is a visible change, or checkouts would queue on the shelf's version. A product's total is at most `FEW` only when
    each variant is, so the variants alone decide; of two sales of two variants at once, neither would see the other's total.
    """
    rows = Stock.objects.filter(pk__in=quantities).values_list("pk", "on_hand", "variant__product")
    return {
        product_id for variant_id, on_hand, product_id in rows if min(on_hand, on_hand - quantities[variant_id]) <= FEW
    }
