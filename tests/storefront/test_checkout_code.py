"""A large first order from a telephone, paid on delivery: it is confirmed by a code by text before anything is bought."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.accounts import limits
from marketplace.checkout import proving
from marketplace.checkout.models import FirstOrders, PhoneProof
from marketplace.messaging import outbox
from marketplace.orders import fulfilment
from marketplace.orders.models import OrderEvent, Purchase
from marketplace.payments import handing_over
from marketplace.storefront import checkout_draft, checkout_proving
from tests import buying, factories
from tests.storefront.checking_out import choose, fill, last_form, tell, to_the_end

pytestmark = pytest.mark.django_db

PAY = "/en/checkout/payment/"
VENDOR = {"side": OrderEvent.Side.VENDOR, "actor": None}
WRONG = "000000"


class Refusing:
    def send(self, **message):
        raise OSError


@pytest.fixture(autouse=True)
def texts(settings, tmp_path):
    """The text messages written, newest first."""
    settings.OUTBOX_DIR = tmp_path / "outbox"
    buying.tariff()
    return outbox.newest


@pytest.fixture
def province():
    return factories.province()


@pytest.fixture
def form(client, province):
    """The last step of an order of 2 000 dirhams and its delivery."""
    return to_the_end(client, province, factories.published(price=200_000))


def code_in(texts):
    return re.search(r"\b\d{6}\b", texts(1)[0]["body"]).group()


def later(seconds):
    PhoneProof.objects.update(sent_at=timezone.now() - timedelta(seconds=seconds))


def error(response):
    return response.context["form"].errors.get("code", [""])[0]


def test_order_is_placed_once_the_code_is_typed(client, form, texts):
    response = client.post(PAY, form)
    html = response.content.decode()
    assert response.status_code == 200
    assert not Purchase.objects.exists()
    [message] = texts()
    assert (message["kind"], message["to"], message["language"]) == ("text", "+212612345678", "en")
    assert message["secret"]
    # Beside the field is said why, how much and where; what was chosen is still chosen.
    assert 'autocomplete="one-time-code"' in html
    assert "06 12 34 56 78" in html
    assert "MAD\xa02,035" in html
    assert response.context["form"]["accept"].value()
    assert 'value="on_delivery" checked' in html
    assert client.post(PAY, form | {"code": code_in(texts)}).status_code == 303
    assert Purchase.objects.get().phone == "+212612345678"
    assert len(texts()) == 1


def test_code_is_kept_as_a_digest_only(client, form, texts):
    response = client.post(PAY, form)
    proof, code = PhoneProof.objects.get(), code_in(texts)
    assert code not in proof.digest
    assert code not in response.content.decode()
    assert code not in response.cookies[checkout_draft.COOKIE].value


def test_step_shows_the_field_again_to_whoever_comes_back(client, form):
    assert "one-time-code" not in client.get(PAY).content.decode()
    client.post(PAY, form)
    html = client.get("/ar/checkout/payment/").content.decode()
    assert "one-time-code" in html
    assert 'value="on_delivery" checked' in html


def test_code_typed_with_arabic_figures_and_spaces_is_the_code(client, form, texts):
    client.post(PAY, form)
    code = code_in(texts).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert client.post(PAY, form | {"code": f" {code[:3]} {code[3:]}"}).status_code == 303


def test_code_that_is_wrong_is_said_beside_the_field_and_the_right_one_still_opens(client, form, texts):
    client.post(PAY, form)
    response = client.post(PAY, form | {"code": WRONG})
    assert error(response) == checkout_proving.WRONG
    assert 'id="id_code_error"' in response.content.decode()
    assert not Purchase.objects.exists()
    assert client.post(PAY, form | {"code": code_in(texts)}).status_code == 303


def test_code_that_is_missing_is_asked_for_and_no_other_is_sent(client, form, texts):
    client.post(PAY, form)
    assert error(client.post(PAY, form)) == checkout_proving.TYPE_IT
    assert len(texts()) == 1


def test_code_tried_three_times_is_dead_and_another_opens(client, form, texts):
    client.post(PAY, form)
    for _try in range(limits.CODE_ATTEMPTS - 1):
        assert error(client.post(PAY, form | {"code": WRONG})) == checkout_proving.WRONG
    assert error(client.post(PAY, form | {"code": WRONG})) == checkout_proving.TRIED
    assert error(client.post(PAY, form | {"code": code_in(texts)})) == checkout_proving.TRIED
    later(31)
    client.post(PAY, form | {"again": "1"})
    assert len(texts()) == 2
    assert client.post(PAY, form | {"code": code_in(texts)}).status_code == 303


def test_code_of_before_does_not_open_once_another_is_sent(client, form, texts):
    client.post(PAY, form)
    first = code_in(texts)
    later(31)
    client.post(PAY, form | {"again": "1"})
    assert code_in(texts) != first
    assert error(client.post(PAY, form | {"code": first})) == checkout_proving.WRONG


def test_code_after_ten_minutes_has_expired(client, form, texts):
    client.post(PAY, form)
    later(60 * limits.CODE_MINUTES + 1)
    assert error(client.post(PAY, form | {"code": code_in(texts)})) == checkout_proving.OLD


def test_another_code_is_not_sent_within_half_a_minute(client, form, texts):
    client.post(PAY, form)
    assert error(client.post(PAY, form | {"again": "1"})) == checkout_proving.JUST_SENT
    assert len(texts()) == 1


def test_codes_asked_too_often_for_one_telephone_are_refused(client, form, texts):
    client.post(PAY, form)
    for _more in range(2):
        later(31)
        assert client.post(PAY, form | {"again": "1"}).status_code == 200
    later(31)
    response = client.post(PAY, form | {"again": "1"})
    assert response.status_code == 429
    assert len(texts()) == 3
    # The last one that came is still good.
    assert client.post(PAY, form | {"code": code_in(texts)}).status_code == 303


def test_codes_asked_too_often_from_one_address_are_refused(client, form, texts, settings, province):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "order_code": "1/h/ip"}
    client.post(PAY, form)
    other = type(client)()
    form = to_the_end(other, province, factories.published(price=200_000), phone="06 12 34 56 79")
    response = other.post(PAY, form)
    assert response.status_code == 429
    assert "Too many tries" in response.content.decode()
    assert len(texts()) == 1
    # She is not left without a way.
    assert other.post(PAY, form | {"payment": "bank_transfer"}).status_code == 303


def test_code_is_for_the_telephone_it_was_sent_to(client, form, texts, province):
    client.post(PAY, form)
    code = code_in(texts)
    tell(client, province, phone="06 12 34 56 79")
    assert "one-time-code" not in client.get(PAY).content.decode()
    response = client.post(PAY, form | {"code": code})
    assert not Purchase.objects.exists()
    assert response.context["code"].phone == "06 12 34 56 79"
    assert texts(1)[0]["to"] == "+212612345679"
    assert code_in(texts) != code
    assert client.post(PAY, form | {"code": code_in(texts)}).status_code == 303


def test_code_is_for_one_purchase(client, form, texts, province):
    client.post(PAY, form)
    code = code_in(texts)
    assert client.post(PAY, form | {"code": code}).status_code == 303
    form = to_the_end(client, province, factories.published(price=200_000))
    client.post(PAY, form | {"code": code})
    assert error(client.post(PAY, form | {"code": code})) == checkout_proving.WRONG
    assert Purchase.objects.count() == 1


def test_confirmed_order_whose_price_changed_asks_for_no_second_code(client, province, texts):
    product = factories.published(price=200_000)
    form = to_the_end(client, province, product)
    client.post(PAY, form)
    form["code"] = code_in(texts)
    buying.variant(product).__class__.objects.filter(product=product).update(price=210_000)
    response = client.post(PAY, form)
    assert response.status_code == 409
    form |= dict(re.findall(r'<input type="hidden" name="(key|shown)" value="([^"]+)"', response.content.decode()))
    assert client.post(PAY, form).status_code == 303
    assert len(texts()) == 1


def test_order_sent_twice_with_its_code_buys_once(client, form, texts):
    client.post(PAY, form)
    form["code"] = code_in(texts)
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    first = client.post(PAY, form)
    client.cookies.load(cookies)
    assert client.post(PAY, form)["Location"] == first["Location"]
    assert Purchase.objects.count() == 1


@pytest.mark.parametrize("payment", ["card", "bank_transfer"])
def test_order_paid_before_it_leaves_needs_no_code(client, form, texts, payment):
    assert client.post(PAY, form | {"payment": payment}).status_code == 303
    assert texts() == []


def test_order_paid_another_way_after_all_needs_no_code(client, form):
    client.post(PAY, form)
    assert client.post(PAY, form | {"payment": "bank_transfer"}).status_code == 303


def test_small_order_needs_no_code(client, province, texts):
    # 1 465 and its delivery are the amount itself, not above it.
    form = to_the_end(client, province, factories.published(price=146_500))
    assert client.post(PAY, form).status_code == 303
    assert texts() == []


@pytest.mark.parametrize(("above", "status"), [(0, 303), (500_000, 303), (100, 200)])
def test_amount_is_the_centres(client, province, above, status):
    FirstOrders.objects.create(above_mad=above)
    form = to_the_end(client, province, factories.published(price=200_000))
    assert client.post(PAY, form).status_code == status


@pytest.mark.parametrize(("is_handed_over", "status"), [(True, 303), (False, 200)])
def test_telephone_under_which_an_order_was_taken_needs_no_code(client, form, is_handed_over, status):
    order = buying.order(factories.published())
    fulfilment.accept(order, **VENDOR)
    fulfilment.send(order, **VENDOR)
    if is_handed_over:
        handing_over.deliver(order, **VENDOR)
    assert client.post(PAY, form).status_code == status


@pytest.mark.parametrize(
    ("phone", "is_verified", "status"),
    [("0612345678", True, 303), ("0612345678", False, 200), ("0612345679", True, 200)],
)
def test_confirmed_telephone_of_whoever_is_signed_in_needs_no_code(client, province, phone, is_verified, status):
    client.force_login(factories.user(phone=phone, phone_verified=is_verified))
    form = to_the_end(client, province, factories.published(price=200_000))
    assert client.post(PAY, form).status_code == status


def test_message_that_could_not_be_sent_is_said_and_may_be_tried_again(client, form, texts, settings):
    settings.TEXT_SENDER = f"{__name__}.Refusing"
    response = client.post(PAY, form)
    assert "The text message could not be sent just now." in response.content.decode()
    assert response.status_code == 200
    settings.TEXT_SENDER = checkout_proving.OUTBOX
    client.post(PAY, form)
    assert client.post(PAY, form | {"code": code_in(texts)}).status_code == 303


def test_order_from_abroad_without_a_telephone_is_paid_another_way(client, texts):
    buying.tariff(territory=None, carrier="EMS")
    fill(client, factories.published(price=200_000, vendor=factories.vendor(ships_abroad=True)))
    given = {"country": "FR", "phone": "", "email": "salma@example.org"}
    tell(client, factories.province(), **given)
    choose(client)
    response = client.post(PAY, last_form(client))
    assert "give a telephone in your details" in response.content.decode()
    assert texts() == []
    assert client.post(PAY, last_form(client) | {"payment": "bank_transfer"}).status_code == 303


@pytest.mark.parametrize(("is_demo", "is_said"), [(True, True), (False, False)])
def test_demo_says_where_the_message_is(client, form, settings, is_demo, is_said):
    settings.DEMO_ACCOUNTS = is_demo
    html = client.post(PAY, form).content.decode()
    assert ("var/outbox/" in html) is is_said


def test_conditions_not_accepted_send_no_code(client, form, texts):
    del form["accept"]
    client.post(PAY, form)
    assert texts() == []


def test_proof_is_forgotten_after_a_day(client, form):
    client.post(PAY, form)
    proving.prune()
    assert PhoneProof.objects.exists()
    later(25 * 3600)
    proving.prune()
    assert not PhoneProof.objects.exists()
