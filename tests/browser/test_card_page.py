"""From the shop to Stripe's page: a form whose answer leads to another site, which a browser allows only where the policy names it."""

import json

import pytest

from tests import serving
from tests.payments.providers.stripe.fake import Fake
from tests.payments.providers.stripe.fake import serving as serving_stripe

BUY = """
from tests.browser import shopping
print(shopping._link(shopping._buy(shopping._variants()[:1], "card")))
"""
# Where the shop's own processes write.
PLACES = """
import json, os
print(json.dumps({name: os.environ[name] for name in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "VAR_DIR")}))
"""


@pytest.fixture
def purchase(shop, scene):
    return shop.do(BUY).splitlines()[-1]


@pytest.fixture
def pressed(shop, purchase, browser):
    """What the browser shows after "Pay by card", and what it complains of, in a shop that says where Stripe's page is."""

    def press(stripe, origin):
        environment = {
            **json.loads(shop.do(PLACES).splitlines()[-1]),
            "CARD_PROVIDER": "stripe",
            "STRIPE_SECRET_KEY": "sk_test_123",
            "STRIPE_API_BASE": stripe.base,
            "STRIPE_CHECKOUT_ORIGIN": origin,
        }
        port = serving.free_port()
        application = "tests.browser.wsgi:application"
        with serving.serve(application, port=port, processes=1, environment=environment, ready="/healthz"):
            page = browser.new_page()
            complaints = []
            page.on("console", lambda said: complaints.append(said.text))
            page.goto(f"http://127.0.0.1:{port}/fr/orders/{purchase}/")
            page.get_by_role("button", name="Payer par carte").click()
            page.wait_for_load_state("networkidle")
            shown = page.url, page.content(), complaints
            page.context.close()
            return shown

    return press


def test_pay_by_card_leads_to_stripe(pressed):
    with serving_stripe(Fake()) as stripe:
        url, content, complaints = pressed(stripe, stripe.base)
        assert url == f"{stripe.base}/pay/{next(iter(stripe.sessions))}"
        assert "Stripe's own page" in content
        assert not [said for said in complaints if "form-action" in said]


def test_pay_by_card_where_the_policy_does_not_name_it_leads_nowhere(pressed):
    """What the policy is for; without this the test above could not fail."""
    with serving_stripe(Fake()) as stripe:
        url, content, complaints = pressed(stripe, "https://checkout.stripe.com")
        assert stripe.sessions
        assert not url.startswith(stripe.base)
        assert any("form-action" in said for said in complaints)
