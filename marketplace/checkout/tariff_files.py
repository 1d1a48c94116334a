"""Tariffs as a file: written for Excel, read as Excel, LibreOffice and people write it.

One row a tariff. `vendor` is a vendor's code, empty for everybody; `territory` a territory's code, empty for abroad. All or nothing:
`read` names every fault with its line, and only what has none is given to `load`.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from catalogue.fields import PriceField
from catalogue.money import to_decimal
from marketplace.checkout.models import Tariff
from marketplace.checkout.tariffs import change
from vendors.models import Territory, Vendor
from vendors.staff_export import FORMULA, cell

COLUMNS = ("vendor", "territory", "up_to_g", "price", "currency", "min_days", "max_days", "carrier", "takes_cash")
TERMS = ("amount", "currency", "min_days", "max_days", "takes_cash")
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
    line: int
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
    writer = csv.writer(file, delimiter=";")
    writer.writerow(COLUMNS)
    for tariff in tariffs:
        price = f"{to_decimal(tariff.amount, tariff.currency):f}".replace(".", ",")
        writer.writerow(
            [
                cell(tariff.vendor.code if tariff.vendor else ""),
                cell(tariff.territory.code if tariff.territory else ""),
                tariff.up_to_g,
                price,
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
    lines = _lines(decode(content))
    head = [name.strip().lower() for name in next(lines, (0, []))[1]]
    if missing := [name for name in NEEDED if name not in head]:
        return [], [
            _("The first line names the columns; these are missing: %(names)s.") % {"names": ", ".join(missing)}
        ]
    known = _Known()
    rows, faults, seen = [], [], {}
    for line, cells in lines:
        if len(rows) + len(faults) >= MOST_ROWS or len(faults) >= MOST_FAULTS:
            faults.append(_("Line %(line)s and what follows was not read.") % {"line": line})
            break
        try:
            row = _row(line, dict(zip(head, cells, strict=False)), known)
            if (first := seen.setdefault(row.key, line)) != line:
                raise Fault(_("the same vendor, place, weight and carrier as in line %(line)s") % {"line": first})
            rows.append(row)
        except Fault as fault:
            faults.append(_("Line %(line)s: %(fault)s.") % {"line": line, "fault": fault})
    if not rows and not faults:
        faults.append(_("There is no tariff in this file."))
    return rows, faults


def load(rows: list[Row], *, replace: bool) -> tuple[int, int]:
    """Write what `read` gave: new tariffs, and new terms of those that are there; with `replace` the others go. How many were
    written, and how many deleted."""
    with change():
        there = {(row.vendor_id, row.territory_id, row.up_to_g, row.carrier): row for row in Tariff.objects.all()}
        tariffs = [_tariff(row, there.get(row.key)) for row in rows]
        new = [tariff for tariff in tariffs if tariff.pk is None]
        old = [tariff for tariff in tariffs if tariff.pk is not None]
        Tariff.objects.bulk_create(new, batch_size=500)
        Tariff.objects.bulk_update(old, TERMS, batch_size=200)
        kept = {row.key for row in rows}
        gone = [tariff.pk for key, tariff in there.items() if replace and key not in kept]
        Tariff.objects.filter(pk__in=gone).delete()
    return len(rows), len(gone)


def decode(content: bytes) -> str:
    """UTF-8 with or without its mark, or what Excel calls CSV in French."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _lines(text: str):
    """(line number, cells) of the lines in which something stands; parted by what parts the first one."""
    first = text.lstrip().partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text.replace("\0", "")), delimiter=delimiter)
    for cells in reader:
        if any(each.strip() for each in cells):
            yield reader.line_num, [_plain(each) for each in cells]


def _plain(written: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from reading a formula."""
    written = written.strip()
    return written[1:] if written.startswith("'") and written[1:].startswith(FORMULA) else written


class _Known:
    """Every code there is, by two queries."""

    def __init__(self):
        self.vendors = dict(Vendor.objects.values_list("code", "pk"))
        self.territories = dict(Territory.objects.values_list("code", "pk"))


def _row(line: int, cells: dict[str, str], known: _Known) -> Row:
    def written(name):
        return cells.get(name, "")

    min_days, max_days = _whole(written("min_days"), "min_days"), _whole(written("max_days"), "max_days")
    if min_days > max_days:
        raise Fault(_("“min_days” is more than “max_days”"))
    currency = written("currency").upper() or "MAD"
    if not re.fullmatch("[A-Z]{3}", currency):
        raise Fault(_("“%(word)s” is not a currency") % {"word": currency})
    up_to_g = _whole(written("up_to_g"), "up_to_g")
    if not up_to_g:
        raise Fault(_("“up_to_g” is 1 at least"))
    carrier = written("carrier")
    if len(carrier) > 60:
        raise Fault(_("the carrier’s name is longer than 60 letters"))
    return Row(
        line=line,
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
        raise Fault(_("“%(name)s” is not a whole number: “%(word)s”") % {"name": name, "word": written})
    return int(digits)


def _code(written: str, known: dict[str, int], sentence: str) -> int | None:
    if not written:
        return None
    if written not in known:
        raise Fault(sentence % {"code": written})
    return known[written]


def _price(written: str, currency: str) -> int:
    if _BLANKS.sub("", written) and not _BLANKS.sub("", written).strip("0.,"):
        return 0
    try:
        return PriceField(currency=currency).clean(written)
    except forms.ValidationError:
        raise Fault(_("“%(word)s” is not a price") % {"word": written}) from None


def _yes(written: str) -> bool:
    word = written.lower()
    if word not in YES | NO:
        raise Fault(_("“takes_cash” is 1 or 0, not “%(word)s”") % {"word": written})
    return word in YES


def _tariff(row: Row, there: Tariff | None) -> Tariff:
    tariff = there or Tariff(
        vendor_id=row.vendor_id, territory_id=row.territory_id, up_to_g=row.up_to_g, carrier=row.carrier
    )
    for name in TERMS:
        setattr(tariff, name, getattr(row, name))
    return tariff
