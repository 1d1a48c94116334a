"""A shop from nothing: the frame that every shop has, and the demo's goods and people. Run again, it goes on where it stopped."""

import sys

from django.db import transaction
from django.utils import timezone

from bazaars.models import Bazaar
from catalogue import taxonomy
from marketplace.demo import accounts, fairs, pages, people, products, purchases, source, tasks, trade, voices
from marketplace.demo.progress import Bar
from media.models import Recording
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
        voices.make_lists()
    step("home pages")
    with transaction.atomic():
        pages.make_standard()
        pages.make_notes()
    step("pages of words")


def make_demo(*, limit=None, out=sys.stdout):
    """The whole demo; `limit` pieces only, for a quick look."""
    chosen = source.pieces()[:limit]
    bar = Bar(FRAME_STEPS + 2 * len(source.vendors()) + len(chosen) + 5 + purchases.FIRST, out)
    curator, moderator, *_others = accounts.open_staff()
    make_shop(bar.step)
    pages.make_facts()
    with transaction.atomic():
        people.make_partners()
        people.make_vendors(curator, bar.step)
    products.make(chosen, curator, bar.step)
    _tell_stories(curator, bar.step)
    _trade(curator, bar)
    # After the trade, which shelves its pieces on the days of the past, when there was no fair.
    fairs.make(curator, timezone.localdate())
    bar.step("fairs")
    voices.make(curator, moderator)
    bar.step("voices")
    pages.dress_homes(curator, moderator)
    bar.step("the home pages dressed")
    accounts.open_sellers()
    bar.step("who may sign in")
    bar.end()


def catch_up(*, out=sys.stdout):
    """What a later release adds to a demo that was finished once. What people changed in it, and took out of it, stays so."""
    accounts.open_sellers()
    curator, moderator, *_others = accounts.open_staff()
    if not Bazaar.objects.exists():
        fairs.make(curator, timezone.localdate())
    if not Recording.objects.exists():
        with transaction.atomic():
            voices.make_lists()
        voices.make(curator, moderator)
    if purchases.missing(purchases.plans()[: purchases.FIRST]):
        bar = Bar(1 + purchases.FIRST, out)
        _trade(curator, bar)
        bar.end()


def _trade(curator, bar):
    opening = purchases.plans()[: purchases.FIRST]
    is_missing = bool(purchases.missing(opening))
    if is_missing:
        # Not later: without its purchases nothing would ask for it, and what staff took out afterwards stays out.
        trade.make()
        # Before they are made: stopped half way, the rest still follows.
        tasks.make_purchases.enqueue()
    bar.step("tariffs and shares")
    for sentence in purchases.make(opening, curator, bar.step):
        bar.say(sentence)


def _tell_stories(curator, step):
    vendors = Vendor.objects.in_bulk(field_name="code")
    for given in source.vendors():
        with transaction.atomic():
            people.write_stories(vendors[given["id"]], given, curator)
        step(f"story of {given['name']['fr']}")
