"""The sequences of a fair's stop: when, how many exhibit, what of."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from bazaars.models import Assignment, Bazaar, Phase, Sequence, Stop
from catalogue.models import Card
from marketplace.storefront.bazaar_dates import period
from marketplace.storefront.vocabulary import Vocabulary

# Neighbours differ, and none is the fair's own.
DYES = ("indigo", "saffron", "rose", "fir", "sky", "madder", "straw", "mint")
CRAFTS = 3


@dataclass(frozen=True)
class SequenceShown:
    """`exhibitors` and `pieces` are numbers; `crafts` the most frequent ones, by name; `is_closed_today`, as far as hours are told."""

    sequence: Sequence
    number: int
    dye: str
    dates: str
    phase: Phase
    exhibitors: int
    pieces: int
    crafts: list[str]
    url: str
    is_chosen: bool
    is_closed_today: bool

    @property
    def is_now(self) -> bool:
        return self.phase == Phase.NOW


def dyes_for(bazaar: Bazaar) -> list[str]:
    return [dye for dye in DYES if dye != bazaar.dye]


def sequences_of(
    stop: Stop, chosen: Sequence | None, vocabulary: Vocabulary, *, today: date, language: str, path: str
) -> list[SequenceShown]:
    """One statement for all counts."""
    counts = _counts(stop)
    dyes = dyes_for(stop.bazaar)
    return [
        SequenceShown(
            sequence=each,
            number=each.number,
            dye=dyes[place % len(dyes)],
            dates=period(each.starts, each.ends, language, today),
            phase=each.phase(today),
            exhibitors=sum(exhibitors for _craft, exhibitors, _pieces in counts[each.pk]),
            pieces=sum(pieces for _craft, _exhibitors, pieces in counts[each.pk]),
            crafts=_crafts(counts[each.pk], vocabulary, language),
            url=f"{path}?sequence={each.pk}#exhibitors",
            is_chosen=each == chosen,
            is_closed_today=bool(stop.openings.all()) and not stop.hours_on(today),
        )
        for place, each in enumerate(sorted(stop.sequences.all(), key=lambda each: each.starts))
    ]


def _counts(stop: Stop) -> dict[int, list[tuple[str, int, int]]]:
    """Of each sequence, by craft: (craft, exhibitors, pieces on sale)."""
    cards = Card.objects.shown().filter(vendor_id=OuterRef("vendor")).order_by().values("vendor_id")
    pieces = Coalesce(Subquery(cards.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)
    rows = (
        Assignment.objects.filter(sequence__stop=stop)
        .order_by()
        .annotate(pieces=pieces)
        .values("sequence", "vendor__craft")
        .annotate(exhibitors=Count("pk"), goods=Sum("pieces"))
        .values_list("sequence", "vendor__craft", "exhibitors", "goods")
    )
    found = defaultdict(list)
    for sequence, craft, exhibitors, goods in rows:
        found[sequence].append((craft, exhibitors, goods))
    return found


def _crafts(rows: list[tuple[str, int, int]], vocabulary: Vocabulary, language: str) -> list[str]:
    most = sorted((-exhibitors, craft) for craft, exhibitors, _pieces in rows if craft)
    terms = [vocabulary.get("category", craft) for _number, craft in most]
    return [term.name(language) for term in terms if term][:CRAFTS]
