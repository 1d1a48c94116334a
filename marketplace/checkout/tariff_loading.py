"""Writing what a file of tariffs says: all of it or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from marketplace.checkout.models import Tariff
from marketplace.checkout.tariff_files import Row
from marketplace.checkout.tariffs import change

COLUMNS = (
    "vendor_id",
    "territory_id",
    "up_to_g",
    "carrier",
    "amount",
    "currency",
    "min_days",
    "max_days",
    "takes_cash",
)


class Refused(Exception):
    """What of the file does not go with the tariffs that are there: sentences."""

    def __init__(self, faults: list[str]):
        self.faults = faults


@dataclass(frozen=True)
class Written:
    added: int
    changed: int
    same: int
    deleted: int


class _Looked(Exception):
    """Nothing is to be written."""


def load(rows: Iterable[Row], *, replace: bool, only_look: bool = False) -> Written:
    """A row with the number of a tariff is what that one is from now on; one without is the tariff of its vendor, place, weight and
    carrier, else a new one. With `replace`, the tariffs that no row is about go. `only_look`: what would be written, and nothing is."""
    try:
        with change():
            written = _load(rows, replace)
            if only_look:
                raise _Looked
    except _Looked:
        pass
    except IntegrityError:
        # Somebody else wrote at the same time; or the key was pressed twice.
        raise Refused([_("The tariffs were changed meanwhile. Load the file again.")]) from None
    return written


def _load(rows: Iterable[Row], replace: bool) -> Written:
    there = Tariff.objects.in_bulk()
    pairs = _paired(rows, there)
    told = {tariff.pk for _row, tariff in pairs if tariff}
    others = [tariff for pk, tariff in there.items() if pk not in told]
    if replace:
        Tariff.objects.filter(pk__in=[tariff.pk for tariff in others]).delete()
    else:
        _keep_apart(pairs, others)
    new = [Tariff(**_terms(row)) for row, tariff in pairs if tariff is None]
    changed = [(row, tariff) for row, tariff in pairs if tariff and _terms(row) != _terms(tariff)]
    _change(changed)
    Tariff.objects.bulk_create(new, batch_size=500)
    same = len(pairs) - len(new) - len(changed)
    return Written(len(new), len(changed), same, len(others) if replace else 0)


def _paired(rows: Iterable[Row], there: dict[int, Tariff]) -> list[tuple[Row, Tariff | None]]:
    """Each row with the tariff it is about. One that a number names is not found by its key for another row."""
    rows = list(rows)
    if gone := [row.line for row in rows if row.tariff and row.tariff not in there]:
        raise Refused([_("Line %(line)s: this tariff was deleted meanwhile.") % {"line": line} for line in gone])
    named = {row.tariff for row in rows}
    by_key = {_key(tariff): tariff for tariff in there.values() if tariff.pk not in named}
    return [(row, there[row.tariff] if row.tariff else by_key.get(row.key)) for row in rows]


def _keep_apart(pairs: list[tuple[Row, Tariff | None]], others: list[Tariff]) -> None:
    """Two tariffs of one vendor, place, weight and carrier: nobody could say which counts."""
    taken = {_key(tariff) for tariff in others}
    sentence = _(
        "Line %(line)s: there is another tariff of this vendor, place, weight and carrier, which is not in the file."
    )
    if faults := [sentence % {"line": row.line} for row, _tariff in pairs if row.key in taken]:
        raise Refused(faults)


def _change(pairs: list[tuple[Row, Tariff]]) -> None:
    # Those that take each other's place meet on the way, unless they stand aside first.
    moved = [tariff.pk for row, tariff in pairs if row.key != _key(tariff)]
    aside = Concat(Value("\x01"), Cast("pk", CharField()))
    Tariff.objects.filter(pk__in=moved).update(carrier=aside)
    for row, tariff in pairs:
        for name, value in _terms(row).items():
            setattr(tariff, name, value)
    Tariff.objects.bulk_update([tariff for _row, tariff in pairs], COLUMNS, batch_size=100)


def _key(tariff: Tariff) -> tuple:
    return tariff.vendor_id, tariff.territory_id, tariff.up_to_g, tariff.carrier


def _terms(given: Row | Tariff) -> dict:
    return {name: getattr(given, name) for name in COLUMNS}
