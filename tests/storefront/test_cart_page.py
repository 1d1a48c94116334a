"""The cart: what is put in it, what has changed meanwhile, whose it is."""

from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from catalogue import publishing, stock
from catalogue.models import Variant
from marketplace.checkout import carts
from marketplace.checkout.models import CartLine
from marketplace.checkout.terms import terms
from marketplace.storefront import cart_keeping
from marketplace.storefront.cart_lots import between
from tests import buying, factories

pytestmark = pytest.mark.django_db

SENT_BY_US = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def add(client, product, quantity=1, **extra):
    given = {"variant": buying.variant(product).pk, "quantity": quantity}
    return client.post("/en/cart/add/", given, **(extra or SENT_BY_US))


def change(client, product, **given):
    return client.post("/en/cart/change/", {"variant": buying.variant(product).pk, **given})


def shown(client, language="en"):
    response = client.get(f"/{language}/cart/")
    assert response.status_code == 200
    return response.context["page"], response.content.decode()


def in_cookie(client):
    return {row.variant_id: row.quantity for row in carts.from_cookie(client.cookies[carts.COOKIE].value)}


@pytest.mark.parametrize("number", [1, 3])
def test_cart_takes_as_many_statements_whatever_is_in_it(client, django_assert_num_queries, number):
    buying.tariff()
    for _each in range(number):
        add(client, factories.published())
    shown(client)
    # The shelf's version, its pieces, their sellers' countries; these a process knows after a commit.
    with buying.known(), django_assert_num_queries(3):
        page, _html = shown(client)
    assert len(page.lots) == number


def test_cart_of_a_stranger_begins_no_session(client):
    add(client, factories.published())
    shown(client)
    assert not Session.objects.exists()
    assert "sessionid" not in client.cookies


def test_add_leads_to_the_cart_and_says_how_many_to_script(client):
    response = add(client, factories.published(), quantity=2)
    assert (response.status_code, response["Location"]) == (303, "/en/cart/")
    count, cart = client.cookies[cart_keeping.COUNT_COOKIE], client.cookies[carts.COOKIE]
    assert (count.value, count["httponly"], count["samesite"]) == ("2", "", "Lax")
    assert (cart["httponly"], cart["samesite"], cart["secure"]) == (True, "Lax", "")


def test_add_on_a_site_with_a_certificate_keeps_cookies_to_it(client, settings):
    settings.SESSION_COOKIE_SECURE = True
    add(client, factories.published())
    assert client.cookies[carts.COOKIE]["secure"]
    assert client.cookies[cart_keeping.COUNT_COOKIE]["secure"]


def test_add_twice_is_two_of_it(client):
    product = factories.published()
    add(client, product)
    add(client, product)
    assert in_cookie(client) == {buying.variant(product).pk: 2}


def test_add_from_another_site_is_refused(client):
    response = add(client, factories.published(), HTTP_SEC_FETCH_SITE="cross-site", HTTP_ORIGIN="https://evil.example")
    assert response.status_code == 403
    assert carts.COOKIE not in client.cookies


def test_add_by_a_strict_client_needs_no_token(client):
    client.handler.enforce_csrf_checks = True
    assert add(client, factories.published()).status_code == 303


def test_change_by_a_strict_client_needs_a_token(client):
    product = factories.published()
    add(client, product)
    client.handler.enforce_csrf_checks = True
    assert change(client, product, quantity=2).status_code == 403


@pytest.mark.parametrize("variant", ["", "0", "x", "999999", "9" * 30])
def test_add_of_what_is_none_is_not_found(client, variant):
    assert client.post("/en/cart/add/", {"variant": variant}, **SENT_BY_US).status_code == 404


@pytest.mark.parametrize(
    ("given", "quantity"),
    [
        ({"quantity": 3}, 3),
        ({"quantity": 2, "step": 1}, 3),
        ({"quantity": 2, "step": -1}, 1),
    ],
)
def test_change_takes_what_is_typed_and_the_key(client, given, quantity):
    product = factories.published()
    add(client, product, 2)
    response = change(client, product, **given)
    assert response["Location"] == f"/en/cart/#piece-{buying.variant(product).pk}"
    assert in_cookie(client) == {buying.variant(product).pk: quantity}


@pytest.mark.parametrize("given", [{"quantity": 1, "step": -1}, {"quantity": 2, "remove": 1}, {"quantity": 0}])
def test_change_to_none_empties_the_cart(client, given):
    product = factories.published()
    add(client, product)
    change(client, product, **given)
    page, html = shown(client)
    assert page.is_empty
    assert "Your cart is empty." in html
    assert html.count('class="craft-icon"') == len(page_crafts(client))


def page_crafts(client):
    return client.get("/en/cart/").context["crafts"]


NONSENSE = ["x", "-3", "1000", "100", "1.5", ""]


@pytest.mark.parametrize("quantity", NONSENSE)
def test_change_to_nonsense_changes_nothing_and_says_how_many_are_possible(client, quantity):
    product = factories.published(on_hand=7)
    add(client, product, 2)
    assert change(client, product, quantity=quantity)["Location"] == "/en/cart/"
    assert in_cookie(client) == {buying.variant(product).pk: 2}
    _page, html = shown(client)
    assert "Write a quantity from 1 to 7. With 0 it leaves your cart." in html
    assert "Write a quantity" not in shown(client)[1]


def test_change_with_nonsense_typed_takes_a_piece_out_all_the_same(client):
    product = factories.published()
    add(client, product)
    change(client, product, quantity="x", remove=1)
    assert shown(client)[0].is_empty


def test_change_of_one_more_than_a_cart_holds_says_so(client):
    product = factories.published(is_made_to_order=True, lead_time_days=9)
    add(client, product, 99)
    change(client, product, quantity=99, step=1)
    _page, html = shown(client)
    assert "your cart holds 99 of it, and cannot hold more." in html
    assert in_cookie(client) == {buying.variant(product).pk: 99}


@pytest.mark.parametrize("quantity", ["0", "-1", "abc", "100", "9" * 30])
def test_add_of_no_quantity_leads_back_to_the_piece_and_says_how_many(client, quantity):
    product = factories.published(on_hand=7)
    given = {"variant": buying.variant(product).pk, "quantity": quantity}
    response = client.post("/en/cart/add/", given, follow=True, **SENT_BY_US)
    assert response.status_code == 200
    assert response.context["product"] == product
    assert "Write a quantity from 1 to 7." in response.content.decode()
    assert not client.cookies.get(carts.COOKIE)


@pytest.mark.parametrize(
    ("on_hand", "sentence"),
    [(1, "the quantity can only be 1."), (0, "This piece has been sold in the meantime.")],
)
def test_add_of_no_quantity_says_what_is_true_of_the_last_one(client, on_hand, sentence):
    product = factories.published(on_hand=on_hand)
    given = {"variant": buying.variant(product).pk, "quantity": "5000"}
    assert sentence in client.post("/en/cart/add/", given, follow=True, **SENT_BY_US).content.decode()


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_add_to_a_cart_that_is_full_says_so(client, monkeypatch, is_signed_in):
    monkeypatch.setattr(carts, "MOST_LINES", 2)
    if is_signed_in:
        client.force_login(factories.user())
    first, second, third = (factories.published() for _each in range(3))
    for product in (first, second, third):
        add(client, product)
    page, html = shown(client)
    assert "Check out or take one out, then add this one." in html
    assert len(page.lots) == 2
    add(client, first)
    assert "Check out or take one out" not in shown(client)[1]


def test_cart_filled_before_signing_in_that_is_too_much_with_the_other_says_so_once(client, monkeypatch):
    monkeypatch.setattr(carts, "MOST_LINES", 2)
    person, there = factories.user(), [factories.published() for _each in range(2)]
    add(client, factories.published())
    carts.keep(person, buying.wanted(*there))
    client.force_login(person)
    assert "some that you had chosen before are left out." in shown(client)[1]
    page, html = shown(client)
    assert "left out" not in html
    assert len(page.lots) == 2


def test_change_of_a_piece_that_is_not_in_it_puts_nothing_in(client):
    add(client, factories.published())
    change(client, factories.published(), quantity=1)
    assert len(in_cookie(client)) == 1


def test_cart_price_changed_says_so_once(client):
    product = factories.published(price=10000)
    add(client, product)
    Variant.objects.filter(product=product).update(price=12050)
    sentence = "The price has changed from MAD\xa0100 to MAD\xa0120.50 since your last visit."
    assert sentence in shown(client)[1]
    assert sentence not in shown(client)[1]


def test_cart_of_more_than_there_is_says_so_once_and_takes_what_there_is(client):
    product = factories.published(on_hand=3, price=10000)
    add(client, product, 5)
    page, html = shown(client)
    assert page.lots[0].pieces[0].news
    assert page.goods == "MAD\xa0300"
    assert 'role="status"' in html
    assert in_cookie(client) == {buying.variant(product).pk: 3}
    assert not shown(client)[0].lots[0].pieces[0].news


def test_cart_piece_sold_meanwhile_is_shown_and_not_counted(client):
    sold, other = factories.published(on_hand=1), factories.published(price=10000)
    add(client, sold)
    add(client, other)
    stock.take({buying.variant(sold).pk: 1}, actor=None)
    page, html = shown(client)
    assert "This piece has been sold in the meantime." in html
    assert [lot.pieces[0].is_off for lot in page.lots] == [True, False]
    assert page.goods == "MAD\xa0100"
    change(client, sold, quantity=1, remove=1)
    assert len(shown(client)[0].lots) == 1


def test_cart_piece_withdrawn_has_no_link(client):
    product = factories.published()
    add(client, product)
    publishing.withdraw(product, actor=None)
    page, html = shown(client)
    assert page.lots[0].pieces[0].url == ""
    assert not page.can_check_out
    assert "/en/checkout/" not in html


def test_cart_of_a_vendor_on_holiday_says_until_when(client):
    product = factories.published()
    add(client, product)
    vendor = product.vendor
    vendor.is_on_holiday, vendor.back_on = True, terms().today
    vendor.save()
    page, _html = shown(client)
    assert vendor.name_fr in page.lots[0].pieces[0].news[0]


def test_cart_is_in_lots_by_who_ships_with_the_member_named(client):
    cooperative = factories.cooperative(name_fr="Coop. Tamounte")
    member = factories.vendor(sells_through=cooperative, name_fr="Fadma")
    for vendor in (cooperative, member):
        add(client, factories.published(vendor=vendor))
    add(client, factories.published())
    page, _html = shown(client)
    assert [len(lot.pieces) for lot in page.lots] == [2, 1]
    assert [piece.by for piece in page.lots[0].pieces] == ["", "Fadma"]
    assert page.title == "Two makers, one order."


def test_cart_shares_sum_to_its_total(client):
    buying.tariff(amount=3550)
    for price in (10001, 25033):
        add(client, factories.published(price=price))
    page, html = shown(client)
    assert page.shares.whole == 10001 + 25033 + 2 * 3550
    assert sum(row.width for row in page.shares.rows) == page.shares.whole
    assert sum(int(row.percent.removesuffix("%")) for row in page.shares.rows) == 100
    assert f'viewBox="0 0 {page.shares.whole} 1"' in html
    assert "style=" not in html


def test_cart_in_another_currency_is_left_for_another_order(client):
    add(client, factories.published(price=10000))
    add(client, factories.published(variants=[{"price": 9000, "on_hand": 3, "currency": "XOF"}]))
    page, _html = shown(client)
    assert [lot.pieces[0].is_off for lot in page.lots] == [False, True]
    assert page.goods == "MAD\xa0100"


def test_cart_of_somebody_signed_in_is_in_rows(client):
    person, product = factories.user(), factories.published()
    client.force_login(person)
    add(client, product, 2)
    assert carts.COOKIE not in client.cookies
    assert list(person.cart_lines.values_list("variant", "quantity")) == [(buying.variant(product).pk, 2)]


def test_cart_filled_before_signing_in_is_merged_once(client):
    person, here, there = factories.user(), factories.published(), factories.published()
    add(client, here, 2)
    carts.keep(person, buying.wanted(there))
    client.force_login(person)
    page, _html = shown(client)
    assert len(page.lots) == 2
    assert CartLine.objects.filter(user=person).count() == 2
    assert client.cookies[carts.COOKIE]["max-age"] == 0
    assert client.cookies[cart_keeping.COUNT_COOKIE].value == "3"


def test_cart_of_somebody_else_is_never_shown(client):
    carts.keep(factories.user(), buying.wanted(factories.published()))
    client.force_login(factories.user())
    assert shown(client)[0].is_empty


def test_cart_cookie_that_is_not_ours_is_an_empty_cart(client):
    client.cookies[carts.COOKIE] = "forged"
    assert shown(client)[0].is_empty


@pytest.mark.parametrize(
    ("language", "first", "last", "said"),
    [
        ("fr", date(2026, 11, 27), date(2026, 11, 30), ("27", "30 novembre")),
        ("fr", date(2026, 11, 27), date(2026, 12, 2), ("27 novembre", "2 décembre")),
        ("fr", date(2026, 12, 30), date(2027, 12, 31), ("30 décembre", "31 décembre")),
        ("ar", date(2026, 11, 27), date(2026, 11, 30), ("27", "30 نوفمبر")),
        ("en", date(2026, 11, 27), date(2026, 11, 30), ("November 27", "30")),
    ],
)
def test_days_of_one_month_name_it_once(language, first, last, said):
    with translation.override(language):
        assert between(first, last) == gettext("Between %(from)s and %(to)s") % dict(
            zip(("from", "to"), said, strict=True)
        )


def test_day_alone_is_said_alone():
    with translation.override("fr"):
        assert between(date(2026, 11, 27), date(2026, 11, 27)) == "27 novembre"


def test_day_in_arabic_has_no_comma():
    with translation.override("ar"):
        assert "،" not in date_format(date(2026, 11, 27))


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_cart_speaks_each_language(client, language):
    buying.tariff()
    add(client, factories.published())
    _page, html = shown(client, language)
    assert f'<html lang="{language}"' in html
