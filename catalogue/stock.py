"""Goods: what is on hand goes up and down here and nowhere else.

Each verb is one transaction, or joins the `shelf.changes` around it: what it raises is then for the whole of these. A stock goes down by
one conditional update whose row count is checked, in primary-key order, with a CHECK behind it; so no lock is needed, on any database.
Every change leaves a movement; the movements of a variant sum to its stock.
"""

from collections.abc import Mapping

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue import shelf
from catalogue.models import Stock, StockMovement, Variant

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
    with shelf.changes():
        left = {variant_id: _subtract(variant_id, quantity) for variant_id, quantity in _sorted(quantities)}
        _move(left, {pk: -quantity for pk, quantity in quantities.items()}, StockMovement.Kind.TAKE, actor, note)


def give_back(quantities: Mapping[int, int], *, actor, note: str = "") -> None:
    """Return what was taken and not sold after all."""
    with shelf.changes():
        left = {variant_id: _add(variant_id, quantity) for variant_id, quantity in _sorted(quantities)}
        _move(left, quantities, StockMovement.Kind.GIVE_BACK, actor, note)


def restock(variant_id: int, quantity: int, *, actor, note: str = "") -> None:
    """The maker has `quantity` more, or fewer when negative. Raises SoldOut when there are not so many to take away."""
    if quantity == 0:
        return
    with shelf.changes():
        left = _add(variant_id, quantity) if quantity > 0 else _subtract(variant_id, -quantity)
        _move({variant_id: left}, {variant_id: quantity}, StockMovement.Kind.RESTOCK, actor, note)


def _sorted(quantities: Mapping[int, int]) -> list[tuple[int, int]]:
    if any(quantity < 1 for quantity in quantities.values()):
        raise ValueError("quantities are 1 or more")
    return sorted(quantities.items())


def _subtract(variant_id: int, quantity: int) -> int:
    """How many are left."""
    left = _changed("on_hand - %s WHERE variant_id = %s AND on_hand >= %s", [quantity, variant_id, quantity])
    if left is None:
        raise SoldOut(variant_id, Stock.objects.filter(pk=variant_id).values_list("on_hand", flat=True).first() or 0)
    return left


def _add(variant_id: int, quantity: int) -> int:
    left = _changed("on_hand + %s WHERE variant_id = %s", [quantity, variant_id])
    return Stock.objects.create(variant_id=variant_id, on_hand=quantity).on_hand if left is None else left


def _changed(how: str, values: list[int]) -> int | None:
    """How many there are now, None when no row was changed: by the one statement, which Django's own update does not tell."""
    with connection.cursor() as cursor:
        # `how` is one of the two above.
        cursor.execute(f"UPDATE catalogue_stock SET on_hand = {how} RETURNING on_hand", values)  # noqa: S608
        row = cursor.fetchone()
    return row[0] if row else None


def _move(left: Mapping[int, int], quantities: Mapping[int, int], kind: StockMovement.Kind, actor, note: str) -> None:
    StockMovement.objects.bulk_create(
        StockMovement(variant_id=variant, kind=kind, quantity=quantity, actor=actor, note=note)
        for variant, quantity in sorted(quantities.items())
    )
    # Not every sale is a visible change, or checkouts would queue on the shelf's version. A product's total is at most `FEW` only when
    # each variant is, so the variants alone decide; of two sales of two variants at once, neither would see the other's total.
    few = [pk for pk, on_hand in left.items() if min(on_hand, on_hand - quantities[pk]) <= FEW]
    if few:
        shelf.shelve(Variant.objects.filter(pk__in=few).values_list("product", flat=True))
