"""Tariffs as a file: written for Excel, read as Excel, LibreOffice and people write it.

One row a tariff. `tariff` is the number it has here, empty for a new one: so everything else of it can be changed. `vendor` is a
vendor's code, empty for everybody; `territory` a territory's code, empty for abroad. `read` names every fault with its line, and only
what has none is given to `marketplace.checkout.tariff_loading`.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from catalogue.fields import PriceField
from catalogue.money import to_decimal
from marketplace.checkout import sheets
from marketplace.checkout.models import Tariff
from vendors.models import Territory, Vendor
from vendors.staff_export import DELIMITER, cell, number

COLUMNS = (
    "tariff",
    "vendor",
    "territory",
    "up_to_g",
    "price",
    "currency",
    "min_days",
    "max_days",
    "carrier",
    "takes_cash",
)
NEEDED = ("territory", "up_to_g", "price", "min_days", "max_days")
LARGEST = 2_000_000
MOST_FAULTS = 50
MOST_ROWS = 20_000
YES = frozenset({"", "1", "yes", "y", "oui", "o", "true", "vrai", "نعم"})
NO = frozenset({"0", "no", "n", "non", "false", "faux", "لا"})
_WHOLE = re.compile(r"\d{1,6}", re.ASCII)
_BLANKS = re.compile(r"[\s\u00a0\u202f]")


class Fault(Exception):
    """What is wrong with a row, for the person who wrote it."""


@dataclass(frozen=True)
class Row:
    """`tariff`: the number of the one that is there; None: whichever is of the same vendor, place, weight and carrier, else a new one."""

    line: int
    tariff: int | None
    vendor_id: int | None
    territory_id: int | None
    up_to_g: int
    carrier: str
    amount: int
    currency: str
    min_days: int
    max_days: int
    takes_cash: bool

    @property
    def key(self):
        return self.vendor_id, self.territory_id, self.up_to_g, self.carrier


def write(tariffs: Iterable[Tariff]) -> str:
    """Begins with a mark of UTF-8 and parts with semicolons: so Excel opens it in French and Arabic without a question."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=DELIMITER)
    writer.writerow(COLUMNS)
    for tariff in tariffs:
        writer.writerow(
            [
                tariff.pk,
                cell(tariff.vendor.code if tariff.vendor else ""),
                cell(tariff.territory.code if tariff.territory else ""),
                tariff.up_to_g,
                number(to_decimal(tariff.amount, tariff.currency)),
                tariff.currency,
                tariff.min_days,
                tariff.max_days,
                cell(tariff.carrier),
                "1" if tariff.takes_cash else "0",
            ]
        )
    return "\ufeff" + file.getvalue()


def read(content: bytes) -> tuple[list[Row], list[str]]:
    """The rows, and what is wrong with the file: a sentence for each fault, with its line."""
    rows: list[Row] = []
    faults: list[str] = []
    try:
        lines = sheets.lines(sheets.decode(content))
        head = [name.lower() for name in next(lines, (0, []))[1]]
        if wrong := _wrong_head(head):
            return [], [wrong]
        _read_rows(lines, head, rows, faults)
    except sheets.Unreadable as why:
        faults.append(str(why))
    if not rows and not faults:
        faults.append(_("There is no tariff in this file."))
    return rows, faults


def _wrong_head(head: list[str]) -> str:
    """A column that is not known would be left out in silence: a misspelt `vendor` makes her tariffs everybody's."""
    if missing := [name for name in NEEDED if name not in head]:
        names = ", ".join(missing)
        return _("The first line names the columns; these are missing: %(names)s.") % {"names": names}
    if odd := [name for name in head if name and (name not in COLUMNS or head.count(name) > 1)]:
        names = ", ".join(_short(name) for name in odd[:10])
        return _("The first line names the columns; these are not known, or named twice: %(names)s.") % {"names": names}
    return ""


def _read_rows(lines: Iterable[tuple[int, list[str]]], head: list[str], rows: list[Row], faults: list[str]) -> None:
    known = _Known()
    keys: dict[tuple, int] = {}
    numbers: dict[int, int] = {}
    for line, cells in lines:
        if len(rows) + len(faults) >= MOST_ROWS or len(faults) >= MOST_FAULTS:
            faults.append(_("Line %(line)s and what follows was not read.") % {"line": line})
            return
        try:
            row = _row(line, _named(head, cells), known)
            if (first := keys.setdefault(row.key, line)) != line:
                raise Fault(_("the same vendor, place, weight and carrier as in line %(line)s") % {"line": first})
            if row.tariff and (first := numbers.setdefault(row.tariff, line)) != line:
                sentence = _("the same number of a tariff as in line %(line)s: a new one has none")
                raise Fault(sentence % {"line": first})
            rows.append(row)
        except Fault as fault:
            faults.append(_("Line %(line)s: %(fault)s.") % {"line": line, "fault": fault})


def _named(head: list[str], cells: list[str]) -> dict[str, str]:
    if any(cell for name, cell in zip_longest(head, cells, fillvalue="") if not name):
        raise Fault(_("there are more cells than columns"))
    return dict(zip(head, cells, strict=False))


def _short(written: str) -> str:
    """As much of it as tells which one it is."""
    return Truncator(written).chars(40)


class _Known:
    """Every code and number there is, by three queries."""

    def __init__(self):
        self.vendors = dict(Vendor.objects.values_list("code", "pk"))
        self.tariffs = {str(pk): pk for pk in Tariff.objects.values_list("pk", flat=True)}
        self.territories = dict(Territory.objects.values_list("code", "pk"))


def _row(line: int, cells: dict[str, str], known: _Known) -> Row:
    def written(name):
        return cells.get(name, "")

    min_days, max_days = _whole(written("min_days"), "min_days"), _whole(written("max_days"), "max_days")
    if min_days > max_days:
        raise Fault(_("“min_days” is more than “max_days”"))
    currency = written("currency").upper() or "MAD"
    if not re.fullmatch("[A-Z]{3}", currency):
        raise Fault(_("“%(word)s” is not a currency") % {"word": _short(currency)})
    up_to_g = _whole(written("up_to_g"), "up_to_g")
    if not up_to_g:
        raise Fault(_("“up_to_g” is 1 at least"))
    carrier = written("carrier")
    if len(carrier) > 60:
        raise Fault(_("the carrier’s name is longer than 60 letters"))
    return Row(
        line=line,
        tariff=_code(
            _BLANKS.sub("", written("tariff")),
            known.tariffs,
            _("there is no tariff “%(code)s”; leave it empty for a new one"),
        ),
        vendor_id=_code(written("vendor"), known.vendors, _("there is no vendor “%(code)s”")),
        territory_id=_code(written("territory"), known.territories, _("there is no territory “%(code)s”")),
        up_to_g=up_to_g,
        carrier=carrier,
        amount=_price(written("price"), currency),
        currency=currency,
        min_days=min_days,
        max_days=max_days,
        takes_cash=_yes(written("takes_cash")),
    )


def _whole(written: str, name: str) -> int:
    digits = _BLANKS.sub("", written)
    if not _WHOLE.fullmatch(digits):
        raise Fault(_("“%(name)s” is not a whole number: “%(word)s”") % {"name": name, "word": _short(written)})
    return int(digits)


def _code(written: str, known: dict[str, int], sentence: str) -> int | None:
    if not written:
        return None
    if written not in known:
        raise Fault(sentence % {"code": _short(written)})
    return known[written]


def _price(written: str, currency: str) -> int:
    if _BLANKS.sub("", written) and not _BLANKS.sub("", written).strip("0.,"):
        return 0
    try:
        return PriceField(currency=currency).clean(written)
    except forms.ValidationError:
        raise Fault(_("“%(word)s” is not a price") % {"word": _short(written)}) from None


def _yes(written: str) -> bool:
    word = written.lower()
    if word not in YES | NO:
        raise Fault(_("“takes_cash” is 1 or 0, not “%(word)s”") % {"word": _short(written)})
    return word in YES
