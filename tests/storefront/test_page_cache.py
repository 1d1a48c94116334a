"""Whole pages kept for those of whom nothing is known."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from catalogue import editing, publishing, stock
from catalogue.models import Variant
from marketplace.storefront import page_cache
from marketplace.storefront.page_cache import Kept, Store
from tests import buying, factories
from tests.staff import signed_in
from vendors import consent, opening
from vendors.models import Consent

pytestmark = pytest.mark.django_db
LISTING = "/fr/catalogue/"


@pytest.fixture(autouse=True)
def cache(monkeypatch):
    store = Store(1_000_000)
    monkeypatch.setattr(page_cache, "store", store)
    return store


@pytest.fixture
def piece():
    return factories.published(title="Kilim", on_hand=9)


def text(client, path=LISTING):
    return client.get(path).content.decode()


def test_page_asked_for_again_costs_one_statement(client, piece, django_assert_num_queries):
    first = client.get(LISTING)
    with django_assert_num_queries(1):
        again = client.get(LISTING)
    assert again.content == first.content
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    assert not again.cookies
    assert again.headers["ETag"]


@pytest.mark.parametrize(
    "path", ["/fr/", "/ar/catalogue/", "/fr/artisans/", "/fr/search/?q=kilim", "/fr/catalogue/?min=3"]
)
def test_page_of_the_shop_is_kept(path, client, piece, django_assert_num_queries):
    client.get(path)
    with django_assert_num_queries(1):
        assert client.get(path).status_code == 200


def test_browser_that_has_the_page_is_told_that_it_stands(client, piece):
    etag = client.get(LISTING).headers["ETag"]
    answer = client.get(LISTING, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    editing.change_price(Variant.objects.get(), price=99_900, actor=factories.user())
    assert client.get(LISTING, headers={"If-None-Match": etag}).status_code == 200


def test_published_piece_shows_at_the_next_request(client, piece, curator):
    assert "Pouf" not in text(client)
    other = factories.product(title="Pouf", vendor=piece.vendor, category=piece.category)
    publishing.submit(other, actor=curator)
    publishing.publish(other, actor=curator)
    assert "Pouf" in text(client)


def test_changed_price_shows_at_the_next_request(client, piece, curator):
    assert "250" in text(client)
    editing.change_price(Variant.objects.get(), price=31_700, actor=curator)
    assert "317" in text(client)


def test_purchase_that_leaves_few_shows_at_the_next_request(client, piece):
    assert "Plus que 2" not in text(client)
    buying.bought(piece, quantity=7)
    assert "Plus que 2" in text(client)


def test_purchase_of_the_last_piece_shows_at_the_next_request(client, piece):
    stock.take({Variant.objects.get().pk: 8}, actor=None)
    assert "Plus que 1" in text(client)
    buying.bought(piece)
    page = text(client)
    assert "Plus que" not in page
    assert "puis" in page


def test_paused_maker_is_gone_at_the_next_request(client, piece, curator):
    assert "Kilim" in text(client)
    opening.pause(piece.vendor, actor=curator)
    assert "Kilim" not in text(client)


def test_withdrawn_consent_takes_her_story_away_at_the_next_request(client, curator):
    vendor = factories.vendor()
    maker = factories.maker(vendor, story_fr="Elle tisse depuis l’enfance.")
    consent.give(maker, Consent.Subject.STORY, actor=curator)
    path = vendor.address_in("fr")
    assert "depuis l’enfance" in text(client, path)
    consent.withdraw(maker, Consent.Subject.STORY, actor=curator)
    assert "depuis l’enfance" not in text(client, path)


def test_word_of_the_taxonomy_shows_at_the_next_request(client, piece, admin):
    path = f"/fr/catalogue/{piece.category.code}/"
    text(client, path)
    category = piece.category
    data = {"name_fr": "Tapis d’ici", "name_ar": "زرابي", "name_en": "Rugs", "parent": category.parent_id}
    data |= {
        "code": category.code,
        "position": category.position,
        "icon": category.icon,
        "dye": category.dye,
        "regime": category.regime,
    }
    answer = admin.post(reverse("categories:edit", args=[category.pk]), data)
    assert answer.status_code == 302, answer.context["form"].errors
    assert "Tapis d’ici" in text(client, path)


def test_signed_in_visitor_neither_reads_nor_leaves_a_kept_page(client, piece, cache):
    somebody = signed_in(factories.user())
    mine = text(somebody)
    assert not cache.used
    assert text(client) != mine
    assert text(somebody) == mine


def test_message_to_one_visitor_is_no_others(client, piece):
    """Whoever is told something gets a page of her own."""
    path = reverse("storefront:product", args=[piece.pk, "kilim"])
    text(client, path)
    client.post(
        "/fr/cart/add/", {"variant": Variant.objects.get().pk, "quantity": "abc"}, HTTP_SEC_FETCH_SITE="same-origin"
    )
    told = text(client, path)
    assert 'role="status"' in told
    assert 'role="status"' not in text(Client(), path)


@pytest.mark.parametrize(
    "path", ["/fr/cart/", "/fr/checkout/", "/fr/orders/find/", "/fr/no-such-page/", "/fr/catalogue/?x=1"]
)
def test_page_that_is_somebodys_or_nobodys_is_not_kept(path, client, piece, cache):
    client.get(path)
    assert not cache.used


def test_what_other_sites_add_to_an_address_is_no_other_page(client, piece, django_assert_num_queries):
    plain = text(client)
    with django_assert_num_queries(1):
        assert text(client, f"{LISTING}?utm_source=a&fbclid=b") == plain


def test_first_visitor_from_elsewhere_leaves_nothing_of_his_address(client, piece):
    assert "utm_source" not in text(client, f"{LISTING}?utm_source=a&sort=price_up")


def test_compressed_page_is_another_than_the_plain_one(client, piece):
    plain = client.get(LISTING)
    packed = client.get(LISTING, headers={"Accept-Encoding": "gzip"})
    again = client.get(LISTING)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in again.headers
    assert again.content == plain.content


def test_page_of_another_host_or_scheme_is_another(client, piece, cache):
    client.get(LISTING)
    size = cache.used
    client.get(LISTING, headers={"Host": "localhost"})
    assert cache.used > size
    assert client.get(LISTING, headers={"Host": "evil.example"}).status_code == 400


def test_wagtails_preview_is_neither_kept_nor_answered_from_the_cache(client, piece, cache, rf):
    asked = []
    client.get(LISTING)
    request = rf.get(LISTING)
    request.is_dummy = True
    page_cache.PageCacheMiddleware(lambda request: asked.append(request))(request)
    assert asked == [request]


def test_page_begun_before_a_change_is_old_after_it(rf, piece, curator):
    """What is read while it is made may be of before: it is kept under the version of before."""

    def slowly(request):
        response = page_cache.for_everyone()(lambda request: page_cache.HttpResponse("before"))(request)
        editing.change_price(Variant.objects.get(), price=31_700, actor=curator)
        return response

    page_cache.PageCacheMiddleware(slowly)(rf.get(LISTING))
    answer = page_cache.PageCacheMiddleware(lambda request: page_cache.HttpResponse("after"))(rf.get(LISTING))
    assert answer.content == b"after"


def test_kept_page_is_made_anew_after_a_minute(rf, piece, monkeypatch):
    numbers = iter("12")
    middleware = page_cache.PageCacheMiddleware(
        lambda request: page_cache.for_everyone()(lambda request: page_cache.HttpResponse(next(numbers)))(request)
    )
    now = page_cache.time.monotonic()
    assert middleware(rf.get(LISTING)).content == b"1"
    monkeypatch.setattr(page_cache.time, "monotonic", lambda: now + timedelta(seconds=59).total_seconds())
    assert middleware(rf.get(LISTING)).content == b"1"
    monkeypatch.setattr(page_cache.time, "monotonic", lambda: now + timedelta(seconds=62).total_seconds())
    assert middleware(rf.get(LISTING)).content == b"2"


def test_store_never_holds_more_than_its_bytes():
    store = Store(10 * (1000 + page_cache.OVERHEAD))
    for number in range(50):
        store.put((number,), Kept(1, float("inf"), b"x" * 1000, (), ""))
        assert store.used <= store.size
    assert store.get((49,), 1)
    assert store.get((39,), 1) is None
    assert store.get((40,), 1)


def test_store_takes_no_page_larger_than_itself():
    store = Store(1000)
    store.put((1,), Kept(1, float("inf"), b"x" * 2000, (), ""))
    assert (store.used, store.get((1,), 1)) == (0, None)
