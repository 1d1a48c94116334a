import stat

import pytest
from django.contrib.auth.models import Group
from django.core import checks

from marketplace.messaging import outbox, send_email, send_text
from marketplace.messaging.models import Message
from tests import factories
from tests.messaging.gateway import Gateway

GATEWAY = "tests.messaging.gateway.Gateway"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.OUTBOX_DIR = tmp_path / "outbox"
    settings.EMAIL_BACKEND = "marketplace.messaging.backends.OutboxEmailBackend"
    return settings.OUTBOX_DIR


def test_text_without_gateway_is_written_whole():
    send_text(to="+212612345678", language="ar", body="رمزكم: 123456")
    [message] = outbox.newest()
    assert message["at"] > 0
    del message["at"]
    assert message == {
        "kind": "text",
        "to": "+212612345678",
        "language": "ar",
        "subject": "",
        "body": "رمزكم: 123456",
        "secret": False,
    }


def test_email_without_smtp_is_written_with_its_language():
    send_email(to="karim@example.org", language="fr", subject="Votre\ncode", body="Bonjour", secret=True)
    [message] = outbox.newest()
    assert (message["kind"], message["to"], message["language"]) == ("email", "karim@example.org", "fr")
    assert (message["subject"], message["body"], message["secret"]) == ("Votre code", "Bonjour", True)


def test_email_with_smtp_goes_out_and_leaves_no_file(settings, mailoutbox, folder):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_email(to="karim@example.org", language="ar", subject="Bonjour", body="Mots")
    [letter] = mailoutbox
    assert (letter.to, letter.subject, letter.extra_headers["Content-Language"]) == (
        ["karim@example.org"],
        "Bonjour",
        "ar",
    )
    assert not folder.exists()


def test_text_with_a_gateway_goes_through_it(settings, folder):
    settings.TEXT_SENDER = GATEWAY
    send_text(to="+212612345678", language="fr", body="Mots")
    assert Gateway.sent == [{"to": "+212612345678", "language": "fr", "body": "Mots", "secret": False}]
    assert not folder.exists()


def test_outbox_newest_first_and_half_written_files_unseen(folder):
    for n in range(3):
        send_text(to="+212612345678", language="fr", body=f"{n}")
    (folder / ".99999999999999999999-text-00.json").write_text("{")
    assert [message["body"] for message in outbox.newest(2)] == ["2", "1"]


def test_outbox_keeps_the_last_ones_only(monkeypatch, folder):
    monkeypatch.setattr(outbox, "KEPT", 3)
    for n in range(5):
        send_text(to="+212612345678", language="fr", body=f"{n}")
    assert [message["body"] for message in outbox.newest()] == ["4", "3", "2"]


def test_outbox_file_is_for_the_sites_own_account_only(folder):
    send_text(to="+212612345678", language="fr", body="Mots")
    [path] = folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def reader(kind):
    if kind == "administrator":
        return factories.user(is_superuser=True)
    user = factories.user()
    if kind != "anybody":
        user.groups.add(Group.objects.get(name=kind))
    return user


@pytest.mark.parametrize(
    ("kind", "loopback", "shown", "code_shown"),
    [
        ("administrator", True, True, True),
        ("Curator", True, True, True),
        ("anybody", True, False, False),
        ("administrator", False, True, False),
        ("Curator", False, False, False),
        ("anybody", False, False, False),
    ],
)
def test_outbox_page_shows_codes_on_ones_own_machine_only(client, db, settings, kind, loopback, shown, code_shown):
    settings.IS_LOOPBACK = loopback
    send_text(to="+212612345678", language="fr", body="Votre code: 090807", secret=True)
    send_text(to="+212612345678", language="fr", body="<b>Votre colis est parti</b>")
    client.force_login(reader(kind))
    response = client.get("/admin/outbox/")
    assert (response.status_code == 200) is shown
    assert ("&lt;b&gt;Votre colis est parti" in response.text) is shown
    assert ("090807" in response.text) is code_shown


@pytest.mark.parametrize("loopback", [True, False])
def test_outbox_is_in_the_menu_of_those_who_may_read_it(client, db, settings, loopback):
    settings.IS_LOOPBACK = loopback
    client.force_login(reader("Finance"))
    assert ("/admin/outbox/" in client.get("/admin/").text) is loopback


@pytest.mark.parametrize(("loopback", "warned"), [(True, []), (False, ["messaging.W001", "messaging.W002"])])
def test_check_warns_of_an_outbox_on_a_public_origin(settings, loopback, warned):
    settings.IS_LOOPBACK = loopback
    found = checks.run_checks(include_deployment_checks=True)
    assert [warning.id for warning in found if warning.id.startswith("messaging.")] == warned


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (GATEWAY, []),
        ("marketplace.messaging.backends.OutboxTextSender", []),
        ("a.gateway.Sender", ["messaging.E001"]),
        ("tests.messaging.gateway.Sender", ["messaging.E001"]),
        ("Sender", ["messaging.E001"]),
        ("tests.messaging.gateway.__name__", ["messaging.E001"]),
    ],
)
def test_check_of_a_gateway_fails_when_there_is_none_of_that_name(settings, path, found):
    settings.TEXT_SENDER = path
    assert [each.id for each in checks.run_checks() if each.id.startswith("messaging.")] == found


def written(state, **fields):
    given = {
        "kind": "shopper-paid",
        "subject_kind": "payment",
        "subject_id": Message.objects.count(),
        "channel": "text",
    }
    given |= {"to": "+212612345678", "language": "fr", "body": f"Message {state}", "state": state, **fields}
    return Message.objects.create(**given)


def test_outbox_page_shows_messages_that_did_not_go_first(client, db):
    written("waiting")
    written("given_up", last_error="ConnectionRefusedError: closed", body="<i>Colis</i>")
    client.force_login(reader("Order desk"))
    page = client.get("/admin/outbox/").text
    assert 0 < page.index("ConnectionRefusedError: closed") < page.index("Message waiting")
    assert "&lt;i&gt;Colis" in page


@pytest.mark.parametrize(
    ("kind", "seen", "sent"),
    [("administrator", True, True), ("Order desk", True, True), ("Curator", False, False), ("anybody", False, False)],
)
def test_message_given_up_is_sent_again_by_whoever_may(client, db, settings, run_tasks, kind, seen, sent):
    settings.IS_LOOPBACK = False
    message = written("given_up", last_error="closed", attempts=7)
    client.force_login(reader(kind))
    assert (client.get("/admin/outbox/").status_code == 200) is seen
    client.post(f"/admin/outbox/{message.pk}/again/")
    run_tasks()
    message.refresh_from_db()
    assert (message.state == "sent") is sent


def test_message_is_not_sent_again_by_a_look(client, db):
    message = written("given_up", last_error="closed")
    client.force_login(reader("administrator"))
    assert client.get(f"/admin/outbox/{message.pk}/again/").status_code == 405


def test_files_of_the_outbox_are_not_for_the_order_desk_of_a_public_site(client, db, settings):
    settings.IS_LOOPBACK = False
    send_text(to="+212612345678", language="fr", body="Votre colis est parti")
    client.force_login(reader("Order desk"))
    response = client.get("/admin/outbox/")
    assert response.status_code == 200
    assert "Votre colis est parti" not in response.text
