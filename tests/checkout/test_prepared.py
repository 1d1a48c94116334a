from datetime import date

import pytest

from catalogue.models import Variant
from marketplace.checkout import carts
from marketplace.checkout.prepared import Prepared
from tests import buying, factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [1, 3])
def test_prepared_rows_are_those_that_django_reads(number):
    away = factories.vendor(is_on_holiday=True, back_on=date(2026, 12, 24), ships_abroad=True)
    member = factories.vendor(sells_through=factories.cooperative())
    pieces = [factories.published(vendor=vendor) for vendor in (away, member, None)]
    keys = [buying.variant(piece).pk for piece in pieces[:number]]
    expected = list(Variant.objects.order_by("pk").values(*carts._FACTS).filter(pk__in=keys))
    found = sorted(carts.FACTS.of(keys), key=lambda fact: fact["pk"])
    assert found == expected
    # Not 1, nor a text: what Python knows of them.
    assert found[0]["product__vendor__is_on_holiday"] is True
    assert found[0]["product__vendor__back_on"] == date(2026, 12, 24)
    assert "fr" in found[0]["product__card__words"]


def test_prepared_rows_of_keys_that_are_none_are_none():
    assert list(carts.FACTS.of([0])) == []


def test_prepared_query_in_which_more_than_the_keys_varies_is_refused():
    with pytest.raises(ValueError, match="only the keys"):
        list(Prepared(lambda: Variant.objects.filter(price=1).order_by().values("pk")).of([1]))
