"""What the desk does with a product: the photos are taken in first, outside any transaction, then the catalogue's verbs."""

from collections.abc import Sequence

from django.db import IntegrityError
from django.utils.translation import ngettext

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
    """All or none: one that cannot be read must not leave the others behind."""
    prepared = [intake.prepare_alone(photo) for photo in photos]
    return [intake.store(each, title=title, actor=actor) for each in prepared]


def add_photos(product: Product, photos: Sequence, *, actor, most: int) -> None:
    """Raises intake.Refused for a photo that cannot be read, editing.NotAccepted when there would be more than `most`."""
    if product.pictures.count() + len(photos) > most:
        raise _too_many(most)
    pictures = take_in_all(photos, title=str(product), actor=actor)
    with shelf.changes():
        shown = [row.picture for row in _locked_photos_of(product)]
        if len(shown) + len(pictures) > most:
            raise _too_many(most)
        editing.set_pictures(product, actor=actor, pictures=[*shown, *pictures])


def arrange_photo(product: Product, shown_id: int, to: str, *, actor) -> None:
    """Put a photo first, or take it away; the last one stays. A row already gone is nothing to do."""
    with shelf.changes():
        rows = _locked_photos_of(product)
        row = next((row for row in rows if row.pk == shown_id), None)
        others = [other.picture for other in rows if other is not row]
        if row and to == "first":
            editing.set_pictures(product, actor=actor, pictures=[row.picture, *others])
        elif row and to == "away" and others:
            editing.set_pictures(product, actor=actor, pictures=others)


def photos_of(product: Product) -> list:
    """Its ProductPictures, in their order."""
    return list(product.pictures.select_related("picture").order_by("sort_order", "pk"))


def _locked_photos_of(product: Product) -> list:
    """With the product locked: of two changes at once, the second sees what the first left."""
    Product.objects.select_for_update().get(pk=product.pk)
    return photos_of(product)


def _too_many(most: int) -> editing.NotAccepted:
    return editing.NotAccepted(ngettext("Send %(n)s photo at most.", "Send %(n)s photos at most.", most) % {"n": most})
