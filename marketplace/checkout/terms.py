"""What the centre has laid down about prices of carriage and shares, read once a process and again when the shelf's version moves."""

from django.conf import settings
from django.db import connection
from django.utils import timezone

from catalogue import shelf
from marketplace.checkout.models import Tariff, UsualWeight
from marketplace.checkout.quoting import Carriage, Destination, Terms
from marketplace.ledger import rules
from vendors.models import Territory

_known: tuple[int, tuple[Carriage, ...], dict[int, int]] | None = None


def terms() -> Terms:
    """One cheap statement while nothing has changed."""
    global _known
    version = shelf.version()
    known = _known
    if known is None or known[0] != version:
        known = (version, _tariffs(), dict(UsualWeight.objects.values_list("category_id", "weight_g")))
        # Within a transaction both may be its own: rolled back, another would get the same number.
        if not connection.in_atomic_block:
            _known = known
    _version, tariffs, weights = known
    return Terms(
        rules=rules.current(version),
        tariffs=tariffs,
        weights=weights,
        today=timezone.localdate(),
        takes_cards=bool(settings.CARD_PROVIDER),
    )


def destination(country: str, territory: Territory | None) -> Destination:
    return Destination(country, territory.path if territory else "")


def forget(**kwargs) -> None:
    """After `migrate`, whose signal the tests' flush sends too: it sets the shelf's version back."""
    global _known
    _known = None


def _tariffs() -> tuple[Carriage, ...]:
    rows = Tariff.objects.select_related("territory")
    return tuple(
        Carriage(
            vendor_id=row.vendor_id,
            path=row.territory.path if row.territory else "",
            up_to_g=row.up_to_g,
            amount=row.amount,
            currency=row.currency,
            min_days=row.min_days,
            max_days=row.max_days,
            carrier=row.carrier,
            takes_cash=row.takes_cash,
        )
        for row in rows
    )
