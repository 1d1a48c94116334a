"""The shopper's link: it follows the purchase; for whom it is, it says after the last digits of the telephone alone."""

import pytest

from marketplace.messaging import links
from marketplace.orders.models import Purchase
from marketplace.storefront.tracking_addresses import tracking_path
from tests import buying
from tests.sayings import text

pytestmark = pytest.mark.django_db
SECRETS = ("Salma Idrissi", "rue des Consuls", "06 12 34 56 78", "612-345678")


@pytest.fixture
def purchase():
    return buying.order().purchase


def address(purchase):
    return tracking_path(purchase, "fr", "purchase_address")


def test_short_link_leads_to_the_purchase_which_names_nobody(client, purchase):
    link = links.address("purchase", purchase.pk, "fr").removeprefix("http://127.0.0.1:8000")
    response = client.get(link)
    assert response.url == tracking_path(purchase, "fr")
    page = text(client.get(response.url))
    assert not any(secret in page for secret in SECRETS)


def test_address_is_asked_for_by_the_last_digits(client, purchase):
    page = text(client.get(address(purchase)))
    assert not any(secret in page for secret in SECRETS)
    page = text(client.post(address(purchase), {"digits": "5678"}))
    assert "Salma Idrissi" in page
    assert "rue des Consuls" in page


def test_address_opens_to_digits_as_an_arabic_keyboard_writes_them(client, purchase):
    assert "Salma Idrissi" in text(client.post(address(purchase), {"digits": "٥٦٧٨"}))


@pytest.mark.parametrize("digits", ["1234", "", "12345", "abcd"])
def test_address_stays_closed_to_other_digits(client, purchase, digits):
    response = client.post(address(purchase), {"digits": digits})
    assert response.status_code == 422
    assert not any(secret in text(response) for secret in SECRETS)


def test_address_is_closed_for_an_hour_after_five_tries(client, purchase):
    for n in range(5):
        client.post(address(purchase), {"digits": f"000{n}"})
    response = client.post(address(purchase), {"digits": "5678"}, REMOTE_ADDR="10.0.0.7")
    assert response.status_code == 429
    assert not any(secret in text(response) for secret in SECRETS)


def test_purchase_page_leads_to_the_address_where_there_is_a_telephone(client, purchase):
    page = tracking_path(purchase, "fr")
    assert address(purchase) in client.get(page).content.decode()
    Purchase.objects.update(phone="")
    assert address(purchase) not in client.get(page).content.decode()


def test_address_right_digits_are_never_too_many(client, purchase):
    for _each in range(8):
        assert "Salma Idrissi" in text(client.post(address(purchase), {"digits": "5678"}))


@pytest.mark.parametrize(("language", "country"), [("fr", "Maroc"), ("ar", "المغرب"), ("en", "Morocco")])
def test_address_ends_with_the_name_of_its_country(client, purchase, language, country):
    page = client.post(tracking_path(purchase, language, "purchase_address"), {"digits": "5678"}).content.decode()
    assert f"<br><bdi>{country}</bdi></p>" in page
    assert "<bdi>MA</bdi>" not in page
