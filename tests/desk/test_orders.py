from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Stock
from marketplace.checkout import terms
from marketplace.checkout.quoting import BANK_TRANSFER, PICKUP
from marketplace.desk import orders as desk_orders
from marketplace.ledger.models import SplitRule
from marketplace.orders import fulfilment
from marketplace.orders.models import Order, OrderEvent
from marketplace.payments import handing_over
from marketplace.payments.models import Payment
from tests import buying, factories
from tests.promises import broken

pytestmark = pytest.mark.django_db


@pytest.fixture
def vendor():
    return factories.vendor()


@pytest.fixture
def person(vendor):
    return factories.member(vendor)


@pytest.fixture
def desk(client, person):
    client.force_login(person)
    return client


@pytest.fixture
def order(vendor):
    """Three of one piece at 250, sent by Amana for 35, paid at the door."""
    return buying.order((factories.published(vendor=vendor, title="Hanbel", on_hand=5), 3))


def url(name, order):
    return reverse(f"desk:{name}", args=[order.pk])


def press(desk, order, move):
    return desk.post(url("order_move", order), {"move": move}, follow=True)


def said(response):
    return [message.level_tag for message in response.context["messages"]]


def state_of(order):
    return Order.objects.values_list("state", flat=True).get(pk=order.pk)


def on_hand(order):
    return Stock.objects.get(pk=order.lines.get(kind="goods").variant_id).on_hand


def test_list_says_piece_quantity_for_whom_and_what_she_gets(desk, order):
    page = desk.get(reverse("desk:orders"))
    [shown] = page.context["shown"]
    assert (shown.pieces[0].title, shown.pieces[0].quantity) == ("Hanbel", 3)
    assert (shown.for_whom, shown.town, shown.gets) == ("Salma", "Rabat", "750\u00a0DH")
    assert shown.time_left
    text = page.content.decode()
    assert "Salma" in text
    assert not any(secret in text for secret in ("Idrissi", "612345678", "Consuls"))


def test_page_before_she_accepts_tells_neither_name_nor_address_nor_phone(desk, order):
    text = desk.get(url("order", order)).content.decode()
    assert "Salma" in text
    assert not any(secret in text for secret in ("Idrissi", "612345678", "06 12 34 56 78", "Consuls", "salma@"))


def test_page_after_she_accepts_tells_where_it_goes(desk, order):
    text = press(desk, order, "accept").content.decode()
    assert all(fact in text for fact in ("Salma Idrissi", "+212612345678", "12, rue des Consuls", "10000 Rabat"))


def test_page_of_an_order_to_go_abroad_names_the_country(desk, order):
    press(desk, order, "accept")
    type(order.purchase).objects.update(country="SN", territory=None, town="Dakar", postcode="")
    assert desk.get(url("order", order)).context["shown"].contact.address == ["12, rue des Consuls", "Dakar", "Sénégal"]


def test_page_of_an_order_given_up_tells_the_address_no_more(desk, order):
    desk.post(url("order_decline", order), {"reason": "sold"})
    assert "Consuls" not in desk.get(url("order", order)).content.decode()


def test_page_of_an_anonymised_purchase_has_no_contact(desk, order):
    press(desk, order, "accept")
    type(order.purchase).objects.update(name="", phone="", address="", anonymised_at=timezone.now())
    response = desk.get(url("order", order))
    assert (response.status_code, response.context["shown"].contact) == (200, None)


def test_page_says_who_takes_the_cash_and_how_much(desk, order):
    shown = desk.get(url("order", order)).context["shown"]
    assert (shown.cash, shown.takes_cash_herself) == ("785\u00a0DH", False)


@pytest.fixture
def counter(client):
    """Collected at a cooperative's, whose desk it is."""
    vendor = factories.cooperative(address="3, souk des tisserands")
    client.force_login(factories.member(vendor))
    return buying.order(factories.published(vendor=vendor), delivery={vendor.pk: PICKUP})


def test_cash_at_the_counter_is_hers_to_take(client, counter):
    shown = client.get(url("order", counter)).context["shown"]
    assert (shown.cash, shown.takes_cash_herself) == ("250\u00a0DH", True)


def test_what_she_gets_counts_her_delivery_where_she_carries_it_herself(desk, vendor, monkeypatch):
    # The tariffs of a test before it may stand under the same version of the shelf.
    monkeypatch.setattr(terms.laid_down, "_known", None)
    buying.tariff(vendor=vendor, carrier="")
    order = buying.order(factories.published(vendor=vendor))
    assert desk.get(url("order", order)).context["shown"].gets == "285\u00a0DH"


def test_order_that_is_not_paid_yet_is_not_there(desk, vendor):
    order = buying.order(factories.published(vendor=vendor), payment=BANK_TRANSFER)
    assert desk.get(reverse("desk:orders")).context["shown"] == []
    assert desk.get(url("order", order)).status_code == 404
    assert desk.post(url("order_move", order), {"move": "accept"}).status_code == 404


def test_order_of_a_cooperative_is_on_the_cooperatives_desk_with_its_members_share(client):
    cooperative = factories.cooperative()
    member = factories.vendor(sells_through=cooperative)
    order = buying.order(factories.published(vendor=member))
    client.force_login(factories.member(cooperative))
    assert client.get(url("order", order)).context["shown"].gets == "250\u00a0DH"


def test_all_the_way_to_the_door_by_her_keys(desk, order, person):
    for move, state in [("accept", "accepted"), ("ready", "ready")]:
        assert said(press(desk, order, move)) == ["success"]
        assert state_of(order) == state
    desk.post(url("order_send", order), {"tracking_number": "RR123MA"}, follow=True)
    assert said(press(desk, order, "deliver")) == ["success"]
    order.refresh_from_db()
    assert (order.state, order.tracking_number) == ("delivered", "RR123MA")
    events = list(order.events.values_list("kind", "side", "actor"))
    assert events[1:] == [
        (kind, OrderEvent.Side.VENDOR, person.pk) for kind in ("accepted", "ready", "sent", "delivered")
    ]
    payment = Payment.objects.get()
    assert (payment.amount, payment.holder) == (78500, "courier:Amana")
    assert broken() == []


def test_collected_at_the_counter_the_cash_is_hers_to_bring(client, counter):
    press(client, counter, "accept")
    press(client, counter, "collect")
    assert state_of(counter) == "collected"
    assert Payment.objects.get().holder == f"vendor:{counter.vendor_id}"


@pytest.mark.parametrize("state", ["accepted", "ready"])
def test_order_to_collect_is_neither_sent_nor_delivered(client, counter, state):
    Order.objects.filter(pk=counter.pk).update(state=state)
    client.post(url("order_send", counter), {})
    press(client, counter, "deliver")
    assert state_of(counter) == state


def test_decline_gives_the_pieces_back_and_says_why(desk, order):
    assert on_hand(order) == 2
    desk.post(url("order_decline", order), {"reason": "broken", "words": "Un fil a lâché"})
    event = order.events.get(kind="declined")
    assert (event.reason, event.words, event.side) == ("broken", "Un fil a lâché", "vendor")
    assert (state_of(order), on_hand(order)) == ("declined", 5)
    assert broken() == []


@pytest.mark.parametrize("reason", ["", "unpaid", "changed", "nonsense"])
def test_decline_for_no_reason_of_hers_asks_again(desk, order, reason):
    response = desk.post(url("order_decline", order), {"reason": reason})
    assert (response.status_code, state_of(order)) == (422, "placed")


def test_part_keeps_what_she_has(desk, order):
    line = order.lines.get(kind="goods")
    desk.post(url("order_part", order), {f"line_{line.pk}": "2", "reason": "sold"})
    order.refresh_from_db()
    line.refresh_from_db()
    assert (order.state, line.declined, order.total, on_hand(order)) == ("accepted", 1, 53500, 3)
    shown = desk.get(url("order", order)).context["shown"]
    assert (shown.gets, shown.cash, shown.pieces[0].quantity) == ("500\u00a0DH", "535\u00a0DH", 2)
    assert broken() == []


@pytest.mark.parametrize("count", ["0", "3", "4", "-1", "x", ""])
def test_part_that_is_none_all_or_nonsense_asks_again(desk, order, count):
    line = order.lines.get(kind="goods")
    response = desk.post(url("order_part", order), {f"line_{line.pk}": count, "reason": "sold"})
    assert (response.status_code, state_of(order)) == (422, "placed")
    assert response.context["form"].errors


def test_part_is_not_offered_for_a_single_piece(desk, vendor):
    order = buying.order(factories.published(vendor=vendor))
    assert not desk.get(url("order", order)).context["shown"].can_accept_part


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("order_move", {"move": "accept"}),
        ("order_decline", {"reason": "sold"}),
        ("order_send", {"tracking_number": ""}),
    ],
)
def test_key_pressed_twice_changes_nothing_and_is_no_error(desk, order, name, data):
    if name == "order_send":
        press(desk, order, "accept")
    desk.post(url(name, order), data)
    once = (state_of(order), order.events.count(), on_hand(order))
    assert "error" not in said(desk.post(url(name, order), data, follow=True))
    assert (state_of(order), order.events.count(), on_hand(order)) == once
    assert broken() == []


def test_part_posted_twice_is_taken_off_once(desk, order):
    line = order.lines.get(kind="goods")
    for _time in range(2):
        response = desk.post(url("order_part", order), {f"line_{line.pk}": "2", "reason": "sold"}, follow=True)
    assert said(response) == ["info"]
    assert (state_of(order), on_hand(order)) == ("accepted", 3)
    assert broken() == []


@pytest.mark.parametrize("move", ["ready", "deliver", "collect"])
def test_move_that_the_state_forbids_is_answered(desk, order, move):
    assert said(press(desk, order, move)) == ["error"]
    assert (state_of(order), order.events.count()) == ("placed", 1)


@pytest.mark.parametrize("move", ["", "cancel", "__class__"])
def test_move_that_does_not_exist_does_nothing(desk, order, move):
    assert press(desk, order, move).status_code == 200
    assert state_of(order) == "placed"


def test_page_that_asks_opened_too_late_shows_the_order_as_it_is(desk, order):
    press(desk, order, "accept")
    response = desk.get(url("order_decline", order), follow=True)
    assert response.redirect_chain[0][0] == url("order", order)
    assert said(response) == ["info"]


def test_order_cancelled_meanwhile_is_an_error_with_its_state(desk, order):
    Order.objects.filter(pk=order.pk).update(state="cancelled")
    response = press(desk, order, "accept")
    assert said(response) == ["error"]
    assert state_of(order) == "cancelled"


def test_list_what_waits_for_an_answer_comes_first_the_most_urgent_before(desk, vendor):
    made = [buying.order(factories.published(vendor=vendor)) for _n in range(3)]
    press(desk, made[0], "accept")
    Order.objects.filter(pk=made[2].pk).update(answer_due_at=timezone.now() + timedelta(hours=1))
    shown = desk.get(reverse("desk:orders")).context["shown"]
    assert [each.order.pk for each in shown] == [made[2].pk, made[1].pk, made[0].pk]


def test_list_finished_has_what_is_over_and_the_other_has_not(desk, order):
    desk.post(url("order_decline", order), {"reason": "sold"})
    assert desk.get(reverse("desk:orders")).context["shown"] == []
    [shown] = desk.get(reverse("desk:orders"), {"done": ""}).context["shown"]
    assert (shown.order, shown.keys, shown.pieces[0].quantity) == (order, [], 3)


def test_list_longer_than_a_page_has_a_next_one(desk, vendor, monkeypatch):
    monkeypatch.setattr(desk_orders, "SIZE", 2)
    for _n in range(3):
        buying.order(factories.published(vendor=vendor))
    first = desk.get(reverse("desk:orders"))
    assert (len(first.context["shown"]), first.context["next_url"]) == (2, "?page=2")
    second = desk.get(reverse("desk:orders"), {"page": "2"})
    assert (len(second.context["shown"]), second.context["next_url"]) == (1, "")


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "99999999999999999999", "500"])
def test_list_page_that_does_not_exist_is_answered(desk, order, page):
    assert desk.get(reverse("desk:orders"), {"page": page}).status_code == 200


@pytest.mark.parametrize(
    ("left", "is_late"), [(timedelta(hours=71), False), (timedelta(minutes=5), False), (-timedelta(minutes=5), True)]
)
def test_time_left_says_when_it_is_late(desk, order, left, is_late):
    Order.objects.filter(pk=order.pk).update(answer_due_at=timezone.now() + left)
    [shown] = desk.get(reverse("desk:orders")).context["shown"]
    assert (shown.is_late, bool(shown.time_left)) == (is_late, True)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Salma Idrissi", "Salma"),
        ("Lalla Fatima Alaoui", "Lalla Fatima"),
        ("عبد الله بنعلي", "عبد الله"),
        ("سلمى", "سلمى"),
        ("", ""),
    ],
)
def test_first_name_is_what_she_is_called_by(name, first):
    assert desk_orders.first_name(name) == first


@pytest.mark.parametrize("count", [1, 3])
def test_list_any_number_of_orders_takes_as_many_queries(desk, vendor, count, django_assert_num_queries):
    for _n in range(count):
        buying.order(factories.published(vendor=vendor))
    desk.get(reverse("desk:orders"))
    with django_assert_num_queries(9):
        desk.get(reverse("desk:orders"))


@pytest.mark.parametrize("count", [1, 3])
def test_page_any_number_of_pieces_takes_as_many_queries(desk, vendor, count, django_assert_num_queries):
    order = buying.order(*[factories.published(vendor=vendor) for _n in range(count)])
    desk.get(url("order", order))
    with django_assert_num_queries(7):
        desk.get(url("order", order))


@pytest.fixture
def shared():
    """A cooperative's order with a piece of each of two members, of 250 and 100; the cooperative keeps a tenth."""
    SplitRule.objects.create(name="", cooperative_part=1000)
    cooperative = factories.cooperative(name_fr="Coopérative Azetta")
    hers, other = (factories.vendor(sells_through=cooperative) for _n in range(2))
    pieces = (
        (factories.published(vendor=hers, title="Hanbel 4711", price=25000, on_hand=5), 2),
        factories.published(vendor=other, title="Cruche 4712", price=10000),
    )
    notes = {cooperative.pk: "Sonnez chez Idrissi"}
    return SimpleNamespace(order=buying.order(*pieces, notes=notes), hers=hers, other=other, cooperative=cooperative)


SHOPPERS = ("Salma", "Idrissi", "612345678", "12-34", "12 34 56", "Consuls", "10000", "salma@example.org")


@pytest.mark.parametrize("role", ["manager", "seller"])
def test_member_reads_her_pieces_in_her_cooperatives_order_and_nothing_else(client, shared, role):
    client.force_login(factories.member(shared.hers, role=role))
    [listed] = client.get(reverse("desk:orders")).context["shown"]
    page = client.get(url("order", shared.order))
    for shown in (listed, page.context["shown"]):
        assert [piece.title for piece in shown.pieces] == ["Hanbel 4711"]
        assert (shown.gets, shown.keys, shown.contact, shown.cash, shown.time_left) == ("450\u00a0DH", [], None, "", "")
    for html in (page.content.decode(), client.get(reverse("desk:orders")).content.decode()):
        assert "Coopérative Azetta" in html
        assert not [secret for secret in (*SHOPPERS, "Cruche 4712", "Sonnez", "Amana") if secret in html]
        assert "/orders/" in html
        assert f'action="{url("order_move", shared.order)}"' not in html
        assert url("order_decline", shared.order) not in html


def test_member_goes_on_reading_until_it_is_finished(client, shared):
    for step in ("accept", "send"):
        getattr(fulfilment, step)(shared.order, side=OrderEvent.Side.VENDOR, actor=None)
    handing_over.deliver(shared.order, side=OrderEvent.Side.VENDOR, actor=None)
    client.force_login(factories.member(shared.hers))
    assert client.get(reverse("desk:orders")).context["shown"] == []
    [shown] = client.get(reverse("desk:orders"), {"done": ""}).context["shown"]
    assert (shown.order, shown.contact) == (shared.order, None)


@pytest.mark.parametrize("name", ["order_move", "order_decline", "order_part", "order_send"])
def test_member_moves_nothing_of_her_cooperatives_order(client, shared, name):
    client.force_login(factories.member(shared.hers))
    line = shared.order.lines.get(workshop=shared.hers)
    said = {"move": "accept", "reason": "sold", f"line_{line.pk}": "1"}
    assert client.post(url(name, shared.order), said).status_code == 404
    assert client.get(url(name, shared.order)).status_code == 404
    assert state_of(shared.order) == "placed"


def test_member_is_not_asked_to_answer_her_cooperatives_order(client, shared):
    client.force_login(factories.member(shared.hers))
    assert client.get(reverse("desk:orders")).context["to_answer"] == 0
    assert client.get(reverse("desk:home")).context["to_answer"] == 0


@pytest.mark.parametrize("who", ["another member's", "another cooperative's", "anybody's"])
def test_cooperatives_order_without_her_piece_is_not_there(client, shared, who):
    vendor = {
        "another member's": lambda: factories.vendor(sells_through=shared.cooperative),
        "another cooperative's": lambda: factories.cooperative(),
        "anybody's": lambda: factories.vendor(),
    }[who]()
    client.force_login(factories.member(vendor))
    assert client.get(url("order", shared.order)).status_code == 404
    assert client.get(reverse("desk:orders")).context["shown"] == []


def test_cooperatives_order_that_is_not_paid_yet_is_not_there_for_its_members(client):
    member = factories.vendor(sells_through=factories.cooperative())
    order = buying.order(factories.published(vendor=member), payment=BANK_TRANSFER)
    client.force_login(factories.member(member))
    assert client.get(url("order", order)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_a_member_takes_as_many_queries_as_that_of_a_vendor(client, count, django_assert_num_queries):
    member = factories.vendor(sells_through=factories.cooperative())
    for _n in range(count):
        buying.order(factories.published(vendor=member))
    client.force_login(factories.member(member))
    client.get(reverse("desk:orders"))
    with django_assert_num_queries(9):
        client.get(reverse("desk:orders"))
