"""From a product and all that hangs on it to its card, its facets and its search row: reads only."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from catalogue.models import Card, Product
from catalogue.money import format_number, unit
from catalogue.search import SearchRow
from vendors.models import Territory
from vendors.words import LANGUAGES, resolve


@dataclass(frozen=True)
class Shelved:
    card: Card
    facets: list[str]
    row: SearchRow


def cards_for(product_ids: list[int]) -> list[Shelved]:
    """One for each product of `product_ids` that is for sale and has words, a price and an open vendor."""
    products = (
        Product.objects.published()
        .filter(pk__in=product_ids)
        .select_related("vendor__territory", "vendor__sells_through", "category__parent", "maker")
        .prefetch_related("texts", "variants__stock", "pictures__picture", "labels__label", "materials", "techniques")
    )
    places = {place.pk: place for place in Territory.objects.filter(level__lte=Territory.Level.REGION)}
    return [_shelved(product, places) for product in products if product.texts.all() and product.variants.all()]


def _shelved(product: Product, places: dict[int, Territory]) -> Shelved:
    vendor, variants = product.vendor, list(product.variants.all())
    cheapest = min(variants, key=lambda variant: variant.price)
    on_hand = sum(_on_hand(variant) for variant in variants)
    line = [places[pk] for pk in vendor.territory.ancestor_ids() if pk in places]
    country, region = line[0], (line[1] if len(line) > 1 else None)
    pictures = sorted(product.pictures.all(), key=lambda shown: (shown.sort_order or 0, shown.pk))
    picture = pictures[0].picture if pictures else None
    is_available = not vendor.is_on_holiday and (on_hand > 0 or product.is_made_to_order)
    card = Card(
        pk=product.pk,
        version=0,
        # A CHECK says that a published product has its date.
        published_at=cast(datetime, product.published_at),
        vendor_id=vendor.pk,
        category=product.category.code,
        craft=product.category.craft.code,
        country=country.code,
        region=region.code if region else "",
        price_from=cheapest.price,
        has_price_range=any(variant.price != cheapest.price for variant in variants),
        currency=cheapest.currency,
        in_stock=on_hand > 0,
        left=on_hand,
        is_unique=product.is_unique,
        is_made_to_order=product.is_made_to_order,
        is_on_holiday=vendor.is_on_holiday,
        words={language: _words(product, cheapest, language) for language in LANGUAGES},
        picture_hash=picture.hash if picture else "",
        picture_width=picture.width if picture else 0,
        picture_height=picture.height if picture else 0,
        picture_ready=picture.ready if picture else "",
        dye=picture.dye if picture else product.category.shown_dye,
    )
    return Shelved(card, _facets(product, card, is_available), _row(product, line))


def _on_hand(variant) -> int:
    stock = getattr(variant, "stock", None)
    return stock.on_hand if stock else 0


def _words(product: Product, cheapest, language: str) -> dict[str, str]:
    text, vendor = product.text_in(language), product.vendor
    name, name_language = resolve(vendor.names, language)
    return {
        "title": text.title,
        "lang": text.language,
        "slug": text.slug,
        "vendor": name,
        "vendor_lang": name_language,
        "town": vendor.town_in(language),
        "category": product.category.name_in(language),
        "price": format_number(cheapest.price, cheapest.currency, language),
        "unit": unit(cheapest.currency, language),
    }


def _facets(product: Product, card: Card, is_available: bool) -> list[str]:
    vendor = product.vendor
    labels = {shown.label.code for shown in product.labels.all()} | ({"unique"} if product.is_unique else set())
    values = [f"craft:{card.craft}", f"category:{card.category}", f"country:{card.country}"]
    values += [f"region:{card.region}"] if card.region else []
    values += [f"material:{material.code}" for material in product.materials.all()]
    values += [f"technique:{technique.code}" for technique in product.techniques.all()]
    values += [f"label:{code}" for code in labels]
    flags = {
        "available:1": is_available,
        "cooperative:1": vendor.is_cooperative or vendor.seller.is_cooperative,
    }
    return sorted({*values, *(value for value, holds in flags.items() if holds)})


def _row(product: Product, line: list[Territory]) -> SearchRow:
    vendor, texts = product.vendor, list(product.texts.all())
    named = [product.category, product.category.craft, *product.materials.all(), *product.techniques.all()]
    makers = [product.maker] if product.maker else []
    return SearchRow(
        card_id=product.pk,
        title=" ".join(text.title for text in texts),
        vendor=" ".join([*_names([vendor, *makers, *line]), vendor.town_fr, vendor.town_ar]),
        rest=" ".join([*_names(named), *(text.description for text in texts)]),
    )


def _names(nouns) -> list[str]:
    return [name for noun in nouns for name in noun.names.values() if name]
