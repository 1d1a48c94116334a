"""Lists of the admin as files for a spreadsheet, safe to open in one. Used by every app above, too."""

import csv
from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from wagtail.admin.views.mixins import Echo, SpreadsheetExportMixin

# With one of these first, a spreadsheet reads a cell as a formula; with a tab or a line break first, some read on.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


# What Excel in French takes a file apart by.
DELIMITER = ";"


def number(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")


def cell(value):
    """`value` as it may stand in a file: words that would be a formula get an apostrophe, as a person would write them."""
    if isinstance(value, str) and value.lstrip(" \u00a0").startswith(FORMULA):
        return f"'{value}"
    return value


def local(moment: datetime) -> datetime:
    """In the shop's time, to the minute, and as a spreadsheet takes it: without a zone."""
    here = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return here.replace(second=0, microsecond=0, tzinfo=None)


class SafeExportMixin(SpreadsheetExportMixin):
    """What people typed goes out as words: Wagtail's own takes away formulas in XLSX only. CSV is what Excel in French opens without a
    question: a mark of UTF-8 first, semicolons, a comma in numbers."""

    custom_value_preprocess = {
        datetime: {
            SpreadsheetExportMixin.FORMAT_CSV: lambda moment: f"{local(moment):%Y-%m-%d %H:%M}",
            SpreadsheetExportMixin.FORMAT_XLSX: local,
        },
        **{kind: how for kind, how in SpreadsheetExportMixin.custom_value_preprocess.items() if kind is not datetime},
    }

    def preprocess_field_value(self, field, value, export_format):
        if isinstance(value, Decimal) and export_format == self.FORMAT_CSV:
            return number(value)
        return cell(super().preprocess_field_value(field, value, export_format))

    def stream_csv(self, queryset):
        yield b"\xef\xbb\xbf"
        writer = csv.DictWriter(Echo(), fieldnames=self.list_export, delimiter=DELIMITER)
        yield writer.writerow({field: self.get_heading(queryset, field) for field in self.list_export})
        for item in queryset:
            yield self.write_csv_row(writer, self.to_row_dict(item))
