import pytest

from marketplace.accounts.models import User
from tests.accounts.conftest import ASK, CONFIRM, LOGIN, PASSWORD, is_signed_in


def fail(client, login, path="/en/account/login/"):
    return client.post(path, {"login": login, "password": "not the password"})


def test_password_wrong_five_times_shuts_the_account_for_a_while(client, fadma):
    for _ in range(5):
        assert fail(client, "0612345678").status_code == 200
    response = client.post("/en/account/login/", {"login": "06 12 34 56 78", "password": PASSWORD})
    assert response.status_code == 429
    assert "Too many tries. Wait 5 minutes, then start again." in response.text
    assert not is_signed_in(client)


def test_password_wrong_for_one_phone_leaves_the_others_open(client, fadma):
    User.objects.create_user(phone="0612345679", password=PASSWORD)
    for _ in range(6):
        fail(client, "0612345678")
    client.post(LOGIN, {"login": "0612345679", "password": PASSWORD})
    assert is_signed_in(client)


def test_codes_asked_too_often_for_one_number_are_refused(client, fadma, messages):
    for _ in range(3):
        assert client.post(ASK, {"login": "0612345678"}).status_code == 302
    # Whoever asks from another place shares the number's limit.
    response = type(client)(REMOTE_ADDR="192.0.2.7").post(ASK, {"login": "+212612345678"})
    assert response.status_code == 429
    assert len(messages.newest()) == 3


def test_codes_asked_too_often_in_a_day_are_refused(client, fadma, settings):
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS,
        "request_login_code": None,
        "request_login_code_today": "2/d/key",
    }
    for _ in range(2):
        client.post(ASK, {"login": "0612345678"})
    response = client.post("/en/account/login/code/", {"login": "0612345678"})
    assert response.status_code == 429
    assert "Start again tomorrow" in response.text


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl"), ("en", "ltr")])
def test_sign_in_too_often_from_one_place_answers_429_in_the_persons_language(
    client, db, settings, language, direction
):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "1/5m/ip"}
    path = f"/{language}/account/login/"
    fail(client, "nobody@example.org", path)
    response = fail(client, "nobody@example.org", path)
    assert response.status_code == 429
    assert response["Retry-After"] == "300"
    assert f'<html lang="{language}" dir="{direction}">' in response.text


def test_codes_given_too_often_from_one_place_answers_429(client, fadma, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "confirm_login_code": "1/5m/ip"}
    client.post(ASK, {"login": "0612345678"})
    assert client.post(CONFIRM, {"code": "000000"}).status_code == 200
    assert client.post(CONFIRM, {"code": "000000"}).status_code == 429


def test_limits_live_in_the_cache_that_all_workers_share(settings):
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    assert settings.CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] >= 10_000
