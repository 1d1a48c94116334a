"""What people call the account of somebody: its kind, and the name behind its key."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from marketplace.ledger.accounts import Kind, Ref
from marketplace.ledger.models import Account
from vendors.models import Vendor
from vendors.staff_search import matching

VENDOR, COURIER, DESK = "vendor", "courier", "desk"
MOST_VENDORS = 200


def names_of(accounts: Iterable[Account | Ref]) -> dict[Ref, str]:
    """By one query for all vendors among them; empty where there is one account of the kind only."""
    refs = {Ref(account.kind, account.key) for account in accounts}
    vendors = Vendor.objects.in_bulk(_vendor_ids(refs))
    return {ref: _name(ref, vendors) for ref in refs}


def keys_of(words: str) -> list[str]:
    """What `words` may mean as a key: itself, a courier or a desk of that name, the vendors whose name has these words."""
    found = matching(Vendor.objects.all(), ("name_fr", "name_ar", "name_en"), words)
    ids = [str(pk) for pk in found.values_list("pk", flat=True)[:MOST_VENDORS]]
    return [words, f"{COURIER}:{words}", f"{DESK}:{words}", *ids, *(f"{VENDOR}:{pk}" for pk in ids)]


def in_full(account: Account | Ref, name: str) -> str:
    kind = str(Kind(account.kind).label)
    return f"{kind} · {name}" if name else kind


def _vendor_ids(refs: Iterable[Ref]) -> Iterator[int]:
    for ref in refs:
        who, _colon, key = ref.key.rpartition(":")
        if (ref.kind == Kind.PAYABLE or who == VENDOR) and key.isdecimal():
            yield int(key)


def _name(ref: Ref, vendors: dict[int, Vendor]) -> str:
    who, _colon, key = ref.key.rpartition(":")
    if ref.kind == Kind.PAYABLE or who == VENDOR:
        vendor = vendors.get(int(key)) if key.isdecimal() else None
        return str(vendor) if vendor else ref.key
    if who == COURIER:
        return _("Courier %(name)s") % {"name": key}
    if who == DESK:
        return _("Desk %(name)s") % {"name": key}
    return ref.key
