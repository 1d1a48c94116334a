import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from marketplace.ledger import accounts, booking
from marketplace.ledger.accounts import Kind, Ref
from marketplace.ledger.booking import AlreadyBooked, Booking, Move
from marketplace.ledger.models import Account, Entry, Posting
from tests import factories
from tests.together import at_once

pytestmark = pytest.mark.django_db

RECEIVABLE, SOLD, BANK = Ref(Kind.RECEIVABLE), Ref(Kind.SOLD), Ref(Kind.BANK)


@pytest.fixture(autouse=True)
def nothing_remembered():
    accounts.forget()
    yield
    accounts.forget()


def book(subject_id=1, amount=25000, **given):
    moves = given.pop("moves", [Move(RECEIVABLE, SOLD, amount)])
    kind = given.pop("kind", Entry.Kind.SALE)
    return booking.book(kind, ("order_event", subject_id), moves, **{"currency": "MAD", "actor": None, **given})


def test_book_leaves_an_entry_and_its_postings():
    finance = factories.user()
    entry = book(actor=finance, order="K7-PL2", note="by hand")
    assert Entry.objects.get() == entry
    entry.refresh_from_db()
    assert (entry.kind, entry.subject_kind, entry.subject_id) == ("sale", "order_event", 1)
    assert (entry.actor, entry.order, entry.note, entry.currency) == (finance, "K7-PL2", "by hand", "MAD")
    [posting] = entry.postings.all()
    assert (posting.source.kind, posting.target.kind, posting.amount) == ("receivable", "sold", 25000)


def test_book_leaves_out_moves_of_nothing():
    entry = book(moves=[Move(RECEIVABLE, SOLD, 100), Move(RECEIVABLE, BANK, 0)])
    assert entry.postings.count() == 1


def test_book_when_nothing_moves_returns_none_and_writes_nothing():
    assert book(amount=0) is None
    assert booking.book_many([]) == []
    assert not Entry.objects.exists()


def test_book_same_kind_and_subject_twice_is_refused_and_the_transaction_goes_on():
    book()
    with transaction.atomic():
        with pytest.raises(AlreadyBooked):
            book(amount=1)
        book(subject_id=2)
    assert Posting.objects.count() == 2


def test_book_same_subject_for_another_kind_is_another_entry():
    book()
    book(kind=Entry.Kind.DECLINE, moves=[Move(SOLD, RECEIVABLE, 25000)])
    assert booking.balance(RECEIVABLE, "MAD") == booking.balance(SOLD, "MAD") == 0


@pytest.mark.parametrize(("source", "target", "amount"), [(RECEIVABLE, SOLD, -1), (SOLD, SOLD, 5)])
def test_move_that_is_none_is_refused(source, target, amount):
    with pytest.raises(ValueError, match="is no move"):
        Move(source, target, amount)


@pytest.mark.parametrize(("kind", "key"), [(Kind.PAYABLE, ""), (Kind.BANK, "x"), ("purse", "")])
def test_ref_of_no_account_is_refused(kind, key):
    with pytest.raises(ValueError):
        Ref(kind, key)


def test_balance_is_received_less_given_in_each_currency():
    book(1, 500)
    book(2, 300, moves=[Move(SOLD, accounts.payable(7), 300)])
    book(3, 40, currency="XOF")
    assert booking.balance(RECEIVABLE, "MAD") == -500
    assert booking.balance(SOLD, "MAD") == 200
    assert booking.balance(accounts.payable(7), "MAD") == 300
    assert booking.balance(SOLD, "XOF") == 40
    assert booking.balance(BANK, "MAD") == 0
    assert booking.balances() == {
        (RECEIVABLE, "MAD"): -500,
        (SOLD, "MAD"): 200,
        (accounts.payable(7), "MAD"): 300,
        (RECEIVABLE, "XOF"): -40,
        (SOLD, "XOF"): 40,
    }


def bookings(count, first=1):
    moves = [Move(RECEIVABLE, SOLD, 100)]
    return [Booking(Entry.Kind.SALE, ("order_event", first + n), moves, "MAD", None) for n in range(count)]


def test_book_many_gives_each_its_entry_in_order():
    nothing = Booking(Entry.Kind.SALE, ("order_event", 9), [Move(RECEIVABLE, SOLD, 0)], "MAD", None)
    first, none, second = booking.book_many([bookings(1)[0], nothing, bookings(1, first=2)[0]])
    assert (first.subject_id, none, second.subject_id) == (1, None, 2)
    assert [entry.postings.get().amount for entry in (first, second)] == [100, 100]


@pytest.mark.parametrize("again", [bookings(1) + bookings(1, first=2), bookings(1, first=3) * 2])
def test_book_many_with_one_booked_before_writes_none(again):
    booking.book_many(bookings(1))
    with pytest.raises(AlreadyBooked), transaction.atomic():
        booking.book_many(again)
    assert Entry.objects.count() == 1


def test_account_made_in_a_transaction_rolled_back_is_not_remembered():
    with pytest.raises(RuntimeError), transaction.atomic():
        book()
        raise RuntimeError
    book()
    assert Posting.objects.get().source == Account.objects.get(kind="receivable")


def test_account_is_not_remembered_by_a_commit_that_never_came(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        book()
    assert accounts._ids == {}


@pytest.mark.django_db(transaction=True)
def test_booking_on_known_accounts_costs_two_inserts_for_any_number():
    book()
    with (
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        booking.book_many(bookings(3, first=2))
    written = [query["sql"] for query in asked if "INSERT" in query["sql"]]
    assert len(asked) == len(written) == 2


@pytest.mark.django_db(transaction=True)
def test_one_subject_booked_by_four_at_once_is_one_entry_on_accounts_made_once():
    def one():
        try:
            with transaction.atomic():
                return bool(book())
        except AlreadyBooked:
            return False
        finally:
            connection.close()

    assert sorted(at_once(*[one] * 4)) == [False, False, False, True]
    assert (Entry.objects.count(), Posting.objects.count(), Account.objects.count()) == (1, 1, 2)


@pytest.mark.parametrize(
    "wrong",
    [
        "INSERT INTO ledger_posting (entry_id, source_id, target_id, amount) VALUES ({entry}, {one}, {other}, 0)",
        "INSERT INTO ledger_posting (entry_id, source_id, target_id, amount) VALUES ({entry}, {one}, {one}, 5)",
    ],
)
def test_posting_of_nothing_or_within_an_account_is_refused_by_the_database(wrong):
    entry = book()
    one, other = Account.objects.values_list("pk", flat=True)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(wrong.format(entry=entry.pk, one=one, other=other))
