"""On the way from a cart to an order, with Django's client."""

import re

from tests import buying

DETAILS = {
    "name": "Salma Idrissi",
    "phone": "06 12 34 56 78",
    "email": "",
    "country": "MA",
    "town": "Salé",
    "address": "12, rue des Ateliers",
    "postcode": "11000",
}


def fill(client, *products, quantity=1):
    for product in products:
        given = {"variant": buying.variant(product).pk, "quantity": quantity}
        client.post("/en/cart/add/", given, HTTP_SEC_FETCH_SITE="same-origin")


def tell(client, where, **given):
    return client.post("/en/checkout/", DETAILS | {"province": where.pk} | given)


def choose(client, **given):
    page = client.get("/en/checkout/delivery/").context["page"]
    chosen = {f"delivery_{parcel.seller.id}": parcel.chosen.method for parcel in page.quote.parcels if parcel.chosen}
    return client.post("/en/checkout/delivery/", chosen | given)


def last_form(client):
    """What the last step's page would send."""
    html = client.get("/en/checkout/payment/").content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(key|shown)" value="([^"]+)"', html))
    return {"payment": "on_delivery", "accept": "on", **hidden}


def to_the_end(client, province, *products, **given):
    """The last step's form, filled."""
    fill(client, *products)
    assert tell(client, province, **given)["Location"] == "/en/checkout/delivery/"
    assert choose(client)["Location"] == "/en/checkout/payment/"
    return last_form(client)
