import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from tests import factories
from vendors.staff_export import SafeExportMixin, cell


@pytest.mark.parametrize(
    "typed", ["=1+1", "+212612345678", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1"]
)
def test_cell_that_would_be_a_formula_is_words(typed):
    assert cell(typed) == f"'{typed}"


@pytest.mark.parametrize("value", ["Tapis", "", "a=b", -5, 0, None, "06 12"])
def test_cell_of_anything_else_stays_as_it_is(value):
    assert cell(value) == value


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["vendors", "products"])
def test_lists_as_files_have_no_formula(client, name):
    vendor = factories.vendor(name_fr="=HYPERLINK(1)", name_ar="")
    factories.product(vendor=vendor, title="=1+1")
    client.force_login(factories.user(is_staff=True, is_superuser=True))
    response = client.get(reverse(f"{name}:index"), {"export": "csv"})
    text = b"".join(response.streaming_content).decode()
    assert ";'=" in text
    assert ";=" not in text
    assert text.startswith("\ufeff")


class Export(SafeExportMixin):
    list_export = ["at", "amount", "words", "day"]
    export_headings = dict(zip(list_export, list_export, strict=True))
    row = {
        "at": datetime(2026, 7, 24, 22, 30, 59, 123456, tzinfo=UTC),
        "amount": Decimal("-1850.50"),
        "words": "a;b",
        "day": date(2026, 7, 24),
    }

    def to_row_dict(self, item):
        return self.row


def test_csv_is_what_excel_in_french_opens():
    text = b"".join(Export().stream_csv([None])).decode()
    # In Casablanca it is an hour later than in Greenwich, and the next day only at midnight.
    assert text == '\ufeffat;amount;words;day\r\n2026-07-24 23:30;-1850,50;"a;b";2026-07-24\r\n'


def test_xlsx_has_the_shops_time_and_numbers_that_are_numbers():
    file = io.BytesIO()
    Export().write_xlsx([None], file)
    row = [each.value for each in openpyxl.load_workbook(file).active[2]]
    assert row == [datetime(2026, 7, 24, 23, 30), -1850.5, "a;b", date(2026, 7, 24)]
