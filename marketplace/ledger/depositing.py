"""A holder of cash brings it to the bank, and owes so much less."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.money import format_price
from marketplace.ledger import accounts, booking
from marketplace.ledger.accounts import Kind, Ref
from marketplace.ledger.booking import Move
from marketplace.ledger.models import Account, Deposit, Entry


class TooMuch(Exception):
    """The holder does not hold so much; the message says how much it is, in the reader's language."""

    def __init__(self, held: int, currency: str):
        self.held = held
        amount = format_price(max(held, 0), currency, get_language())
        super().__init__(_("This holder has %(amount)s of ours, no more.") % {"amount": amount})


def held(holder: str, currency: str) -> int:
    """What `holder` has of ours now, in minor units."""
    return -booking.balance(Ref(Kind.CUSTODY, holder), currency)


def deposit(*, key: UUID, holder: str, amount: int, currency: str, on: date, actor, note: str = "") -> Deposit:
    """`holder` is the key of a custody account. Sent again with the same `key`, it is the first deposit. Raises TooMuch.

    Two clerks who enter at once queue on the holder's account, and the second sees what the first wrote: an UPDATE that changes nothing
    locks the row on PostgreSQL, and the one writer's place on SQLite. Cash that she pays back to a shopper at that moment is not
    waited for: it was hers to pay out, and the books then say that we owe it to her.
    """
    ref = Ref(Kind.CUSTODY, holder)
    with transaction.atomic():
        _queue(ref, currency)
        if made := Deposit.objects.filter(key=key).first():
            return made
        if amount > (there := held(holder, currency)):
            raise TooMuch(there, currency)
        made = Deposit.objects.create(
            key=key, holder=holder, amount=amount, currency=currency, on=on, note=note, actor=actor
        )
        moves = [Move(Ref(Kind.BANK), ref, amount)]
        booking.book(Entry.Kind.DEPOSIT, ("deposit", made.pk), moves, currency=currency, actor=actor, note=note)
        return made


def _queue(ref: Ref, currency: str) -> None:
    Account.objects.filter(pk=accounts.ids([ref], currency)[ref]).update(key=F("key"))
