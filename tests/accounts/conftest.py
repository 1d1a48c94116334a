import re

import pytest

from marketplace.accounts.models import User
from marketplace.messaging import outbox

PASSWORD = "trois mots faciles"
LOGIN, ASK, CONFIRM = "/fr/account/login/", "/fr/account/login/code/", "/fr/account/login/code/confirm/"


@pytest.fixture(autouse=True)
def messages(settings, tmp_path):
    """An outbox of its own, and Django's test backend out of the way: what is written is what is read."""
    settings.OUTBOX_DIR = tmp_path / "outbox"
    settings.EMAIL_BACKEND = "marketplace.messaging.backends.OutboxEmailBackend"
    return outbox


@pytest.fixture
def fadma(db):
    """An artisan with a telephone and no e-mail."""
    return User.objects.create_user(phone="06 12 34 56 78", password=PASSWORD, name="Fadma")


@pytest.fixture
def karim(db):
    """A person of the centre with an e-mail and no telephone."""
    return User.objects.create_user(email="karim@example.org", password=PASSWORD, name="Karim")


@pytest.fixture
def read_code(messages):
    def read():
        return re.search(r"\b\d{6}\b", messages.newest(1)[0]["body"]).group()

    return read


def is_signed_in(client):
    return "_auth_user_id" in client.session
