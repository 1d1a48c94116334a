"""What the desk does with a product: the photos are taken in first, outside any transaction, then the catalogue's verbs."""

from collections.abc import Sequence

from django.db import IntegrityError

from catalogue import editing, shelf
from catalogue.models import Product
from media import intake


def add(form, *, actor) -> Product:
    """A draft from a valid AddForm. Sent twice, the first one is returned. Raises intake.Refused when a photo cannot be read."""
    data = form.cleaned_data
    if already := Product.objects.filter(key=data["key"], vendor=data["vendor"]).first():
        return already
    pictures = take_in_all(data["photos"], title=data["title"], actor=actor)
    facts = form.facts()
    try:
        return editing.create_product(
            vendor=data["vendor"],
            actor=actor,
            texts=form.texts(),
            variants=[{"price": data["price"], "on_hand": data["on_hand"]}],
            pictures=pictures,
            key=data["key"],
            **facts,
        )
    except IntegrityError:
        if already := Product.objects.filter(key=data["key"], vendor=data["vendor"]).first():
            return already
        raise


def change(form, *, actor) -> None:
    """Everything of a valid ChangeForm that differs, as one visible change."""
    product = form.product
    changed = set(form.changed_data)
    with shelf.changes():
        facts = {name: value for name, value in form.facts().items() if getattr(product, name) != value}
        if facts:
            editing.change_facts(product, actor=actor, **facts)
        languages = {name.rpartition("_")[2] for name in changed if name.startswith(("title_", "description_"))}
        if languages:
            texts = form.texts()
            editing.change_words(product, actor=actor, texts={code: texts[code] for code in languages})
        for variant, price in form.prices():
            editing.change_price(variant, actor=actor, price=price)


def take_in_all(photos: Sequence, *, title: str, actor) -> list:
    return [intake.take_in(photo, title=title, actor=actor) for photo in photos]


def add_photos(product: Product, photos: Sequence, *, actor) -> None:
    pictures = take_in_all(photos, title=str(product), actor=actor)
    editing.set_pictures(product, actor=actor, pictures=[*_pictures(product), *pictures])


def arrange_photo(product: Product, shown_id: int, to: str, *, actor) -> None:
    """Put a photo first, or take it away; the last one stays. A row already gone is nothing to do."""
    rows = list(product.pictures.select_related("picture").order_by("sort_order", "pk"))
    row = next((row for row in rows if row.pk == shown_id), None)
    if row is None:
        return
    others = [other.picture for other in rows if other is not row]
    if to == "first":
        editing.set_pictures(product, actor=actor, pictures=[row.picture, *others])
    elif to == "away" and others:
        editing.set_pictures(product, actor=actor, pictures=others)


def _pictures(product: Product) -> list:
    return [row.picture for row in product.pictures.select_related("picture").order_by("sort_order", "pk")]
