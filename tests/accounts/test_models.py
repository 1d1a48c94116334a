import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from marketplace.accounts.models import User

pytestmark = pytest.mark.django_db


def test_create_user_with_phone_alone_has_no_email_and_cannot_use_a_password():
    user = User.objects.create_user(phone="06 12 34 56 78")
    assert (user.phone, user.email) == ("+212612345678", None)
    assert not user.has_usable_password()
    assert user.get_username() == str(user) == "06 12 34 56 78"


def test_create_user_two_people_without_email_both_exist():
    User.objects.create_user(phone="0612345678")
    User.objects.create_user(phone="0612345679", email="")
    assert User.objects.filter(email=None).count() == 2


def test_create_user_same_number_written_otherwise_refuses():
    User.objects.create_user(phone="0612345678")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(phone="+212 6 12 34 56 78")


def test_create_user_same_email_in_capitals_refuses():
    User.objects.create_user(email="karim@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(email="Karim@Example.ORG")


def test_create_user_with_half_a_number_refuses():
    with pytest.raises(ValidationError):
        User.objects.create_user(phone="06 12")


@pytest.mark.parametrize(
    "row",
    [{}, {"email": ""}, {"phone": ""}, {"phone": "0612345678"}, {"email": "Karim@example.org"}],
    ids=["neither", "empty email", "empty phone", "national number", "capitals"],
)
def test_user_row_out_of_form_is_refused_by_the_database(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        User(password="!", **row).save()


def test_createsuperuser_asks_for_nothing_but_the_email(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "trois mots faciles")
    call_command("createsuperuser", email="Chef@example.org", interactive=False, verbosity=0)
    chief = User.objects.get(email="chef@example.org")
    assert chief.is_superuser
    assert chief.check_password("trois mots faciles")


def test_first_curator_prints_a_password_that_works_once_only(capsys):
    call_command("first_curator")
    first = capsys.readouterr().out
    curator = User.objects.get(email="centre@maarad.example")
    assert curator.check_password(first.strip().rsplit(" ", 1)[1])
    assert curator.groups.get().name == "Curator"
    call_command("first_curator")
    assert "nothing to do" in capsys.readouterr().out
    assert User.objects.count() == 1
