"""What to tell of a quantity that a cart does not take, in sentences."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.checkout.carts import MOST_LINES, Item


def wrong_quantity(item: Item | None) -> str:
    """On the page of the piece."""
    if item is None or not item.quantity:
        return _("This piece has been sold in the meantime.")
    if item.quantity == 1:
        return _("There is one of this piece: the quantity can only be 1.")
    return _("Write a quantity from 1 to %(n)s.") % {"n": item.quantity}


def wrong_quantity_in_cart(item: Item) -> str:
    """Of one piece among others; 0 takes it out."""
    sentence = wrong_quantity(item)
    if item.quantity:
        sentence += " " + _("With 0 it leaves your cart.")
    return _("%(title)s: %(sentence)s") % {"title": _title(item), "sentence": sentence}


def too_many(item: Item) -> str:
    sentence = _("%(title)s: your cart holds %(n)s of it, and cannot hold more.")
    return sentence % {"title": _title(item), "n": item.quantity}


def full() -> str:
    sentence = _(
        "Your cart holds %(n)s different pieces, the most it can. Check out or take one out, then add this one."
    )
    return sentence % {"n": MOST_LINES}


def left_out() -> str:
    sentence = _(
        "Your cart holds %(n)s different pieces, the most it can: some that you had chosen before are left out."
    )
    return sentence % {"n": MOST_LINES}


def _title(item: Item) -> str:
    return item.words.get(get_language(), {}).get("title") or _("Piece")
