"""What somebody may ask of us about herself: what we hold, and to be forgotten. Her name, number and address are `SECRETS`."""

import json
import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from catalogue.models import Report
from marketplace.accounts import own_proof, personal
from marketplace.accounts.models import User
from marketplace.checkout.models import CartLine
from marketplace.ledger.booking import balances
from marketplace.messaging.models import Message
from marketplace.orders import fulfilment
from marketplace.orders.models import Order, OrderEvent, PurchaseNote
from marketplace.payments import giving_back, refunding
from marketplace.payments.giving_back import What
from tests import buying, factories
from tests.accounts.conftest import PASSWORD
from tests.office.staff import person_of
from tests.orders.test_fulfilment import moved
from tests.promises import broken
from tests.sifting import tables_with

pytestmark = pytest.mark.django_db
ERASE, DOWNLOAD = "/en/account/data/erase/", "/en/account/data/download/"
SECRETS = (
    "Salma",
    "Idrissi",
    "612345678",
    "06 12 34 56 78",
    "06-12-34-56-78",
    "salma@",
    "rue des Consuls",
    "Sidi Bouknadel",
)


@pytest.fixture
def salma():
    return User.objects.create_user(
        phone="06 12 34 56 78", email="salma@example.org", name="Salma Idrissi", password=PASSWORD, language="en"
    )


@pytest.fixture
def vendor():
    return factories.vendor(phone="+212661000001")


@pytest.fixture
def bought(salma, vendor, run_tasks):
    """Delivered, talked about by everybody, and partly given back."""
    piece = factories.published(vendor=vendor, on_hand=9)
    notes = {vendor.pk: "Demander Salma à Sidi Bouknadel"}
    order = moved(buying.order(piece, user=salma, notes=notes), "accept", "send", "deliver")
    shopper = {"side": fulfilment.Side.SHOPPER, "actor": salma}
    fulfilment.report(order, reason="damaged", words="Appelez Salma au 06 12 34 56 78", **shopper)
    clerk = factories.user()
    PurchaseNote.objects.create(purchase=order.purchase, words="Salma Idrissi a rappelé", actor=clerk)
    refund = giving_back.give_back(order, What(amount=1000), actor=clerk, reason="damaged", words="Remis à Mme Idrissi")
    refunding.done(refund, actor=clerk)
    # A parcel's number leads the carrier to her door.
    Order.objects.filter(pk=order.pk).update(tracking_number="SALMA-1")
    CartLine.objects.create(user=salma, variant=buying.variant(piece), quantity=1, price_seen=25000)
    Report.objects.create(product=piece, reason="wrong", words="Salma, du 06", contact="06-12-34-56-78")
    run_tasks()
    return order


def erase(client, **given):
    return client.post(ERASE, {"sure": "on", **given}, follow=True)


def test_erasing_leaves_nothing_of_her_in_any_table(client, salma, bought, admin):
    client.post("/en/account/login/", {"login": "0612345678", "password": PASSWORD})
    admin.post(reverse("wagtailusers_users:edit", args=[salma.pk]), {"name": "Salma Idrissi"})
    before, lines = balances(), list(bought.lines.values())
    assert {"accounts_user", "orders_purchase", "orders_order", "orders_orderevent", "orders_purchasenote"} <= set(
        tables_with(*SECRETS)
    )
    assert {"messaging_message", "payments_refund", "catalogue_report"} <= set(tables_with(*SECRETS))
    response = erase(client, password=PASSWORD)
    assert "Your account is erased" in response.content.decode()
    assert tables_with(*SECRETS) == {}
    assert broken() == []
    # What was bought, and who earned what, is as it was.
    assert (balances(), list(bought.lines.values())) == (before, lines)
    bought.purchase.refresh_from_db()
    assert (bought.purchase.user, bought.purchase.name) == (None, "")
    assert bought.purchase.anonymised_at is not None
    assert not CartLine.objects.exists()


def test_erasing_ends_every_session_and_every_way_in(client, salma, bought):
    other = type(client)()
    for browser in (client, other):
        browser.post("/en/account/login/", {"login": "salma@example.org", "password": PASSWORD})
    stranger = type(client)()
    stranger.force_login(factories.user())
    erase(client, password=PASSWORD)
    assert other.get("/en/account/").status_code == 302
    assert stranger.get("/en/account/").status_code == 200
    assert Session.objects.count() == 1
    again = client.post("/en/account/login/", {"login": "salma@example.org", "password": PASSWORD})
    assert again.status_code == 200
    salma.refresh_from_db()
    assert (salma.is_active, salma.has_usable_password(), str(salma)) == (False, False, "an erased account")
    # Her number may open an account again.
    assert User.objects.create_user(phone="0612345678").pk != salma.pk


def test_office_finds_nothing_of_her_afterwards(client, salma, bought):
    clerk = person_of("Order desk")
    desk = type(client)(HTTP_ACCEPT_LANGUAGE="en")
    desk.force_login(clerk)

    def found(typed):
        return len(desk.get(reverse("purchases:index"), {"q": typed}).context["object_list"])

    assert [found(typed) for typed in ("0612345678", "5678", "Idrissi", "salma@example.org")] == [1, 1, 1, 1]
    personal.erase(salma)
    assert [found(typed) for typed in ("0612345678", "5678", "Idrissi", "salma@example.org")] == [0, 0, 0, 0]
    assert found(bought.purchase.reference) == 1
    page = desk.get(reverse("purchases:inspect", args=[bought.purchase_id]))
    assert "anonymised" in page.content.decode()


@pytest.mark.parametrize("steps", [(), ("accept",), ("accept", "send")])
def test_erasing_waits_for_what_is_under_way_and_says_which(client, salma, steps):
    order = moved(buying.order(user=salma), *steps)
    client.force_login(salma)
    page = erase(client, password=PASSWORD).content.decode()
    assert f"Order {order.reference} is still under way" in page
    salma.refresh_from_db()
    assert salma.is_active
    with pytest.raises(personal.Hindered):
        personal.erase(salma)


def test_erasing_waits_for_money_that_is_owed_to_her(salma):
    order = moved(buying.order(user=salma), "accept", "send", "deliver")
    refund = giving_back.give_back(order, What(amount=1000), actor=factories.user(), reason="damaged")
    with pytest.raises(personal.Hindered, match=order.reference):
        personal.erase(salma)
    refunding.done(refund, actor=factories.user())
    personal.erase(salma)


def test_erasing_of_whoever_sells_or_works_for_the_centre_says_whom_to_ask(client):
    artisan = factories.member(vendor := factories.vendor(name_en="Atlas Rugs"), language="en", password=PASSWORD)
    client.force_login(artisan)
    page = erase(client, password=PASSWORD).content.decode()
    assert "You work for Atlas Rugs" in page
    assert vendor.memberships.exists()
    with pytest.raises(personal.Hindered, match="works for the centre"):
        personal.erase(person_of("Finance"))


def test_erasing_needs_the_password(client, salma):
    client.force_login(salma)
    for wrong in ({}, {"password": ""}, {"password": "not it"}, {"password": PASSWORD, "sure": ""}):
        assert erase(client, **wrong).status_code == 422
    salma.refresh_from_db()
    assert salma.is_active


def test_erasing_without_a_password_needs_a_code_that_was_just_sent(client, read_code):
    person = User.objects.create_user(phone="06 12 34 56 78", language="en")
    client.force_login(person)
    assert erase(client).status_code == 422
    person.refresh_from_db()
    assert person.is_active
    client.post(ERASE + "code/")
    assert erase(client, code="000000").status_code == 422
    erase(client, code=read_code())
    person.refresh_from_db()
    assert person.erased_at is not None


def test_erasing_minutes_after_signing_in_by_code_asks_for_nothing_more(client, salma, read_code):
    client.post("/en/account/login/code/", {"login": "0612345678"})
    client.post("/en/account/login/code/confirm/", {"code": read_code()})
    erase(client)
    salma.refresh_from_db()
    assert salma.erased_at is not None


def test_erasing_at_an_open_phone_meets_a_limit(client, salma):
    client.force_login(salma)
    answers = [client.post(ERASE, {"password": f"guess {n}", "sure": "on"}).status_code for n in range(11)]
    assert answers == [422] * 10 + [429]


def test_code_is_good_once_and_for_one_matter(rf, messages, read_code):
    request = rf.post("/")
    own_proof.send(request, "one", phone="+212612345678", email="", language="en")
    code = read_code()
    with pytest.raises(own_proof.ValidationError):
        own_proof.check("another", code)
    own_proof.check("one", " ".join(code))
    with pytest.raises(own_proof.ValidationError):
        own_proof.check("one", code)


def test_code_dies_of_three_tries(rf, messages, read_code):
    own_proof.send(rf.post("/"), "one", phone="", email="salma@example.org", language="en")
    code = read_code()
    for _try in range(3):
        with pytest.raises(own_proof.ValidationError):
            own_proof.check("one", "not it")
    with pytest.raises(own_proof.ValidationError):
        own_proof.check("one", code)


def test_export_holds_what_is_hers_and_nothing_of_others(client, salma, bought):
    other = buying.bought(factories.published(title="Someone else's"))
    other.name = "Karim Alaoui"
    other.save()
    client.force_login(salma)
    response = client.get(DOWNLOAD)
    assert re.match(r'attachment; filename="maarad-.*\.json"', response["Content-Disposition"])
    assert "no-store" in response["Cache-Control"]
    told = json.loads(response.content)
    assert told["account"]["phone"] == "+212612345678"
    assert [line["quantity"] for line in told["cart"]] == [1]
    assert [report["contact"] for report in told["reports"]] == ["06-12-34-56-78"]
    [purchase] = told["purchases"]
    assert purchase["contact"]["name"] == "Salma Idrissi"
    assert purchase["address"]["address"] == "12, rue des Consuls"
    [order] = purchase["orders"]
    assert order["note"] == "Demander Salma à Sidi Bouknadel"
    assert [line["total"] for line in order["lines"]] == ["250.00 MAD", "35.00 MAD"]
    assert "Appelez Salma au 06 12 34 56 78" in [event.get("words") for event in order["history"]]
    assert [refund["amount"] for refund in purchase["refunds"]] == ["10.00 MAD"]
    assert {message["to"] for message in purchase["messages"]} == {"+212612345678", "salma@example.org"}
    written = response.content.decode()
    for hidden in ("Karim Alaoui", other.reference, "a rappelé", "+212661000001", "share"):
        assert hidden not in written


def test_export_is_for_whoever_is_signed_in(client):
    for page in (DOWNLOAD, ERASE, "/en/account/data/", "/en/orders/addresses/"):
        assert client.get(page).status_code == 302


def test_every_room_that_holds_something_of_a_person_says_so():
    assert personal.holders() == ["cart", "purchases", "reports", "workshops"]


def test_addresses_used_are_shown_once_each(client, salma):
    for _each in range(2):
        buying.bought(factories.published(), user=salma)
    buying.bought(factories.published())
    client.force_login(salma)
    page = client.get("/en/orders/addresses/")
    assert len(page.context["addresses"]) == 1
    assert "rue des Consuls" in page.content.decode()


def test_message_to_a_vendor_about_her_is_forgotten_and_another_is_not(salma, vendor, run_tasks):
    order = buying.order(factories.published(vendor=vendor), user=salma)
    buying.order(factories.published(vendor=vendor))
    run_tasks()
    to_vendor = Message.objects.filter(to="+212661000001", kind="vendor-new-order")
    assert to_vendor.count() == 2
    moved(order, "accept", "send", "deliver")
    personal.erase(salma)
    assert to_vendor.exclude(subject_id=order.pk).get() == to_vendor.get()


def test_word_of_an_event_can_be_emptied_and_never_rewritten(bought):
    with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
        cursor.execute("UPDATE orders_orderevent SET words = 'better' WHERE words <> ''")


def test_emptying_does_not_let_another_column_change(bought):
    with pytest.raises(Exception, match="append-only"):
        OrderEvent.objects.exclude(words="").update(words="", reason="other")
