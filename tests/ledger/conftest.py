from itertools import count

import pytest

from marketplace.ledger import accounts, booking
from marketplace.ledger.accounts import Kind, Ref
from marketplace.ledger.booking import Move
from marketplace.ledger.models import Entry
from tests.staff import signed_in, staff

RECEIVABLE, SOLD, BANK = Ref(Kind.RECEIVABLE), Ref(Kind.SOLD), Ref(Kind.BANK)


@pytest.fixture
def book():
    """Books one move as the subject of its own."""
    subjects = count(1)

    def one(source, target, amount, *, kind=Entry.Kind.SALE, **given):
        subject = ("order_event", next(subjects))
        return booking.book(kind, subject, [Move(source, target, amount)], **{"currency": "MAD", "actor": None} | given)

    return one


@pytest.fixture
def finance(db):
    return staff("Finance")


@pytest.fixture
def admin(finance):
    return signed_in(finance)


@pytest.fixture(autouse=True)
def accounts_forgotten():
    """Some of these tests commit."""
    yield
    accounts.forget()
