"""Fairs: those that the press told of, as far as it told, and two invented ones, of which the first runs on the day of its making."""

from datetime import date, time, timedelta
from itertools import cycle

from django.db import transaction

from bazaars import assignment, touring
from bazaars.models import Bazaar, Opening, Sequence, Stop
from marketplace.demo import source
from vendors.models import Partner, Territory, Vendor
from vendors.stories import write_story

RUNNING, CALLING = "bazar-solidaire-12", "bazar-solidaire-13"
SEQUENCE = timedelta(days=10)
# It began three days ago: so one sequence runs, and others come.
SINCE = timedelta(days=3)
STANDS = 24
# Town, venue, territory, position, clock, sequences; the tour in the order of its days.
TOUR = (
    ("M’diq", "المضيق", "Place de la Corniche", "ساحة الكورنيش", "MA-01", ("35.68570", "-5.32530"), "Africa/Casablanca", 3),
    ("Oujda", "وجدة", "Place du 16 Août", "ساحة 16 غشت", "MA-02", ("34.68140", "-1.90860"), "Africa/Casablanca", 1),
    ("Laâyoune", "العيون", "Place du Méchouar", "ساحة المشور", "MA-11", ("27.15360", "-13.20330"), "Africa/El_Aaiun", 1),
)  # fmt: skip
THEMES = {
    RUNNING: ("Des mains et des saisons", "أيادٍ وفصول", "Hands and seasons"),
    CALLING: ("La laine et le fil", "الصوف والخيط", "Wool and thread"),
}
STORY = {
    "fr": (
        "Tous les dix jours, les stands changent de mains. Revenez : ce ne sont plus les mêmes ateliers.",
        "L’entrée est libre. Les prix sont ceux de la boutique, et la part de chaque atelier aussi.",
    ),
    "ar": (
        "كل عشرة أيام تتبدل الأروقة. عودوا: ستجدون ورشات أخرى.",
        "الدخول مجاني. الأثمنة هي أثمنة المتجر، ونصيب كل ورشة كذلك.",
    ),
    "en": (
        "Every ten days the stands change hands. Come back: you will meet other workshops.",
        "Entry is free. Prices are those of the shop, and so is each workshop’s share.",
    ),
}


def make(actor, today: date) -> None:
    """What is there stays as it is. `today` lies within the first sequence of the first invented fair."""
    for given in source.fairs():
        with transaction.atomic():
            _make_told(given)
    with transaction.atomic():
        _make_running(actor, today)
        _make_calling(actor, today)


def _make_told(given) -> None:
    numbers = {name: int(given[name]) if given[name] else None for name in ("edition", "area_m2")}
    days = {name: date.fromisoformat(given[name]) if given[name] else None for name in ("starts", "ends")}
    fields = (
        "organiser",
        "precision",
        "source",
        *(f"{stem}_{code}" for stem in ("name", "theme") for code in source.LANGUAGES),
    )
    bazaar, made = Bazaar.objects.get_or_create(
        code=given["code"],
        defaults={
            "state": Bazaar.State.ANNOUNCED,
            "is_own": given["own"] == "1",
            "exhibitor_count": int(given["exhibitors"]) if given["exhibitors"] else None,
            **numbers,
            **days,
            **{name: given[name] for name in fields},
        },
    )
    if made:
        Stop.objects.create(
            bazaar=bazaar,
            territory=Territory.objects.get(code=given["territory"]),
            **{name: given[name] for name in ("town_fr", "town_ar", "venue_fr", "venue_ar")},
        )


def _edition(code, number, **fields) -> tuple[Bazaar, bool]:
    fr, ar, en = THEMES[code]
    return Bazaar.objects.get_or_create(
        code=code,
        defaults={
            "state": Bazaar.State.ANNOUNCED,
            "edition": number,
            "name_fr": "Bazar solidaire",
            "name_ar": "البازار التضامني",
            "name_en": "Solidarity bazaar",
            "theme_fr": fr,
            "theme_ar": ar,
            "theme_en": en,
            **fields,
        },
    )


def _make_running(actor, today: date) -> None:
    bazaar, made = _edition(RUNNING, 12, exhibitor_count=5 * STANDS, dye="vermilion")
    if not made:
        return
    bazaar.partners.set(Partner.objects.order_by("code")[:3])
    exhibitors = _exhibitors()
    stands = min(STANDS, len(exhibitors))
    turn = cycle(exhibitors)
    starts = today - SINCE
    for town in TOUR:
        stop, number = _stop(bazaar, town)
        for each in range(1, number + 1):
            sequence = Sequence.objects.create(
                stop=stop, number=each, starts=starts, ends=starts + SEQUENCE - timedelta(days=1)
            )
            for stand in range(1, stands + 1):
                assignment.assign(sequence, next(turn), stand=str(stand), actor=actor)
            starts = sequence.ends + timedelta(days=1)
    with touring.changes(bazaar):
        _open_hours(bazaar, today)
    for language, paragraphs in STORY.items():
        write_story(bazaar, language, paragraphs, actor=actor)


def _make_calling(actor, today: date) -> None:
    bazaar, made = _edition(
        CALLING,
        13,
        dye="fir",
        exhibitor_count=70,
        call_opens=today - timedelta(days=6),
        call_closes=today + timedelta(days=24),
        call_phone="+212522000000",
        call_email="foires@maarad.example",
    )
    if made:
        town = ("Mohammedia", "المحمدية", "Parc de la ville", "حديقة المدينة", "MA-06", ("33.69510", "-7.38950"))
        stop, number = _stop(bazaar, (*town, "Africa/Casablanca", 2))
        for each in range(number):
            starts = today + timedelta(days=96) + each * SEQUENCE
            Sequence.objects.create(
                stop=stop, number=each + 1, starts=starts, ends=starts + SEQUENCE - timedelta(days=1)
            )
        with touring.changes(bazaar):
            _open_hours(bazaar, today)


def _stop(bazaar, town) -> tuple[Stop, int]:
    town_fr, town_ar, venue_fr, venue_ar, territory, (latitude, longitude), zone, number = town
    stop = Stop.objects.create(
        bazaar=bazaar,
        territory=Territory.objects.get(code=territory),
        town_fr=town_fr,
        town_ar=town_ar,
        venue_fr=venue_fr,
        venue_ar=venue_ar,
        latitude=latitude,
        longitude=longitude,
        time_zone=zone,
    )
    return stop, number


def _open_hours(bazaar, today: date) -> None:
    """Ten to nine; on Fridays after the prayer; and closed on a day that a visitor would have come."""
    for stop in bazaar.stops.all():
        Opening.objects.create(stop=stop, opens=time(10), closes=time(21))
        Opening.objects.create(stop=stop, weekday=4, opens=time(15), closes=time(21))
    first = bazaar.stops.order_by("pk").first()
    Opening.objects.create(stop=first, day=today + timedelta(days=5))


def _exhibitors() -> list[Vendor]:
    """Those of Morocco who have something to show, the crafts mixed; with those of one sequence none is in two towns."""
    vendors = Vendor.objects.open().filter(territory__code__startswith="MA", products__card__is_withdrawn=False)
    by_craft: dict[str, list[Vendor]] = {}
    for vendor in vendors.distinct().order_by("craft", "code"):
        by_craft.setdefault(vendor.craft, []).append(vendor)
    turns = range(max(map(len, by_craft.values()), default=0))
    return [line[turn] for turn in turns for line in by_craft.values() if turn < len(line)]
