"""What buying a piece means, on its page: the cart, the shares, the delivery."""

import pytest

from marketplace.ledger.models import SplitRule
from tests import buying, factories

pytestmark = pytest.mark.django_db


def shown(client, product, query=""):
    response = client.get(f"/en/produits/{product.pk}/{query}", follow=True)
    assert response.status_code == 200
    return response.context["page"].offer, response.content.decode()


def test_product_page_puts_the_option_it_shows_into_the_cart_without_a_token(client):
    product = factories.published(
        variants=[{"price": 100, "on_hand": 3, "size": "S"}, {"price": 200, "on_hand": 2, "size": "L"}]
    )
    large = product.variants.get(size="L")
    _offer, html = shown(client, product, f"?option={large.pk}")
    form = html[html.index('action="/en/cart/add/"') :]
    form = form[: form.index("</form>")]
    assert f'name="variant" value="{large.pk}"' in form
    assert "csrf" not in form
    assert html.count("button--filled") == 1


@pytest.mark.parametrize(
    ("fields", "is_open", "several"),
    [
        ({"on_hand": 5}, True, True),
        ({"on_hand": 1}, True, False),
        ({"on_hand": 0}, False, False),
        ({"on_hand": 0, "is_made_to_order": True, "lead_time_days": 9}, True, True),
    ],
)
def test_product_page_offers_what_can_be_had(client, fields, is_open, several):
    offer, html = shown(client, factories.published(**fields))
    assert offer.is_open == is_open
    assert ('action="/en/cart/add/"' in html) == is_open
    assert ('type="number"' in html) == several


@pytest.mark.parametrize("who", ["vendor", "cooperative"])
def test_product_page_of_somebody_on_holiday_offers_nothing(client, who):
    cooperative = factories.cooperative(is_on_holiday=who == "cooperative")
    vendor = factories.vendor(sells_through=cooperative, is_on_holiday=who == "vendor")
    assert not shown(client, factories.published(vendor=vendor))[0].is_open


def test_product_page_says_who_gets_what_as_the_cart_will(client):
    SplitRule.objects.create(cooperative_part=900, platform_part=600, starts="2025-01-01")
    cooperative = factories.cooperative()
    maker = factories.maker(cooperative, name_en="Fatima")
    product = factories.published(vendor=cooperative, maker=maker, price=25000)
    offer, html = shown(client, product)
    assert "Of MAD\xa0250, Fatima receives MAD\xa0212.50" in html
    (parcel,) = buying.shown(product).parcels
    assert [part.amount for part in parcel.lines[0].parts] == [row.width for row in offer.shares.rows]


def test_product_page_says_what_delivery_costs_from(client):
    buying.tariff(up_to_g=2000, amount=3500)
    buying.tariff(up_to_g=2000, amount=2500, territory=factories.territory(), carrier="Atlas")
    buying.tariff(territory=None, amount=100, carrier="Post")
    offer, html = shown(client, factories.published())
    assert offer.delivery == "Delivery from MAD\xa025, within 6 days"
    assert offer.delivery in html


def test_product_page_of_a_piece_that_nobody_carries_says_nothing_of_delivery(client):
    buying.tariff(up_to_g=2000)
    product = factories.published(variants=[{"price": 10000, "on_hand": 1, "weight_g": 68_000}])
    assert shown(client, product)[0].delivery == ""


def test_product_page_says_where_it_can_be_collected(client):
    cooperative = factories.cooperative(address="Souk, Safi")
    member = factories.vendor(sells_through=cooperative)
    assert "Collect at the cooperative" in shown(client, factories.published(vendor=member))[1]
    assert "Collect at the cooperative" not in shown(client, factories.published())[1]
