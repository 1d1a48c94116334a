"""Who gets what of a hundred dirhams: of what was sold, or by the rule."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from marketplace import timetable
from marketplace.ledger.models import SplitRule
from marketplace.orders import fulfilment
from marketplace.orders.fulfilment import Side
from marketplace.orders.models import Order, Share
from marketplace.payments import handing_over
from marketplace.storefront import hundred, memo
from marketplace.storefront.models import SalesShared
from tests import buying, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule():
    return SplitRule.objects.create(
        name="All", platform_part=500, cooperative_part=900, fund_part=100, starts=timezone.localdate()
    )


def delivered(*pieces, days_ago=0):
    order = buying.order(*pieces)
    actor = factories.user()
    for step in (fulfilment.accept, fulfilment.ready, fulfilment.send, handing_over.deliver):
        step(order, side=Side.CENTRE, actor=actor)
    Order.objects.filter(pk=order.pk).update(handed_over_at=timezone.now() - timedelta(days=days_ago))
    return order


def shown(language="fr"):
    memo.forget_all()
    found = hundred.hundred(language)
    return found, {row.party: row.number for row in found.rows}


def test_before_any_sale_the_rule_of_the_day_is_shown_and_said_to_be_one(client, rule):
    hundred.remember()
    found, numbers = shown()
    assert numbers == {"maker": 94, "platform": 5, "fund": 1}
    assert (found.parcels, found.period) == (0, "")
    assert "This is the rule for a piece" in client.get("/en/").content.decode()


def test_without_any_rule_all_is_the_makers():
    assert shown()[1] == {"maker": 100}


def test_sums_are_of_what_was_handed_over_delivery_too(client, rule):
    cooperative = factories.cooperative()
    delivered(factories.published(vendor=cooperative, price=100_00))
    buying.order(factories.published(vendor=factories.vendor(), price=900_00))
    hundred.remember()
    sums = SalesShared.objects.get().sums
    # 100 DH of goods at 85, 9, 5 and 1 for a hundred, and 35 DH for the carrier.
    assert sums == {"maker": 85_00, "cooperative": 9_00, "platform": 5_00, "fund": 1_00, "delivery": 35_00}
    found, numbers = shown()
    assert numbers == {"maker": 63, "cooperative": 6, "delivery": 26, "platform": 4, "fund": 1}
    assert (found.parcels, found.has_delivery) == (1, True)
    assert found.makers == numbers["maker"] == 63
    assert "Of 1 parcel handed over" in client.get("/en/").content.decode()


def test_squares_are_a_hundred_in_the_order_of_the_parties(client, rule):
    delivered(factories.published())
    hundred.remember()
    found, numbers = shown()
    assert found.squares == [party for party, number in numbers.items() for _each in range(number)]
    assert len(found.squares) == 100
    html = client.get("/fr/").content.decode()
    assert html.count('<i data-party="') == 100 + len(numbers)


def test_what_came_back_or_is_long_past_counts_no_more(rule):
    old = delivered(factories.published(), days_ago=hundred.DAYS + 1)
    back = delivered(factories.published(vendor=old.vendor))
    for share in Share.objects.filter(line__order=back):
        share.returned = share.amount
        share.save()
    hundred.remember()
    assert shown()[0].parcels == 0


def test_remembering_again_is_the_same_row_brought_up_to_date(rule):
    hundred.remember()
    delivered(factories.published())
    hundred.remember()
    assert SalesShared.objects.get().parcels == 1
    with pytest.raises(IntegrityError):
        SalesShared.objects.create(pk=2, starts=timezone.localdate(), ends=timezone.localdate(), parcels=0)


def test_page_reads_one_row_and_no_sale(rule, django_assert_num_queries):
    delivered(factories.published())
    hundred.remember()
    memo.forget_all()
    with django_assert_num_queries(1):
        hundred.hundred("fr")
        hundred.hundred("ar")


def test_timetable_sums_up_every_hour():
    (job,) = [job for job in timetable.jobs() if job.function == hundred.remember]
    assert job.period == 3600
