import time

import pytest
from django.contrib.messages import get_messages

from marketplace.accounts.models import User
from tests.accounts.conftest import ASK, CONFIRM, is_signed_in


def ask(client, login="06 12 34 56 78", **more):
    return client.post(ASK, {"login": login, **more})


def give(client, code, **more):
    return client.post(CONFIRM, {"code": code, **more})


def sentences(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def another_than(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_code_asked_with_a_phone_comes_by_text_and_opens(client, fadma, messages, read_code):
    assert ask(client).url == CONFIRM
    [message] = messages.newest()
    assert (message["kind"], message["to"], message["language"]) == ("text", "+212612345678", "fr")
    give(client, read_code())
    assert is_signed_in(client)
    assert User.objects.get().phone_verified


def test_code_asked_with_an_address_comes_by_email_and_opens(client, karim, messages, read_code):
    ask(client, "Karim@example.org")
    [message] = messages.newest()
    assert (message["kind"], message["to"]) == ("email", "karim@example.org")
    assert read_code() in message["subject"]
    give(client, read_code())
    assert is_signed_in(client)


def test_code_is_written_in_the_language_of_the_page(client, fadma, messages):
    client.post("/ar/account/login/code/", {"login": "0612345678"})
    assert messages.newest()[0]["language"] == "ar"


@pytest.mark.parametrize("arabic", [False, True])
def test_code_typed_with_spaces_or_arabic_digits_opens(client, fadma, read_code, arabic):
    ask(client)
    code = read_code()
    give(client, code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")) if arabic else f" {code[:3]} {code[3:]} ")
    assert is_signed_in(client)


def test_code_wrong_says_so_and_the_right_one_still_opens(client, fadma, read_code):
    ask(client)
    response = client.post("/en/account/login/code/confirm/", {"code": another_than(read_code())})
    assert response.context["form"].errors == {"code": ["That is not the code. Check it, or ask for another."]}
    give(client, read_code())
    assert is_signed_in(client)


def test_code_wrong_three_times_is_dead(client, fadma, read_code):
    ask(client)
    for _ in range(3):
        response = give(client, another_than(read_code()))
    assert response.url == ASK
    give(client, read_code())
    assert not is_signed_in(client)


def test_code_replayed_after_use_does_not_open(client, fadma, read_code):
    ask(client)
    code = read_code()
    give(client, code)
    client.post("/fr/account/logout/")
    assert give(client, code).url == ASK
    assert not is_signed_in(client)


def test_code_replaced_by_a_newer_one_does_not_open(client, fadma, read_code):
    ask(client)
    first = read_code()
    ask(client)
    assert first != read_code()
    give(client, first)
    assert not is_signed_in(client)


def test_code_in_another_browser_does_not_open(client, fadma, read_code):
    ask(client)
    other = type(client)()
    give(other, read_code())
    assert not is_signed_in(other)


def test_code_after_ten_minutes_has_expired_and_says_so(client, fadma, read_code, monkeypatch):
    ask(client)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 601)
    response = client.post("/en/account/login/code/confirm/", {"code": read_code()})
    assert response.url == "/en/account/login/code/"
    assert sentences(response) == ["This code has expired. Ask for another."]
    assert not is_signed_in(client)


@pytest.mark.parametrize("stranger", ["0612345670", "nobody@example.org"])
def test_code_asked_by_a_stranger_gets_the_same_answer_and_no_message(client, fadma, messages, stranger):
    known, unknown = ask(client), ask(type(client)(), stranger)
    assert (unknown.status_code, unknown.url) == (known.status_code, known.url)
    assert len(messages.newest()) == 1


def test_code_page_looks_the_same_to_a_stranger(client, fadma):
    ask(client)
    stranger = type(client)()
    ask(stranger, "0612345670")
    assert client.get(CONFIRM).status_code == stranger.get(CONFIRM).status_code == 200
    known, unknown = give(client, "nonsense"), give(stranger, "nonsense")
    assert known.context["form"].errors == unknown.context["form"].errors
    assert "06 12 34 56 70" in unknown.text


@pytest.mark.parametrize("guess", ["", "None", "000000"])
def test_code_of_a_stranger_never_opens(client, db, guess):
    ask(client, "0612345670")
    give(client, guess)
    assert not is_signed_in(client)


def test_code_asked_for_a_closed_account_is_not_sent(client, fadma, messages):
    User.objects.update(is_active=False)
    assert ask(client).url == CONFIRM
    assert messages.newest() == []


def test_code_is_never_logged(client, fadma, karim, read_code, caplog):
    caplog.set_level("DEBUG")
    ask(client)
    text_code = read_code()
    give(client, another_than(text_code))
    give(client, text_code)
    other = type(client)()
    ask(other, "karim@example.org")
    assert text_code not in caplog.text
    assert read_code() not in caplog.text


def test_code_on_the_way_to_a_page_goes_there(client, karim, read_code):
    assert (
        ask(client, "karim@example.org", next="/fr/account/password/").url
        == f"{CONFIRM}?next=%2Ffr%2Faccount%2Fpassword%2F"
    )
    assert give(client, read_code(), next="/fr/account/password/").url == "/fr/account/password/"


def test_code_next_on_another_site_is_ignored(client, karim, read_code):
    assert ask(client, "karim@example.org", next="https://evil.example/").url == CONFIRM
    assert give(client, read_code(), next="https://evil.example/").url == "/fr/account/arrival/"


def test_code_page_helps_the_phone_fill_it(client, fadma):
    ask(client)
    page = client.get(CONFIRM).text
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page


def test_code_number_mistyped_can_be_given_again(client, fadma, messages):
    ask(client, "0612345670")
    assert client.get(ASK).status_code == 200
    ask(client)
    assert messages.newest()[0]["to"] == "+212612345678"
