"""Writing the books: the one place where entries and postings are made, always in the transaction of what they tell.

An entry is made once for its kind and subject, whatever happens: asked again, `AlreadyBooked`. Once the accounts are known to the
process, any number of bookings costs two statements.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.ledger import accounts
from marketplace.ledger.accounts import Ref
from marketplace.ledger.models import Account, Entry, Posting

Subject = tuple[str, int]


class AlreadyBooked(Exception):
    """This subject has an entry of this kind. A caller that booked it alone may catch this and go on in its transaction."""


@dataclass(frozen=True)
class Move:
    """`amount` minor units, 0 or more, out of `source` into `target`."""

    source: Ref
    target: Ref
    amount: int

    def __post_init__(self):
        if self.amount < 0 or self.source == self.target:
            raise ValueError(f"{self.amount} from {self.source} to {self.target} is no move")


@dataclass(frozen=True)
class Booking:
    """What `book` takes, for `book_many`. `order` is the order's reference, by which people find the entry."""

    kind: str
    subject: Subject
    moves: Sequence[Move]
    currency: str
    actor: User | None
    order: str = ""
    note: str = ""


def book(
    kind: str,
    subject: Subject,
    moves: Iterable[Move],
    *,
    currency: str,
    actor,
    order: str = "",
    note: str = "",
) -> Entry | None:
    """The entry; None when no move moves anything. Raises AlreadyBooked."""
    booking = Booking(kind, subject, tuple(moves), currency, actor, order, note)
    return book_many([booking])[0]


def book_many(bookings: Iterable[Booking]) -> list[Entry | None]:
    """The entry of each, or None where nothing moves: all or none. Raises AlreadyBooked."""
    bookings = list(bookings)
    moving = {
        place: moves
        for place, booking in enumerate(bookings)
        if (moves := [move for move in booking.moves if move.amount])
    }
    if not moving:
        return [None] * len(bookings)
    with transaction.atomic(savepoint=False):
        made = {place: _entry(bookings[place]) for place in moving}
        taken = _insert(list(made.values()))
        if taken and len(taken) < len(made):
            # Some are written: the transaction cannot go on.
            raise AlreadyBooked(*taken)
        if not taken:
            Posting.objects.bulk_create(_postings((made[place], moves) for place, moves in moving.items()))
    if taken:
        raise AlreadyBooked(*taken)
    return [made.get(place) for place in range(len(bookings))]


def balance(ref: Ref, currency: str) -> int:
    """Received less given: below zero on an account of what we hold or are owed."""
    account = Account.objects.filter(kind=ref.kind, key=ref.key, currency=currency)
    return account.with_balances().values_list("balance", flat=True).first() or 0


def balances() -> dict[tuple[Ref, str], int]:
    """Of every account and currency; those of one currency sum to zero."""
    return {(Ref(each.kind, each.key), each.currency): each.balance for each in Account.objects.with_balances()}


def _entry(booking: Booking) -> Entry:
    subject_kind, subject_id = booking.subject
    return Entry(
        kind=Entry.Kind(booking.kind).value,
        subject_kind=subject_kind,
        subject_id=subject_id,
        order=booking.order,
        currency=booking.currency,
        actor=booking.actor,
        at=timezone.now(),
        note=booking.note,
    )


COLUMNS = ("kind", "subject_kind", "subject_id", "order", "currency", "actor", "at", "note")
UNIQUE = COLUMNS[:3]


def _insert(entries: list[Entry]) -> list[tuple]:
    """Store them and give them their ids; returns the (kind, subject kind, subject id) of those that were there before.

    Django's own insert either breaks the caller's transaction on a conflict or does not tell the new ids.
    """
    known = {field.name: field for field in Entry._meta.concrete_fields}
    fields = [known[name] for name in COLUMNS]
    quote = connection.ops.quote_name
    columns, unique = (
        ", ".join(quote(str(field.column)) for field in some) for some in (fields, fields[: len(UNIQUE)])
    )
    row = f"({', '.join(['%s'] * len(fields))})"
    values = [
        field.get_db_prep_save(getattr(entry, field.attname), connection) for entry in entries for field in fields
    ]
    # Nothing but names of ours and marks goes into the statement.
    insert = f"INSERT INTO {quote(Entry._meta.db_table)} ({columns}) VALUES "  # noqa: S608
    insert += f"{', '.join([row] * len(entries))} ON CONFLICT ({unique}) DO NOTHING RETURNING id, {unique}"
    with connection.cursor() as cursor:
        cursor.execute(insert, values)
        ids = {tuple(subject): pk for pk, *subject in cursor.fetchall()}
    taken = []
    for entry in entries:
        subject = (entry.kind, entry.subject_kind, entry.subject_id)
        if subject not in ids:
            taken.append(subject)
        # Two of one subject in one call are one too many.
        entry.pk = ids.pop(subject, None)
        entry._state.adding, entry._state.db = False, connection.alias
    return taken


def _postings(moves_of: Iterable[tuple[Entry, list[Move]]]) -> list[Posting]:
    pairs = [(entry, move) for entry, moves in moves_of for move in moves]
    ids = {
        currency: accounts.ids(
            {ref for entry, move in pairs if entry.currency == currency for ref in (move.source, move.target)}, currency
        )
        for currency in sorted({entry.currency for entry, _move in pairs})
    }
    return [
        Posting(
            entry=entry,
            source_id=ids[entry.currency][move.source],
            target_id=ids[entry.currency][move.target],
            amount=move.amount,
        )
        for entry, move in pairs
    ]
