"""Every question the provider puts, put to Stripe's own stand-in, which refuses what Stripe would not understand."""

import pytest

from marketplace.payments.models import Payment
from marketplace.payments.providers import named
from marketplace.payments.providers.protocol import Asked, Line, Unreachable
from marketplace.payments.providers.stripe import asking as questions

pytestmark = pytest.mark.usefixtures("judged")
LINES = (Line("Tapis · 120 × 80", 10_000, 2, whose="Atelier Zahra"), Line("Livraison", 3500, whose="Atelier Zahra"))


def asked(**fields):
    given = {
        "key": "k-1",
        "purchase": "M7K2QD",
        "amount": 23_500,
        "currency": "MAD",
        "lines": LINES,
        "words": "Commande M7K2QD",
        "language": "fr",
        "back": "http://127.0.0.1:8000/fr/orders/x/?paid",
        "minutes": 31,
    }
    return Asked(**(given | fields))


@pytest.fixture
def provider():
    return named("stripe")


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_start_is_understood_in_every_language(provider, language):
    started = provider.start(asked(language=language))
    assert started.reference.startswith("cs_test_")
    assert started.url.startswith("https://checkout.stripe.com/")


def test_start_of_one_line_without_anybody_is_understood(provider):
    assert provider.start(asked(lines=(Line("Commande M7K2QD", 23_500),))).url


@pytest.mark.parametrize("question", ["go_on", "fetch", "close"])
def test_question_about_a_session_is_understood(provider, question):
    assert getattr(provider, question)("cs_test_1")


def test_cleared_of_a_payment_is_understood(provider):
    payment = Payment(reference="cs_test_1", state=Payment.State.CAPTURED)
    assert [each.currency for each in provider.cleared(payment)] == ["USD"]


def test_cleared_of_a_payment_that_was_sent_back_is_understood(provider):
    found = provider.cleared(Payment(reference="cs_test_1", state=Payment.State.SENT_BACK))
    assert [each.paid for each in found] == [100, -100]


def test_cleared_of_a_refund_is_understood(provider):
    assert provider.cleared_refund(Payment(reference="cs_test_1"), "re_1") is not None


def test_refund_is_understood(provider):
    assert provider.refund(Payment(reference="cs_test_1"), key="refund-1", amount=100).reference


def test_refund_asked_again_is_understood(provider):
    assert provider.refund(Payment(reference="cs_test_1"), key="refund-1", amount=100, reference="re_1").reference


def test_what_stripe_would_not_understand_is_refused_here_too(provider, monkeypatch):
    monkeypatch.setattr("marketplace.payments.providers.stripe.provider.LOCALES", {"ar": {"no": "word"}})
    with pytest.raises(Unreachable):
        provider.start(asked(language="ar"))


def test_question_goes_with_a_time_limit_and_tries_again():
    client = questions.api()._requestor
    assert client._options.max_network_retries == questions.RETRIES == 2
    assert client._client._timeout == questions.TIMEOUT
