"""A small demo, built as the large one is."""

import io

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db.models import Count, Sum
from django_tasks_db.models import DBTaskResult

from catalogue import publishing
from catalogue.models import Card, CraftNote, Product, ProductEvent, ProductLabel, StockMovement, Variant
from marketplace.accounts.models import User
from marketplace.demo import accounts, building, pictures, products, source, wiping
from marketplace.storefront.models import HomePage, LegalFact, StandardPage
from media.models import Picture
from tests.demo.conftest import PIECES
from vendors.models import Maker, Membership, Vendor, VendorPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def counts():
    models = (Product, Card, Picture, Vendor, Maker, VendorPage, StandardPage, HomePage, LegalFact, CraftNote, User)
    return {model.__name__: model.objects.count() for model in models} | {"tasks": DBTaskResult.objects.count()}


def test_demo_every_piece_was_created_submitted_and_published():
    assert Product.objects.count() == PIECES
    never = {pictures.key_of(name) for name in products.NEVER_PUBLISHED | products.WITHDRAWN}
    for product in Product.objects.exclude(key__in=never):
        kinds = list(ProductEvent.objects.filter(product=product).values_list("kind", flat=True))
        assert kinds == ["created", "submitted", "published"]
        assert Card.objects.get(pk=product.pk).picture_ready == "320"


def test_demo_pieces_are_published_over_weeks_and_not_in_the_future():
    days = {card.published_at.date() for card in Card.objects.all()}
    assert len(days) > PIECES / 2
    assert (max(days) - min(days)).days > 50


def test_demo_words_are_there_in_three_languages():
    assert not Product.objects.annotate(languages=Count("texts")).exclude(languages=3).exists()


def test_demo_stock_is_the_sum_of_its_movements():
    moved = dict(StockMovement.objects.values_list("variant").annotate(Sum("quantity")))
    for variant in Variant.objects.select_related("stock"):
        assert variant.stock.on_hand == moved.get(variant.pk, 0)


def test_demo_piece_is_of_a_vendor_of_its_craft():
    for product in Product.objects.select_related("vendor", "category__parent"):
        given = next(each for each in source.vendors() if each["id"] == product.vendor.code)
        assert product.category.craft.code in {given["craft"], *given["also"]}


def test_demo_certificates_name_who_checked_them():
    certified = ProductLabel.objects.filter(label__needs_certificate=True)
    assert certified.exists()
    assert not certified.filter(certificate="").exists()


def test_demo_maker_of_a_piece_works_for_its_vendor():
    for product in Product.objects.exclude(maker=None).select_related("maker"):
        assert product.maker.vendor_id == product.vendor_id


def test_demo_vendors_would_be_accepted_by_the_staffs_form():
    for vendor in Vendor.objects.all():
        vendor.full_clean()
        assert vendor.state == Vendor.State.APPROVED


def test_demo_stories_are_as_many_as_were_written():
    told = dict(VendorPage.objects.filter(live=True).order_by().values_list("language").annotate(Count("pk")))
    assert told == {"fr": 48, "ar": 20, "en": 20}


def test_demo_legal_pages_name_only_facts_that_are_known():
    from marketplace.storefront import legal

    for page in StandardPage.objects.all():
        assert "<mark>" not in legal.standard_context(page)["body"], page.slug


def test_demo_accounts_open_with_the_printed_password():
    for account in accounts.ACCOUNTS:
        person = User.objects.get(email=account.email)
        assert person.check_password(accounts.PASSWORD)
        assert bool(account.vendor) == Membership.objects.filter(user=person).exists()


def test_demo_curator_may_not_approve_a_page_and_moderator_may():
    home = HomePage.objects.first()
    curator, moderator = (User.objects.get(email=email) for email in accounts.EMAILS[:2])
    assert not home.permissions_for_user(curator).can_publish()
    assert home.permissions_for_user(moderator).can_publish()


def test_make_demo_again_adds_nothing():
    before = counts()
    building.make_demo(limit=PIECES, out=io.StringIO())
    assert counts() == before


def test_make_demo_half_way_goes_on_to_the_same():
    before = counts()
    curator = User.objects.get(email=accounts.EMAILS[0])
    lost = Product.objects.filter(state="published").first()
    key, words = lost.key, [text.title for text in lost.texts.all()]
    Card.objects.filter(pk=lost.pk).delete()
    lost.delete()
    VendorPage.objects.first().delete()
    products.make(source.pieces()[:PIECES], curator, lambda words, count=1: None)
    building.make_demo(limit=PIECES, out=io.StringIO())
    assert {name: number for name, number in counts().items() if name != "tasks"} == {
        name: number for name, number in before.items() if name != "tasks"
    }
    assert [text.title for text in Product.objects.get(key=key).texts.all()] == words


def test_make_demo_once_complete_leaves_what_people_changed():
    withdrawn = Product.objects.filter(state="published").first()
    publishing.withdraw(withdrawn, actor=None)
    StandardPage.objects.filter(slug="faq").first().delete()
    before = counts()
    call_command("make_demo", stdout=io.StringIO())
    assert counts() == before


def test_add_detail_second_run_changes_nothing():
    piece = next(each for each in source.pieces()[:PIECES] if each.detail)
    product = Product.objects.get(key=pictures.key_of(piece.name))
    pictures.add_detail(piece.name)
    pictures.add_detail(piece.name)
    shown = product.pictures.order_by("sort_order")
    assert [each.picture.title for each in shown] == [piece.facts["title"]["fr"]] * 2
    assert Card.objects.get(pk=product.pk).picture_hash == shown[0].picture.hash


def test_wipe_leaves_other_people_and_none_of_the_shop():
    other = User.objects.create_user(email="someone@example.org", password="x")
    wiping.wipe()
    left = counts()
    assert left.pop("User") == User.objects.filter(pk=other.pk).count() == 1
    assert set(left.values()) == {0}


def test_open_staff_without_leave_refuses(settings):
    settings.DEMO_ACCOUNTS = False
    with pytest.raises(ImproperlyConfigured):
        accounts.open_staff()


def test_deployment_with_demo_people_on_a_public_origin_is_an_error(settings):
    settings.IS_LOOPBACK = False
    assert "demo.E001" in {error.id for error in run_checks(include_deployment_checks=True, databases=["default"])}
    settings.IS_LOOPBACK = True
    assert "demo.E001" not in {error.id for error in run_checks(include_deployment_checks=True, databases=["default"])}
