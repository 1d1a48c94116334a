"""Making and changing a product: its words, price, pictures and facts. Each change is logged, and visible at once when it is on sale."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from catalogue import shelf, stock
from catalogue.models import Product, ProductEvent, ProductLabel, ProductPicture, ProductText, Stock, Variant

WORDS = ("title", "description", "care", "ingredients")


class NotAccepted(Exception):
    """What was given contradicts itself; the message says how, in the reader's language."""


def create_product(
    *,
    vendor,
    actor,
    category,
    texts: Mapping[str, Mapping[str, str]],
    variants: Sequence[Mapping] = (),
    pictures: Iterable = (),
    maker=None,
    materials: Iterable = (),
    techniques: Iterable = (),
    labels: Iterable[Mapping] = (),
    **fields,
) -> Product:
    """A draft. `texts` maps a language to title, description, care, ingredients; a variant holds `price` in minor units and `on_hand`."""
    _check_maker(vendor, maker)
    with shelf.changes():
        product = Product.objects.create(vendor=vendor, maker=maker, category=category, **fields)
        _write_texts(product, texts)
        for position, given in enumerate(variants):
            add_variant(product, actor=actor, position=position, **given)
        _write_pictures(product, pictures)
        product.materials.set(materials)
        product.techniques.set(techniques)
        ProductLabel.objects.bulk_create(ProductLabel(product=product, **label) for label in labels)
        _log(product, ProductEvent.Kind.CREATED, actor)
    return product


def add_variant(product: Product, *, actor, price: int, on_hand: int = 0, **fields) -> Variant:
    with shelf.changes():
        variant = Variant.objects.create(product=product, price=price, **fields)
        Stock.objects.create(variant=variant)
        stock.restock(variant.pk, on_hand, actor=actor)
        shelf.shelve([product.pk])
    return variant


def change_words(product: Product, *, actor, texts: Mapping[str, Mapping[str, str]]) -> None:
    """Write the given languages anew; the others stay. A language whose title is empty is taken away."""
    with shelf.changes():
        before = {text.language: text.title for text in product.texts.all()}
        _write_texts(product, texts)
        _log(product, ProductEvent.Kind.CHANGED, actor, words=sorted(texts), before=before)
        shelf.shelve([product.pk])


def change_price(variant: Variant, *, actor, price: int) -> None:
    """`price` in minor units of the variant's currency."""
    if price < 1:
        raise NotAccepted(_("Write the price in figures, for example 250."))
    with shelf.changes():
        before = Variant.objects.select_for_update().values_list("price", flat=True).get(pk=variant.pk)
        if before == price:
            return
        Variant.objects.filter(pk=variant.pk).update(price=price)
        _log(variant.product, ProductEvent.Kind.PRICED, actor, variant=variant.pk, before=before, after=price)
        shelf.shelve([variant.product_id])
    variant.price = price


def set_pictures(product: Product, *, actor, pictures: Sequence) -> None:
    """These, in this order."""
    with shelf.changes():
        product.pictures.all().delete()
        _write_pictures(product, pictures)
        _log(product, ProductEvent.Kind.CHANGED, actor, pictures=[picture.pk for picture in pictures])
        shelf.shelve([product.pk])


def change_facts(product: Product, *, actor, materials=None, techniques=None, **fields) -> None:
    """Category, maker, withdrawal, dimensions and the other columns of a product that are not its state."""
    if forbidden := fields.keys() & {"state", "refusal", "refusal_words", "published_at", "vendor"}:
        raise ValueError(f"not facts: {sorted(forbidden)}")
    _check_maker(product.vendor, fields.get("maker"))
    with shelf.changes():
        Product.objects.filter(pk=product.pk).update(**fields)
        if materials is not None:
            product.materials.set(materials)
        if techniques is not None:
            product.techniques.set(techniques)
        _log(product, ProductEvent.Kind.CHANGED, actor, facts=sorted(fields))
        shelf.shelve([product.pk])
    product.refresh_from_db(fields=list(fields))


def _check_maker(vendor, maker) -> None:
    if maker is not None and maker.vendor_id not in {vendor.pk, vendor.sells_through_id}:
        raise NotAccepted(_("This maker does not belong to this vendor."))


def _write_texts(product: Product, texts: Mapping[str, Mapping[str, str]]) -> None:
    for language, words in texts.items():
        if not words.get("title", "").strip():
            ProductText.objects.filter(product=product, language=language).delete()
            continue
        text, _created = ProductText.objects.get_or_create(product=product, language=language)
        for key in WORDS:
            if key in words:
                setattr(text, key, words[key].strip())
        text.save()


def _write_pictures(product: Product, pictures: Iterable) -> None:
    ProductPicture.objects.bulk_create(
        ProductPicture(product=product, picture=picture, sort_order=position)
        for position, picture in enumerate(pictures)
    )


def _log(product: Product, kind: ProductEvent.Kind, actor, **details) -> None:
    ProductEvent.objects.create(product=product, kind=kind, actor=actor, details=details)
