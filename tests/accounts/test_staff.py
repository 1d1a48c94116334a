import pytest
from django.contrib.auth.models import Group
from django.utils import translation
from django.utils.translation import gettext

from marketplace.accounts.models import User
from tests import factories
from tests.accounts.conftest import PASSWORD, is_signed_in


@pytest.fixture
def chief(client, db):
    user = User.objects.create_superuser(phone="0661000000", password=PASSWORD, name="Chief")
    client.force_login(user)
    return user


def form(**given):
    return {"name": "Zineb", "phone": "", "email": "", "language": "ar", "password": "", **given}


def test_admin_of_a_stranger_leads_to_our_sign_in(client, db):
    assert client.get("/admin/").url.startswith("/fr/account/login/?next=/admin/")


@pytest.mark.parametrize(
    "where", ["/admin/", "/admin", "/admin/pages/3/edit/?next=/admin/", "/admin/nowhere/", "/admin/account/"]
)
def test_admin_of_a_vendor_leads_to_her_desk_in_her_language(client, db, where):
    person = factories.member(factories.vendor())
    User.objects.filter(pk=person.pk).update(language="ar")
    client.force_login(person)
    client.get(where, follow=True)
    response = client.get(where, follow=True, headers={"accept-language": "en"})
    assert response.request["PATH_INFO"] == "/ar/desk/"
    with translation.override("ar"):
        assert [str(each) for each in response.context["messages"]] == [
            gettext("The centre’s pages are for its team. These are yours.")
        ]


def test_admin_of_a_shopper_leads_to_her_account(client, fadma):
    client.force_login(fadma)
    assert client.get("/admin/", follow=True).request["PATH_INFO"] == "/fr/account/"


def test_admin_asked_for_before_signing_in_leads_a_vendor_to_her_desk(client, db):
    person = factories.member(factories.vendor())
    person.set_password(PASSWORD)
    person.save()
    form = {"login": person.email or person.phone, "password": PASSWORD, "next": "/admin/users/"}
    assert client.post("/fr/account/login/", form, follow=True).request["PATH_INFO"] == "/fr/desk/"


def test_admin_asked_by_a_script_for_a_vendor_is_refused(client, fadma):
    client.force_login(fadma)
    assert client.get("/admin/", headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403


def test_sign_in_of_staff_who_are_signed_in_leads_on_to_the_admin(client, chief):
    assert client.get("/fr/account/login/?next=/admin/users/").url == "/admin/users/"


def test_wagtails_own_sign_in_leads_to_ours_and_takes_no_password(client, chief):
    client.logout()
    assert client.get("/admin/login/?next=/admin/pages/").url == "/fr/account/login/?next=/admin/pages/"
    client.post("/admin/login/", {"username": "0661000000", "password": PASSWORD})
    assert not is_signed_in(client)


def test_wagtails_own_password_reset_is_shut(client, db):
    assert client.get("/admin/password_reset/", follow=True).status_code == 404


def test_people_list_shows_who_has_no_email(client, chief, fadma, karim):
    page = client.get("/admin/users/").text
    assert "06 12 34 56 78" in page
    assert "karim@example.org" in page


@pytest.mark.parametrize("ordering", ["name", "-name", "phone", "email", "-last_login"])
def test_people_list_sorts(client, chief, fadma, ordering):
    assert client.get("/admin/users/", {"ordering": ordering}).status_code == 200


@pytest.mark.parametrize("words", ["Fadma", "+2126123", "fadm"])
def test_people_list_finds_by_name_and_phone(client, chief, fadma, karim, words):
    page = client.get("/admin/users/results/", {"q": words}).text
    assert "06 12 34 56 78" in page
    assert "karim@example.org" not in page


def test_new_person_with_phone_alone_is_stored_without_password(client, chief):
    response = client.post("/admin/users/new/", form(phone="06 70 00 00 00"))
    assert response.status_code == 302
    zineb = User.objects.get(name="Zineb")
    assert (zineb.phone, zineb.email, zineb.has_usable_password()) == ("+212670000000", None, False)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "__all__"),
        ({"phone": "06 12"}, "phone"),
        ({"phone": "06 61 00 00 00"}, "phone"),
        ({"email": "nobody"}, "email"),
        ({"email": "zineb@example.org", "password": "short"}, "password"),
    ],
    ids=["neither", "half a number", "taken", "no address", "weak password"],
)
def test_new_person_badly_given_is_refused_with_a_sentence(client, chief, given, field):
    response = client.post("/admin/users/new/", form(**given))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert User.objects.count() == 1


def test_person_changed_keeps_her_password_and_loses_the_proof_of_the_old_number(client, chief, fadma):
    User.objects.filter(pk=fadma.pk).update(phone_verified=True)
    group = Group.objects.get(name="Curator")
    data = form(name="Fadma", phone="0612345679", is_active="on", groups=[group.pk])
    assert client.post(f"/admin/users/edit/{fadma.pk}/", data).status_code == 302
    fadma.refresh_from_db()
    assert (fadma.phone, fadma.phone_verified) == ("+212612345679", False)
    assert fadma.check_password(PASSWORD)
    assert fadma.has_perm("wagtailadmin.access_admin")


def test_person_edit_page_shows_the_form(client, chief, fadma):
    page = client.get(f"/admin/users/edit/{fadma.pk}/").text
    assert 'name="phone"' in page
    assert f"/admin/users/delete/{fadma.pk}/" not in page


def test_chief_cannot_shut_herself_out(client, chief):
    client.post(f"/admin/users/edit/{chief.pk}/", form(name="Chief", phone="0661000000"))
    chief.refresh_from_db()
    assert chief.is_active
    assert chief.is_superuser


def test_person_is_never_deleted(client, chief, fadma):
    client.post(f"/admin/users/delete/{fadma.pk}/")
    assert User.objects.filter(pk=fadma.pk).exists()


@pytest.mark.parametrize("group", ["Curator", "Moderator", "Order desk", "Finance"])
def test_staff_who_are_no_administrators_see_no_people(client, karim, fadma, group):
    karim.groups.add(Group.objects.get(name=group))
    client.force_login(karim)
    for path in ("/admin/users/", "/admin/users/new/", f"/admin/users/edit/{fadma.pk}/"):
        assert client.get(path).status_code == 302, path
    client.post(f"/admin/users/edit/{fadma.pk}/", form(phone="0612345678", is_superuser="on", is_active="on"))
    fadma.refresh_from_db()
    assert not fadma.is_superuser


def test_account_page_of_the_admin_takes_a_name_and_a_language(client, chief):
    assert client.get("/admin/account/").status_code == 200
    data = {
        "name_email-name": "La cheffe",
        "name_email-language": "ar",
        "theme-theme": "system",
        "theme-density": "default",
    }
    data |= {
        "theme-contrast": "system",
        "locale-preferred_language": "fr",
        "locale-current_time_zone": "Africa/Casablanca",
    }
    assert client.post("/admin/account/", data).status_code == 302
    chief.refresh_from_db()
    assert (chief.name, chief.language, chief.email) == ("La cheffe", "ar", None)


def test_admin_home_opens_for_a_person_without_email(client, chief):
    assert client.get("/admin/").status_code == 200
