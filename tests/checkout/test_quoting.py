from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.checkout.carts import Cart, Item, Seller
from marketplace.checkout.quoting import (
    BANK_TRANSFER,
    ON_DELIVERY,
    Carriage,
    Choices,
    Destination,
    Terms,
    included_tax,
    quote,
)
from marketplace.ledger.split import Party, Rule

RABAT = Destination("MA", "/1/4/20/")
FRANCE = Destination("FR", "")


def seller(pk=1, **fields):
    given = {
        "id": pk,
        "names": {"fr": f"Atelier {pk}"},
        "towns": {"fr": "Taznakht"},
        "country": "MA",
        "address": "",
        "has_counter": False,
        "ships_abroad": False,
        "tax_rate": 0,
        "back_on": None,
    }
    return Seller(**(given | fields))


def item(variant_id=1, **fields):
    quantity = fields.pop("quantity", 1)
    given = {
        "variant_id": variant_id,
        "product_id": variant_id,
        "seller_id": 1,
        "workshop_id": 1,
        "cooperative_id": None,
        "maker_id": None,
        "category_ids": (11, 10),
        "wanted": quantity,
        "quantity": quantity,
        "price_seen": 25_000,
        "unit_price": 25_000,
        "currency": "MAD",
        "is_made_to_order": False,
        "lead_time_days": 0,
        "weight_g": 800,
        "words": {},
        "option": "",
        "sku": "",
        "withdrawal": "allowed",
        "picture_hash": "",
        "picture_width": 0,
        "picture_height": 0,
        "picture_ready": "",
        "dye": "madder",
        "trouble": "",
    }
    return Item(**(given | fields))


def cart(*items, sellers=None):
    return Cart(tuple(items), {each.id: each for each in sellers or [seller()]})


def carriage(**fields):
    given = {
        "vendor_id": None,
        "path": "/1/",
        "up_to_g": 5000,
        "amount": 3500,
        "currency": "MAD",
        "min_days": 2,
        "max_days": 4,
        "carrier": "Amana",
        "takes_cash": True,
    }
    return Carriage(**(given | fields))


def everything_to_the_maker():
    return Rule(name="", platform=0, cooperative=0, fund=0, fee=0)


def terms(*tariffs, **fields):
    given = {
        "rules": (everything_to_the_maker(),),
        "tariffs": tariffs or (carriage(),),
        "weights": {},
        "today": date(2026, 11, 24),
    }
    return Terms(**(given | fields))


def test_quote_of_two_sellers_has_a_parcel_and_a_delivery_for_each():
    items = [item(1, quantity=2), item(2, seller_id=2, workshop_id=2)]
    made = quote(cart(*items, sellers=[seller(1), seller(2)]), RABAT, Choices({}, ON_DELIVERY), terms=terms())
    assert [(parcel.seller.id, parcel.goods, parcel.delivery) for parcel in made.parcels] == [
        (1, 50_000, 3500),
        (2, 25_000, 3500),
    ]
    assert (made.goods, made.delivery, made.total) == (75_000, 7000, 82_000)
    assert [(due.method, due.seller_ids, due.amount) for due in made.dues] == [
        (ON_DELIVERY, (1,), 53_500),
        (ON_DELIVERY, (2,), 28_500),
    ]
    assert made.is_whole


def test_quote_paid_by_transfer_collects_once():
    items = [item(1), item(2, seller_id=2, workshop_id=2)]
    made = quote(cart(*items, sellers=[seller(1), seller(2)]), RABAT, Choices({}, BANK_TRANSFER), terms=terms())
    assert [(due.seller_ids, due.amount) for due in made.dues] == [((1, 2), 57_000)]


def test_quote_leaves_out_what_cannot_be_sold():
    made = quote(cart(item(1), item(2, trouble="sold")), RABAT, Choices(), terms=terms())
    assert [line.item.variant_id for line in made.parcels[0].lines] == [1]


def test_quote_without_items_is_not_whole():
    made = quote(cart(), RABAT, Choices({}, ON_DELIVERY), terms=terms())
    assert (made.parcels, made.total, made.is_whole) == ((), 0, False)


@pytest.mark.parametrize(
    ("weight", "amount"), [(800, 3500), (5000, 3500), (5001, 6000), (20_000, 6000), (20_001, None)]
)
def test_delivery_takes_the_lightest_tariff_that_holds_the_weight(weight, amount):
    rows = [carriage(), carriage(up_to_g=20_000, amount=6000)]
    (parcel,) = quote(cart(item(weight_g=weight)), RABAT, Choices(), terms=terms(*rows)).parcels
    assert (parcel.chosen.amount if parcel.chosen else None) == amount
    assert parcel.trouble == ("" if amount else "too_heavy")


def test_delivery_takes_the_narrowest_territory():
    rows = [carriage(amount=3500), carriage(path="/1/4/", amount=2000), carriage(path="/1/5/", amount=1)]
    assert quote(cart(item()), RABAT, Choices(), terms=terms(*rows)).delivery == 2000


def test_delivery_of_what_is_too_heavy_for_the_narrowest_takes_the_next_wider():
    rows = [carriage(up_to_g=20_000, amount=6000), carriage(path="/1/4/", up_to_g=5000, amount=2000)]
    assert quote(cart(item(weight_g=9000)), RABAT, Choices(), terms=terms(*rows)).delivery == 6000


def test_delivery_of_a_vendor_with_tariffs_of_her_own_takes_these_alone():
    rows = [carriage(path="/1/4/", amount=2000), carriage(vendor_id=1, amount=5000, carrier="")]
    made = quote(cart(item()), RABAT, Choices(), terms=terms(*rows))
    assert made.delivery == 5000
    assert [(part.party, part.amount, part.payee_id) for part in made.parcels[0].delivery_parts] == [
        (Party.DELIVERY, 5000, 1)
    ]


@pytest.mark.parametrize(
    ("ships_abroad", "rows", "trouble"),
    [
        (False, [carriage(path="")], "not_abroad"),
        (True, [carriage()], "not_there"),
        (True, [carriage(path="")], ""),
    ],
)
def test_delivery_abroad_needs_a_vendor_and_a_tariff_for_it(ships_abroad, rows, trouble):
    made = quote(cart(item(), sellers=[seller(ships_abroad=ships_abroad)]), FRANCE, Choices(), terms=terms(*rows))
    assert made.parcels[0].trouble == trouble


BENIN = Destination("BJ", "/2/30/")


@pytest.mark.parametrize(
    ("row", "delivery"),
    [
        ({"path": ""}, 28_000),
        ({"path": "/2/"}, None),
        ({"path": "/2/", "vendor_id": 1}, 28_000),
    ],
    ids=["for any other country", "within Benin", "her own for Benin"],
)
def test_delivery_across_a_border_is_not_that_within_the_country_it_goes_to(row, delivery):
    abroad = cart(item(), sellers=[seller(ships_abroad=True)])
    (parcel,) = quote(abroad, BENIN, Choices(), terms=terms(carriage(**row, amount=28_000))).parcels
    assert (parcel.chosen.amount if parcel.chosen else None) == delivery


def test_weight_of_a_piece_without_one_is_its_categorys():
    rows = [carriage(up_to_g=2000, amount=1), carriage(up_to_g=9000, amount=2)]
    made = quote(cart(item(weight_g=0, quantity=2)), RABAT, Choices(), terms=terms(*rows, weights={10: 900, 11: 1500}))
    assert made.delivery == 2


def test_pickup_is_free_and_only_where_there_is_a_counter():
    with_counter = cart(item(), sellers=[seller(has_counter=True)])
    made = quote(with_counter, RABAT, Choices({1: "pickup"}, ON_DELIVERY), terms=terms())
    assert (made.parcels[0].chosen.method, made.delivery) == ("pickup", 0)
    assert quote(cart(item()), RABAT, Choices({1: "pickup"}), terms=terms()).parcels[0].chosen.method == "home"


def test_payment_on_delivery_is_not_offered_when_one_carrier_takes_no_cash():
    items = [item(1), item(2, seller_id=2, workshop_id=2)]
    rows = [carriage(), carriage(vendor_id=2, takes_cash=False)]
    made = quote(cart(*items, sellers=[seller(1), seller(2)]), RABAT, Choices({}, ON_DELIVERY), terms=terms(*rows))
    assert made.payments == (BANK_TRANSFER,)
    assert not made.is_whole


def test_made_to_order_waits_for_its_lead_time():
    made = quote(cart(item(lead_time_days=21)), RABAT, Choices(), terms=terms())
    assert (made.parcels[0].chosen.from_day, made.parcels[0].chosen.by_day) == (date(2026, 12, 17), date(2026, 12, 19))


def test_digest_of_another_price_share_or_carriage_differs():
    made = quote(cart(item()), RABAT, Choices({}, ON_DELIVERY), terms=terms())
    others = [
        quote(cart(item(unit_price=24_999)), RABAT, Choices({}, ON_DELIVERY), terms=terms()),
        quote(cart(item()), RABAT, Choices({}, BANK_TRANSFER), terms=terms()),
        quote(cart(item()), RABAT, Choices({}, ON_DELIVERY), terms=terms(carriage(amount=3600))),
        quote(
            cart(item()),
            RABAT,
            Choices({}, ON_DELIVERY),
            terms=terms(rules=(replace(everything_to_the_maker(), platform=500),)),
        ),
    ]
    assert made.digest not in {other.digest for other in others}
    later = terms(today=date(2026, 12, 24))
    assert quote(cart(item()), RABAT, Choices({}, ON_DELIVERY), terms=later).digest == made.digest


@pytest.mark.parametrize(
    ("total", "rate", "tax"), [(12_000, 200, 2000), (25_000, 0, 0), (100, 200, 17), (1, 200, 0), (3, 200, 1)]
)
def test_included_tax_is_what_the_rate_adds_to_the_rest(total, rate, tax):
    assert included_tax(total, rate) == tax


@given(
    prices=st.lists(st.tuples(st.integers(1, 10**9), st.integers(1, 99)), min_size=1, max_size=8),
    rates=st.tuples(*[st.integers(0, 2500)] * 3),
    carried=st.integers(0, 10**6),
)
def test_quote_of_anything_gives_every_centime_to_somebody(prices, rates, carried):
    platform, fund, cooperative = rates
    rule = replace(everything_to_the_maker(), platform=platform, fund=fund, cooperative=cooperative)
    items = [
        item(number, unit_price=price, quantity=quantity, seller_id=number % 3 + 1, workshop_id=number % 3 + 1)
        for number, (price, quantity) in enumerate(prices)
    ]
    sellers = [seller(1, tax_rate=200), seller(2), seller(3)]
    made = quote(
        cart(*items, sellers=sellers),
        RABAT,
        Choices({}, ON_DELIVERY),
        terms=terms(carriage(up_to_g=10**9, amount=carried), rules=(rule,)),
    )
    assert sum(made.parties.values()) == made.total == sum(due.amount for due in made.dues)
    assert made.goods == sum(price * quantity for price, quantity in prices)
    for parcel in made.parcels:
        for line in parcel.lines:
            assert sum(part.amount for part in line.parts) == line.total
            assert min(part.amount for part in line.parts) >= 0
