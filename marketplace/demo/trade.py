"""How the demo's shop shares prices and what carrying costs. Invented, as the centre would write it."""

from django.db import transaction

from catalogue.models import Category
from marketplace.checkout import tariffs
from marketplace.checkout.models import Tariff, UsualWeight
from marketplace.ledger import ruling
from marketplace.ledger.models import SplitRule
from vendors.models import Territory

# What a packed piece of a craft weighs, in grams.
WEIGHTS = {
    "carpets": 6000,
    "textile": 900,
    "clothing": 700,
    "leather": 800,
    "jewellery": 150,
    "pottery": 1800,
    "zellige": 2500,
    "metal": 1500,
    "wood": 1500,
    "basketry": 800,
    "pantry": 700,
    "care": 300,
}
# Territory (its code; none: abroad), up to so many grams, centimes, days, carrier, cash at the door.
TARIFFS = [
    ("MA", 2000, 3500, (2, 4), "Amana", True),
    ("MA", 10_000, 6000, (2, 5), "Amana", True),
    ("MA", 30_000, 12_000, (3, 7), "Amana", True),
    ("MA", 100_000, 30_000, (4, 9), "Amana", True),
    ("MA-06", 5000, 2500, (1, 2), "Atlas Express", True),
    ("MA-04", 5000, 3000, (1, 3), "Atlas Express", True),
    (None, 2000, 28_000, (8, 15), "Poste Maroc", False),
    (None, 10_000, 65_000, (8, 20), "Poste Maroc", False),
]


def make():
    """What is missing of it: what is there, changed by staff or not, stays as it is."""
    with transaction.atomic():
        _make_rule()
        _make_tariffs()
        _make_weights()


def _make_rule():
    """For everything, where there is no such rule."""
    if SplitRule.objects.filter(vendor=None, cooperative=None, category=None).exists():
        return
    with ruling.change():
        SplitRule.objects.create(
            name="Démonstration : coopérative 9 %, Maarad 5 %, fonds 1 %",
            cooperative_part=900,
            platform_part=500,
            fund_part=100,
            starts="2025-01-01",
        )


def _make_tariffs():
    there = set(Tariff.objects.filter(vendor=None).values_list("territory__code", "up_to_g", "carrier"))
    places = {place.code: place for place in Territory.objects.filter(level__lte=Territory.Level.REGION)}
    new = [
        Tariff(
            territory=places[code] if code else None,
            up_to_g=up_to,
            amount=amount,
            min_days=days[0],
            max_days=days[1],
            carrier=carrier,
            takes_cash=takes_cash,
        )
        for code, up_to, amount, days, carrier, takes_cash in TARIFFS
        if (code, up_to, carrier) not in there
    ]
    if new:
        with tariffs.change():
            Tariff.objects.bulk_create(new)


def _make_weights():
    there = set(UsualWeight.objects.values_list("category__code", flat=True))
    crafts = {craft.code: craft for craft in Category.objects.filter(parent=None)}
    UsualWeight.objects.bulk_create(
        UsualWeight(category=crafts[code], weight_g=weight)
        for code, weight in WEIGHTS.items()
        if code in crafts and code not in there
    )
