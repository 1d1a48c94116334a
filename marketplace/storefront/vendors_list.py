"""Makers as a list shows them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict

from catalogue.models import Card
from marketplace.storefront.frame import other_script
from marketplace.storefront.vocabulary import Term, Vocabulary, vocabulary
from vendors.models import Territory, Vendor
from vendors.words import resolve

SIZE = 48


@dataclass(frozen=True)
class VendorTile:
    """`there` is her name in the other script, where she has one; `pieces` how many are on sale; `picture` for `{%
    picture %}`, or None; `seed` is what her emblem grows from, the same in every language.
    """

    name: str
    lang: str
    there: str
    there_lang: str
    url: str
    town: str
    region: str
    craft: str
    dye: str
    icon: str
    kind: str
    pieces: int
    picture: object
    seed: str
    is_on_holiday: bool


@dataclass(frozen=True)
class Choice:
    """A craft or a place to list makers of; `url` takes it off again when it is chosen."""

    name: str
    url: str
    is_chosen: bool
    icon: str = ""
    dye: str = ""


@dataclass
class Makers:
    """A page of makers. tiles: VendorTile · total · crafts, places: Choice · previous_url, next_url: or "" · is_whole:
    see `Listing`.
    """

    tiles: list[VendorTile]
    total: int
    crafts: list[Choice]
    places: list[Choice]
    previous_url: str
    next_url: str
    is_whole: bool

    @property
    def is_for_engines(self) -> bool:
        """See `Filters`."""
        chosen = sum(choice.is_chosen for choice in [*self.crafts, *self.places])
        return chosen < 2 and not self.previous_url


def read(address: QueryDict, words: Vocabulary, *, path: str, language: str) -> Makers | None:
    """Makers that are open, of a craft (`craft=`) and a place (`region=`) if asked; None for a page that never was."""
    craft = words.get("category", address.get("craft", ""))
    place = words.get("region", address.get("region", ""))
    page, is_number = _page(address.get("page", ""))
    found = Vendor.objects.open()
    if craft:
        found = found.filter(craft=craft.code)
    if place:
        found = found.filter(territory__in=Territory.objects.within(place.code))
    chosen = {"craft": craft, "region": place}
    total = found.count()
    if page > 1 and (page - 1) * SIZE >= total:
        return None
    start = (page - 1) * SIZE
    return Makers(
        tiles(found.order_by("code")[start : start + SIZE], language),
        total,
        [_choice(term, "craft", chosen, path, language) for term in words.crafts],
        [_choice(term, "region", chosen, path, language) for term in words.places()],
        _url(path, chosen, page - 1) if page > 1 else "",
        _url(path, chosen, page + 1) if start + SIZE < total else "",
        is_number and all(bool(address.get(key)) == bool(term) for key, term in chosen.items()),
    )


def _page(text: str) -> tuple[int, bool]:
    if not text:
        return 1, True
    is_number = text.isdecimal() and len(text) < 6 and int(text) > 0
    return (int(text), True) if is_number else (1, False)


def _choice(term: Term, key: str, chosen: dict[str, Term | None], path: str, language: str) -> Choice:
    is_chosen = chosen[key] == term
    url = _url(path, chosen | {key: None if is_chosen else term})
    return Choice(term.name(language), url, is_chosen, (term.icon or term.code) if key == "craft" else "", term.dye)


def _url(path: str, chosen: dict[str, Term | None], page: int = 1) -> str:
    pairs = [(key, term.code) for key, term in chosen.items() if term]
    pairs += [("page", str(page))] if page > 1 else []
    return f"{path}?{urlencode(pairs)}" if pairs else path


def tiles(vendors: QuerySet[Vendor], language: str) -> list[VendorTile]:
    """One statement, whatever their number; `vendors` may be sliced."""
    pieces = Card.objects.shown().filter(vendor_id=OuterRef("pk")).order_by().values("vendor_id")
    number = Subquery(pieces.annotate(number=Count("pk")).values("number"))
    shown = vendors.select_related("territory", "picture").annotate(pieces=Coalesce(number, 0))
    return [_tile(vendor, language) for vendor in shown]


def _tile(vendor: Vendor, language: str) -> VendorTile:
    words, there = vocabulary(), other_script(language)
    name, name_language = resolve(vendor.names, language)
    craft = words.get("category", vendor.craft)
    return VendorTile(
        name=name,
        lang=name_language,
        there=vendor.names[there] if vendor.names[there] != name else "",
        there_lang=there,
        url=vendor.address_in(language),
        town=vendor.town_in(language),
        region=vendor.territory.name_in(language),
        craft=craft.name(language) if craft else "",
        dye=craft.dye if craft and craft.dye else "straw",
        icon=(craft.icon or craft.code) if craft else "",
        kind=vendor.get_kind_display(),
        pieces=vendor.pieces,
        picture=vendor.picture,
        seed=vendor.code,
        is_on_holiday=vendor.is_on_holiday,
    )
