"""The checkout's three steps: what is asked, what is kept, and the one moment in which something is bought."""

import re
import uuid
from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from catalogue import stock
from catalogue.models import Stock, Variant
from marketplace.checkout import carts
from marketplace.orders.models import Order, Purchase
from marketplace.storefront import cart_keeping, checkout_draft
from tests import buying, factories
from tests.storefront.checking_out import DETAILS, choose, fill, last_form, tell, to_the_end
from tests.storefront.factories import home_page, standard_page
from vendors.models import Territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    region = factories.territory()
    return Territory.objects.create(code="MA-05-1", level=2, parent=region, slug="fquih", name_fr="Fquih", name_ar="ف")


@pytest.fixture
def _conditions():
    for language, words in {"fr": "Conditions", "ar": "شروط"}.items():
        standard_page(home_page(language), "conditions", f"<p>{words}</p>")


@pytest.fixture(autouse=True)
def _tariff():
    buying.tariff()


@pytest.mark.usefixtures("_conditions")
def test_checkout_buys_from_three_makers_without_a_session(client, province):
    form = to_the_end(client, province, *[factories.published() for _each in range(3)])
    response = client.post("/en/checkout/payment/", form)
    purchase = Purchase.objects.get()
    assert response.status_code == 303
    assert re.fullmatch(rf"/en/orders/{purchase.reference}-[0-9a-f]{{20}}/", response["Location"])
    assert purchase.orders.count() == 3
    assert (purchase.name, purchase.phone, purchase.language) == ("Salma Idrissi", "+212612345678", "en")
    assert (purchase.country, purchase.territory, purchase.town) == ("MA", province, "Salé")
    assert str(purchase.key) == form["key"]
    assert not Session.objects.exists()
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.usefixtures("_conditions")
def test_checkout_keeps_the_conditions_as_they_were_read(client, province):
    client.post("/en/checkout/payment/", to_the_end(client, province, factories.published()))
    purchase = Purchase.objects.get()
    # They are not written in English: the French ones were shown.
    assert (purchase.conditions.language, purchase.conditions_ar.language) == ("fr", "ar")
    assert "Conditions" in purchase.conditions.body
    assert "شروط" in purchase.conditions_ar.body


def test_checkout_takes_what_was_bought_out_of_the_cart_and_nothing_else(client, province):
    product, other = factories.published(), factories.published()
    form = to_the_end(client, province, product)
    fill(client, other)
    # Put in meanwhile, from another tab: it changes the quote, so it is shown first.
    assert client.post("/en/checkout/payment/", form).status_code == 409
    client.post("/en/cart/change/", {"variant": buying.variant(other).pk, "quantity": 1, "remove": 1})
    response = client.post("/en/checkout/payment/", form)
    assert response.cookies[carts.COOKIE]["max-age"] == 0
    assert response.cookies[cart_keeping.COUNT_COOKIE]["max-age"] == 0
    # Nothing that she typed is left.
    kept = SimpleNamespace(COOKIES={checkout_draft.COOKIE: response.cookies[checkout_draft.COOKIE].value})
    assert checkout_draft.draft_of(kept) == checkout_draft.Draft(bought=form["key"])


def test_checkout_sent_twice_with_the_same_cookies_buys_once(client, province):
    form = to_the_end(client, province, factories.published(on_hand=1))
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    first = client.post("/en/checkout/payment/", form)
    client.cookies.load(cookies)
    second = client.post("/en/checkout/payment/", form)
    assert first["Location"] == second["Location"]
    assert Purchase.objects.count() == 1
    # Its answer came at last: what it bought is out of the cart.
    assert second.cookies[carts.COOKIE]["max-age"] == 0


def test_checkout_sent_again_after_the_cart_is_empty_leads_to_what_it_bought(client, province):
    form = to_the_end(client, province, factories.published())
    first = client.post("/en/checkout/payment/", form)
    kept = factories.published()
    fill(client, kept)
    again = client.post("/en/checkout/payment/", form)
    assert again["Location"] == first["Location"]
    assert carts.COOKIE not in again.cookies
    page = client.get(again["Location"]).content.decode()
    assert "What is in your cart now is not part of it." in page


def test_checkout_with_the_key_of_somebody_else_shows_nobodys_purchase(client, province):
    form = to_the_end(client, province, factories.published())
    bought = client.post("/en/checkout/payment/", form)["Location"]
    stranger = Client()
    for given in (form, to_the_end(stranger, province, factories.published()) | {"key": form["key"]}):
        response = stranger.post("/en/checkout/payment/", given)
        assert response["Location"] == "/en/checkout/payment/"
        page = stranger.get("/en/checkout/payment/", follow=True)
        assert "This form was made for another order, and nothing was ordered." in page.content.decode()
        assert bought not in page.content.decode()
    assert Purchase.objects.count() == 1
    # In the answer is a form of her own.
    mine = last_form(stranger)
    assert mine["key"] != form["key"]
    assert stranger.post("/en/checkout/payment/", mine)["Location"] != bought
    assert Purchase.objects.count() == 2


def test_checkout_with_a_key_that_is_not_this_browsers_buys_nothing(client, province):
    """Else whoever read a key could be first with it, and its owner would be shown that purchase for her own."""
    form = to_the_end(client, province, factories.published())
    response = client.post("/en/checkout/payment/", form | {"key": str(uuid.uuid4())})
    assert response["Location"] == "/en/checkout/payment/"
    assert not Purchase.objects.exists()


def test_checkout_sent_again_from_another_browser_by_whoever_is_signed_in_leads_to_what_it_bought(client, province):
    person = factories.user()
    client.force_login(person)
    form = to_the_end(client, province, factories.published())
    first, other = client.post("/en/checkout/payment/", form), Client()
    other.force_login(person)
    assert other.post("/en/checkout/payment/", form)["Location"] == first["Location"]


def test_checkout_reloaded_before_the_answer_came_has_the_same_key(client, province):
    form = to_the_end(client, province, factories.published())
    assert last_form(client)["key"] == form["key"]
    uuid.UUID(form["key"])


@pytest.mark.parametrize("change", ["price", "stock"])
def test_checkout_of_what_changed_shows_the_new_quote_and_buys_nothing(client, province, change):
    product = factories.published(on_hand=5, price=10000)
    fill(client, product)
    form = to_the_end(client, province, product)
    if change == "price":
        Variant.objects.filter(product=product).update(price=12000)
    else:
        stock.take({buying.variant(product).pk: 4}, actor=None)
    response = client.post("/en/checkout/payment/", form)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Something has changed since the previous step. Check, then confirm." in html
    assert response.context["page"].goods == {"price": "MAD\xa0240", "stock": "MAD\xa0100"}[change]
    assert not Purchase.objects.exists()
    # She is told once; confirming what she sees now buys it.
    assert response.context["form"]["accept"].value()
    new = dict(re.findall(r'<input type="hidden" name="(key|shown)" value="([^"]+)"', html))
    assert new["key"] == form["key"]
    assert client.post("/en/checkout/payment/", form | new).status_code == 303


def test_checkout_of_what_was_sold_just_now_leads_back_to_the_cart(client, province):
    product = factories.published(on_hand=1)
    form = to_the_end(client, province, product)
    stock.take({buying.variant(product).pk: 1}, actor=None)
    response = client.post("/en/checkout/payment/", form, follow=True)
    assert "This piece has been sold in the meantime." in response.content.decode()
    assert not Purchase.objects.exists()


def test_checkout_without_accepting_the_conditions_buys_nothing_and_loses_nothing(client, province):
    form = to_the_end(client, province, factories.published())
    del form["accept"]
    response = client.post("/en/checkout/payment/", form | {"payment": "bank_transfer"})
    html = response.content.decode()
    assert "The order can only be made once you accept the conditions of sale." in html
    assert 'value="bank_transfer" checked' in html
    assert not Purchase.objects.exists()


def test_checkout_button_says_that_it_obliges_to_pay(client, province):
    to_the_end(client, province, factories.published())
    html = client.get("/en/checkout/payment/").content.decode()
    assert re.search(r"<button[^>]*>Order with obligation to pay</button>", html)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"phone": ""}, {"phone"}),
        ({"phone": "06 12"}, {"phone"}),
        ({"province": ""}, {"province"}),
        ({"province": "999"}, {"province"}),
        ({"name": " ", "address": ""}, {"name", "address"}),
        ({"email": "salma@"}, {"email"}),
        ({"country": "XX"}, {"country"}),
        ({"country": "FR", "phone": "", "email": ""}, {"email"}),
    ],
)
def test_details_that_are_not_right_are_shown_again_with_all_that_was_typed(client, province, given, wrong):
    fill(client, factories.published())
    response = tell(client, province, **given)
    html = response.content.decode()
    assert response.status_code == 200
    assert set(response.context["form"].errors) == wrong
    assert 'role="alert"' in html
    for name in wrong:
        assert f'href="#id_{name}"' in html
        assert f'id="id_{name}_error"' in html
    assert "12, rue des Ateliers" in html or "address" in given
    assert checkout_draft.COOKIE not in response.cookies


def test_details_abroad_need_no_province_and_a_telephone_or_an_e_mail(client):
    buying.tariff(territory=None, amount=45000, carrier="EMS")
    fill(client, factories.published(vendor=factories.vendor(ships_abroad=True)))
    given = DETAILS | {"country": "FR", "phone": "", "email": "salma@example.org", "province": ""}
    assert client.post("/en/checkout/", given).status_code == 303
    page = client.get("/en/checkout/delivery/").context["page"]
    assert page.delivery == "MAD\xa0450"


def test_delivery_abroad_by_a_maker_who_sends_nothing_abroad_is_refused(client, province):
    fill(client, factories.published())
    tell(client, province, country="FR", phone="+33 6 12 34 56 78")
    html = client.get("/en/checkout/delivery/").content.decode()
    assert "This maker delivers in Morocco only." in html
    assert "Choose how to pay" not in html
    # Nor by whoever sends the form all the same.
    client.post("/en/checkout/delivery/", {})
    assert client.get("/en/checkout/payment/").status_code == 303


def test_details_are_there_again_in_another_language_and_after_going_back(client, province):
    fill(client, factories.published())
    tell(client, province)
    html = client.get("/ar/checkout/").content.decode()
    assert "06 12 34 56 78" in html
    assert f'<option value="{province.pk}" selected>' in html


def test_delivery_choice_and_note_are_kept_and_reach_the_order(client, province):
    cooperative = factories.cooperative(address="Souk, Safi")
    fill(client, factories.published(vendor=cooperative))
    tell(client, province)
    choose(client, **{f"delivery_{cooperative.pk}": "pickup", f"note_{cooperative.pk}": "Emballez-le bien."})
    html = client.get("/en/checkout/delivery/").content.decode()
    assert re.search(r'value="pickup" checked', html)
    assert "Emballez-le bien." in html
    client.post("/en/checkout/payment/", last_form(client))
    order = Order.objects.get()
    assert (order.delivery, order.note, order.carrier) == ("pickup", "Emballez-le bien.", "")


def test_delivery_notes_too_long_for_a_cookie_are_refused_with_words(client, province):
    vendors = [factories.vendor() for _each in range(24)]
    fill(client, *[factories.published(vendor=vendor) for vendor in vendors])
    tell(client, province)
    notes = {f"note_{vendor.pk}": "".join(uuid.uuid4().hex for _each in range(9)) for vendor in vendors}
    response = choose(client, **notes)
    assert "Your notes are too long together." in response.content.decode()
    assert checkout_draft.COOKIE not in response.cookies


@pytest.mark.parametrize("step", ["checkout/", "checkout/delivery/", "checkout/payment/"])
def test_checkout_of_an_empty_cart_leads_to_the_cart(client, step):
    response = client.get(f"/en/{step}", follow=True)
    assert response.redirect_chain[-1][0] == "/en/cart/"


def test_checkout_steps_are_not_jumped(client, province):
    fill(client, factories.published())
    assert client.get("/en/checkout/delivery/")["Location"] == "/en/checkout/"
    assert client.get("/en/checkout/payment/")["Location"] == "/en/checkout/"
    tell(client, province)
    assert client.get("/en/checkout/payment/")["Location"] == "/en/checkout/"


def test_checkout_draft_that_is_not_ours_is_forgotten(client):
    fill(client, factories.published())
    client.cookies[checkout_draft.COOKIE] = client.cookies[carts.COOKIE].value
    assert client.get("/en/checkout/").status_code == 200
    assert client.get("/en/checkout/delivery/")["Location"] == "/en/checkout/"


def test_checkout_draft_is_for_this_browser_and_no_script(client, province):
    fill(client, factories.published())
    cookie = tell(client, province).cookies[checkout_draft.COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


def test_checkout_of_somebody_signed_in_is_hers_and_her_address_is_known(client, province):
    person = factories.user(phone="0612345678", name="Salma")
    client.force_login(person)
    client.post("/en/checkout/payment/", to_the_end(client, province, factories.published()))
    assert Purchase.objects.get().user == person
    assert not person.cart_lines.exists()
    fill(client, factories.published())
    form = client.get("/en/checkout/").context["form"]
    assert (form["phone"].value(), form["address"].value()) == ("06 12 34 56 78", "12, rue des Ateliers")
    assert form["province"].value() == str(province.pk)


def test_checkout_never_takes_more_than_there_is(client, province):
    product = factories.published(on_hand=2)
    fill(client, product, quantity=9)
    tell(client, province)
    choose(client)
    client.post("/en/checkout/payment/", last_form(client))
    assert Stock.objects.get(variant__product=product).on_hand == 0
    assert Purchase.objects.get().orders.get().goods[0].quantity == 2


def test_checkout_by_card_leads_to_the_provider_and_back(client, province, settings):
    settings.CARD_PROVIDER = "sandbox"
    form = to_the_end(client, province, factories.published())
    response = client.post("/en/checkout/payment/", form | {"payment": "card"})
    assert "/pay/sandbox/" in response["Location"]
    # The answer was lost: sent again it goes on with the same attempt.
    assert client.post("/en/checkout/payment/", form | {"payment": "card"})["Location"] == response["Location"]


@pytest.mark.parametrize("number", [1, 3])
def test_last_step_takes_as_many_statements_whatever_is_bought(client, province, django_assert_num_queries, number):
    to_the_end(client, province, *[factories.published() for _each in range(number)])
    # As the cart's page.
    with buying.known(), django_assert_num_queries(3):
        client.get("/en/checkout/payment/")
