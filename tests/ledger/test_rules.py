"""Rules of sharing as the centre writes them, and what cards then say."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from catalogue import shelf
from catalogue.models import Card
from marketplace.ledger import cards, rules, ruling
from marketplace.ledger.models import SplitRule
from marketplace.ledger.split import Sale
from tests import factories

pytestmark = pytest.mark.django_db


def write(**fields):
    with ruling.change():
        return SplitRule.objects.create(**{"name": "A rule", **fields})


def share_on_card(product):
    return Card.objects.get(pk=product.pk).extra["share"]


def test_current_gives_every_rule_in_order():
    vendor, category = factories.vendor(), factories.category()
    write(name="second", position=2, platform_part=100, category=category)
    write(name="first", position=1, cooperative_part=1, fund_part=2, fee_part=3, vendor=vendor)
    first, second = rules.current()
    assert (first.name, first.cooperative, first.fund, first.fee, first.vendor_id) == ("first", 1, 2, 3, vendor.pk)
    assert (second.name, second.platform, second.category_id) == ("second", 100, category.pk)
    assert (second.starts, second.ends) == (timezone.localdate(), None)


@pytest.mark.django_db(transaction=True)
def test_current_asks_for_the_rules_once_until_they_change():
    write()
    rules.current()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        rules.current()
    assert len(asked) == 1
    write(name="Another", position=200)
    assert [rule.name for rule in rules.current()] == ["A rule", "Another"]


@pytest.mark.django_db(transaction=True)
def test_current_read_in_a_transaction_rolled_back_is_not_remembered():
    with pytest.raises(RuntimeError), transaction.atomic():
        write(name="Never written")
        assert len(rules.current()) == 1
        raise RuntimeError
    factories.published()
    assert rules.current() == ()


@pytest.mark.parametrize(
    "fields", [{"platform_part": 9000, "fund_part": 1001}, {"ends": timezone.localdate() - timedelta(days=1)}]
)
def test_rule_beyond_the_price_or_ending_before_it_begins_is_refused_by_the_database(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        SplitRule.objects.create(name="Wrong", **fields)


def test_change_bumps_the_version_at_once_and_leaves_the_cards_to_the_worker():
    before = shelf.version()
    write()
    assert shelf.version() == before + 1
    assert DBTaskResult.objects.get().task_path == "marketplace.ledger.tasks.refresh_shares"


def test_card_says_what_the_maker_gets_of_the_lowest_price():
    write(platform_part=500, fund_part=500)
    piece = factories.published(variants=[{"price": 50050, "on_hand": 1}, {"price": 25000, "on_hand": 1}])
    assert share_on_card(piece) == {
        "party": "maker",
        "amount": 22500,
        "words": {"fr": "225", "ar": "225", "en": "225"},
    }


def test_card_without_rules_says_that_all_is_hers():
    assert share_on_card(factories.published(price=25050))["amount"] == 25050


def test_worker_shelves_the_cards_that_a_rule_touches_and_no_other(run_tasks):
    of_her, of_another = factories.published(), factories.published()
    seen = shelf.version()
    write(vendor=of_her.vendor, platform_part=1000)
    run_tasks()
    assert [share_on_card(piece)["amount"] for piece in (of_her, of_another)] == [22500, 25000]
    assert list(Card.objects.filter(version__gt=seen)) == [of_her.card]


def test_worker_puts_cards_back_when_a_rule_is_deleted(run_tasks):
    piece = factories.published()
    rule = write(platform_part=1000)
    run_tasks()
    with ruling.change():
        rule.delete()
    run_tasks()
    assert share_on_card(piece)["amount"] == 25000


def test_refresh_goes_through_all_cards_in_batches(monkeypatch):
    pieces = [factories.published() for _n in range(3)]
    SplitRule.objects.create(name="A rule", platform_part=1000)
    monkeypatch.setattr(cards, "BATCH", 2)
    cards.refresh()
    assert [share_on_card(piece)["amount"] for piece in pieces] == [22500] * 3


@pytest.mark.parametrize(
    ("starts", "ends", "is_due"), [(0, None, True), (-9, -1, True), (-9, None, False), (1, None, False), (-9, 9, False)]
)
def test_turn_of_the_day_asks_for_a_look_when_a_rule_begins_or_has_ended(starts, ends, is_due):
    today = timezone.localdate()
    SplitRule.objects.create(
        name="A rule",
        starts=today + timedelta(days=starts),
        ends=None if ends is None else today + timedelta(days=ends),
    )
    ruling.turn()
    assert DBTaskResult.objects.exists() is is_due


def test_sale_of_a_members_piece_names_her_cooperative_and_its_craft():
    cooperative = factories.cooperative()
    piece = factories.product(vendor=factories.vendor(sells_through=cooperative))
    category = piece.category
    assert rules.sale_of(piece, 100, "MAD") == Sale(
        100, "MAD", piece.vendor_id, cooperative.pk, (category.pk, category.parent_id), None
    )


def test_sale_of_a_cooperatives_own_piece_names_the_cooperative_and_the_maker():
    cooperative = factories.cooperative()
    fadma = factories.maker(cooperative)
    sale = rules.sale_of(factories.product(vendor=cooperative, maker=fadma), 100, "MAD")
    assert (sale.vendor_id, sale.cooperative_id, sale.maker_id) == (cooperative.pk, cooperative.pk, fadma.pk)


@pytest.mark.parametrize("count", [1, 3])
def test_shares_cost_three_statements_for_any_number_of_products(count, django_assert_num_queries):
    pieces = [factories.published() for _n in range(count)]
    with django_assert_num_queries(3):
        assert len(cards.shares([piece.pk for piece in pieces])) == count
