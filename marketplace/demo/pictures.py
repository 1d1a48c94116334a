"""The demo's photographs: taken in by the same verbs as anybody's."""

import uuid

from catalogue import editing
from catalogue.models import Product
from marketplace.accounts.models import User
from marketplace.demo import accounts, source
from media import finishing, intake
from media.models import Picture
from vendors.models import Vendor

_NAMES = uuid.UUID("6d616172-6164-4d61-a172-6164646d6f31")


def key_of(name):
    """The key of the product made from the picture `name`: how a second run knows it."""
    return uuid.uuid5(_NAMES, name)


def of_piece(ready, piece, actor):
    return _stored(
        ready, title=piece.facts["title"]["fr"], alt=piece.facts["title"], dye=piece.facts["dye"], actor=actor
    )


def of_piece_named(name, actor):
    """The picture of the piece `name`, in every size at once: for the first thing a visitor sees."""
    piece = next(each for each in source.pieces() if each.name == name)
    picture = of_piece(intake.prepare_alone(piece.picture.read_bytes()), piece, actor)
    finishing.finish(picture.pk)
    return picture


def of_cover(name, actor):
    """The wide picture `name`, once in the shop."""
    path, facts = source.cover(name)
    ready = intake.prepare_alone(path.read_bytes())
    return _stored(ready, title=facts["title"]["fr"], alt=facts["subject"], dye=facts["dye"], actor=actor)


def add_detail(name):
    """Show the piece from near as its second picture."""
    piece = next(each for each in source.pieces() if each.name == name)
    product = Product.objects.filter(key=key_of(name)).first()
    if product is None or product.pictures.count() != 1:
        return
    first = product.pictures.get().picture
    ready = intake.prepare_alone(piece.detail.read_bytes())
    detail = _stored(
        ready, title=first.title, alt=piece.facts["title"], dye=piece.facts["dye"], actor=first.uploaded_by_user
    )
    editing.set_pictures(product, actor=first.uploaded_by_user, pictures=[first, detail])


def show_vendor(code, cover):
    """Give a vendor the wide picture of her craft."""
    vendor = Vendor.objects.filter(code=code, picture=None).first()
    if vendor is not None:
        vendor.picture = of_cover(cover, User.objects.filter(email=accounts.EMAILS[0]).first())
        vendor.save(update_fields=["picture"])


def _stored(ready, **words):
    """The picture with these bytes; taken in now unless it is there."""
    return Picture.objects.filter(hash=ready.hash).first() or intake.store(ready, **words)
