"""Cash comes to the bank: once, and never more than is held."""

import threading
import time
from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from marketplace.ledger import booking, depositing
from marketplace.ledger.accounts import Kind, Ref
from marketplace.ledger.depositing import TooMuch
from marketplace.ledger.models import Account, Deposit, Entry
from tests import factories
from tests.ledger.conftest import BANK, RECEIVABLE

pytestmark = pytest.mark.django_db
AMANA = Ref(Kind.CUSTODY, "courier:Amana")
POSTGRESQL = connection.vendor == "postgresql"


def deposit(amount, actor, **given):
    facts = {"key": uuid4(), "holder": AMANA.key, "currency": "MAD", "on": date(2026, 11, 24), **given}
    return depositing.deposit(amount=amount, actor=actor, **facts)


def test_deposit_lowers_what_the_holder_owes(book, finance):
    book(AMANA, RECEIVABLE, 50000)
    made = deposit(20000, finance, note="slip 12")
    assert depositing.held("courier:Amana", "MAD") == 30000
    assert booking.balance(BANK, "MAD") == -20000
    entry = Entry.objects.get(kind="deposit")
    assert (entry.subject_kind, entry.subject_id) == ("deposit", made.pk)
    assert (entry.actor, entry.note) == (finance, "slip 12")


def test_deposit_of_all_that_is_held_leaves_nothing(book, finance):
    book(AMANA, RECEIVABLE, 50000)
    deposit(50000, finance)
    assert depositing.held("courier:Amana", "MAD") == 0


@pytest.mark.parametrize(("amount", "given"), [(50001, {}), (1, {"holder": "desk:Rabat"}), (1, {"currency": "XOF"})])
def test_deposit_of_more_than_is_held_is_refused_and_leaves_nothing(book, finance, amount, given):
    book(AMANA, RECEIVABLE, 50000)
    with pytest.raises(TooMuch):
        deposit(amount, finance, **given)
    assert not Deposit.objects.exists()
    assert Account.objects.count() == 2


def test_deposit_refused_says_how_much_is_held(book, finance):
    book(AMANA, RECEIVABLE, 50000)
    with pytest.raises(TooMuch, match="500"):
        deposit(50001, finance)


def test_deposit_sent_twice_is_one(book, finance):
    book(AMANA, RECEIVABLE, 50000)
    key = uuid4()
    first, second = deposit(50000, finance, key=key), deposit(50000, finance, key=key)
    assert first == second
    assert Entry.objects.filter(kind="deposit").count() == 1


def test_deposit_of_nothing_is_refused_by_the_database(finance):
    with pytest.raises(IntegrityError), transaction.atomic():
        deposit(0, finance)


def two_clerks(monkeypatch, amount, keys):
    """Both have read what is held before either has written, if nothing stops them; what became of each."""
    outcomes, finance, really = [], factories.user(), depositing.held

    def held(*args):
        there = really(*args)
        time.sleep(0.2)
        return there

    def clerk(key):
        try:
            outcomes.append(deposit(amount, finance, key=key).pk)
        except TooMuch:
            outcomes.append("refused")
        finally:
            connection.close()

    monkeypatch.setattr(depositing, "held", held)
    clerks = [threading.Thread(target=clerk, args=[key]) for key in keys]
    for each in clerks:
        each.start()
    for each in clerks:
        each.join()
    monkeypatch.undo()
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_cannot_deposit_more_than_is_held(book, monkeypatch):
    book(AMANA, RECEIVABLE, 50000)
    assert two_clerks(monkeypatch, 30000, [uuid4(), uuid4()]).count("refused") == 1
    assert depositing.held("courier:Amana", "MAD") == 20000


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_twice_at_once_is_one_deposit(book, monkeypatch):
    book(AMANA, RECEIVABLE, 50000)
    first, second = two_clerks(monkeypatch, 10000, [uuid4()] * 2)
    assert first == second
    assert depositing.held("courier:Amana", "MAD") == 40000


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not POSTGRESQL, reason="SQLite lets one write at a time anyway")
def test_two_clerks_at_once_without_the_queue_deposit_too_much(book, monkeypatch):
    book(AMANA, RECEIVABLE, 50000)
    monkeypatch.setattr(depositing, "_queue", lambda ref, currency: None)
    assert "refused" not in two_clerks(monkeypatch, 30000, [uuid4(), uuid4()])
    assert depositing.held("courier:Amana", "MAD") == -10000
