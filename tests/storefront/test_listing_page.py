"""Lists of pieces: what they show, and what they cost."""

import pytest

from marketplace.storefront.facets import BARS
from tests import factories

pytestmark = pytest.mark.django_db
PAGES = ["/fr/catalogue/", "/fr/catalogue/carpets/", "/fr/catalogue/rugs/", "/fr/regions/ma-05/"]


def listing(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.context["listing"]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("address", [*PAGES, "/fr/catalogue/?min=100&category=carpets&available=1&region=MA-05"])
def test_listing_of_any_length_takes_at_most_four_statements(client, django_assert_num_queries, number, address):
    for _each in range(number):
        factories.published()
    with django_assert_num_queries(4):
        response = client.get(address)
    assert response.content.count(b'<li class="stall"') == number
    # The names are remembered: two for the goods.
    with django_assert_num_queries(2):
        client.get(address)


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize(
    "path", ["catalogue/", "catalogue/rugs/", "regions/ma-05/", "search/", "search/?q=tapis", "artisans/"]
)
def test_page_in_each_language_is_shown(client, language, path):
    factories.published()
    response = client.get(f"/{language}/{path}")
    assert response.status_code == 200
    assert f'lang="{language}"' in response.content.decode()


def test_histogram_has_a_bar_for_each_range(client):
    factories.published(price=2000)
    factories.published(price=999900)
    assert [bar.height for bar in listing(client, "/fr/catalogue/").bars] == [40] + [0] * (len(BARS) - 2) + [40]
