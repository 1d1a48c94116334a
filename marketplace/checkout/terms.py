"""What the centre has laid down: carriage, shares, first orders, deadlines. Read once a process, and again when the shelf moves."""

from django.conf import settings
from django.utils import timezone

from catalogue import shelf
from catalogue.remembered import Remembered
from marketplace.checkout.models import FirstOrders, Tariff, UsualWeight
from marketplace.checkout.quoting import Carriage, Destination, Terms
from marketplace.ledger import rules
from marketplace.orders.models import Deadlines
from vendors.models import Territory


def terms(version: int | None = None) -> Terms:
    """One cheap statement while nothing has changed, none for who has read the shelf's version."""
    version = shelf.version() if version is None else version
    tariffs, weights, first_orders, _limits = laid_down(version)
    return Terms(
        rules=rules.current(version),
        tariffs=tariffs,
        weights=weights,
        today=timezone.localdate(),
        takes_cards=bool(settings.CARD_PROVIDER),
        first_orders=first_orders,
    )


def limits(version: int) -> Deadlines:
    """How long everybody has."""
    return laid_down(version)[-1]


def destination(country: str, territory: Territory | None) -> Destination:
    return Destination(country, territory.path if territory else "")


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


def _read() -> tuple[tuple[Carriage, ...], dict[int, int], dict[str, int], Deadlines]:
    weights = dict(UsualWeight.objects.values_list("category_id", "weight_g"))
    # Not `load`, which would write a row where there is none.
    first_orders, deadlines = FirstOrders.objects.first() or FirstOrders(), Deadlines.objects.first() or Deadlines()
    return _tariffs(), weights, first_orders.by_currency, deadlines


laid_down = Remembered(_read)
