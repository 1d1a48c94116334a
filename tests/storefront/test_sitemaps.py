"""What search engines are told of: read as they read it."""

from datetime import date

import pytest
from defusedxml import ElementTree
from wagtail.models import PageViewRestriction

from bazaars.models import Bazaar
from catalogue import editing, publishing
from marketplace.storefront import sitemap_sources
from marketplace.storefront.sitemap_sources import KINDS, path_of
from tests import factories
from tests.bazaars import fairs
from tests.storefront.factories import home_page, standard_page
from vendors.models import Vendor

pytestmark = pytest.mark.django_db

ORIGIN = "http://127.0.0.1:8000"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
}


def parsed(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    assert response["Content-Type"].startswith("application/xml")
    return ElementTree.fromstring(b"".join(response) if response.streaming else response.content)


def files(client):
    return [
        each.text.removeprefix(ORIGIN) for each in parsed(client, "/sitemap.xml").iterfind("s:sitemap/s:loc", NAMES)
    ]


def urls(client, kind, language="fr"):
    found = [path for path in files(client) if path.startswith(f"/sitemap-{kind}-{language}-")]
    return [url for path in found for url in parsed(client, path).iterfind("s:url", NAMES)]


def paths(client, kind, language="fr"):
    return [url.find("s:loc", NAMES).text.removeprefix(ORIGIN) for url in urls(client, kind, language)]


def test_every_address_of_every_file_is_there_and_names_its_other_languages(client):
    home = home_page()
    home_page("ar")
    standard_page(home, "contact", "<p>…</p>")
    factories.published(texts={"fr": {"title": "Tapis"}, "ar": {"title": "زربية"}})
    fairs.sequence(fairs.stop(fairs.bazaar()), date(2030, 1, 1), 3)
    seen = 0
    for path in files(client):
        language = path.split("-")[2]
        for url in parsed(client, path).iterfind("s:url", NAMES):
            address = url.find("s:loc", NAMES).text
            response = client.get(address.removeprefix(ORIGIN))
            assert response.status_code == 200, address
            assert response.context["canonical"] == address
            told = {link.get("hreflang"): link.get("href") for link in url.iterfind("x:link", NAMES)}
            assert told == response.context["alternates"]
            assert told[language] == address
            seen += 1
    assert seen > 15


def test_products_are_those_on_the_shelf_with_their_picture_and_day(client):
    shown = factories.published(pictures=[factories.picture(ready="160 320")])
    factories.product()
    withdrawn = factories.published()
    publishing.withdraw(withdrawn, actor=factories.user())
    (url,) = urls(client, "products")
    assert f"/produits/{shown.pk}-" in url.find("s:loc", NAMES).text
    assert url.find("s:lastmod", NAMES).text == shown.published_at.date().isoformat()
    image = url.find("i:image/i:loc", NAMES).text
    assert image.startswith(f"{ORIGIN}/media/p/")
    assert image.endswith("-320.jpg")


def test_product_changed_later_has_that_day(client):
    product = factories.published()
    event = product.events.order_by("pk").last()
    type(event).objects.filter(pk=event.pk).update(at=product.published_at.replace(year=2031, month=2, day=3))
    (url,) = urls(client, "products")
    assert url.find("s:lastmod", NAMES).text == "2031-02-03"


def test_hostile_slug_and_title_leave_the_file_whole(client):
    factories.published(title="</loc><b>&\x08 ﷺ 'a' \"b\"")
    assert len(paths(client, "products")) == 1


def test_what_is_not_public_is_not_told_of(client):
    home = home_page()
    hidden = standard_page(home, "secret", "<p>…</p>")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    draft = standard_page(home, "draft", "<p>…</p>")
    draft.unpublish()
    closed = factories.vendor(state=Vendor.State.CLOSED)
    fair = fairs.bazaar(state=Bazaar.State.DRAFT)
    told = " ".join(path for kind in KINDS for path in paths(client, kind))
    for part in ("secret", "draft", f"/artisans/{closed.pk}-", f"/foires/{fair.pk}-", "/cart/", "/desk/", "/search/"):
        assert part not in told


def test_lists_are_those_with_pieces(client):
    product = factories.published()
    factories.category("empty", "metal")
    told = paths(client, "lists")
    assert {"/fr/catalogue/", "/fr/catalogue/carpets/", f"/fr/catalogue/{product.category.code}/"} <= set(told)
    assert "/fr/artisans/" in told
    assert not [path for path in told if "metal" in path or "empty" in path]


def test_files_hold_those_with_these_ids(client, monkeypatch):
    monkeypatch.setattr(sitemap_sources, "SIZE", 2)
    products = [factories.published() for _each in range(5)]
    found = [path for path in files(client) if path.startswith("/sitemap-products-fr-")]
    assert len(found) >= 3
    inside = [len(list(parsed(client, path).iterfind("s:url", NAMES))) for path in found]
    assert max(inside) <= 2
    assert sum(inside) == 5
    publishing.withdraw(products[0], actor=factories.user())
    after = [path for path in files(client) if path.startswith("/sitemap-products-fr-")]
    assert set(after) <= set(found)


@pytest.mark.parametrize(
    "path", ["products-fr-999", "products-de-0", "secrets-fr-0", "stories-fr-0", "products-fr-999999999"]
)
def test_file_that_never_was_is_not_found(client, path):
    factories.published()
    assert client.get(f"/sitemap-{path}.xml").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_files_take_the_same_statements_whatever_their_length(client, django_assert_num_queries, number):
    home = home_page()
    for n in range(number):
        product = factories.published(pictures=[factories.picture(ready="160")])
        fairs.bazaar(picture=factories.picture(ready="160"))
        standard_page(home, f"page-{n}", "<p>…</p>")
    # The shelf's version, then what is in it; the words that name lists; what no one but some may read.
    for kind, statements in {"products": 2, "vendors": 2, "fairs": 2, "lists": 3, "pages": 3}.items():
        place = {"products": product.pk, "vendors": product.vendor_id}.get(kind, 0) // sitemap_sources.SIZE
        with django_assert_num_queries(statements):
            found = parsed(client, f"/sitemap-{kind}-fr-{place}.xml")
        assert len(found) >= number
    with django_assert_num_queries(5):
        client.get("/sitemap.xml")


def test_answer_is_kept_until_the_shop_changes(client):
    product = factories.published(title="Tapis")
    path = files(client)[0]
    first = client.get(path)
    assert "max-age=600" in first["Cache-Control"]
    assert not first.cookies
    list(first)
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    editing.change_words(product, actor=None, texts={"fr": {"title": "Kilim"}})
    later = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert later.status_code == 200
    assert b"kilim" in b"".join(later)


def test_path_of_a_page_is_the_one_wagtail_gives(client):
    page = standard_page(home_page(), "contact", "<p>…</p>")
    assert path_of(page) == page.get_url_parts()[2]
