"""A shop that would lose sales or money is not opened: `check --deploy` says why."""

import pytest
from django.core.checks import run_checks


@pytest.fixture
def found(settings):
    """The ids of what is wrong with these settings, where people buy unless told otherwise."""
    whole = {
        "IS_LOOPBACK": False,
        "CARD_PROVIDER": "stripe",
        "STRIPE_SECRET_KEY": "sk_live_1",
        "STRIPE_WEBHOOK_SECRETS": ["whsec_1"],
        "STRIPE_API_BASE": "",
    }

    def ids(**changes):
        for name, value in (whole | changes).items():
            setattr(settings, name, value)
        errors = run_checks(include_deployment_checks=True)
        return [error.id for error in errors if error.id.startswith("payments.")]

    return ids


def test_whole_settings_are_well(found):
    assert found() == []
    assert found(STRIPE_SECRET_KEY="rk_live_1", STRIPE_WEBHOOK_SECRETS=["whsec_1", "whsec_2"]) == []


def test_no_cards_at_all_are_well(found):
    assert found(CARD_PROVIDER="", STRIPE_SECRET_KEY="", STRIPE_WEBHOOK_SECRETS=[]) == []


@pytest.mark.parametrize("key", ["", "pk_live_1", "whsec_1"])
def test_key_that_is_no_secret_key_is_an_error(found, key):
    assert found(STRIPE_SECRET_KEY=key) == ["payments.E002"]


@pytest.mark.parametrize("secrets", [[], [""], ["sk_live_1"], ["whsec_1", "x"]])
def test_secret_that_signs_nothing_is_an_error(found, secrets):
    assert found(STRIPE_WEBHOOK_SECRETS=secrets) == ["payments.E002"]


@pytest.mark.parametrize("key", ["sk_test_1", "rk_test_1"])
def test_test_mode_where_people_buy_is_an_error(found, key):
    assert found(STRIPE_SECRET_KEY=key) == ["payments.E001"]
    assert found(STRIPE_SECRET_KEY=key, IS_LOOPBACK=True) == []


def test_another_stripe_where_people_buy_is_an_error(found):
    assert found(STRIPE_API_BASE="http://127.0.0.1:1") == ["payments.E001"]


def test_sandbox_where_people_buy_is_an_error(found):
    assert found(CARD_PROVIDER="sandbox") == ["payments.E001"]
    assert found(CARD_PROVIDER="sandbox", IS_LOOPBACK=True) == []


def test_provider_there_is_not_is_an_error(found):
    assert found(CARD_PROVIDER="strip") == ["payments.E003"]
