"""Pieces of many makers, with more of each than anybody buys."""

from catalogue import shelf
from marketplace.checkout import carts
from marketplace.checkout.quoting import ON_DELIVERY, Choices, quote
from marketplace.checkout.terms import destination, terms
from tests import buying, factories


def make(pieces, vendors):
    """(variant ids, a province to send to)."""
    province = factories.province()
    actor, category = factories.user(), factories.category()
    makers = [factories.vendor() for _vendor in range(vendors)]
    with shelf.changes():
        made = [
            factories.published(actor=actor, vendor=makers[number % vendors], category=category, on_hand=1_000_000)
            for number in range(pieces)
        ]
    buying.tariff(up_to_g=1_000_000)
    return [buying.variant(piece).pk for piece in made], province


def shown(variant_ids, province):
    cart = carts.read([carts.Wanted(pk, 1, 25_000) for pk in variant_ids])
    return quote(cart, destination("MA", province), Choices({}, ON_DELIVERY), terms=terms())
