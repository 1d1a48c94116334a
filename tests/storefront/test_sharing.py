"""What networks show of a shared page, and which pages search engines keep."""

import re

import pytest

from tests import factories
from tests.bazaars import fairs
from tests.storefront.factories import home_page, standard_page

pytestmark = pytest.mark.django_db

ORIGIN = "http://127.0.0.1:8000"


def metas(client, path):
    html = client.get(path, follow=True).content.decode()
    return dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', html))


def is_kept(client, path):
    return "noindex" not in metas(client, path).get("robots", "")


def test_product_shows_its_picture_whole_once_it_is_made(client):
    picture = factories.picture(ready="160 320")
    product = factories.published(texts={"fr": {"title": "Tapis", "description": "De laine."}}, pictures=[picture])
    before = metas(client, f"/fr/produits/{product.pk}/")
    assert before["og:image"] == f"{ORIGIN}/static/poster.jpg"
    picture.ready = "160 320 share-madder"
    picture.save()
    found = metas(client, f"/fr/produits/{product.pk}/")
    assert found["og:image"] == f"{ORIGIN}/media/p/{picture.hash[:2]}/{picture.hash}-share-madder.jpg"
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    assert (found["og:title"], found["og:description"], found["og:type"]) == ("Tapis", "De laine.", "product")
    assert (found["og:locale"], found["twitter:card"]) == ("fr_FR", "summary_large_image")
    assert client.get(found["og:url"].removeprefix(ORIGIN)).status_code == 200


def test_every_kind_of_page_names_itself_and_a_picture(client):
    home = home_page(hero_title="La foire")
    standard_page(home, "contact", "<p>Écrivez-nous.</p>", title="Contact")
    product = factories.published()
    bazaar = fairs.bazaar(name_fr="Bazar solidaire", edition=None)
    paths = {
        "/fr/": "La foire",
        "/fr/catalogue/": "Catalogue",
        f"/fr/catalogue/{product.category.code}/": "Tapis noués",
        f"/fr/artisans/{product.vendor_id}/": product.vendor.name_fr,
        "/fr/contact/": "Contact",
        bazaar.address_in("fr"): "Bazar solidaire",
    }
    for path, title in paths.items():
        found = metas(client, path)
        assert found["og:title"] == title, path
        assert found["og:image"] == f"{ORIGIN}/static/poster.jpg", path


def test_hostile_title_stays_words(client):
    product = factories.published(title='"><script>alert(1)</script>')
    html = client.get(f"/fr/produits/{product.pk}/", follow=True).content.decode()
    assert "<script>alert" not in html
    assert 'content="&quot;&gt;&lt;script&gt;' in html


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", True),
        ("?category=carpets", True),
        ("?category=carpets&available=1", False),
        ("?category=carpets&category=rugs", False),
        ("?available=1&min=10", False),
        ("?sort=price_up", False),
        ("?utm_source=x", True),
    ],
)
def test_listing_is_for_search_engines_with_one_filter_at_most(client, query, kept):
    factories.published()
    assert is_kept(client, f"/fr/catalogue/{query}") is kept


def test_listing_later_pages_are_not_for_search_engines(client):
    for _each in range(25):
        factories.published()
    first = client.get("/fr/catalogue/")
    assert is_kept(client, first.context["listing"].next_url) is False
    assert metas(client, first.context["listing"].next_url)["og:url"] == f"{ORIGIN}/fr/catalogue/"


@pytest.mark.parametrize("query", ["", "?q=tapis", "?category=carpets"])
def test_search_results_are_not_for_search_engines(client, query):
    factories.published()
    assert is_kept(client, f"/fr/search/{query}") is False


def test_makers_are_for_search_engines_with_one_filter_and_on_the_first_page(client):
    product = factories.published()
    assert product.category.craft.code == "carpets"
    assert is_kept(client, "/fr/artisans/")
    assert is_kept(client, "/fr/artisans/?craft=carpets")
    assert not is_kept(client, "/fr/artisans/?craft=carpets&region=MA-05")
