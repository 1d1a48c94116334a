import pytest
from django.urls import reverse

from catalogue.models import Stock
from marketplace.checkout.expiry import expire
from marketplace.checkout.quoting import BANK_TRANSFER
from marketplace.orders import fulfilment, withdrawing
from marketplace.orders.models import Order, OrderEvent, PurchaseNote
from marketplace.payments import giving_back, handing_over, receiving
from marketplace.payments.giving_back import What
from marketplace.payments.models import Collection, Payment, Refund
from tests import buying, factories
from tests.office.staff import person_of
from tests.promises import broken

pytestmark = pytest.mark.django_db

VENDOR = OrderEvent.Side.VENDOR


@pytest.fixture
def clerk(client):
    """At the order desk."""
    user = person_of("Order desk")
    client.force_login(user)
    return user


@pytest.fixture
def accountant(client):
    user = person_of("Finance")
    client.force_login(user)
    return user


@pytest.fixture
def order():
    return buying.order((factories.published(title="Hanbel"), 2))


def delivered(order):
    fulfilment.accept(order, side=VENDOR, actor=None)
    fulfilment.send(order, side=VENDOR, actor=None)
    handing_over.deliver(order, side=VENDOR, actor=None)
    return order


def page_of(purchase):
    return reverse("purchases:inspect", args=[purchase.pk])


def push(client, route, row, move, **data):
    return client.post(reverse(f"purchases:{route}", args=[row.pk, move]), data, follow=True)


def levels(response):
    return [message.level_tag for message in response.context["messages"]]


def labels(response):
    return {
        button.move.name
        for each in (*response.context["orders"], *response.context["collections"])
        for row in (each, *each.get("refunds", ()), *each.get("payments", ()))
        for button in row["buttons"]
    }


def state_of(order):
    return Order.objects.values_list("state", flat=True).get(pk=order.pk)


def test_page_has_everything_on_it(client, order, accountant):
    delivered(order)
    giving_back.give_back(order, What(amount=1000), actor=accountant, reason="damaged", words="Un coin abîmé")
    PurchaseNote.objects.create(purchase=order.purchase, words="Rappeler mardi", actor=accountant)
    page = client.get(page_of(order.purchase)).content.decode()
    for fact in (
        order.reference,
        "Salma Idrissi",
        "06 12 34 56 78",
        "salma@example.org",
        "12, rue des Consuls",
        "Hanbel",
        "Un coin abîmé",
        "Rappeler mardi",
        str(order.vendor),
        "Amana",
    ):
        assert fact in page
    assert page.count("/books/entries/inspect/") == 4  # sale, handed over, cash, refund


def test_page_says_what_is_still_to_be_received(client, order, accountant):
    def money():
        [collection] = client.get(page_of(order.purchase)).context["collections"]
        return [collection[name] for name in ("asked", "due", "captured", "refunded")]

    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert money() == ["MAD\u00a0535", "MAD\u00a0535", "MAD\u00a00", "MAD\u00a00"]
    delivered(order)
    giving_back.give_back(order, What(amount=1000), actor=accountant, reason="damaged")
    assert money() == ["MAD\u00a0535", "MAD\u00a00", "MAD\u00a0535", "MAD\u00a010"]


def test_page_without_the_right_to_the_books_shows_none(client, order, clerk):
    response = client.get(page_of(order.purchase))
    assert response.context["entries"] is None
    assert "/books/" not in response.content.decode().split("<main")[1]


@pytest.mark.parametrize("vendors", [1, 3])
def test_page_of_any_number_of_orders_takes_as_many_queries(client, accountant, vendors, django_assert_num_queries):
    purchase = buying.bought(*[factories.published() for _n in range(vendors)])
    for order in purchase.orders.all():
        delivered(order)
        giving_back.give_back(order, What(amount=1000), actor=accountant, reason="damaged")
    client.get(page_of(purchase))
    with django_assert_num_queries(27):
        client.get(page_of(purchase))


def test_page_of_nothing_is_not_there(client, clerk):
    assert client.get(reverse("purchases:inspect", args=[999999]), follow=True).status_code == 404


def test_buttons_of_the_order_desk_move_parcels_and_no_money(client, order, clerk):
    assert labels(client.get(page_of(order.purchase))) == {"accept", "cancel"}
    delivered(order)
    assert labels(client.get(page_of(order.purchase))) == {"take-back"}


def test_buttons_of_finance_move_money_and_no_parcels(client, order, accountant):
    assert labels(client.get(page_of(order.purchase))) == set()
    delivered(order)
    assert labels(client.get(page_of(order.purchase))) == {"give-back"}


def test_cancel_in_the_centres_name(client, order, clerk):
    response = push(client, "order_move", order, "cancel", reason="unanswered", words="Elle ne répond pas")
    assert levels(response) == ["success"]
    event = order.events.get(kind="cancelled")
    assert (event.side, event.actor, event.reason, event.words) == (
        "centre",
        clerk,
        "unanswered",
        "Elle ne répond pas",
    )
    assert Stock.objects.get(pk=order.lines.get(kind="goods").variant_id).on_hand == 5
    assert broken() == []


@pytest.mark.parametrize("reason", ["", "nonsense"])
def test_cancel_without_a_reason_asks_again(client, order, clerk, reason):
    response = push(client, "order_move", order, "cancel", reason=reason)
    assert response.context["form"].errors
    assert state_of(order) == "placed"


def test_move_sent_twice_is_said_and_done_once(client, order, clerk):
    push(client, "order_move", order, "cancel", reason="other")
    assert levels(push(client, "order_move", order, "cancel", reason="other")) == ["error"]
    assert order.events.filter(kind="cancelled").count() == 1
    assert broken() == []


@pytest.mark.parametrize(
    ("bearer", "restock", "on_hand"), [("platform", "on", 5), ("vendor", "", 3), ("fund", "on", 5)]
)
def test_take_back_says_who_bears_the_carriage_and_what_goes_on_sale_again(
    client, order, clerk, bearer, restock, on_hand
):
    fulfilment.accept(order, side=VENDOR, actor=None)
    fulfilment.send(order, side=VENDOR, actor=None)
    said = {"reason": "refused", "bearer": bearer, **({"restock": restock} if restock else {})}
    assert levels(push(client, "order_move", order, "take-back", **said)) == ["success"]
    event = order.events.get(kind="returned")
    assert (event.reason, event.bearer) == ("refused", bearer)
    assert Stock.objects.get(pk=order.lines.get(kind="goods").variant_id).on_hand == on_hand


def test_for_a_maker_who_telephones_every_step_to_the_door(client, order, clerk):
    for move, said in (("accept", {}), ("ready", {}), ("send", {"tracking_number": "RR1"}), ("deliver", {})):
        assert levels(push(client, "order_move", order, move, **said)) == ["success"]
    assert state_of(order) == "delivered"
    assert set(order.events.exclude(kind="placed").values_list("side", "actor")) == {("centre", clerk.pk)}
    assert broken() == []


def give_back(client, order, **said):
    form = client.get(reverse("purchases:give_back", args=[order.pk, "give-back"])).context["form"]
    return {
        "seen": form["seen"].value(),
        "amount": "50",
        "reason": "damaged",
        "means": "cash",
        "bearer": "each",
        **said,
    }


def test_give_back_an_amount(client, order, accountant):
    delivered(order)
    said = give_back(client, order, words="Un coin abîmé", amount="50,50")
    assert levels(push(client, "give_back", order, "give-back", **said)) == ["success"]
    refund = Refund.objects.get()
    assert (refund.amount, refund.means, refund.words, refund.actor) == (5050, "cash", "Un coin abîmé", accountant)
    assert broken() == []


def test_give_back_sent_twice_is_given_once(client, order, accountant):
    delivered(order)
    said = give_back(client, order)
    push(client, "give_back", order, "give-back", **said)
    assert levels(push(client, "give_back", order, "give-back", **said)) == ["error"]
    assert Refund.objects.count() == 1


def test_give_back_more_than_was_paid_is_refused(client, order, accountant):
    delivered(order)
    said = give_back(client, order, amount="535,01")
    assert levels(push(client, "give_back", order, "give-back", **said)) == ["error"]
    assert not Refund.objects.exists()
    assert broken() == []


def test_give_back_chosen_pieces_at_the_centres_expense(client, order, accountant):
    delivered(order)
    line = order.goods[0]
    page = client.get(reverse("purchases:give_back", args=[order.pk, "give-back"])).content.decode()
    assert "Hanbel" in page
    said = give_back(client, order, amount="", delivery="on", bearer="platform", means="same") | {f"line_{line.pk}": 1}
    assert levels(push(client, "give_back", order, "give-back", **said)) == ["success"]
    refund = Refund.objects.get()
    assert (refund.amount, refund.bearer) == (25000 + 3500, "platform")
    line.refresh_from_db()
    assert (line.kept, Stock.objects.get().on_hand) == (1, 3)
    page = client.get(page_of(order.purchase)).content.decode()
    assert str(Refund.Bearer.PLATFORM.label) in page
    assert broken() == []


@pytest.mark.parametrize("wrong", [{"amount": ""}, {"amount": "", "line": 3}, {"bearer": "shopper"}])
def test_give_back_of_nothing_or_too_much_asks_again(client, order, accountant, wrong):
    delivered(order)
    said = give_back(client, order) | wrong
    if "line" in said:
        said[f"line_{order.goods[0].pk}"] = said.pop("line")
    assert push(client, "give_back", order, "give-back", **said).context["form"].errors
    assert not Refund.objects.exists()


@pytest.fixture
def withdrawal(order):
    delivered(order)
    return withdrawing.ask(order, {order.goods[0].pk: 1}, side="shopper", actor=None, words="Trop grand")


def test_return_that_came_back_is_paid_back(client, withdrawal, clerk):
    page = client.get(page_of(withdrawal.order.purchase)).content.decode()
    assert "Trop grand" in page
    assert reverse("purchases:return_move", args=[withdrawal.pk, "came-back"]) in page
    said = {"means": "cash", "restock": "on", "bearer": "platform"}
    assert levels(push(client, "return_move", withdrawal, "came-back", **said)) == ["success"]
    assert levels(push(client, "return_move", withdrawal, "came-back", **said)) == ["error"]
    assert Refund.objects.values_list("amount", "means").get() == (25000, "cash")
    assert broken() == []


def test_return_is_declined_with_a_reason(client, withdrawal, clerk):
    assert push(client, "return_move", withdrawal, "decline-return", words="").context["form"].errors
    assert levels(push(client, "return_move", withdrawal, "decline-return", words="Rien reçu")) == ["success"]
    withdrawal.refresh_from_db()
    assert (withdrawal.state, withdrawal.closed_by.words) == ("declined", "Rien reçu")
    assert not Refund.objects.exists()


def test_refund_is_done_once(client, order, accountant):
    delivered(order)
    push(client, "give_back", order, "give-back", **give_back(client, order))
    refund = Refund.objects.get()
    assert "done" in labels(client.get(page_of(order.purchase)))
    assert levels(push(client, "refund_move", refund, "done", reference="R-12")) == ["success"]
    assert levels(push(client, "refund_move", refund, "done", reference="R-13")) == ["error"]
    refund.refresh_from_db()
    assert (refund.state, refund.provider_reference) == ("done", "R-12")
    assert broken() == []


@pytest.fixture
def awaited():
    """A collection to be paid by transfer: 285 DH."""
    return buying.bought(factories.published(), payment=BANK_TRANSFER).collections.get()


def test_transfer_of_another_amount_is_sent_back_once(client, awaited, accountant):
    payment = receiving.receive_transfer(awaited, amount=1, reference="VIR-1", actor=accountant)
    assert "send-back" in labels(client.get(page_of(awaited.purchase)))
    assert levels(push(client, "payment_move", payment, "send-back", reference="VIR-2")) == ["success"]
    assert levels(push(client, "payment_move", payment, "send-back", reference="VIR-3")) == ["error"]
    assert "send-back" not in labels(client.get(page_of(awaited.purchase)))
    assert broken() == []


def test_transfer_that_came_late_revives_the_order_once(client, awaited, accountant):
    Collection.objects.update(due_at="2026-01-01T00:00:00Z")
    expire()
    payment = receiving.receive_transfer(awaited, amount=28500, reference="VIR-1", actor=accountant)
    assert {"revive", "send-back"} <= labels(client.get(page_of(awaited.purchase)))
    assert levels(push(client, "payment_move", payment, "revive")) == ["success"]
    assert levels(push(client, "payment_move", payment, "revive")) == ["error"]
    assert not {"revive", "send-back"} & labels(client.get(page_of(awaited.purchase)))
    assert state_of(awaited.purchase.orders.get()) == "placed"
    assert broken() == []


def test_transfer_of_another_amount_cannot_revive(client, awaited, accountant):
    Collection.objects.update(due_at="2026-01-01T00:00:00Z")
    expire()
    payment = receiving.receive_transfer(awaited, amount=28400, reference="VIR-1", actor=accountant)
    assert "revive" not in labels(client.get(page_of(awaited.purchase)))
    assert levels(push(client, "payment_move", payment, "revive")) == ["error"]
    payment.refresh_from_db()
    assert payment.state == "flagged"


def test_transfer_that_came_late_is_nothing_to_the_order_desk(client, awaited, accountant):
    Collection.objects.update(due_at="2026-01-01T00:00:00Z")
    expire()
    payment = receiving.receive_transfer(awaited, amount=28500, reference="VIR-1", actor=accountant)
    client.force_login(person_of("Order desk"))
    assert "revive" not in labels(client.get(page_of(awaited.purchase)))
    push(client, "payment_move", payment, "revive")
    assert state_of(awaited.purchase.orders.get()) == "cancelled"


def test_transfer_of_the_amount_confirms_the_orders(client, awaited, accountant):
    page = client.get(reverse("purchases:collection_move", args=[awaited.pk, "receive"]))
    assert 'value="285"' in page.content.decode()
    assert levels(push(client, "collection_move", awaited, "receive", amount="285", reference="vir 12 a")) == [
        "success"
    ]
    payment = Payment.objects.get()
    assert (payment.state, payment.reference, payment.actor) == ("captured", "VIR12A", accountant)
    assert awaited.purchase.orders.get().confirmed_at
    assert broken() == []


def test_transfer_with_a_reference_entered_before_is_refused(client, awaited, accountant):
    push(client, "collection_move", awaited, "receive", amount="100", reference="VIR12A")
    assert levels(push(client, "collection_move", awaited, "receive", amount="285", reference="vir 12a")) == ["error"]
    assert Payment.objects.count() == 1


def test_transfer_of_another_amount_is_kept_and_flagged(client, awaited, accountant):
    push(client, "collection_move", awaited, "receive", amount="284", reference="VIR12A")
    awaited.refresh_from_db()
    assert (Payment.objects.get().state, awaited.state) == ("flagged", "due")
    assert broken() == []


def test_transfer_that_comes_after_its_time_can_still_be_entered(client, awaited, accountant):
    Collection.objects.filter(pk=awaited.pk).update(state="expired")
    assert "receive" in labels(client.get(page_of(awaited.purchase)))
    push(client, "collection_move", awaited, "receive", amount="285", reference="VIR12A")
    assert Payment.objects.get().state == "flagged"


def test_note_is_kept_with_who_wrote_it(client, order, clerk):
    client.post(reverse("purchases:note", args=[order.purchase_id]), {"words": "Rappeler mardi"})
    note = PurchaseNote.objects.get()
    assert (note.words, note.actor, note.purchase) == ("Rappeler mardi", clerk, order.purchase)


@pytest.mark.parametrize("words", ["", "   ", "x" * 2001])
def test_note_of_nothing_or_too_much_is_not_written(client, order, clerk, words):
    response = client.post(reverse("purchases:note", args=[order.purchase_id]), {"words": words}, follow=True)
    assert levels(response) == ["error"]
    assert not PurchaseNote.objects.exists()


@pytest.mark.parametrize("spelling", ["{ref}", "{ref}-1", "{low}-1"])
def test_order_by_its_reference_leads_to_its_purchase(client, order, clerk, spelling):
    reference = spelling.format(ref=order.purchase.reference, low=order.purchase.reference.lower())
    assert client.get(reverse("office_order", args=[reference])).url == page_of(order.purchase)


def test_order_by_a_reference_of_nothing_is_not_there(client, clerk):
    assert client.get(reverse("office_order", args=["ZZZZZZZ-1"]), follow=True).status_code == 404
