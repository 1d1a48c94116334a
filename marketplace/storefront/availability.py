"""Whether a piece can be had, in the words of those who read the shop by machine."""

from enum import Enum


class Availability(Enum):
    """(for schema.org, for the merchants' feed)"""

    IN_STOCK = ("InStock", "in_stock")
    TO_ORDER = ("MadeToOrder", "backorder")
    OUT_OF_STOCK = ("OutOfStock", "out_of_stock")

    @property
    def schema(self) -> str:
        return f"https://schema.org/{self.value[0]}"

    @property
    def merchants(self) -> str:
        return self.value[1]


def availability(*, on_hand: int, is_made_to_order: bool, is_away: bool) -> Availability:
    """`is_away`: her shop, or the one that sells for her, is on holiday, and sends nothing until it is back."""
    if is_away:
        return Availability.OUT_OF_STOCK
    if on_hand:
        return Availability.IN_STOCK
    return Availability.TO_ORDER if is_made_to_order else Availability.OUT_OF_STOCK
