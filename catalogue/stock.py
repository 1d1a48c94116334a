"""Goods: what is on hand goes up and down here and nowhere else.

Each verb is one transaction. A stock goes down by one conditional update whose row count is checked, in primary-key order, with a
CHECK behind it; so no lock is needed, on any database. Every change leaves a movement; the movements of a variant sum to its stock.
"""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue import shelf
from catalogue.models import Card, Stock, StockMovement, Variant

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
    """Take these many (1 or more) of each variant id, all or nothing. Raises SoldOut for the first that has fewer."""
    with transaction.atomic():
        for variant_id, quantity in _sorted(quantities):
            if not Stock.objects.filter(pk=variant_id, on_hand__gte=quantity).update(on_hand=F("on_hand") - quantity):
                raise SoldOut(variant_id, Stock.objects.filter(pk=variant_id).values_list("on_hand", flat=True).first() or 0)
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
        elif not Stock.objects.filter(pk=variant_id, on_hand__gte=-quantity).update(on_hand=F("on_hand") + quantity):
            raise SoldOut(variant_id, Stock.objects.filter(pk=variant_id).values_list("on_hand", flat=True).first() or 0)
        _move({variant_id: quantity}, StockMovement.Kind.RESTOCK, actor, note)


def _sorted(quantities: Mapping[int, int]) -> list[tuple[int, int]]:
    if any(quantity < 1 for quantity in quantities.values()):
        raise ValueError("quantities are 1 or more")
    return sorted(quantities.items())


def _add(variant_id: int, quantity: int) -> None:
    if not Stock.objects.filter(pk=variant_id).update(on_hand=F("on_hand") + quantity):
        Stock.objects.create(variant_id=variant_id, on_hand=quantity)


def _move(quantities: Mapping[int, int], kind: StockMovement.Kind, actor, note: str) -> None:
    StockMovement.objects.bulk_create(
        StockMovement(variant_id=variant, kind=kind, quantity=quantity, actor=actor, note=note)
        for variant, quantity in sorted(quantities.items())
    )
    if product_ids := _changed_on_the_shelf(quantities):
        shelf.shelve(product_ids)


def _changed_on_the_shelf(quantities: Mapping[int, int]) -> list[int]:
    """The products of these variants whose card says something else now: sold out, back, or one of the last few.

    Not every sale is a visible change, or checkouts would queue on the shelf's version. The figure is judged per variant too: of two
    sales of two variants at once neither sees the other's, and the product's total alone would let both keep silent.
    """
    variants = dict(Variant.objects.filter(pk__in=quantities).values_list("pk", "product_id"))
    on_hand = dict(Stock.objects.filter(pk__in=quantities).values_list("pk", "on_hand"))
    totals = dict(
        Stock.objects.filter(variant__product__in=set(variants.values()))
        .values_list("variant__product")
        .annotate(total=Sum("on_hand"))
    )
    shown = dict(Card.objects.filter(pk__in=set(variants.values())).values_list("pk", "left"))
    return sorted(
        {
            product_id
            for variant_id, product_id in variants.items()
            if product_id in shown
            and (
                min(totals.get(product_id, 0), shown[product_id]) <= FEW
                or on_hand.get(variant_id, 0) - min(quantities[variant_id], 0) <= FEW
                or on_hand.get(variant_id, 0) <= FEW
            )
        }
    )
