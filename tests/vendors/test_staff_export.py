import pytest
from django.urls import reverse

from tests import factories
from vendors.staff_export import cell


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
    assert ",'=" in text
    assert ",=" not in text
