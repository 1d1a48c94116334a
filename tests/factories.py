"""One valid object a call, through the verbs where there are verbs; no surprises, no random values."""

from itertools import count

from catalogue import editing, publishing
from catalogue.models import Category
from marketplace.accounts.models import User
from media.models import Picture
from vendors.models import Maker, Membership, Territory, Vendor

_numbers = count(1)


def user(**fields):
    n = next(_numbers)
    return User.objects.create_user(**{"email": f"person{n}@example.org", "name": f"Person {n}", **fields})


def territory(code="MA-05", parent="MA", **fields):
    """A region of Morocco unless told otherwise; the country is made when missing."""
    country, _made = Territory.objects.get_or_create(
        code=parent,
        defaults={"level": 0, "slug": parent.lower(), "name_fr": "Maroc", "name_ar": "المغرب", "name_en": "Morocco"},
    )
    region, _made = Territory.objects.get_or_create(
        code=code,
        defaults={
            "level": 1,
            "parent": country,
            "slug": code.lower(),
            "name_fr": f"Région {code}",
            "name_ar": "جهة",
            **fields,
        },
    )
    return region


def province(code="MA-04-1", parent="MA-04", **fields):
    """A province of the region `parent`, which is made when missing."""
    region = territory(parent)
    found, _made = Territory.objects.get_or_create(
        code=code,
        defaults={
            "level": 2,
            "parent": region,
            "slug": code.lower(),
            "name_fr": "Rabat",
            "name_ar": "الرباط",
            **fields,
        },
    )
    return found


def vendor(**fields):
    n = next(_numbers)
    given = {
        "code": f"vendor-{n}",
        "kind": Vendor.Kind.AUTO_ENTREPRENEUR,
        "state": Vendor.State.APPROVED,
        "name_fr": f"Atelier {n}",
        "name_ar": f"ورشة {n}",
        **fields,
    }
    return Vendor.objects.create(territory=given.pop("territory", None) or territory(), **given)


def cooperative(**fields):
    return vendor(**{"kind": Vendor.Kind.COOPERATIVE, **fields})


def maker(of, **fields):
    return Maker.objects.create(vendor=of, **{"name_fr": "Fadma", "name_ar": "فاظمة", **fields})


def member(of, role=Membership.Role.MANAGER, **fields):
    """A person who works for the vendor `of`."""
    person = user(**fields)
    Membership.objects.create(user=person, vendor=of, role=role)
    return person


def category(code="rugs", craft="carpets", **fields):
    parent, _made = Category.objects.get_or_create(
        code=craft, defaults={"name_fr": "Tapis", "name_ar": "زرابي", "name_en": "Carpets", "dye": "madder"}
    )
    child, _made = Category.objects.get_or_create(
        code=code,
        defaults={"parent": parent, "name_fr": "Tapis noués", "name_ar": "زرابي معقودة", "name_en": "Rugs", **fields},
    )
    return child


def picture(**fields):
    """A row without files: what lists and pages read."""
    n = next(_numbers)
    return Picture.objects.create(
        **{
            "title": f"Picture {n}",
            "file": f"masters/00/{n:032x}.jpg",
            "width": 800,
            "height": 1000,
            "hash": f"{n:032x}",
            "dye": "madder",
            **fields,
        }
    )


def product(*, actor=None, on_hand=5, price=25000, title="Tapis", **fields):
    """A draft with a French title, a picture and one variant."""
    given = {
        "texts": {"fr": {"title": title}},
        "variants": [{"price": price, "on_hand": on_hand}],
        "actor": actor or user(),
        **fields,
    }
    given["vendor"] = given.get("vendor") or vendor()
    given["category"] = given.get("category") or category()
    if "pictures" not in given:
        given["pictures"] = [picture()]
    return editing.create_product(**given)


def published(*, actor=None, **fields):
    actor = actor or user()
    piece = product(actor=actor, **fields)
    publishing.submit(piece, actor=actor)
    publishing.publish(piece, actor=actor)
    return piece
