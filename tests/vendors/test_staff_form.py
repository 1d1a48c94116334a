"""A vendor, her makers and her people, through the staff's form."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from catalogue import search, shelf
from catalogue.models import Card
from marketplace.accounts.models import User
from tests import factories
from tests.sayings import said, text
from tests.staff import errors
from vendors import consent
from vendors.forms import VendorForm
from vendors.models import Consent, Maker, Membership, Vendor

pytestmark = pytest.mark.django_db

MEANWHILE = "Somebody changed the same thing at this moment, so nothing was saved. Look again, then save."


def row(instance, *fields, **others):
    return {field: getattr(instance, field) or "" for field in fields} | {"id": instance.pk} | others


def form(vendor, makers=(), members=(), known_makers=0, known_members=0, **changes):
    fields = [
        "name_fr",
        "name_ar",
        "name_en",
        "kind",
        "craft",
        "code",
        "line_fr",
        "line_ar",
        "line_en",
        "town_fr",
        "town_ar",
        "founded",
        "member_count",
        "legal_name",
        "ice",
        "register_number",
        "address",
        "phone",
        "whatsapp",
        "email",
        "back_on",
    ]
    ticks = {name: "on" for name in ("is_women_led", "ships_abroad", "is_on_holiday") if getattr(vendor, name)}
    data = {field: getattr(vendor, field) or "" for field in fields} | ticks
    data |= {"territory": vendor.territory_id, "sells_through": vendor.sells_through_id or "", "picture": ""}
    data |= {"tax_rate": vendor.tax_rate, **changes}
    data["makers"] = inline_formset(makers, initial=known_makers)
    data["memberships"] = inline_formset(members, initial=known_members)
    return nested_form_data(data)


def edit(client, vendor, **given):
    return client.post(reverse("vendors:edit", args=[vendor.pk]), form(vendor, **given))


@pytest.mark.parametrize(("typed", "rate"), [("200", 200), ("0", 0), ("501", 0), ("-1", 0)])
def test_edit_writes_a_tax_that_there_can_be(admin, typed, rate):
    vendor = factories.vendor()
    edit(admin, vendor, tax_rate=typed)
    assert Vendor.objects.get(pk=vendor.pk).tax_rate == rate


def test_add_makes_a_vendor_who_waits_for_approval(admin):
    new = Vendor(code="forge", kind="auto", name_fr="Forge", phone="06 61 23 45 67", territory=factories.territory())

    response = admin.post(reverse("vendors:add"), form(new))

    assert response.status_code == 302, errors(response)
    made = Vendor.objects.get(code="forge")
    assert (made.state, made.phone) == (Vendor.State.APPLIED, "+212661234567")


def test_edit_changes_facts_and_the_cards_name_at_once(admin, vendor):
    piece = factories.published(vendor=vendor)

    response = edit(admin, vendor, name_fr="Coopérative Neuve")

    assert response.status_code == 302, errors(response)
    assert Card.objects.get(product=piece).words["fr"]["vendor"] == "Coopérative Neuve"


@pytest.mark.parametrize(("field", "typed"), [("ice", "123"), ("phone", "12"), ("register_number", "??")])
def test_edit_with_a_wrong_number_is_refused_beside_the_field(admin, vendor, field, typed):
    response = edit(admin, vendor, **{field: typed})

    assert response.status_code == 200
    assert set(response.context["form"].errors) == {field}


def test_edit_never_takes_a_state(admin, vendor):
    edit(admin, vendor, state="closed")

    vendor.refresh_from_db()
    assert vendor.state == Vendor.State.APPROVED


def test_edit_adds_a_maker_and_a_person_known_by_telephone(admin, vendor):
    seller = factories.user(phone="+212661234567", email=None)
    maker = {"name_fr": "Fadma", "name_ar": "فاظمة", "name_en": "", "craft_fr": "", "craft_ar": "", "craft_en": ""}
    maker |= {"languages": "zgh", "portrait": "", "story_fr": "Elle tisse.", "story_ar": "", "story_en": ""}
    people = [
        {"contact": "06 61 23 45 67", "person_name": "", "role": "seller"},
        {"contact": "new@example.org", "person_name": "Zahra", "role": "manager"},
    ]

    response = edit(admin, vendor, makers=[maker], members=people)

    assert response.status_code == 302, errors(response)
    assert Maker.objects.get().name_fr == "Fadma"
    zahra = User.objects.get(email="new@example.org")
    assert set(Membership.objects.values_list("user", "role")) == {(seller.pk, "seller"), (zahra.pk, "manager")}
    assert zahra.name == "Zahra"
    assert not zahra.has_usable_password()


def test_edit_refuses_staff_of_the_centre_as_seller(admin, curator, vendor):
    response = edit(admin, vendor, members=[{"contact": curator.email, "person_name": "", "role": "seller"}])

    assert response.status_code == 200
    assert not Membership.objects.exists()


def test_edit_refuses_who_is_there_already(admin, vendor):
    person = factories.user(phone="+212661234567", email=None)
    Membership.objects.create(user=person, vendor=vendor)
    again = {"contact": "06 61 23 45 67", "person_name": "", "role": "seller"}
    assert edit(admin, vendor, members=[again]).status_code == 200

    twice = {"contact": "zahra@example.org", "person_name": "", "role": "seller"}
    assert edit(admin, vendor, members=[twice, twice]).status_code == 200
    assert Membership.objects.count() == 1


def test_edit_refuses_one_person_by_telephone_and_by_email(admin, vendor):
    factories.user(phone="+212661234567", email="zahra@example.org")
    contacts = ["06 61 23 45 67", "zahra@example.org"]
    people = [{"contact": contact, "person_name": "", "role": "seller"} for contact in contacts]

    assert edit(admin, vendor, members=people).status_code == 200
    assert not Membership.objects.exists()


def meanwhile(monkeypatch, change):
    """Somebody else makes `change` after the form was checked and before it is stored."""
    checked = VendorForm._post_clean

    def check_then_change(self):
        checked(self)
        change()

    monkeypatch.setattr(VendorForm, "_post_clean", check_then_change)


def test_edit_adding_a_person_whom_somebody_adds_too_is_answered_with_a_sentence(admin, vendor, monkeypatch):
    person = factories.user(email="zahra@example.org")
    sent = form(vendor, members=[{"contact": person.email, "person_name": "", "role": "seller"}], town_fr="Sefrou")
    meanwhile(monkeypatch, lambda: Membership.objects.create(user=person, vendor=vendor))

    response = admin.post(reverse("vendors:edit", args=[vendor.pk]), sent)

    assert response.status_code == 200
    assert said(MEANWHILE) in text(response)
    assert Membership.objects.get().role == "manager"
    assert Vendor.objects.get().town_fr == vendor.town_fr


def test_add_of_a_vendor_whom_somebody_adds_too_is_answered_with_a_sentence(admin, monkeypatch):
    new = Vendor(code="forge", kind="auto", name_fr="Forge", territory=factories.territory())
    meanwhile(monkeypatch, lambda: factories.vendor(code="forge"))

    response = admin.post(reverse("vendors:add"), form(new))

    assert response.status_code == 200
    assert said(MEANWHILE) in text(response)
    assert Vendor.objects.get().name_fr != "Forge"


def test_edit_refuses_whose_account_is_closed(admin, vendor):
    factories.user(email="gone@example.org", is_active=False)
    response = edit(admin, vendor, members=[{"contact": "gone@example.org", "person_name": "", "role": "seller"}])
    assert response.status_code == 200
    assert not Membership.objects.exists()


def test_edit_renaming_a_maker_reaches_the_search(admin, vendor):
    maker = factories.maker(vendor)
    piece = factories.published(vendor=vendor, maker=maker)
    fields = ["name_ar", "name_en", "craft_fr", "craft_ar", "craft_en", "story_fr", "story_ar", "story_en"]
    renamed = row(maker, *fields, name_fr="Tlaytmas", portrait="")
    before = shelf.version()
    response = edit(admin, vendor, makers=[renamed], known_makers=1)
    assert response.status_code == 302, errors(response)
    assert shelf.version() > before
    found = Card.objects.filter(pk__in=search.matching(search.analyse_query("Tlaytmas")))
    assert [card.pk for card in found] == [piece.pk]


def test_edit_ticks_and_keeps_the_languages_a_maker_speaks(admin, vendor):
    maker = factories.maker(vendor, languages="zgh")
    formset = admin.get(reverse("vendors:edit", args=[vendor.pk])).context["form"].formsets["makers"]
    assert formset.forms[0].initial["languages"] == ["zgh"]

    sent = form(vendor, makers=[row(maker, "name_fr", "name_ar", portrait="")], known_makers=1)
    address = reverse("vendors:edit", args=[vendor.pk])
    assert admin.post(address, sent | {"makers-0-languages": ["ary", "fr"]}).status_code == 302
    maker.refresh_from_db()
    assert maker.languages == "ary fr"
    assert admin.post(address, sent | {"makers-0-languages": ["no such"]}).status_code == 200


def test_edit_taking_away_a_maker_with_a_consent_is_refused(admin, curator, vendor):
    maker = factories.maker(vendor)
    consent.give(maker, Consent.Subject.STORY, actor=curator)
    fields = [
        "name_fr",
        "name_ar",
        "name_en",
        "craft_fr",
        "craft_ar",
        "craft_en",
        "story_fr",
        "story_ar",
        "story_en",
    ]

    response = edit(admin, vendor, makers=[row(maker, *fields, portrait="", DELETE="1")], known_makers=1)

    assert response.status_code == 200
    assert Maker.objects.filter(pk=maker.pk).exists()
