"""A shop from nothing: the frame that every shop has, and the demo's goods and people. Run again, it goes on where it stopped."""

import sys

from django.db import transaction

from catalogue import taxonomy
from marketplace.demo import accounts, pages, people, products, purchases, source, tasks, trade
from marketplace.demo.progress import Bar
from vendors import territories
from vendors.models import Vendor

FRAME_STEPS = 4


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
    bar = Bar(FRAME_STEPS + 2 * len(source.vendors()) + len(chosen) + 3 + purchases.FIRST, out)
    curator, moderator, *_others = accounts.open_staff()
    make_shop(bar.step)
    pages.make_facts()
    with transaction.atomic():
        people.make_partners()
        people.make_vendors(curator, bar.step)
    products.make(chosen, curator, bar.step)
    _tell_stories(curator, bar.step)
    trade.make()
    bar.step("tariffs and shares")
    opening = purchases.plans()[: purchases.FIRST]
    if purchases.missing(opening):
        # Before they are made: stopped half way, the rest still follows.
        tasks.make_purchases.enqueue()
    purchases.make(opening, curator, bar.step)
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
