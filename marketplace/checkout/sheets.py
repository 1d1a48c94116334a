"""What spreadsheets and people save as CSV, to lines of cells; what cannot be read says why."""

import csv
import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from vendors.staff_export import FORMULA

# No name, code or price of a list is longer; without an end mark the rest of a file would be one cell.
LONGEST_CELL = 1000
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# What Excel in French calls CSV: other letters mean that it was another alphabet.
_FRENCH = frozenset("àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ’‘“”«»–—…€°²³·\u00a0")


class Unreadable(Exception):
    """Why a file, or what follows a line of it, cannot be read: a sentence."""


def decode(content: bytes) -> str:
    """UTF-8 with or without its mark, Excel's "Unicode text", or what Excel calls CSV in French."""
    if content.startswith(_WORKBOOKS):
        raise Unreadable(_("This is a workbook. In Excel, save it as “CSV UTF-8”, and load that file."))
    text = _decode(content)
    if "\0" in text:
        raise Unreadable(_("This is not a CSV file."))
    return text


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if any(letter > "\x7f" and letter not in _FRENCH for letter in text):
        raise Unreadable(_("Some letters of this file cannot be read. In Excel, save it as “CSV UTF-8”."))
    return text


def lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line number, cells) of the lines in which something stands; parted by what parts the first one."""
    first = re.split("[\r\n]", text.lstrip(), maxsplit=1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=first.count))
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            raise Unreadable(_too_long(line)) from None
        if cells is None:
            return
        if any(len(each) > LONGEST_CELL for each in cells):
            raise Unreadable(_too_long(line))
        if any(each.strip() for each in cells):
            yield line, [_plain(each) for each in cells]


def _too_long(line: int) -> str:
    sentence = _('Line %(line)s: a cell is much too long. A quotation mark (") may be missing or too many.')
    return sentence % {"line": line}


def _plain(written: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from reading a formula."""
    written = written.strip()
    return written[1:] if written.startswith("'") and written[1:].startswith(FORMULA) else written
