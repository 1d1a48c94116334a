import io

import pytest
from django.db import transaction
from wagtail.models import Collection, Locale, Page

from marketplace.accounts import groups
from marketplace.demo import building

PIECES = 36


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """A small demo, made once for the module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        _give_back_what_a_flush_took()
        building.make_demo(limit=PIECES, out=io.StringIO())
        yield
        transaction.set_rollback(True)


def _give_back_what_a_flush_took():
    """The rows that Wagtail's migrations made, after a transactional test that ran before in this process."""
    if Page.get_first_root_node() is None:
        Page.add_root(title="Root", slug="root", locale=Locale.objects.get_or_create(language_code="fr")[0])
        Collection.add_root(name="Root")
        groups.set_up()


@pytest.fixture
def undone(demo):
    """What this test does to the demo is undone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
