"""All pieces on sale in one language, as merchants' centres, partners and price comparisons read them (RSS 2.0 with Google's `g:`).

An item is what can be bought: a piece, or each of its options, then held together by `g:item_group_id`.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.models import Card, ProductText, Variant
from catalogue.money import to_decimal
from marketplace.storefront.addresses import public
from marketplace.storefront.availability import Availability, availability
from marketplace.storefront.cards import card_url, picture_of
from marketplace.storefront.vocabulary import Vocabulary, vocabulary
from marketplace.storefront.xml_words import element
from media.markup import picture_url

# Three statements for so many pieces; however many there are, no more of them are in memory.
SIZE = 500
COLUMNS = (
    "pk",
    "product",
    "size",
    "colour",
    "price",
    "currency",
    "stock__on_hand",
    "product__is_made_to_order",
    "product__lead_time_days",
    "product__vendor__is_on_holiday",
    "product__vendor__sells_through__is_on_holiday",
)
# What readers of such files take.
LONGEST_TITLE, LONGEST_WORDS = 150, 5000


def items(language: str, today: date) -> Iterator[str]:
    """The file's pieces. `today`: from when the days are counted that a piece made to order takes."""
    yield from _head(language)
    words, last = vocabulary.anew(), 0
    while cards := list(Card.objects.shown().filter(pk__gt=last).order_by("pk")[:SIZE]):
        page = _Page(language, today, words, cards)
        for card in cards:
            yield from page.items_of(card)
        last = cards[-1].pk
    yield "</channel></rss>\n"


def _head(language: str) -> Iterator[str]:
    with translation.override(language):
        title, about = _("Maarad"), _("The fair, all year round")
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0" xml:lang="{language}"><channel>'
    yield element("title", title) + element("link", f"{settings.PUBLIC_ORIGIN}/{language}/")
    yield element("description", about) + element("language", language) + "\n"


@dataclass
class _Page:
    """So many cards, with the descriptions and the options of their pieces."""

    language: str
    today: date
    vocabulary: Vocabulary
    cards: list[Card]
    descriptions: dict[tuple[int, str], str] = field(init=False)
    variants: dict[int, list[Any]] = field(init=False)

    def __post_init__(self):
        ids = [card.pk for card in self.cards]
        shown = {card.words[self.language]["lang"] for card in self.cards}
        texts = ProductText.objects.filter(product__in=ids, language__in=shown)
        self.descriptions = {
            (product, language): words
            for product, language, words in texts.values_list("product", "language", "description")
        }
        self.variants = defaultdict(list)
        rows = Variant.objects.filter(product__in=ids).order_by("position", "pk").values_list(*COLUMNS, named=True)
        for row in rows:
            self.variants[row.product].append(row)

    def items_of(self, card: Card) -> Iterator[str]:
        variants = self.variants[card.pk]
        for variant in variants:
            yield f"<item>{''.join(self._facts(card, variant, is_one_of_several=len(variants) > 1))}</item>\n"

    def _facts(self, card: Card, variant: Any, *, is_one_of_several: bool) -> Iterator[str]:
        words, address = card.words[self.language], public(card_url(card, self.language))
        told = "" if words["lang"] == self.language else words["lang"]
        name = " · ".join(part for part in (words["title"], variant.size, variant.colour) if part)
        description = self.descriptions.get((card.pk, words["lang"])) or words["title"]
        yield element("g:id", f"{card.pk}-{variant.pk}" if is_one_of_several else str(card.pk))
        yield element("g:item_group_id", str(card.pk) if is_one_of_several else "")
        yield element("title", name[:LONGEST_TITLE], told)
        yield element("description", description[:LONGEST_WORDS], told)
        yield element("link", f"{address}?option={variant.pk}" if is_one_of_several else address)
        picture = picture_url(picture_of(card), 1280)
        yield element("g:image_link", public(picture) if picture else "")
        yield element("g:price", f"{to_decimal(variant.price, variant.currency):f} {variant.currency}")
        yield from self._availability(variant)
        yield element("g:brand", words["vendor"])
        yield element("g:product_type", self._type(card))
        yield element("g:condition", "new")
        # Made by hand: no number of an industry's is on it.
        yield element("g:identifier_exists", "no")

    def _availability(self, variant: Any) -> Iterator[str]:
        state = availability(
            on_hand=variant.stock__on_hand or 0,
            is_made_to_order=variant.product__is_made_to_order,
            is_away=bool(
                variant.product__vendor__is_on_holiday or variant.product__vendor__sells_through__is_on_holiday
            ),
        )
        yield element("g:availability", state.merchants)
        if state is Availability.TO_ORDER:
            day = self.today + timedelta(days=variant.product__lead_time_days or 0)
            yield element("g:availability_date", f"{day.isoformat()}T00:00Z")

    def _type(self, card: Card) -> str:
        term = self.vocabulary.get("category", card.category)
        if term is None:
            return ""
        line = [self.vocabulary.craft_of(term), term] if term.parent else [term]
        return " > ".join(each.name(self.language) for each in line)
