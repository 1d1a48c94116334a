"""A shop from nothing: the frame that every shop has, and the demo's goods and people. Run again, it goes on where it stopped."""

import random
import sys

from django.db import transaction

from catalogue import taxonomy
from marketplace.demo import accounts, pages, people, products, source, tasks
from marketplace.demo.progress import Bar
from vendors import territories
from vendors.models import Vendor

FRAME_STEPS = 4
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


def make_shop(step=lambda words, count=1: None):
    """What every shop begins with: places, the taxonomy, home and legal pages."""
    territories.load(communes=False)
    step("places")
    taxonomy.load()
    step("crafts and categories")
    with transaction.atomic():
        pages.make_homes()
    step("home pages")
    with transaction.atomic():
        pages.make_standard()
        pages.make_notes()
    step("pages of words")


def make_demo(*, limit=None, out=sys.stdout):
    """The whole demo; `limit` pieces only, for a quick look."""
    chosen = source.pieces()[:limit]
    bar = Bar(FRAME_STEPS + 2 * len(source.vendors()) + len(chosen) + 3, out)
    curator, moderator = accounts.open_staff()
    make_shop(bar.step)
    pages.make_facts()
    with transaction.atomic():
        people.make_partners()
        people.make_vendors(curator, bar.step)
    products.make(chosen, curator, bar.step)
    _tell_stories(curator, bar.step)
    with_covers = _show_covers()
    bar.step(f"{with_covers} wide pictures")
    pages.dress_homes(curator, moderator)
    bar.step("the home pages dressed")
    accounts.open_sellers()
    bar.step("who may sign in")
    bar.end()


def _tell_stories(curator, step):
    vendors = Vendor.objects.in_bulk(field_name="code")
    for given in source.vendors():
        with transaction.atomic():
            people.write_stories(vendors[given["id"]], given, curator)
        step(f"story of {given['name']['fr']}")


def _show_covers():
    """Enqueue a wide picture for the vendors of the crafts that have some; returns for how many."""
    waiting = Vendor.objects.filter(picture=None, craft__in=COVERS).order_by("code")
    with transaction.atomic():
        for vendor in waiting:
            tasks.show_vendor.enqueue(vendor.code, random.Random(vendor.code).choice(COVERS[vendor.craft]))
    return len(waiting)
