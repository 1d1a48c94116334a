"""Lists of pieces: what they show, and what they cost."""

import pytest

from catalogue import editing
from catalogue.models import Label
from marketplace.storefront.facets import BARS
from tests import factories

pytestmark = pytest.mark.django_db


def listing(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.context["listing"]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("address", "statements"),
    [
        ("/fr/catalogue/", 3),
        # A craft has its note.
        ("/fr/catalogue/carpets/", 4),
        ("/fr/catalogue/rugs/", 3),
        ("/fr/regions/ma-05/", 3),
        ("/fr/catalogue/?min=100&category=carpets&available=1&region=MA-05", 3),
    ],
)
def test_listing_of_any_length_takes_at_most_four_statements(
    client, django_assert_num_queries, number, address, statements
):
    for _each in range(number):
        factories.published()
    with django_assert_num_queries(statements):
        response = client.get(address)
    assert response.content.count(b'<li class="stall"') == number
    # Then the names are remembered: one statement for the cards, one for all counts.
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


def test_listing_of_more_than_a_page_goes_on_and_back(client):
    vendor, category, picture = factories.vendor(), factories.category(), factories.picture()
    pieces = [factories.published(vendor=vendor, category=category, pictures=[picture]) for _each in range(25)]
    first = listing(client, "/fr/catalogue/?available=1")
    assert (len(first.cards), first.total, first.previous_url) == (24, 25, "")
    assert first.next_url.startswith("/fr/catalogue/?available=1&cursor=")
    second = listing(client, first.next_url)
    assert [card.pk for card in second.page.cards] == [pieces[0].pk]
    # Before the second page is the beginning of the list, which has an address of its own.
    response = client.get(second.previous_url)
    assert response.status_code == 200 or response["Location"] == first.first_url


def test_listing_cursor_whose_pieces_have_gone_leads_to_the_first_page(client):
    factories.published()
    response = client.get("/fr/catalogue/?available=1&cursor=bmV3LjEuMS4w")
    assert (response.status_code, response["Location"]) == (302, "/fr/catalogue/?available=1")


def test_filters_chosen_are_chips_and_survive_each_other(client):
    factories.published()
    found = listing(client, "/en/catalogue/?category=rugs&available=1&min=100&max=300&sort=price_up")
    assert [(chip.name, chip.url) for chip in found.chips] == [
        ("Rugs", "/en/catalogue/?available=1&min=100&max=300&sort=price_up"),
        ("Available now", "/en/catalogue/?category=rugs&min=100&max=300&sort=price_up"),
        ("MAD\u00a0100 to MAD\u00a0300", "/en/catalogue/?category=rugs&available=1&sort=price_up"),
    ]
    assert found.clear_url == "/en/catalogue/?sort=price_up"
    regions = next(group for group in found.groups if group.key == "region")
    assert [option.url for option in regions.options] == [
        "/en/catalogue/?category=rugs&region=MA-05&available=1&min=100&max=300&sort=price_up"
    ]


def test_listing_of_a_label_shows_the_pieces_that_carry_it(client):
    label = Label.objects.create(code="fair-trade", name_en="Fair trade")
    factories.published(title="Avec", labels=[{"label": label}])
    factories.published(title="Sans")
    found = listing(client, "/en/labels/fair-trade/")
    assert [card.words["fr"]["title"] for card in found.page.cards] == ["Avec"]
    assert "label" not in [group.key for group in found.groups]


def test_listing_of_a_country_shows_all_its_regions(client):
    factories.published()
    factories.published(vendor=factories.vendor(territory=factories.territory("MA-03")))
    factories.published(vendor=factories.vendor(territory=factories.territory("BJ-AK", "BJ")))
    assert listing(client, "/fr/regions/ma/").total == 2
    assert listing(client, "/fr/regions/bj/").total == 1


def test_listing_with_an_unknown_filter_says_so(client):
    factories.published()
    html = client.get("/en/catalogue/?category=nothing").content.decode()
    assert "One filter in this address no longer exists; we removed it." in html
    assert "no longer exists" not in client.get("/en/catalogue/?utm_source=mail").content.decode()


def test_listing_after_a_new_price_shows_it_at_the_next_request(client):
    product = factories.published(price=25000)
    assert "250" in client.get("/en/catalogue/").content.decode()
    editing.change_price(product.variants.get(), actor=None, price=77700)
    html = client.get("/en/catalogue/").content.decode()
    assert "<bdi>777</bdi>" in html
    assert "<bdi>250</bdi>" not in html


def test_listing_leaves_no_cookie_with_a_stranger(client):
    factories.published()
    response = client.get("/fr/catalogue/")
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_listing_in_the_other_languages_keeps_what_was_chosen(client):
    factories.published()
    html = client.get("/fr/catalogue/?available=1").content.decode()
    assert 'href="/ar/catalogue/?available=1"' in html
    assert '<link rel="canonical" href="http://127.0.0.1:8000/fr/catalogue/">' in html
    assert '<link rel="alternate" hreflang="ar" href="http://127.0.0.1:8000/ar/catalogue/">' in html
