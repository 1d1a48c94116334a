"""Who exhibits in a sequence of a fair, and what there is to see on their stands."""

from dataclasses import dataclass

from django.db.models import BigIntegerField, Q, Sum
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast
from django.utils.safestring import SafeString

from bazaars import stands
from bazaars.models import Assignment, Sequence
from catalogue.models import Card, CardFacet
from marketplace.storefront.cards import cards_html
from marketplace.storefront.home import mixed
from marketplace.storefront.shares import percent_in
from marketplace.storefront.vocabulary import Vocabulary
from vendors.models import Vendor
from vendors.words import resolve

CARDS = 8
# Of how many pieces these are chosen, so that neighbours differ in dye.
CHOICE = 48


@dataclass(frozen=True)
class Exhibitor:
    """`stand` may be empty; `url` is, for who has closed; `share` is hers of what she sells, in percent, empty when nothing is on sale."""

    stand: str
    name: str
    lang: str
    url: str
    town: str
    dye: str
    craft: str
    share: str


def exhibitors_of(sequence: Sequence, vocabulary: Vocabulary, language: str) -> list[Exhibitor]:
    """In the order of their stands; two statements."""
    rows = list(Assignment.objects.filter(sequence=sequence).select_related("vendor__territory"))
    shares = _shares(row.vendor_id for row in rows)
    rows.sort(key=lambda row: (stands.order(row.stand), row.vendor.code))
    return [_exhibitor(row, shares.get(row.vendor_id), vocabulary, language) for row in rows]


def _exhibitor(row: Assignment, share: int | None, vocabulary: Vocabulary, language: str) -> Exhibitor:
    vendor = row.vendor
    name, name_language = resolve(vendor.names, language)
    craft = vocabulary.get("category", vendor.craft)
    return Exhibitor(
        stand=row.stand,
        name=name,
        lang="" if name_language == language else name_language,
        url=vendor.address_in(language) if vendor.state == Vendor.State.APPROVED else "",
        town=vendor.town_in(language),
        dye=craft.dye if craft and craft.dye else "straw",
        craft=craft.name(language) if craft else "",
        share=percent_in(share, language) if share is not None else "",
    )


def _shares(vendor_ids) -> dict[int, int]:
    """Of what each has on sale, the makers' part in percent, as the cards say it."""
    hers = Cast(KeyTextTransform("amount", KeyTransform("share", "extra")), BigIntegerField())
    rows = (
        Card.objects.shown()
        .filter(vendor_id__in=vendor_ids, extra__has_key="share")
        .order_by()
        .values("vendor_id")
        .annotate(hers=Sum(hers), whole=Sum("price_from"))
        .values_list("vendor_id", "hers", "whole")
    )
    return {vendor: (200 * part + whole) // (2 * whole) for vendor, part, whole in rows if whole and part}


def to_see(sequence: Sequence, language: str, *, is_now: bool) -> list[SafeString]:
    """Pieces of a sequence's exhibitors, as HTML: while it runs those that say their stand, else whatever these makers sell."""
    if is_now:
        shown = CardFacet.objects.filter(value=f"fair:{sequence.stop.bazaar_id}").values("card")
        cards = Card.objects.shown().filter(pk__in=shown)
    else:
        here = Assignment.objects.filter(sequence=sequence).values("vendor")
        hers = Q(product__vendor__in=here) | Q(product__vendor__sells_through__in=here)
        cards = Card.objects.shown().filter(hers)
    newest = cards.filter(in_stock=True).order_by("-published_at", "-pk")[:CHOICE]
    return cards_html(mixed(list(newest))[:CARDS], language, eager=0)
