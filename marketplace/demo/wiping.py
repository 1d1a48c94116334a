"""Empties the shop: what the demo makes, and whatever was put beside it. People who are not of the demo stay."""

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Q
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, Site

from bazaars.models import Bazaar
from catalogue import search
from catalogue.models import Card, Category, Label, Material, Product, Technique
from marketplace.accounts.models import User
from marketplace.demo import accounts
from marketplace.ledger import append_only
from marketplace.ledger.models import Account
from marketplace.storefront.models import HomePage, LegalFact
from media import files
from media.models import Picture
from vendors.models import Consent, Partner, Territory, Vendor

TRADE = ("checkout", "payments", "orders", "ledger")


def wipe():
    with transaction.atomic():
        DBTaskResult.objects.all().delete()
        _trade()
        _goods()
        _pages()
        Bazaar.objects.all().delete()
        _people()
        Picture.objects.all().delete()
    for hash_ in set(files.stored_hashes()):
        files.remove_unused(hash_)


def _trade():
    """Books are never emptied, but those of a demo go with the shop they tell of: it stands on its maker's own machine."""
    accounts.only_on_this_machine()
    append_only.lift()
    for label in TRADE:
        for model in set(apps.get_app_config(label).get_models()) - {Account}:
            # In no particular order: the database holds its foreign keys against the whole at the end.
            model.objects.all()._raw_delete(DEFAULT_DB_ALIAS)
    # Those of vendors, who come back under other ids: of the others' accounts, servers that run remember the ids.
    Account.objects.filter(Q(kind=Account.Kind.PAYABLE) | Q(key__startswith="vendor:")).delete()
    append_only.install()


def _goods():
    search.clear()
    Card.objects.all().delete()
    Product.objects.all().delete()
    Category.objects.exclude(parent=None).delete()
    for model in (Category, Material, Technique, Label):
        model.objects.all().delete()


def _pages():
    # The site would go with the page it begins at.
    Site.objects.update(root_page=Page.get_first_root_node())
    for home in HomePage.objects.all():
        home.delete()
    LegalFact.objects.all().delete()


def _people():
    Consent.objects.all().delete()
    Vendor.objects.exclude(sells_through=None).delete()
    Vendor.objects.all().delete()
    Partner.objects.all().delete()
    for level in (3, 2, 1, 0):
        Territory.objects.filter(level=level).delete()
    User.objects.filter(email__in=accounts.EMAILS).delete()
