import pytest

from marketplace.ledger.accounts import Ref
from marketplace.ledger.booking import balance
from marketplace.orders.fulfilment import NotAllowed
from marketplace.payments import late
from marketplace.payments.models import Payment
from tests import factories, promises
from tests.payments.test_receiving import received, waiting

pytestmark = pytest.mark.django_db


def flagged():
    collection = waiting()
    return received(collection, amount=collection.amount + 1)


def test_send_back_twice_leaves_once():
    payment = flagged()
    late.send_back(payment, actor=factories.user(), reference="VIR-9")
    with pytest.raises(NotAllowed):
        late.send_back(payment, actor=factories.user())
    assert (balance(Ref("refunds"), "MAD"), balance(Ref("bank"), "MAD")) == (0, 0)
    assert promises.broken() == []


def test_send_back_of_what_was_captured_is_refused():
    collection = waiting()
    received(collection)
    with pytest.raises(NotAllowed):
        late.send_back(Payment.objects.get(), actor=factories.user())
