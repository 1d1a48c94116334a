import pytest
from django.core import signing

from catalogue import editing, publishing, stock
from marketplace.checkout import carts
from marketplace.checkout.carts import Wanted
from marketplace.checkout.models import CartLine
from tests import buying, factories

pytestmark = pytest.mark.django_db


def read(*pieces, quantity=1):
    return carts.read(buying.wanted(*pieces, quantity=quantity))


@pytest.mark.parametrize("pieces", [1, 3])
def test_read_costs_two_statements(pieces, django_assert_num_queries):
    wanted = buying.wanted(*[factories.published() for _piece in range(pieces)])
    # The second is for the countries: a process asks once, a test, whose country may be undone, each time.
    with django_assert_num_queries(2):
        assert len(carts.read(wanted).items) == pieces


def test_read_of_nothing_is_empty_and_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert carts.read([]).items == ()


def test_read_keeps_the_order_of_adding():
    first, second = factories.published(), factories.published()
    assert [item.product_id for item in read(second, first).items] == [second.pk, first.pk]


def test_read_of_more_than_there_is_cuts_down_and_remembers_what_was_wanted():
    (item,) = read(factories.published(on_hand=2), quantity=5).items
    assert (item.quantity, item.wanted, item.is_fewer, item.trouble) == (2, 5, True, "")


def test_read_of_a_price_that_changed_says_so():
    piece = factories.published(price=25_000)
    wanted = buying.wanted(piece)
    editing.change_price(buying.variant(piece), actor=factories.user(), price=26_000)
    (item,) = carts.read(wanted).items
    assert (item.price_seen, item.unit_price, item.price_changed) == (25_000, 26_000, True)


def test_read_of_what_was_sold_says_so():
    piece = factories.published(on_hand=1)
    stock.take({buying.variant(piece).pk: 1}, actor=None)
    assert read(piece).items[0].trouble == "sold"


def test_read_of_what_was_withdrawn_says_that_it_is_gone():
    piece = factories.published()
    publishing.withdraw(piece, actor=factories.user())
    assert read(piece).items[0].trouble == "gone"


def test_read_of_what_was_never_on_sale_says_that_it_is_gone():
    assert read(factories.product()).items[0].trouble == "gone"


def test_read_of_a_variant_that_is_no_more_leaves_it_out():
    assert carts.read([Wanted(2**40, 1, 100)]).items == ()


@pytest.mark.parametrize("who", ["workshop", "cooperative"])
def test_read_while_the_workshop_or_its_cooperative_is_away_says_so(who):
    cooperative = factories.cooperative(is_on_holiday=who == "cooperative", back_on="2027-01-02")
    piece = factories.published(vendor=factories.vendor(sells_through=cooperative, is_on_holiday=who == "workshop"))
    cart = read(piece)
    assert cart.items[0].trouble == "holiday"
    assert (cart.sellers[cooperative.pk].back_on is not None) is (who == "cooperative")


def test_read_of_a_members_piece_names_the_cooperative_as_seller():
    cooperative = factories.cooperative(address="Douar Aguersafen", ships_abroad=True, tax_rate=200)
    piece = factories.published(vendor=factories.vendor(sells_through=cooperative))
    cart = read(piece)
    seller = cart.sellers[cooperative.pk]
    assert (cart.items[0].seller_id, cart.items[0].workshop_id) == (cooperative.pk, piece.vendor_id)
    assert (seller.has_counter, seller.ships_abroad, seller.tax_rate, seller.country) == (True, True, 200, "MA")
    assert seller.names == cooperative.names


def test_read_names_the_town_as_the_vendor_does():
    vendor = factories.vendor(town_fr="Taznakht")
    (seller,) = read(factories.published(vendor=vendor)).sellers.values()
    assert seller.towns == {language: vendor.town_in(language) for language in ("fr", "ar", "en")}


def test_cookie_gives_back_what_went_in():
    wanted = [Wanted(7, 2, 25_000), Wanted(3, 1, 900)]
    assert carts.from_cookie(carts.to_cookie(wanted)) == wanted


@pytest.mark.parametrize(
    "text",
    [None, "", "nonsense", "W10:1:x", signing.dumps([[1, 2]], salt=carts.SALT), signing.dumps([[1, 2, 3]])],
    # A signature holds the time: as a name it would be another in each process.
    ids=["none", "empty", "nonsense", "unsigned", "two of three", "signed for something else"],
)
def test_cookie_that_is_not_ours_is_an_empty_cart(text):
    assert carts.from_cookie(text) == []


def test_cookie_of_the_fullest_cart_fits_a_browser():
    wanted = [Wanted(10**6 + number, 99, 1_000_000) for number in range(carts.MOST_LINES)]
    assert len(carts.to_cookie(wanted)) < 3000


def test_changed_bounds_quantity_and_lines():
    wanted = carts.changed([], 1, 5000, 100)
    assert wanted == [Wanted(1, carts.MOST_OF_ONE, 100)]
    full = [Wanted(number, 1, 100) for number in range(carts.MOST_LINES)]
    assert carts.changed(full, 10_000, 1, 100) == full
    assert carts.changed(wanted, 1, 0, 100) == []


def test_kept_cart_is_what_was_kept_last():
    user, first, second = factories.user(), factories.published(), factories.published()
    carts.keep(user, buying.wanted(first, second))
    carts.keep(user, buying.wanted((second, 3)))
    assert carts.of(user) == buying.wanted((second, 3))
    assert CartLine.objects.count() == 1


def test_merged_takes_each_piece_once_with_the_larger_quantity():
    kept, brought = [Wanted(1, 2, 100), Wanted(2, 1, 100)], [Wanted(1, 1, 90), Wanted(2, 4, 90), Wanted(3, 1, 90)]
    assert carts.merged(kept, brought) == [Wanted(1, 2, 100), Wanted(2, 4, 90), Wanted(3, 1, 90)]
