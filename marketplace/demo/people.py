"""Partners, vendors, their makers and their stories."""

import random
from datetime import date, timedelta

from django.utils import timezone

from marketplace.demo import source, tasks
from vendors import consent, opening, registers
from vendors.models import Consent, Maker, Partner, Territory, Vendor, VendorPage
from vendors.stories import write_story

KINDS = {
    "micro_enterprise": Vendor.Kind.MICRO_ENTERPRISE,
    "auto_entrepreneur": Vendor.Kind.AUTO_ENTREPRENEUR,
    "cooperative": Vendor.Kind.COOPERATIVE,
    "association": Vendor.Kind.ASSOCIATION,
    "gie": Vendor.Kind.GIE,
}
PARTNER_KINDS = {
    "microfinance": Partner.Kind.MICROFINANCE,
    "public_programme": Partner.Kind.PROGRAMME,
    "network": Partner.Kind.NETWORK,
    "ngo": Partner.Kind.NGO,
}
# Numbers that look right and that nobody is known to have.
NUMBERS = {"MA": "+2126000{:05d}", "BJ": "+229019000{:04d}", "ML": "+2237000{:04d}", "SN": "+2217700{:05d}"}

# Covers that show a craft at work, for the makers' own pages.
COVERS = {
    "carpets": ("covers-wool-and-loom-00", "covers-wool-and-loom-01", "covers-tools-00"),
    "pottery": ("covers-potters-wheel-00", "covers-potters-wheel-01", "covers-plate-sun-01", "covers-tools-01"),
    "metal": ("covers-lantern-shadows-00", "covers-lantern-shadows-01", "covers-tools-03"),
    "leather": ("covers-babouche-rank-00", "covers-babouche-rank-01", "covers-tools-02"),
    "basketry": ("covers-baskets-tower-00", "covers-baskets-tower-01"),
    "pantry": ("covers-honey-comb-00", "covers-spice-cones-01", "covers-market-scale-00"),
    "care": ("covers-argan-and-stone-00", "covers-argan-and-stone-01"),
}


def make_partners():
    for given in source.partners():
        Partner.objects.get_or_create(
            code=given["id"],
            defaults={
                "kind": PARTNER_KINDS[given["kind"]],
                "country": Territory.objects.get(code=given["country"]),
                **_in_languages("name", given["name"]),
                **_in_languages("sentence", given["sentence"]),
            },
        )


def make_vendors(actor, step):
    """The cooperatives first: others sell through them."""
    ordered = sorted(source.vendors(), key=lambda given: given["sells_through"] is not None)
    for place, given in enumerate(ordered):
        vendor = Vendor.objects.filter(code=given["id"]).first() or _make_vendor(given, place)
        _make_makers(vendor, given, actor)
        if vendor.state == Vendor.State.APPLIED:
            opening.approve(vendor, actor=actor, note="Papers seen")
        step(given["name"]["fr"])


def write_stories(vendor, given, actor):
    """Her story in every language it was told in, with her words; nothing that is there already."""
    told = set(VendorPage.objects.filter(vendor=vendor).values_list("language", flat=True))
    for language, story in given["story"].items():
        if story and language not in told:
            quote = (given["quote"] or {}).get(language)
            who = Maker.objects.filter(vendor=vendor).first() if quote else None
            write_story(vendor, language, story.split("\n\n"), quote, who.name_in(language) if who else "", actor=actor)


def _make_vendor(given, place):
    chance = random.Random(given["id"])
    town = source.table("towns", "town")[given["town"]]
    territory = Territory.objects.get(code=town["territory"])
    phone = NUMBERS[territory.code[:2]].format(100 + place)
    seller = given["sells_through"]
    vendor = Vendor(
        code=given["id"],
        kind=KINDS[given["kind"]],
        craft=given["craft"],
        **_in_languages("name", given["name"]),
        **_in_languages("line", given["status_line"]),
        ice=_ice(place) if territory.code.startswith("MA") else "",
        register_number=f"{chance.randint(1000, 9999)}/{given['since']}",
        territory=territory,
        town_fr=given["town"].replace("'", "’"),
        town_ar=town["name_ar"],
        phone=phone,
        whatsapp=phone if chance.random() < 0.7 else "",
        founded=given["since"],
        member_count=given["member_count"],
        is_women_led=given["women_led"],
        sells_through=Vendor.objects.get(code=seller) if seller else None,
        is_on_holiday=given["holiday"],
        back_on=timezone.localdate() + timedelta(days=16) if given["holiday"] else None,
        ships_abroad=given["ships_abroad"],
    )
    vendor.full_clean()
    vendor.save()
    if given["partner"]:
        vendor.partners.add(Partner.objects.get(code=given["partner"]))
    if vendor.craft in COVERS:
        tasks.show_vendor.enqueue(vendor.code, chance.choice(COVERS[vendor.craft]))
    return vendor


def _make_makers(vendor, given, actor):
    known = set(Maker.objects.filter(vendor=vendor).values_list("position", flat=True))
    for position, member in enumerate(given["members"]):
        if position in known:
            continue
        maker = Maker.objects.create(
            vendor=vendor,
            position=position,
            languages=" ".join(member["languages"]),
            **_in_languages("name", member["name"]),
            **_in_languages("craft", member["craft_line"]),
        )
        on = date(2026, 3, 2) + timedelta(days=(vendor.pk * 7 + position) % 200)
        consent.give(
            maker, Consent.Subject.STORY, actor=actor, on=min(on, timezone.localdate()), note="Signed at the workshop"
        )


def _in_languages(column, words):
    return {f"{column}_{language}": words[language] for language in source.LANGUAGES if words.get(language)}


def _ice(place):
    """Fifteen digits of which the last two check the others, as `stdnum.ma.ice` does."""
    body = f"{990000 + place:09d}{0:04d}"
    number = f"{body}{97 - int(body + '00') % 97:02d}"
    return registers.ice.validate(number)
