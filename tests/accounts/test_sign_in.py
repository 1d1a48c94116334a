import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from marketplace.accounts.models import User
from tests import factories
from tests.accounts.conftest import ASK, LOGIN, PASSWORD, is_signed_in

WRONG = "That is not the password. You can receive a code instead."


def sign_in(client, login, password=PASSWORD, **more):
    return client.post("/en/account/login/", {"login": login, "password": password, **more})


@pytest.mark.parametrize("written", ["06 12 34 56 78", "0612345678", " +212 612-345-678 ", "٠٦١٢٣٤٥٦٧٨"])
def test_sign_in_by_password_with_phone_as_written_opens(client, fadma, written):
    assert sign_in(client, written).status_code == 302
    assert is_signed_in(client)


def test_sign_in_by_password_with_email_in_capitals_opens(client, karim):
    sign_in(client, "Karim@Example.org")
    assert is_signed_in(client)


def test_sign_in_number_of_a_neighbour_without_email_stays_shut(client, fadma):
    User.objects.create_user(phone="0612345679", password="un autre secret")
    sign_in(client, "0612345679")
    assert not is_signed_in(client)


@pytest.mark.parametrize("login", ["0612345678", "0612345670", "karim@example.org", "nobody@example.org"])
def test_sign_in_wrong_password_says_the_same_of_known_and_unknown(client, fadma, karim, login):
    response = sign_in(client, login, "not the password")
    assert response.status_code == 200
    assert response.context["form"].errors == {"password": [WRONG]}


@pytest.mark.parametrize(
    ("login", "sentence"),
    [
        ("06 12", "This number is not complete. Ten digits, for example 06 12 34 56 78."),
        ("fadma@", "Something is missing in this address. For example name@example.ma."),
        ("", "Fill in this field to go on."),
        ("a" * 10_000, "Ensure this value has at most 254 characters (it has 10000)."),
    ],
)
def test_sign_in_unreadable_identity_says_what_is_missing(client, db, login, sentence):
    assert sign_in(client, login).context["form"].errors["login"] == [sentence]


def test_sign_in_inactive_person_with_her_password_learns_that_the_account_is_closed(client, fadma):
    User.objects.update(is_active=False)
    assert sign_in(client, "0612345678").url == "/en/account/inactive/"
    assert client.get("/en/account/inactive/").status_code == 200
    assert not is_signed_in(client)


def test_sign_in_address_taken_off_the_account_no_longer_opens_it(client, karim):
    sign_in(client, "karim@example.org")
    client.post("/en/account/logout/")
    User.objects.update(email="other@example.org")
    sign_in(client, "karim@example.org")
    assert not is_signed_in(client)


def arrive(client):
    return client.get("/fr/account/arrival/").url


def test_arrival_staff_land_in_the_admin(client, karim):
    karim.groups.add(Group.objects.get(name="Curator"))
    client.force_login(karim)
    assert arrive(client) == "/admin/"


def test_arrival_member_of_a_vendor_lands_at_the_desk(client, db):
    client.force_login(factories.member(factories.vendor()))
    assert arrive(client) == "/fr/desk/"


def test_arrival_anybody_else_lands_on_her_account(client, fadma):
    client.force_login(fadma)
    assert arrive(client) == "/fr/account/"
    assert "06 12 34 56 78" in client.get("/fr/account/").text


def test_sign_in_on_the_way_to_a_page_goes_there(client, karim):
    assert sign_in(client, "karim@example.org", next="/en/account/password/").url == "/en/account/password/"


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "javascript:alert(1)", r"/\evil.example"])
def test_sign_in_next_on_another_site_is_ignored(client, karim, away):
    assert sign_in(client, "karim@example.org", next=away).url == "/en/account/arrival/"


@pytest.mark.parametrize("path", ["login/", "login/code/", "logout/", "inactive/", "password/", ""])
def test_page_of_accounts_has_one_heading(client, karim, path):
    if not path.startswith("login"):
        client.force_login(karim)
    page = client.get(f"/fr/account/{path}").text
    assert page.count("<h1>") == 1
    assert "<h1></h1>" not in page


def test_sign_in_page_helps_the_browser_fill_it(client, db):
    page = client.get(LOGIN).text
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert f'formaction="{ASK}"' in page
    assert re.findall("<script[^>]*>", page) == ['<script type="module" src="/static/js/shop.js">']


def test_sign_in_without_csrf_token_is_refused(db):
    assert Client(enforce_csrf_checks=True).post(LOGIN, {"login": "x", "password": "y"}).status_code == 403


@pytest.mark.parametrize("path", ["signup/", "email/", "password/reset/", "password/set/", "phone/change/"])
def test_pages_of_allauth_that_we_do_not_offer_are_not_there(client, karim, path):
    client.force_login(karim)
    assert client.get(f"/fr/account/{path}").status_code == 404


def test_sign_out_asks_and_ends_the_session(client, karim):
    client.force_login(karim)
    assert client.get("/fr/account/logout/").status_code == 200
    client.post("/fr/account/logout/")
    assert not is_signed_in(client)
