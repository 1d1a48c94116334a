"""What of the demo can wait until the site is open: the worker does it."""

import logging

from django_tasks import task

from bazaars import cards
from marketplace.demo import accounts, pictures, purchases
from marketplace.storefront import hundred

logger = logging.getLogger(__name__)


@task()
def add_detail(name):
    pictures.add_detail(name)


@task()
def show_vendor(code, cover):
    pictures.show_vendor(code, cover)


@task()
def make_purchases():
    """The rest of two months of trade."""
    curator, *_others = accounts.open_staff()
    for sentence in purchases.make(purchases.plans(), curator):
        logger.warning(sentence)
    # The pieces sold were shelved on the days of their sales, when no fair of today ran.
    cards.refresh()
    hundred.remember()
