"""Lists of the admin as files for a spreadsheet, safe to open in one. Used by every app above, too."""

from wagtail.admin.views.mixins import SpreadsheetExportMixin

# With one of these first, a spreadsheet reads a cell as a formula; with a tab or a line break first, some read on.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(value):
    """`value` as it may stand in a file: words that would be a formula get an apostrophe, as a person would write them."""
    if isinstance(value, str) and value.lstrip(" \u00a0").startswith(FORMULA):
        return f"'{value}"
    return value


class SafeExportMixin(SpreadsheetExportMixin):
    """What people typed goes out as words: Wagtail's own takes away formulas in XLSX only. CSV begins with a mark of UTF-8, for Excel."""

    def preprocess_field_value(self, field, value, export_format):
        return cell(super().preprocess_field_value(field, value, export_format))

    def stream_csv(self, queryset):
        yield b"\xef\xbb\xbf"
        yield from super().stream_csv(queryset)
