import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from marketplace.checkout.quoting import BANK_TRANSFER
from marketplace.orders import fulfilment
from marketplace.orders.models import Order, OrderEvent, Purchase
from marketplace.payments import receiving, refunding
from marketplace.payments.models import Collection
from tests import buying, factories
from tests.office.staff import person_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    client.force_login(person_of("Order desk"))
    return client


def rows(client, name, **asked):
    response = client.get(reverse(f"{name}:index"), asked)
    assert response.status_code == 200
    return list(response.context["object_list"])


def test_purchases_by_reference_number_and_name(office):
    purchase = buying.bought(factories.published())
    other = buying.bought(factories.published())
    Purchase.objects.filter(pk=other.pk).update(name="Hind Bennani", phone="+212698765432", email="h@example.org")
    reference = purchase.reference
    for typed in (reference, f" {reference.lower()} ", f"{reference[:3]} {reference[3:]}", f"{reference}-1"):
        assert rows(office, "purchases", q=typed) == [purchase]
    for typed in ("06 12 34 56 78", "+212612345678", "345678", "idrissi salma", "SALMA@example.org"):
        assert rows(office, "purchases", q=typed) == [purchase]
    assert rows(office, "orders", q=reference) == [purchase.orders.get()]
    assert rows(office, "purchases", q="0698765432") == [other]


@pytest.mark.parametrize("typed", ["12", "-", "\x00", "%", "personne", "ZZZZZZZ", "+", "5" * 300])
def test_purchases_like_nothing_are_none(office, typed):
    purchase = buying.bought(factories.published())
    Purchase.objects.filter(pk=purchase.pk).update(reference="BCDFGHJ")
    found = rows(office, "purchases", q=typed)
    # A blank of a kind is no question.
    assert found == ([purchase] if typed == "\x00" else [])


@pytest.fixture
def three():
    """One that waits and is late, one accepted, one to be paid by transfer."""
    made = [buying.bought(factories.published(), payment=way) for way in ("on_delivery", "on_delivery", BANK_TRANSFER)]
    late, accepted, awaited = (purchase.orders.get() for purchase in made)
    Order.objects.filter(pk=late.pk).update(answer_due_at=timezone.now() - timedelta(minutes=1))
    fulfilment.accept(accepted, side=OrderEvent.Side.VENDOR, actor=None)
    return late, accepted, awaited


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"state": "accepted"}, [1]),
        ({"answer": "late"}, [0]),
        ({"answer": "waiting"}, [0]),
        ({"method": "bank_transfer"}, [2]),
        ({"method": "on_delivery", "state": "placed"}, [0]),
        ({"delivery": "pickup"}, []),
        ({"placed_from": "2100-01-01"}, []),
    ],
)
def test_orders_are_narrowed(office, three, asked, expected):
    assert set(rows(office, "orders", **asked)) == {three[place] for place in expected}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"state": "accepted"}, [1]),
        ({"method": "bank_transfer"}, [2]),
        ({"money": "awaited"}, [2]),
        ({"money": "ending"}, []),
        ({"money": "flagged"}, []),
        ({"placed_at_from": "2100-01-01"}, []),
    ],
)
def test_purchases_are_narrowed(office, three, asked, expected):
    assert set(rows(office, "purchases", **asked)) == {three[place].purchase for place in expected}


def test_orders_and_purchases_of_one_vendor(office, three):
    order = three[1]
    assert rows(office, "orders", vendor=order.vendor_id) == [order]
    assert rows(office, "purchases", vendor=order.vendor_id) == [order.purchase]


def test_purchase_of_two_orders_stands_in_the_list_once(office):
    purchase = buying.bought(factories.published(), factories.published())
    for asked in ({"state": "placed"}, {"method": "on_delivery"}):
        assert rows(office, "purchases", **asked) == [purchase]


def test_purchases_whose_money_asks_for_somebody(office, three):
    awaited = three[2].purchase
    collection = awaited.collections.get()
    Collection.objects.filter(pk=collection.pk).update(due_at=timezone.now() + timedelta(hours=3))
    assert rows(office, "purchases", money="ending") == [awaited]
    receiving.receive_transfer(collection, amount=1, reference="V1", actor=factories.user())
    assert rows(office, "purchases", money="flagged") == [awaited]
    paid = buying.bought(factories.published(), payment=BANK_TRANSFER)
    collection = paid.collections.get()
    receiving.receive_transfer(collection, amount=collection.amount, reference="V2", actor=factories.user())
    refunding.decline(paid.orders.get(), side=OrderEvent.Side.VENDOR, actor=None, reason="sold")
    assert rows(office, "purchases", money="refund") == [paid]
    assert [refund.order.purchase for refund in rows(office, "refunds", state="due")] == [paid]


NASTY = "=HYPERLINK(1)"


def nasty():
    purchase = buying.bought(factories.published())
    Purchase.objects.filter(pk=purchase.pk).update(name=NASTY, town="+town")
    return purchase


@pytest.mark.parametrize("name", ["purchases", "orders"])
def test_csv_has_every_row_and_no_formula(office, name):
    purchase = nasty()
    response = office.get(reverse(f"{name}:index"), {"export": "csv"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    heading, *written = csv.reader(io.StringIO(text), delimiter=";")
    assert len(written) == 1
    cells = dict(zip(heading, written[0], strict=True))
    assert purchase.reference in written[0][0]
    assert f"'{NASTY}" in written[0]
    assert "'+town" in written[0]
    assert "'+212612345678" in written[0]
    assert "285,00" in written[0], cells


@pytest.mark.parametrize("name", ["purchases", "orders"])
def test_xlsx_has_amounts_that_can_be_added_and_no_formula(office, name):
    nasty()
    response = office.get(reverse(f"{name}:index"), {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    values = [cell.value for cell in list(sheet.rows)[1]]
    assert 285 in values
    assert f"'{NASTY}" in values
    assert not any(cell.data_type == "f" for row in sheet.rows for cell in row)


def test_file_is_narrowed_as_the_list_is(office, three):
    response = office.get(reverse("orders:index"), {"export": "csv", "state": "accepted"})
    text = b"".join(response.streaming_content).decode()
    assert three[1].reference in text
    assert three[0].reference not in text


def test_refunds_as_a_file(office):
    paid = buying.bought(factories.published(), payment=BANK_TRANSFER)
    collection = paid.collections.get()
    receiving.receive_transfer(collection, amount=collection.amount, reference="V2", actor=factories.user())
    refunding.decline(paid.orders.get(), side=OrderEvent.Side.VENDOR, actor=None, reason="sold", words="=1+1")
    text = b"".join(office.get(reverse("refunds:index"), {"export": "csv"}).streaming_content).decode()
    assert "'=1+1" in text
    assert "285,00" in text


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("purchases", 13), ("orders", 12)])
def test_list_of_any_length_takes_as_many_queries(office, name, queries, count, django_assert_num_queries):
    for _n in range(count):
        buying.bought(factories.published())
    office.get(reverse(f"{name}:index"))
    with django_assert_num_queries(queries):
        office.get(reverse(f"{name}:index"))


@pytest.mark.parametrize("name", ["purchases", "orders", "refunds"])
def test_list_offers_neither_to_add_nor_to_change(office, name):
    buying.bought(factories.published())
    page = office.get(reverse(f"{name}:index")).content.decode()
    for address in ("new/", "edit/", "delete/"):
        assert f"/admin/{name}/{address}" not in page
