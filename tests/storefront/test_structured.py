"""What pages say of themselves to machines: read back as a search engine would."""

import json
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest

from bazaars.models import Bazaar
from catalogue import publishing
from marketplace.storefront import structured
from tests import factories
from tests.bazaars import fairs
from tests.storefront.factories import home_page, legal_facts

ORIGIN = "http://127.0.0.1:8000"
HOSTILE = "</script><b>&amp; \u2028\u2029 <!--<script>"


class Blocks(HTMLParser):
    """The data blocks, found as a browser finds them, and every tag there is."""

    def __init__(self, html):
        super().__init__()
        self.found, self.tags, self._is_inside = [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self._is_inside = ("type", "application/ld+json") in attrs

    def handle_endtag(self, tag):
        self._is_inside = False

    def handle_data(self, data):
        if self._is_inside:
            self.found.append(json.loads(data))


def said(client, path):
    """The things a page tells of, by their type."""
    html = client.get(path, follow=True).content.decode()
    (data,) = Blocks(html).found
    assert data["@context"] == "https://schema.org"
    found = {}
    for thing in data.get("@graph", [data]):
        found.setdefault(thing["@type"], []).append(thing)
    return found


def product_of(client, product, language="fr"):
    return said(client, f"/{language}/produits/{product.pk}/")["Product"][0]


def test_block_hostile_words_stay_words():
    html = str(structured.block({"@type": "Thing", "name": HOSTILE}))
    inside = html.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set(inside) & set("<>&\u2028\u2029")
    assert json.loads(inside)["name"] == HOSTILE
    assert Blocks(html).tags == ["script"]


def test_block_of_nothing_is_nothing_and_what_is_not_known_is_left_out():
    assert structured.block(None, {}) == ""
    assert structured.without_nothing({"a": "", "b": None, "c": {"d": []}, "e": 0, "f": False}) == {"e": 0, "f": False}


@pytest.mark.django_db
def test_product_says_what_it_is_and_costs_in_the_language_of_the_page(client):
    vendor = factories.vendor(name_fr="Atelier Atlas", name_ar="ورشة الأطلس")
    product = factories.published(
        vendor=vendor,
        texts={"fr": {"title": "Tapis", "description": "Laine."}, "ar": {"title": "زربية", "description": "صوف."}},
        price=185050,
        pictures=[factories.picture(ready="160 320"), factories.picture(ready="")],
    )
    found = product_of(client, product, "ar")
    assert (found["name"], found["description"], found["sku"]) == ("زربية", "صوف.", str(product.pk))
    assert (found["brand"]["name"], found["manufacturer"]["name"]) == ("ورشة الأطلس", "ورشة الأطلس")
    assert [url.startswith(f"{ORIGIN}/media/p/") and url.endswith("-320.jpg") for url in found["image"]] == [True]
    offer = found["offers"]
    assert (offer["price"], offer["priceCurrency"]) == ("1850.50", "MAD")
    assert offer["availability"] == "https://schema.org/InStock"
    assert offer["seller"]["url"] == ORIGIN + vendor.address_in("ar")
    assert client.get(offer["url"].removeprefix(ORIGIN)).status_code == 200


@pytest.mark.django_db
def test_product_francs_have_no_decimals(client):
    product = factories.published(variants=[{"price": 15000, "on_hand": 1, "currency": "XOF"}])
    offer = product_of(client, product)["offers"]
    assert (offer["price"], offer["priceCurrency"]) == ("15000", "XOF")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("on_hand", "fields", "away", "state"),
    [
        (3, {}, "", "InStock"),
        (0, {}, "", "OutOfStock"),
        (0, {"is_made_to_order": True, "lead_time_days": 9}, "", "MadeToOrder"),
        (2, {"is_made_to_order": True, "lead_time_days": 9}, "", "InStock"),
        (3, {}, "vendor", "OutOfStock"),
        (3, {}, "seller", "OutOfStock"),
    ],
)
def test_product_availability_is_what_a_shopper_would_find(client, on_hand, fields, away, state):
    seller = factories.cooperative(is_on_holiday=away == "seller")
    vendor = factories.vendor(is_on_holiday=away == "vendor", sells_through=seller)
    product = factories.published(vendor=vendor, on_hand=on_hand, **fields)
    assert product_of(client, product)["offers"]["availability"] == f"https://schema.org/{state}"


@pytest.mark.django_db
def test_product_each_option_is_an_offer_at_its_own_address(client):
    product = factories.published(
        variants=[{"price": 10000, "on_hand": 0, "size": "S"}, {"price": 20000, "on_hand": 2, "size": "L"}]
    )
    offers = product_of(client, product)["offers"]
    assert [(offer["price"], offer["availability"].rsplit("/", 1)[1]) for offer in offers] == [
        ("100.00", "OutOfStock"),
        ("200.00", "InStock"),
    ]
    for offer, shown in zip(offers, ("100", "200"), strict=True):
        page = client.get(offer["url"].removeprefix(ORIGIN)).context["page"]
        assert page.price == shown


@pytest.mark.django_db
def test_product_with_hostile_words_tells_them_whole_and_breaks_out_of_nothing(client):
    product = factories.published(texts={"fr": {"title": HOSTILE, "description": HOSTILE}})
    html = client.get(f"/fr/produits/{product.pk}/", follow=True).content.decode()
    (data,) = Blocks(html).found
    assert [thing["name"] for thing in data["@graph"] if thing["@type"] == "Product"] == [HOSTILE]
    assert "<b>&amp;amp;" not in html
    plain = client.get(f"/fr/produits/{factories.published().pk}/", follow=True).content.decode()
    assert Blocks(html).tags.count("script") == Blocks(plain).tags.count("script")


@pytest.mark.django_db
def test_product_trail_leads_to_itself_through_addresses_that_are_there(client):
    product = factories.published(title="Tapis")
    trail = said(client, f"/fr/produits/{product.pk}/")["BreadcrumbList"][0]["itemListElement"]
    assert [step["position"] for step in trail] == [1, 2, 3]
    assert [step["name"] for step in trail] == ["Tapis", "Tapis noués", "Tapis"]
    for step in trail:
        assert client.get(step["item"].removeprefix(ORIGIN)).status_code == 200


@pytest.mark.django_db
def test_product_withdrawn_says_nothing_to_machines(client):
    product = factories.published()
    publishing.withdraw(product, actor=factories.user())
    response = client.get(f"/fr/produits/{product.pk}/", follow=True)
    assert response.status_code == 410
    assert not Blocks(response.content.decode()).found


@pytest.mark.django_db
def test_home_names_the_centre(client):
    home_page()
    legal_facts(operator_name={"fr": "Association Maarad", "ar": "جمعية معرض"}, operator_phone="+212500000000")
    found = said(client, "/fr/")
    centre, site = found["Organization"][0], found["WebSite"][0]
    assert (centre["name"], centre["telephone"]) == ("Association Maarad", "+212500000000")
    assert site["publisher"]["@id"] == centre["@id"]
    assert centre["url"] == f"{ORIGIN}/fr/"
    assert said(client, "/ar/")["Organization"][0]["name"] == "جمعية معرض"


@pytest.mark.django_db
def test_vendor_is_told_with_her_town_and_country(client):
    vendor = factories.vendor(name_fr="Atelier", town_fr="Taznakht", address="Rue 4, no 12", founded=1998)
    maker = said(client, f"/fr/artisans/{vendor.pk}/")["Organization"][0]
    assert (maker["name"], maker["foundingDate"]) == ("Atelier", "1998")
    assert maker["address"]["addressLocality"] == "Taznakht"
    assert maker["address"]["addressCountry"] == "MA"
    assert "Rue 4" not in json.dumps(maker)


@pytest.mark.django_db
def test_fair_each_sequence_is_an_event_with_its_days_and_place(client):
    legal_facts(operator_name="Association Maarad")
    bazaar = fairs.bazaar(name_fr="Bazar", theme_fr="Laine", is_free=True)
    stop = fairs.stop(
        bazaar,
        town_fr="M’diq",
        venue_fr="Corniche",
        address="Avenue de la plage",
        latitude="35.68590",
        longitude="-5.32530",
    )
    later = fairs.sequence(stop, date(2030, 8, 1), 10)
    fairs.sequence(stop, date(2030, 7, 1), 10)
    first, second = said(client, bazaar.address_in("fr"))["Event"]
    assert (first["startDate"], first["endDate"]) == ("2030-07-01", "2030-07-10")
    assert (second["startDate"], second["endDate"]) == ("2030-08-01", "2030-08-10")
    assert second["url"] == f"{ORIGIN}{bazaar.address_in('fr')}?sequence={later.pk}"
    assert first["eventStatus"] == "https://schema.org/EventScheduled"
    assert first["isAccessibleForFree"] is True
    assert first["organizer"]["name"] == "Association Maarad"
    place = first["location"]
    assert (place["name"], place["address"]["addressLocality"]) == ("Corniche", "M’diq")
    assert (place["address"]["streetAddress"], place["address"]["addressCountry"]) == ("Avenue de la plage", "MA")
    assert (place["geo"]["latitude"], place["geo"]["longitude"]) == (35.6859, -5.3253)


@pytest.mark.django_db
def test_fair_cancelled_is_told_as_cancelled(client):
    bazaar = fairs.bazaar(state=Bazaar.State.CANCELLED)
    fairs.sequence(fairs.stop(bazaar), date(2030, 7, 1), 10)
    assert said(client, bazaar.address_in("fr"))["Event"][0]["eventStatus"] == "https://schema.org/EventCancelled"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("precision", "days"),
    [
        ("day", [("2030-05-02", "2030-05-09")]),
        ("start", [("2030-05-02", None)]),
        ("month", []),
        ("year", []),
        ("unknown", []),
    ],
)
def test_fair_of_others_days_are_told_only_as_far_as_they_are_known(client, precision, days):
    bazaar = fairs.bazaar(
        is_own=False,
        organiser="Maison de l’Artisan",
        precision=precision,
        starts=date(2030, 5, 2),
        ends=date(2030, 5, 2) + timedelta(days=7),
    )
    events = said(client, bazaar.address_in("fr")).get("Event", [])
    assert [(event["startDate"], event.get("endDate")) for event in events] == days
    for event in events:
        assert event["organizer"]["name"] == "Maison de l’Artisan"
        assert "isAccessibleForFree" not in event
