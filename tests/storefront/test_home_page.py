"""The home page, and the way to it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalogue.models import Card
from marketplace.storefront import home
from marketplace.storefront.models import FeaturedProduct, SalesShared
from tests import factories
from tests.bazaars import fairs
from tests.storefront.factories import home_page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [("ar-MA,ar;q=0.9,fr;q=0.8", "/ar/"), ("en-GB", "/en/"), ("de,en;q=0.5", "/en/"), ("de", "/fr/"), ("", "/fr/")],
)
def test_bare_address_leads_to_the_visitor_s_language(client, accepted, expected):
    response = client.get("/", headers={"accept-language": accepted})
    assert (response.status_code, response["Location"]) == (302, expected)
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_home_page_before_anything_is_written_is_shown(client, language):
    assert client.get(f"/{language}/").status_code == 200


def test_home_page_shows_the_words_of_its_language(client):
    home_page("fr", hero_title="La foire en plein jour", hero_title_there="المعرض في وضح النهار")
    home_page("ar", hero_title="المعرض", hero_title_there="La foire")
    assert "La foire en plein jour" in client.get("/fr/").content.decode()
    html = client.get("/ar/").content.decode()
    assert "المعرض" in html
    assert '<span lang="fr" dir="ltr">La foire</span>' in html


def test_home_page_draft_is_not_shown(client):
    page = home_page("fr", hero_title="En ligne")
    page.hero_title = "Brouillon"
    page.save_revision()
    html = client.get("/fr/").content.decode()
    assert "En ligne" in html
    assert "Brouillon" not in html


def test_home_page_shows_chosen_pieces_first_then_the_newest(client):
    first, *_others = (factories.published(title=f"Pièce {n}") for n in range(3))
    home_page("fr", featured=[FeaturedProduct(product=first)])
    cards = client.get("/fr/").context["cards"]
    assert "Pièce 0" in cards[0]
    assert "Pièce 2" in cards[1]
    assert len(cards) == 3


def test_mixed_cards_alternate_their_dyes():
    cards = [Card(pk=n, dye=dye) for n, dye in enumerate(["rose", "rose", "rose", "sky", "fir"])]
    assert [card.dye for card in home.mixed(cards)] == ["rose", "sky", "fir", "rose", "rose"]


@pytest.mark.parametrize("number", [1, 3])
def test_home_page_takes_the_same_statements_whatever_is_on_it(client, django_assert_num_queries, number):
    home_page(
        "fr",
        hero_title="La foire",
        hero_picture=factories.picture(),
        featured=[FeaturedProduct(product=factories.published())],
    )
    for n in range(number):
        factories.published(vendor=factories.vendor(territory=factories.territory(f"MA-0{n + 1}")))
        fairs.sequence(starts=timezone.localdate() + timedelta(days=n * 20))
    SalesShared.objects.create(
        pk=1, starts=timezone.localdate(), ends=timezone.localdate(), sums={"maker": 1}, parcels=number
    )
    client.get("/fr/")
    # The page, what it features (two), the newest, makers, two totals; fairs with stops and sequences, the story with a voice, the
    # shelf's version and the pieces of each region (those are remembered outside a test's transaction).
    with django_assert_num_queries(13):
        html = client.get("/fr/").content.decode()
    assert html.count('<li class="fair-strip__') == number


def test_home_page_preview_shows_the_draft():
    page = home_page("fr", hero_title="En ligne")
    page.hero_title = "Brouillon"
    response = page.make_preview_request()
    assert "Brouillon" in response.content.decode()
