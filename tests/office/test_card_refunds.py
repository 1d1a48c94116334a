"""What was paid by card goes back by the provider: nobody is asked to do it, and nobody can say that she has."""

import pytest
from django.urls import reverse

from marketplace.checkout.quoting import BANK_TRANSFER
from marketplace.office import todo
from marketplace.orders.models import OrderEvent
from marketplace.payments import receiving, refunding
from marketplace.payments.models import Collection, Refund
from tests import buying, factories
from tests.office.staff import person_of
from tests.promises import broken

pytestmark = pytest.mark.django_db


@pytest.fixture
def accountant(client):
    user = person_of("Finance")
    client.force_login(user)
    return user


@pytest.fixture
def refund(accountant):
    """Of an order that was paid by card and declined."""
    collection = buying.bought(factories.published(), payment=BANK_TRANSFER).collections.get()
    receiving.receive_transfer(collection, amount=collection.amount, reference="V1", actor=accountant)
    Collection.objects.filter(pk=collection.pk).update(method="card")
    refunding.decline(
        collection.purchase.orders.get(), side=OrderEvent.Side.VENDOR, actor=None, reason=OrderEvent.Reason.SOLD
    )
    return Refund.objects.get()


def waiting(client):
    return list(client.get(reverse("refunds:index"), {"by": "centre"}).context["object_list"])


def say_done(client, refund):
    response = client.post(reverse("purchases:refund_move", args=[refund.pk, "done"]), follow=True)
    refund.refresh_from_db()
    return [message.level_tag for message in response.context["messages"]], refund.state


def buttons(client, refund):
    page = client.get(reverse("purchases:inspect", args=[refund.order.purchase_id]))
    return [button.move.name for each in page.context["orders"] for row in each["refunds"] for button in row["buttons"]]


def test_refund_by_card_is_the_providers_alone(client, refund, accountant):
    assert (buttons(client, refund), waiting(client), todo.for_user(accountant)) == ([], [], [])
    assert say_done(client, refund) == (["error"], "due")


def test_refund_of_a_card_by_transfer_is_the_centres(client, refund, accountant):
    Refund.objects.update(means="transfer")
    assert (buttons(client, refund), waiting(client)) == (["done"], [refund])
    assert [each.count for each in todo.for_user(accountant)] == [1]
    assert say_done(client, refund) == (["success"], "done")
    assert broken() == []
