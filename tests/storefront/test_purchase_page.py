"""A purchase after it is made: who may look at it, what it says, what its shopper can still do."""

from types import SimpleNamespace

import pytest
from django.core.cache import cache

from catalogue.models import Stock
from marketplace.checkout.quoting import BANK_TRANSFER, CARD, ON_DELIVERY
from marketplace.orders import fulfilment
from marketplace.orders.models import Order, OrderEvent, Purchase
from marketplace.orders.references import token_of
from marketplace.payments import handing_over, receiving, refunding
from marketplace.storefront import limits
from marketplace.storefront.tracking_addresses import tracking_path
from tests import buying, factories
from tests.promises import broken
from tests.storefront.factories import legal_facts

pytestmark = pytest.mark.django_db
VENDOR = {"side": OrderEvent.Side.VENDOR, "actor": None}


@pytest.fixture(autouse=True)
def _counts_in_memory(settings):
    settings.CACHES = settings.CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


def shown(client, purchase, language="en"):
    response = client.get(tracking_path(purchase, language))
    assert response.status_code == 200
    return response.context["page"], response.content.decode()


def act(client, order, move, **given):
    path = tracking_path(order.purchase, "en", f"purchase_{move}", number=order.number)
    return client.post(path, given, follow=True).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_purchase_page_takes_as_many_statements_whatever_was_bought(client, django_assert_num_queries, number):
    purchase = buying.bought(*[factories.published() for _each in range(number)])
    shown(client, purchase)
    # The purchase; orders with vendor and collection, lines, shares, events; pictures.
    with django_assert_num_queries(6):
        page, _html = shown(client, purchase)
    assert len(page.parcels) == number


def test_purchase_page_is_for_whoever_has_the_link_and_nobody_else(client):
    purchase, other = (buying.bought(factories.published()) for _each in range(2))
    path = tracking_path(purchase, "en")
    response = client.get(path)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert (response["Referrer-Policy"], response["X-Robots-Tag"]) == ("same-origin", "noindex")
    assert '<link rel="canonical"' not in response.content.decode()
    for wrong in (token_of(other), "0" * 20, token_of(purchase)[:-1], token_of(purchase).upper()):
        assert client.get(f"/en/orders/{purchase.reference}-{wrong}/").status_code == 404


@pytest.mark.parametrize("move", ["pay/", "1/cancel/", "1/report/"])
def test_purchase_moves_of_a_wrong_link_are_not_found(client, move):
    order = buying.order()
    path = f"/en/orders/{order.purchase.reference}-{'0' * 20}/{move}"
    assert client.post(path, {"reason": "damaged"}).status_code == 404
    order.refresh_from_db()
    assert order.state == Order.State.PLACED


def test_purchase_moves_need_a_token_of_the_form(client):
    order = buying.order()
    client.handler.enforce_csrf_checks = True
    path = tracking_path(order.purchase, "en", "purchase_cancel", number=1)
    assert client.post(path).status_code == 403


def test_purchase_move_of_an_order_that_is_not_of_it_is_not_found(client):
    purchase = buying.bought(factories.published())
    path = tracking_path(purchase, "en", "purchase_cancel", number=2)
    assert client.post(path).status_code == 404


def test_purchase_page_says_what_to_have_ready_at_the_door(client):
    purchase = buying.bought(factories.published(price=10000), factories.published(price=20000))
    page, html = shown(client, purchase)
    assert page.title == "Thank you. Your order is recorded."
    assert [parcel.at_door for parcel in page.parcels] == ["MAD\xa0135", "MAD\xa0235"]
    assert "Have <bdi>MAD\xa0135</bdi> ready for this parcel." in html
    assert page.shares.whole == purchase.total
    assert page.due is None


def test_purchase_page_by_transfer_says_where_to_how_much_and_by_when(client):
    legal_facts(bank_account="007 780 0001234567890123 45", operator_phone="+212 5 37 00 00 12")
    purchase = buying.bought(factories.published(price=10000), payment=BANK_TRANSFER)
    page, html = shown(client, purchase)
    assert "007 780 0001234567890123 45" in html
    assert page.due_amount == "MAD\xa0135"
    assert f"Quote {purchase.reference} on the transfer, before " in page.due_words
    assert page.parcels[0].help == "It waits for your transfer."
    receiving.receive_transfer(page.due.collection, amount=13500, reference="VIR 1", actor=factories.user())
    assert shown(client, purchase)[0].due is None


def test_purchase_page_by_transfer_without_an_account_gives_the_telephone(client):
    legal_facts(operator_phone="+212 5 37 00 00 12")
    _page, html = shown(client, buying.bought(factories.published(), payment=BANK_TRANSFER))
    assert "+212 5 37 00 00 12" in html


def test_purchase_page_by_card_leads_on_to_paying(client, settings):
    settings.CARD_PROVIDER = "sandbox"
    purchase = buying.bought(factories.published(), payment=CARD)
    page, html = shown(client, purchase)
    assert "These pieces are kept for you until" in html
    response = client.post(page.pay_url)
    assert "/pay/sandbox/" in response["Location"]
    client.post(response["Location"].removeprefix(settings.PUBLIC_ORIGIN), {"act": "pay"})
    # Back before the provider has told: it is asked.
    assert client.get(page.path + "?paid").context["page"].due is None
    assert broken() == []


def test_purchase_page_follows_a_parcel_to_its_door(client):
    order = buying.order()
    seen = []
    for step in ("accept", "ready", "send"):
        getattr(fulfilment, step)(order, **VENDOR)
        seen.append(shown(client, order.purchase)[0].parcels[0].help)
    handing_over.deliver(order, **VENDOR, holder="courier:Amana")
    page, _html = shown(client, order.purchase)
    assert seen == [
        "The maker is preparing your parcel.",
        "The parcel is packed; it leaves or waits for you.",
        "The parcel is on its way.",
    ]
    assert page.parcels[0].help.startswith("The parcel was handed to you on ")
    assert page.title == "Delivered"
    assert all(stage.is_done for stage in page.parcels[0].stages)
    assert page.parcels[0].at_door == ""


def test_purchase_page_of_a_part_accepted_shows_what_is_left(client):
    order = buying.order((factories.published(price=10000, on_hand=5), 3))
    line = order.goods[0]
    refunding.accept_part(order, {line.pk: 2}, **VENDOR, reason=OrderEvent.Reason.SOLD)
    page, _html = shown(client, order.purchase)
    shown_line = page.parcels[0].lines[0]
    assert (shown_line.missing, shown_line.price) == ("1 not supplied", "MAD\xa0200")
    assert page.shares.whole == 23500
    assert page.parcels[0].at_door == "MAD\xa0235"


def test_cancel_before_acceptance_gives_the_piece_back(client):
    product = factories.published(on_hand=1)
    order = buying.order(product)
    assert "Your order is cancelled." in act(client, order, "cancel")
    order.refresh_from_db()
    assert order.state == Order.State.CANCELLED
    assert Stock.objects.get(variant__product=product).on_hand == 1
    page, html = shown(client, order.purchase)
    assert not page.parcels[0].can_cancel
    assert page.parcels[0].at_door == ""
    assert broken() == []


def test_cancel_after_acceptance_is_refused_with_words(client):
    order = buying.order()
    fulfilment.accept(order, **VENDOR)
    assert "/cancel/" not in shown(client, order.purchase)[1]
    assert "This order has moved on meanwhile" in act(client, order, "cancel")
    order.refresh_from_db()
    assert order.state == Order.State.ACCEPTED


def test_cancel_by_a_stranger_begins_no_session(client):
    act(client, buying.order(), "cancel")
    assert "sessionid" not in client.cookies


def test_report_of_a_parcel_on_its_way_is_kept_and_thanked(client):
    order = buying.order()
    fulfilment.accept(order, **VENDOR)
    fulfilment.send(order, **VENDOR)
    html = act(client, order, "report", reason="not_received", words="Three weeks now")
    assert "Thank you for telling us." in html
    assert "I have not received it" in html
    event = order.events.get(kind=OrderEvent.Kind.REPORTED)
    assert (event.reason, event.words, event.side, event.actor) == ("not_received", "Three weeks now", "shopper", None)


@pytest.mark.parametrize("given", [{"reason": "sold"}, {"reason": "damaged"}, {}])
def test_report_that_cannot_be_is_not_kept(client, given):
    order = buying.order()
    act(client, order, "report", **given)
    assert not order.events.filter(kind=OrderEvent.Kind.REPORTED).exists()


def test_conditions_are_those_that_were_accepted(client):
    purchase = buying.bought(factories.published())
    html = client.get(tracking_path(purchase, "fr", "purchase_conditions")).content.decode()
    assert '<div class="prose" lang="fr" dir="ltr">Conditions de vente</div>' in html
    assert '<div class="prose" lang="ar" dir="rtl">شروط البيع</div>' in html


def test_find_by_reference_and_telephone_as_people_write_them(client):
    purchase = buying.bought(factories.published())
    written = f"{purchase.reference[:3].lower()} {purchase.reference[3:]}"
    response = client.post("/en/orders/find/", {"reference": written, "phone": "06 12-34-56-78"})
    assert (response.status_code, response["Location"]) == (303, tracking_path(purchase, "en"))


def test_find_says_the_same_of_a_wrong_reference_and_a_wrong_telephone(client):
    purchase = buying.bought(factories.published())
    answers = [
        client.post("/en/orders/find/", {"reference": reference, "phone": phone})
        for reference, phone in [(purchase.reference, "0699999999"), ("ZZZZZZZ", "0612345678"), ("ZZZZZZZ", "nonsense")]
    ]
    assert {answer.status_code for answer in answers} == {200}
    errors = {tuple(answer.context["form"].non_field_errors()) for answer in answers}
    assert errors == {("No purchase has this reference and this phone. Look at both once more.",)}


def find(client, given, **extra):
    return client.post("/en/orders/find/", given, **extra).status_code


@pytest.mark.parametrize("guessed", ["reference", "phone"])
def test_find_guessing_the_one_for_the_other_is_refused_even_when_it_is_right(client, guessed):
    purchase = buying.bought(factories.published())
    right = {"reference": purchase.reference, "phone": "0612345678"}
    wrong = {"reference": "ZZZZZZ{}", "phone": "061234560{}"}[guessed]
    # However it is written, it is the same.
    known = {"reference": {"phone": "06 12 34 56 78"}, "phone": {"reference": f"{purchase.reference.lower()}-1"}}[
        guessed
    ]
    assert [find(client, right | {guessed: wrong.format(n)}) for n in range(5)] == [200] * 5
    assert [find(client, right | known | {guessed: wrong.format(n)}) for n in range(5, 10)] == [200] * 5
    assert find(client, right) == 429
    assert find(client, right, REMOTE_ADDR="10.1.2.3") == 303


def test_find_behind_the_same_address_is_not_refused_for_what_others_try(client):
    purchase = buying.bought(factories.published())
    for n in range(30):
        find(client, {"reference": f"BCDFG{n:02}", "phone": f"06700000{n:02}"})
    assert find(client, {"reference": purchase.reference, "phone": "0612345678"}) == 303


def test_find_again_and_again_is_never_too_often(client):
    purchase = buying.bought(factories.published())
    right = {"reference": purchase.reference, "phone": "0612345678"}
    assert {find(client, right) for _each in range(15)} == {303}


def test_find_guessing_one_reference_from_many_addresses_is_refused(client):
    purchase = buying.bought(factories.published())
    right = {"reference": purchase.reference, "phone": "0612345678"}
    for n in range(limits.FINDS_FROM_ANYWHERE):
        assert find(client, right | {"phone": f"06700000{n:02}"}, REMOTE_ADDR=f"10.1.2.{n}") == 200
    assert find(client, right, REMOTE_ADDR="10.1.3.1") == 429


def test_find_leaves_no_telephone_in_the_cache(client, monkeypatch):
    keys = []
    kept = SimpleNamespace(get=lambda key, default: default, set=lambda key, *args: keys.append(key))
    monkeypatch.setattr(limits, "cache", kept)
    find(client, {"reference": "ZZZZZZZ", "phone": "0612345678"})
    assert len(keys) == 3
    assert not any("612345678" in key for key in keys)


@pytest.mark.parametrize("number", [1, 3])
def test_purchases_are_ones_own_and_take_as_many_statements(client, django_assert_num_queries, number):
    person = factories.user()
    mine = [buying.bought(factories.published(), user=person) for _each in range(number)]
    other = buying.bought(factories.published(), user=factories.user())
    client.force_login(person)
    # Session, person; how many, purchases, their orders; the words of the frame.
    with django_assert_num_queries(6):
        response = client.get("/en/orders/")
    html = response.content.decode()
    assert all(tracking_path(purchase, "en") in html for purchase in mine)
    assert other.reference not in html
    assert "/en/orders/" in client.get("/en/account/").content.decode()


def test_purchases_of_a_stranger_ask_who_she_is(client):
    assert client.get("/en/orders/")["Location"] == "/en/account/login/?next=/en/orders/"


def test_purchases_are_on_pages(client):
    person = factories.user()
    Purchase.objects.bulk_create(_many(buying.bought(factories.published(), user=person)))
    client.force_login(person)
    assert client.get("/en/orders/").context["purchases"].next_url == "?page=2"
    assert client.get("/en/orders/?page=2").context["purchases"].previous_url == "?page=1"


def _many(like):
    import uuid

    fields = {field.attname: getattr(like, field.attname) for field in Purchase._meta.concrete_fields}
    for number in range(21):
        yield Purchase(**fields | {"id": None, "key": uuid.uuid4(), "reference": f"X{number:06}"})


@pytest.mark.parametrize("payment", [ON_DELIVERY, BANK_TRANSFER])
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_purchase_page_speaks_each_language(client, language, payment):
    _page, html = shown(client, buying.bought(factories.published(), payment=payment), language)
    assert f'<html lang="{language}"' in html
    assert 'name="robots" content="noindex"' in html
