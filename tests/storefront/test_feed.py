"""The feed of pieces: read as a merchants' centre reads it."""

from datetime import date

import pytest
from defusedxml import ElementTree

from catalogue import publishing, stock
from marketplace.storefront import feed
from tests import factories

pytestmark = pytest.mark.django_db

ORIGIN = "http://127.0.0.1:8000"
G = "{http://base.google.com/ns/1.0}"


def items(client, language="fr"):
    response = client.get(f"/{language}/feed.xml")
    assert (response.status_code, response["Content-Language"]) == (200, language)
    root = ElementTree.fromstring(b"".join(response))
    assert root.findtext("channel/language") == language
    return [{fact.tag.replace(G, "g:"): fact.text for fact in item} for item in root.iterfind("channel/item")]


def test_item_has_what_a_merchants_centre_asks_for(client):
    product = factories.published(
        vendor=factories.vendor(name_fr="Atelier Atlas"),
        texts={"fr": {"title": "Tapis", "description": "Laine."}, "ar": {"title": "زربية", "description": "صوف."}},
        price=185050,
        pictures=[factories.picture(ready="160 320 share-madder")],
    )
    (item,) = items(client)
    assert item["g:id"] == str(product.pk)
    assert (item["title"], item["description"]) == ("Tapis", "Laine.")
    assert (item["g:price"], item["g:availability"], item["g:condition"]) == ("1850.50 MAD", "in_stock", "new")
    assert (item["g:brand"], item["g:product_type"]) == ("Atelier Atlas", "Tapis > Tapis noués")
    assert item["g:image_link"].endswith("-320.jpg")
    page = client.get(item["link"].removeprefix(ORIGIN))
    assert (page.status_code, page.context["canonical"]) == (200, item["link"])
    (arabic,) = items(client, "ar")
    assert (arabic["g:id"], arabic["title"], arabic["description"]) == (str(product.pk), "زربية", "صوف.")
    assert arabic["link"].startswith(f"{ORIGIN}/ar/")


def test_item_without_description_and_in_another_language_says_its_title_and_language(client):
    factories.published(title="Tapis")
    response = client.get("/en/feed.xml")
    item = ElementTree.fromstring(b"".join(response)).find("channel/item")
    assert item.findtext("description") == "Tapis"
    assert item.find("title").get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"


def test_item_in_francs_has_no_decimals(client):
    factories.published(variants=[{"price": 15000, "on_hand": 1, "currency": "XOF"}])
    assert items(client)[0]["g:price"] == "15000 XOF"


def test_options_are_items_of_one_group_at_their_own_addresses(client):
    product = factories.published(
        title="Caftan",
        variants=[{"price": 10000, "on_hand": 0, "size": "S"}, {"price": 20000, "on_hand": 2, "size": "L"}],
    )
    small, large = items(client)
    assert {small["g:item_group_id"], large["g:item_group_id"]} == {str(product.pk)}
    assert small["g:id"] != large["g:id"]
    assert (small["title"], large["title"]) == ("Caftan · S", "Caftan · L")
    assert (small["g:price"], small["g:availability"]) == ("100.00 MAD", "out_of_stock")
    assert (large["g:price"], large["g:availability"]) == ("200.00 MAD", "in_stock")
    assert client.get(large["link"].removeprefix(ORIGIN)).context["page"].price == "200"


def test_made_to_order_says_when_it_can_be_had():
    factories.published(on_hand=0, is_made_to_order=True, lead_time_days=20)
    text = "".join(feed.items("fr", date(2030, 1, 1)))
    (item,) = ElementTree.fromstring(text.encode()).iterfind("channel/item")
    assert item.findtext(f"{G}availability") == "backorder"
    assert item.findtext(f"{G}availability_date") == "2030-01-21T00:00Z"


@pytest.mark.parametrize("away", ["vendor", "seller"])
def test_piece_of_a_shop_on_holiday_cannot_be_had(client, away):
    seller = factories.cooperative(is_on_holiday=away == "seller")
    factories.published(vendor=factories.vendor(is_on_holiday=away == "vendor", sells_through=seller))
    assert items(client)[0]["g:availability"] == "out_of_stock"


def test_hostile_words_stay_words(client):
    title = "]]></title><b>&amp;\x0b\ufffe 'x' \"y\""
    factories.published(title=title)
    assert items(client)[0]["title"] == title.replace("\x0b", "").replace("\ufffe", "")


def test_what_is_not_on_sale_is_not_in_it(client):
    factories.product()
    withdrawn = factories.published()
    publishing.withdraw(withdrawn, actor=factories.user())
    assert items(client) == []


def test_feed_reads_page_after_page_and_leaves_none_out(client, monkeypatch):
    monkeypatch.setattr(feed, "SIZE", 2)
    products = [factories.published() for _each in range(5)]
    assert [item["g:id"] for item in items(client)] == [str(product.pk) for product in products]


@pytest.mark.parametrize("number", [1, 3])
def test_feed_takes_the_same_statements_whatever_its_length(client, django_assert_num_queries, number):
    for _each in range(number):
        factories.published(vendor=factories.vendor(sells_through=factories.cooperative()))
    # The version; the words that name categories; the cards, their descriptions, their options; no more cards.
    with django_assert_num_queries(6):
        assert len(items(client)) == number


def test_feed_is_kept_until_something_is_sold_out(client):
    product = factories.published(on_hand=1)
    first = client.get("/fr/feed.xml")
    list(first)
    asked = {"If-None-Match": first["ETag"]}
    assert client.get("/fr/feed.xml", headers=asked).status_code == 304
    stock.take({product.variants.get().pk: 1}, actor=None)
    later = client.get("/fr/feed.xml", headers=asked)
    assert later.status_code == 200
    assert b"out_of_stock" in b"".join(later)
