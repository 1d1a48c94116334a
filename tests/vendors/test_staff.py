"""The staff's screens about vendors, through their HTTP forms."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from catalogue import search, shelf
from catalogue.models import Card
from marketplace.accounts.models import User
from tests import factories
from tests.sayings import said, text
from vendors import consent, stories
from vendors.models import Consent, Maker, Membership, Partner, Territory, Vendor, VendorEvent

pytestmark = pytest.mark.django_db


def staff(group):
    # As the admin makes them: by the group alone.
    person = factories.user()
    person.groups.add(Group.objects.get(name=group))
    return person


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def curator():
    return staff("Curator")


@pytest.fixture
def admin(curator):
    return signed_in(curator)


@pytest.fixture
def vendor():
    return factories.cooperative(name_fr="Coopérative Azetta", name_ar="تعاونية أزطا")


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
    data |= {"territory": vendor.territory_id, "sells_through": vendor.sells_through_id or "", "picture": "", **changes}
    data["makers"] = inline_formset(makers, initial=known_makers)
    data["memberships"] = inline_formset(members, initial=known_members)
    return nested_form_data(data)


def edit(client, vendor, **given):
    return client.post(reverse("vendors:edit", args=[vendor.pk]), form(vendor, **given))


def errors(response):
    form = response.context["form"]
    return form.errors, [formset.errors for formset in form.formsets.values()]


def test_list_finds_by_words_and_filters(admin, vendor):
    other = factories.vendor(
        name_fr="Forge du Haouz", state=Vendor.State.APPLIED, territory=factories.territory("MA-07")
    )
    listing = reverse("vendors:index")

    def names(**query):
        return {each.name_fr for each in admin.get(listing, query).context["object_list"]}

    assert names() == {vendor.name_fr, other.name_fr}
    assert names(q="azetta coop") == {vendor.name_fr}
    assert names(q="أزطا") == {vendor.name_fr}
    assert names(state="applied") == {other.name_fr}
    assert names(region=other.territory_id) == {other.name_fr}
    assert names(q="azetta forge") == set()


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_whatever_the_number(admin, count, django_assert_max_num_queries):
    for _n in range(count):
        factories.vendor(picture=factories.picture())
    admin.get(reverse("vendors:index"))

    with django_assert_max_num_queries(24):
        assert admin.get(reverse("vendors:index")).status_code == 200


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


def test_edit_refuses_whose_account_is_closed(admin, vendor):
    factories.user(email="gone@example.org", is_active=False)
    response = edit(admin, vendor, members=[{"contact": "gone@example.org", "person_name": "", "role": "seller"}])
    assert response.status_code == 200
    assert not Membership.objects.exists()


def test_edit_renaming_a_maker_reaches_the_search(admin, vendor):
    maker = factories.maker(vendor)
    piece = factories.published(vendor=vendor, maker=maker)
    fields = ["name_ar", "name_en", "craft_fr", "craft_ar", "craft_en", "languages", "story_fr", "story_ar", "story_en"]
    renamed = row(maker, *fields, name_fr="Tlaytmas", portrait="")
    before = shelf.version()
    response = edit(admin, vendor, makers=[renamed], known_makers=1)
    assert response.status_code == 302, errors(response)
    assert shelf.version() == before + 1
    found = Card.objects.filter(pk__in=search.matching(search.analyse_query("Tlaytmas")))
    assert [card.pk for card in found] == [piece.pk]


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
        "languages",
        "story_fr",
        "story_ar",
        "story_en",
    ]

    response = edit(admin, vendor, makers=[row(maker, *fields, portrait="", DELETE="1")], known_makers=1)

    assert response.status_code == 200
    assert Maker.objects.filter(pk=maker.pk).exists()


def test_move_changes_the_state_and_stays_with_the_vendor(admin, curator, vendor):
    response = admin.post(reverse("vendors:move", args=[vendor.pk, "pause"]), {"note": "On her wish"})

    assert response["Location"] == reverse("vendors:edit", args=[vendor.pk])
    vendor.refresh_from_db()
    assert vendor.state == Vendor.State.PAUSED
    event = VendorEvent.objects.get()
    assert (event.kind, event.actor, event.note) == ("paused", curator, "On her wish")


def test_move_that_the_state_forbids_is_answered_with_a_sentence(admin, vendor):
    response = admin.post(reverse("vendors:move", args=[vendor.pk, "approve"]), follow=True)

    sentence = "This vendor is “%(state)s” by now, so that cannot be done. Look again."
    assert said(sentence, state=said("approved")) in text(response)


def test_edit_screen_offers_only_the_moves_that_make_sense(admin, vendor):
    response = admin.get(reverse("vendors:edit", args=[vendor.pk]))

    assert [each["move"].name for each in response.context["moves"]] == ["pause", "close"]


def test_approving_many_moves_those_it_can_and_counts_the_others(admin):
    applied = [factories.vendor(state=Vendor.State.APPLIED) for _n in range(2)]
    closed = factories.vendor(state=Vendor.State.CLOSED)
    address = reverse("wagtail_bulk_action", args=["vendors", "vendor", "approve"])
    query = "&".join(f"id={each.pk}" for each in [*applied, closed])

    asked = admin.get(f"{address}?{query}&next=/admin/vendors/")
    response = admin.post(f"{address}?{query}&next=/admin/vendors/", {"note": ""}, follow=True)

    assert asked.status_code == 200
    states = list(Vendor.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["approved", "approved", "closed"]
    assert said("%(n)s was left as it is.", "%(n)s were left as they are.", 1, n=1) in text(response)


@pytest.mark.parametrize("ids", ["id=all", "id=abc", "id=999999", ""])
def test_approving_nonsense_or_everything_moves_nobody(admin, ids):
    waiting = factories.vendor(state=Vendor.State.APPLIED)

    admin.post(f"{reverse('wagtail_bulk_action', args=['vendors', 'vendor', 'approve'])}?{ids}", {"note": ""})

    waiting.refresh_from_db()
    assert waiting.state == Vendor.State.APPLIED


def test_consents_are_given_and_withdrawn_on_their_screen(admin, curator, vendor):
    maker = factories.maker(vendor, story_fr="Elle tisse.")
    address = reverse("vendors:consents", args=[vendor.pk])
    said = {"maker": maker.pk, "subject": "story", "on": "2025-03-08", "note": "Signed"}

    assert admin.get(address).status_code == 200
    admin.post(address, said | {"action": "give"})
    assert Maker.objects.get().shown_story_in("fr")[0] == "Elle tisse."

    admin.post(address, said | {"action": "withdraw", "on": "2025-04-01"})
    assert Maker.objects.get().shown_story_in("fr")[0] == ""
    assert Consent.objects.get().recorded_by == curator


def test_consent_of_another_vendors_maker_is_not_reached(admin, vendor):
    stranger = factories.maker(factories.vendor())

    admin.post(
        reverse("vendors:consents", args=[vendor.pk]),
        {"maker": stranger.pk, "subject": "story", "on": "2025-03-08", "action": "give"},
    )

    assert not Consent.objects.exists()


def test_history_shows_who_decided_what(admin, curator, vendor):
    admin.post(reverse("vendors:move", args=[vendor.pk, "pause"]), {"note": "On her wish"})

    html = admin.get(reverse("vendors:history", args=[vendor.pk])).content.decode()

    assert "On her wish" in html
    assert curator.name in html


def test_story_button_opens_a_draft_that_the_public_does_not_see(admin, vendor):
    response = admin.post(reverse("vendors:story", args=[vendor.pk, "ar"]))

    page = vendor.pages.get()
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.language, page.live) == ("ar", False)
    assert admin.get(response["Location"]).status_code == 200
    assert stories.live_story(vendor, "ar") is None


def test_story_button_of_who_may_not_write_pages_makes_none(vendor):
    response = signed_in(staff("Order desk")).post(reverse("vendors:story", args=[vendor.pk, "ar"]))

    assert response.status_code in {302, 403}
    assert not vendor.pages.exists()


def test_partners_are_written_in_the_admin(admin):
    names = {"name_fr": "Réseau", "name_ar": "", "name_en": ""}
    sentences = {"sentence_fr": "", "sentence_ar": "", "sentence_en": ""}
    given = names | sentences | {"code": "reseau", "kind": "network", "country": "", "website": ""}

    response = admin.post(reverse("wagtailsnippets_vendors_partner:add"), given)

    assert response.status_code == 302, errors(response)
    assert Partner.objects.get().name_fr == "Réseau"
    assert admin.get(reverse("wagtailsnippets_vendors_partner:list")).status_code == 200


def test_choosers_search_by_words(admin, vendor):
    factories.vendor(name_fr="Forge")

    html = admin.get(reverse("vendor_chooser:choose_results"), {"q": "azetta"}).content.decode()
    assert "Coopérative Azetta" in html
    assert "Forge" not in html
    assert admin.get(reverse("vendor_chooser:choose")).status_code == 200
    assert admin.get(reverse("territory_chooser:choose"), {"q": "MA-05"}).status_code == 200


@pytest.mark.parametrize("name", ["add", "edit", "delete"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_territories_are_not_changed_even_by_an_administrator(vendor, name, method):
    administrator = signed_in(factories.user(is_staff=True, is_superuser=True))
    region = Territory.objects.get(code="MA-05")
    address = reverse(f"territories:{name}", args=[] if name == "add" else [region.pk])
    assert getattr(administrator, method)(address, {"name_fr": "X"}).status_code in {302, 403}
    assert Territory.objects.get(pk=region.pk).name_fr == region.name_fr


def test_territories_are_to_look_at_only(admin, vendor):
    region = Territory.objects.get(code="MA-05")

    assert admin.get(reverse("territories:index"), {"q": "MA-05"}).status_code == 200
    assert admin.get(reverse("territories:add")).status_code == 302
    assert admin.post(reverse("territories:edit", args=[region.pk]), {"name_fr": "X"}).status_code == 302
    region.refresh_from_db()
    assert region.name_fr != "X"


SCREENS = ["vendors:index", "vendors:add", "territories:index", "vendor_chooser:choose", "wagtailadmin_home"]


@pytest.mark.parametrize("screen", SCREENS)
def test_vendor_never_enters_the_admin(vendor, screen):
    person = factories.member(vendor)

    response = signed_in(person).get(reverse(screen))

    assert response.status_code in {302, 403}
    assert "/account/login/" in response.get("Location", "/account/login/")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("screen", ["edit", "move", "consents", "history"])
def test_vendor_reaches_no_screen_of_a_vendor(vendor, screen, method):
    args = [vendor.pk, "pause"] if screen == "move" else [vendor.pk]

    response = getattr(signed_in(factories.member(vendor)), method)(reverse(f"vendors:{screen}", args=args))

    assert response.status_code in {302, 403}
    assert not VendorEvent.objects.exists()


def test_order_desk_looks_but_may_not_change(vendor):
    client = signed_in(staff("Order desk"))

    assert client.get(reverse("vendors:index")).status_code == 200
    client.post(reverse("vendors:move", args=[vendor.pk, "pause"]), {"note": ""})
    client.post(f"{reverse('wagtail_bulk_action', args=['vendors', 'vendor', 'pause'])}?id={vendor.pk}", {"note": ""})

    vendor.refresh_from_db()
    assert vendor.state == Vendor.State.APPROVED
