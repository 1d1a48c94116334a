"""A maker's page, and the list of makers."""

import datetime

import pytest

from tests import factories
from vendors import stories
from vendors.models import Partner

pytestmark = pytest.mark.django_db


def shown(client, vendor, language="fr"):
    response = client.get(vendor.address_in(language))
    assert response.status_code == 200
    return response.context["page"], response.content.decode()


def test_vendor_page_shows_her_pieces_and_no_other(client):
    vendor = factories.vendor()
    factories.published(vendor=vendor, title="Le sien")
    factories.published(title="Un autre")
    page, html = shown(client, vendor)
    assert len(page.cards) == 1
    assert "Le sien" in html
    assert "Un autre" not in html


@pytest.mark.parametrize("number", [1, 3])
def test_vendor_page_takes_nine_statements_whatever_hangs_on_it(client, django_assert_num_queries, number):
    cooperative = factories.cooperative(picture=factories.picture())
    for n in range(number):
        factories.maker(cooperative, portrait=factories.picture())
        factories.vendor(sells_through=cooperative)
        factories.published(vendor=cooperative)
        cooperative.partners.add(Partner.objects.create(code=f"p{n}", kind="network", name_fr="Réseau"))
    shown(client, cooperative)
    # Vendor, story, where to meet her, pieces, makers, consents, members, stories that name her, partners.
    with django_assert_num_queries(9):
        client.get(cooperative.address_in("fr"))


@pytest.mark.parametrize(
    ("codes", "names"), [("zgh ary fr", "Tamazight, Darija, and French"), ("", ""), ("xx ary", "Darija")]
)
def test_vendor_page_says_which_languages_a_maker_speaks(client, codes, names):
    cooperative = factories.cooperative()
    factories.maker(cooperative, languages=codes)
    page, html = shown(client, cooperative, "en")
    assert page.makers[0].speaks == names
    assert (f"Speaks {names}</p>" in html) is bool(names)
    assert ("Speaks" in html) is bool(names)


def test_vendor_page_leads_to_the_partner_that_has_a_website(client):
    vendor = factories.vendor()
    website = "https://reseau.example/?a=1&b=2"
    vendor.partners.add(
        Partner.objects.create(code="with", kind="network", name_fr="Réseau", website=website),
        Partner.objects.create(code="without", kind="network", name_fr="Fondation"),
    )
    _page, html = shown(client, vendor)
    assert '<a href="https://reseau.example/?a=1&amp;b=2" rel="noopener">Réseau</a>' in html
    assert "<b>Fondation</b>" in html


def test_vendor_page_without_pieces_is_opening_soon(client):
    _page, html = shown(client, factories.vendor(), "en")
    assert "Opening soon" in html


def test_vendor_page_wrong_slug_leads_to_the_right_one(client):
    vendor = factories.vendor(name_fr="Atelier Sefrou", name_ar="ورشة صفرو")
    for address in (f"/fr/artisans/{vendor.pk}/", f"/fr/artisans/{vendor.pk}-autre/"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, f"/fr/artisans/{vendor.pk}-atelier-sefrou/")
    _page, html = shown(client, vendor, "ar")
    assert "ورشة صفرو" in html


@pytest.mark.parametrize("state", ["applied", "paused", "closed"])
def test_vendor_page_of_one_not_open_is_not_found(client, state):
    assert client.get(factories.vendor(state=state).address_in("fr")).status_code == 404


def test_vendor_page_shows_the_live_story_and_not_the_draft(client):
    vendor, actor = factories.vendor(), factories.user()
    stories.write_story(vendor, "fr", ["L’histoire publiée."], actor=actor)
    stories.write_story(vendor, "fr", ["Le brouillon."], actor=actor, publish=False)
    _page, html = shown(client, vendor)
    assert "L’histoire publiée." in html
    assert "Le brouillon." not in html


def test_vendor_page_story_of_another_language_says_which(client):
    vendor = factories.vendor()
    stories.write_story(vendor, "ar", ["حكاية"], actor=factories.user())
    page, html = shown(client, vendor, "en")
    assert page.story_lang == "ar"
    assert 'lang="ar" dir="auto"' in html


def test_vendor_page_says_when_she_is_back(client):
    vendor = factories.vendor(name_en="Sefrou", is_on_holiday=True, back_on=datetime.date(2027, 1, 5))
    page, html = shown(client, vendor, "en")
    assert page.holiday.startswith("Sefrou is away until ")
    assert "2027" in page.holiday
    assert page.holiday in html


def test_cooperative_page_shows_members_and_member_workshops(client):
    cooperative = factories.cooperative()
    factories.maker(cooperative, name_fr="Zahra")
    member = factories.vendor(name_fr="Atelier de Rabha", sells_through=cooperative)
    factories.vendor(name_fr="Atelier fermé", sells_through=cooperative, state="closed")
    _page, html = shown(client, cooperative)
    assert "Zahra" in html
    assert "Atelier de Rabha" in html
    assert "Atelier fermé" not in html
    page, _html = shown(client, member)
    assert page.through.url == cooperative.address_in("fr")


def test_vendor_page_cursor_that_leads_nowhere_leads_to_the_first_page(client):
    vendor = factories.vendor()
    response = client.get(vendor.address_in("fr") + "?cursor=bmV3LjEuMS4w")
    assert (response.status_code, response["Location"]) == (302, vendor.address_in("fr"))


@pytest.mark.parametrize("number", [1, 3])
def test_vendors_list_takes_three_statements_at_most(client, django_assert_num_queries, number):
    for _each in range(number):
        factories.vendor(picture=factories.picture())
    # How many, the makers; the first time also the names.
    with django_assert_num_queries(3):
        response = client.get("/fr/artisans/")
    assert len(response.context["makers"].tiles) == number


def test_vendors_list_of_a_craft_and_a_place_shows_those(client):
    factories.category()
    here = factories.vendor(craft="carpets")
    factories.vendor(craft="pottery")
    factories.vendor(craft="carpets", territory=factories.territory("MA-03"))
    makers = client.get("/fr/artisans/?craft=carpets&region=MA-05").context["makers"]
    assert [tile.url for tile in makers.tiles] == [here.address_in("fr")]
    assert [choice.url for choice in makers.crafts if choice.is_chosen] == ["/fr/artisans/?region=MA-05"]
    assert len(client.get("/fr/artisans/?region=MA").context["makers"].tiles) == 3


def test_vendors_list_of_nonsense_says_so_or_is_not_found(client):
    factories.vendor()
    makers = client.get("/fr/artisans/?craft=nothing&page=x").context["makers"]
    assert (makers.is_whole, makers.total) == (False, 1)
    assert client.get("/fr/artisans/?page=2").status_code == 404
