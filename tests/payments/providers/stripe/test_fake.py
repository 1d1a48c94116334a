"""The Stripe of these tests is held against Stripe's own stand-in and description: that they judge is shown here."""

import pytest

from marketplace.payments.providers import named
from marketplace.payments.providers.protocol import Unreachable
from tests.payments.providers.stripe.conftest import MISSING
from tests.payments.providers.stripe.test_requests import asked


@pytest.fixture
def judging(fake, stripe_mock):
    if stripe_mock is None:
        pytest.skip(MISSING)
    yield fake
    fake.complaints.clear()


def test_question_that_stripe_would_not_understand_is_a_complaint(judging):
    judging.put_to_the_judge("POST", "/v1/refunds", b"amuont=1")
    assert "additional properties are not allowed" in judging.complaints[0]


def test_answer_that_stripe_would_not_give_is_a_complaint(judging):
    judging.check({"object": "refund", "id": "re_1", "amount": "1"})
    assert any("amount" in complaint for complaint in judging.complaints)


def test_key_that_comes_again_with_other_words_is_refused(fake):
    words = [("line_items[0][price_data][unit_amount]", "1")]
    fake.keys["k-1"] = words, {"id": "cs_1"}
    assert fake.answer("POST", "/v1/checkout/sessions", words, "k-1") == {"id": "cs_1"}
    with pytest.raises(Exception, match="same parameters"):
        fake.answer("POST", "/v1/checkout/sessions", [], "k-1")


@pytest.mark.parametrize("minutes", [25, 60 * 25])
def test_session_that_stripe_would_not_keep_so_long_is_refused(fake, minutes):
    with pytest.raises(Unreachable, match="expires_at"):
        named("stripe").start(asked(minutes=minutes))
