"""Names of accounts, and their ids: what callers say is a `Ref`, the row behind it is found or made."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from marketplace.ledger.models import Account

Kind = Account.Kind


@dataclass(frozen=True, order=True)
class Ref:
    """An account in whatever currency is booked: its kind, and whose it is where there is one for each."""

    kind: str
    key: str = ""

    def __post_init__(self):
        if bool(self.key) is not (Kind(self.kind) in Account.KEYED):
            raise ValueError(f"an account of kind {self.kind} has {'no' if self.key else 'a'} key")


def payable(vendor_id: int) -> Ref:
    return Ref(Kind.PAYABLE, str(vendor_id))


Name = tuple[str, str, str]
# What this process knows of the accounts: they are never deleted and keep their id.
_ids: dict[Name, int] = {}


def forget(**kwargs) -> None:
    """After `migrate`, whose signal the tests' flush sends too: it empties the table."""
    _ids.clear()


def ids(refs: Iterable[Ref], currency: str) -> dict[Ref, int]:
    """The id of each account; those that are missing are made in the caller's transaction.

    No statement at all once this process knows them. A new one is remembered only after the commit: in a transaction that
    is rolled back it never was.
    """
    wanted = {ref: (str(ref.kind), ref.key, currency) for ref in refs}
    found = {name: _ids[name] for name in wanted.values() if name in _ids}
    if missing := sorted(set(wanted.values()) - set(found)):
        # One that another transaction is just making is waited for here, then read; in one order, so that no two wait
        # for one another.
        Account.objects.bulk_create(
            [Account(kind=kind, key=key, currency=currency) for kind, key, currency in missing], ignore_conflicts=True
        )
        new = _read(missing)
        found |= new
        transaction.on_commit(lambda: _remember(new))
    return {ref: found[name] for ref, name in wanted.items()}


def _read(names: list[Name]) -> dict[Name, int]:
    kinds, keys, currencies = (set(each) for each in zip(*names, strict=True))
    rows = Account.objects.filter(kind__in=kinds, key__in=keys, currency__in=currencies)
    known = {(kind, key, currency): pk for pk, kind, key, currency in rows.values_list("pk", "kind", "key", "currency")}
    return {name: known[name] for name in names}


def _remember(new: dict[Name, int]) -> None:
    # A test may run what waits for a commit that never comes.
    if not connection.in_atomic_block:
        _ids.update(new)
