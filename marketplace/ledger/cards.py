"""The maker's share of the price on her piece's card."""

from datetime import date

from django.utils import timezone

from catalogue import shelf
from catalogue.models import Card, Variant
from catalogue.money import format_number
from marketplace.ledger.rules import current, sale_of
from marketplace.ledger.split import Rule, rule_for, share
from vendors.words import LANGUAGES

KEY = "share"
BATCH = 500


def shares(product_ids: list[int]) -> dict[int, object]:
    """For `shelf.contribute`: of each product's lowest price, what the maker gets; `words` in each language, without the unit."""
    rules, today = current(), timezone.localdate()
    variants = Variant.objects.filter(product__in=product_ids).select_related(
        "product__vendor__sells_through", "product__category"
    )
    # Of each product the last one stays: the lowest price, as on the card.
    cheapest = {variant.product_id: variant for variant in variants.order_by("-price", "-pk")}
    return {product_id: _share(variant, rules, today) for product_id, variant in cheapest.items()}


def _share(variant: Variant, rules: tuple[Rule, ...], today: date) -> dict[str, object]:
    sale = sale_of(variant.product, variant.price, variant.currency)
    maker, *_others = share(sale, rule_for(sale, rules, today))
    words = {language: format_number(maker.amount, variant.currency, language) for language in LANGUAGES}
    return {"party": maker.party.value, "amount": maker.amount, "words": words}


def refresh() -> None:
    """Shelve anew the cards whose share is not what the rules of today say; a batch a transaction. Safe to repeat."""
    cards = Card.objects.shown().order_by("pk")
    last = 0
    while batch := list(cards.filter(pk__gt=last).values_list("pk", "extra")[:BATCH]):
        last = batch[-1][0]
        shown = {pk: extra.get(KEY) for pk, extra in batch}
        right = shares(list(shown))
        shelf.shelve(pk for pk in shown if shown[pk] != right.get(pk))
