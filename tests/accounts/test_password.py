import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import Group

from tests.accounts.conftest import ASK, CONFIRM, LOGIN, PASSWORD, is_signed_in

PAGE = "/fr/account/password/"
SECOND = "/fr/account/2fa/authenticate/"
NEW = "encore trois mots"


def by_password(client):
    client.post(LOGIN, {"login": "0612345678", "password": PASSWORD})


def by_code(client, read_code):
    client.post(ASK, {"login": "0612345678"})
    client.post(CONFIRM, {"code": read_code()})


def test_password_forgotten_is_replaced_after_a_code(client, fadma, read_code):
    by_code(client, read_code)
    assert "current" not in client.get(PAGE).context["form"].fields
    client.post(PAGE, {"password": NEW})
    fadma.refresh_from_db()
    assert fadma.check_password(NEW)
    assert is_signed_in(client)


def test_password_changed_ends_other_sessions(client, fadma, read_code):
    other = type(client)()
    by_password(other)
    by_code(client, read_code)
    client.post(PAGE, {"password": NEW})
    assert other.get(PAGE).status_code == 302


def test_password_long_after_the_code_asks_for_the_present_one(client, fadma, read_code, monkeypatch):
    by_code(client, read_code)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 601)
    assert "current" in client.get(PAGE).context["form"].fields
    client.post(PAGE, {"password": NEW})
    fadma.refresh_from_db()
    assert fadma.check_password(PASSWORD)


@pytest.mark.parametrize(("current", "changed"), [(PASSWORD, True), ("not the password", False), ("", False)])
def test_password_after_a_password_needs_the_present_one(client, fadma, current, changed):
    by_password(client)
    client.post(PAGE, {"current": current, "password": NEW})
    fadma.refresh_from_db()
    assert fadma.check_password(NEW) is changed


@pytest.mark.parametrize("weak", ["short", "1234567890", "password123"])
def test_password_weak_is_refused(client, fadma, read_code, weak):
    by_code(client, read_code)
    assert client.post(PAGE, {"password": weak}).status_code == 200
    fadma.refresh_from_db()
    assert fadma.check_password(PASSWORD)


def test_password_guessed_at_an_open_phone_meets_a_limit(client, fadma):
    by_password(client)
    answers = [client.post(PAGE, {"current": f"guess {n}", "password": NEW}).status_code for n in range(11)]
    assert answers == [200] * 10 + [429]


def test_password_page_of_a_stranger_leads_to_sign_in(client, db):
    assert client.get(PAGE).url == f"{LOGIN}?next={PAGE}"


@pytest.fixture
def curator(karim):
    karim.groups.add(Group.objects.get(name="Curator"))
    return karim


def totp(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def use_an_app(client):
    """Turn the second step on and leave; returns the spare codes."""
    client.post(LOGIN, {"login": "karim@example.org", "password": PASSWORD})
    client.post("/fr/account/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/fr/account/2fa/activate/").context["form"].secret
    assert client.post("/fr/account/2fa/activate/", {"code": totp(secret)}).url == "/fr/account/2fa/codes/"
    spare = client.get("/fr/account/2fa/codes/").context["unused_codes"]
    client.post("/fr/account/logout/")
    return spare


@pytest.mark.parametrize("path", ["", "activate/", "codes/", "codes/generate/"])
def test_second_step_is_for_staff_only(client, fadma, path):
    client.force_login(fadma)
    assert client.get(f"/fr/account/2fa/{path}").status_code == 403


def test_second_step_asks_for_the_password_before_it_is_turned_on(client, curator):
    client.post(LOGIN, {"login": "karim@example.org", "password": PASSWORD})
    assert client.get("/fr/account/2fa/activate/").url.startswith("/fr/account/reauthenticate/")


def test_second_step_once_on_is_asked_after_password_and_after_code(client, curator, read_code):
    spare = use_an_app(client)
    signed = client.post(LOGIN, {"login": "karim@example.org", "password": PASSWORD})
    assert signed.url == SECOND
    assert not is_signed_in(client)
    client.post(SECOND, {"code": "000000"})
    assert not is_signed_in(client)
    client.post(SECOND, {"code": spare[0]})
    assert is_signed_in(client)
    client.post("/fr/account/logout/")
    client.post(ASK, {"login": "karim@example.org"})
    client.post(CONFIRM, {"code": read_code()})
    assert not is_signed_in(client)
    client.post(SECOND, {"code": spare[0]})
    assert not is_signed_in(client)


@pytest.mark.parametrize("path", ["", "deactivate/", "codes/", "codes/generate/", "reauthenticate/"])
def test_second_step_pages_open_for_staff(client, curator, path):
    spare = use_an_app(client)
    client.post(LOGIN, {"login": "karim@example.org", "password": PASSWORD})
    client.post(SECOND, {"code": spare[0]})
    client.post("/fr/account/2fa/reauthenticate/", {"code": spare[1]})
    assert client.get(f"/fr/account/2fa/{path}").status_code == 200
