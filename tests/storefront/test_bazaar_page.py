"""A fair's page, its itinerary and its calendar."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from bazaars.models import Bazaar, Opening, Phase
from bazaars.stands import order
from tests import factories
from tests.bazaars import fairs
from tests.sayings import said
from tests.storefront.factories import legal_facts
from vendors import stories
from vendors.models import Partner

pytestmark = pytest.mark.django_db


def shown(client, bazaar, language="fr", query=""):
    response = client.get(bazaar.address_in(language) + query)
    assert response.status_code == 200
    return response.context["page"], response.content.decode()


def later(days):
    return timezone.localdate() + timedelta(days=days)


def of_three(bazaar=None, since=-2, **place):
    """A stop with three sequences of three days, of which the first is on now."""
    stop = fairs.stop(bazaar, **place)
    return [fairs.sequence(stop, later(since + 3 * n), 3) for n in range(3)]


def test_page_shows_the_town_in_both_scripts_and_the_days(client):
    bazaar = fairs.bazaar(name_fr="Bazar solidaire", name_ar="البازار التضامني", edition=12)
    sequence = fairs.sequence(fairs.stop(bazaar, venue_fr="Place de la Corniche"))
    page, html = shown(client, bazaar, "en")
    french, arabic = (said("1st edition", "edition %(n)s", 12, language=language, n=12) for language in ("fr", "ar"))
    assert [title.text for title in page.titles] == [f"Bazar solidaire, {french}", f"البازار التضامني، {arabic}"]
    assert (page.lang, page.titles[1].lang, page.titles[1].dir) == ("fr", "ar", "rtl")
    assert '<span lang="ar" dir="rtl">المضيق</span>' in html
    assert str(sequence.ends.day) in page.dates


def test_page_of_a_draft_is_not_found(client):
    bazaar = fairs.bazaar(state=Bazaar.State.DRAFT, starts=later(1), ends=later(2))
    for address in (bazaar.address_in("fr"), bazaar.address_in("fr") + "itineraire/", f"/fr/foires/{bazaar.pk}.ics"):
        assert client.get(address).status_code == 404


def test_page_of_a_wrong_slug_leads_to_the_right_one(client):
    bazaar = fairs.bazaar(name_fr="Bazar solidaire", name_ar="بازار")
    for path in (f"/fr/foires/{bazaar.pk}/", f"/fr/foires/{bazaar.pk}-autre/"):
        response = client.get(path + "?sequence=3")
        address = f"/fr/foires/{bazaar.pk}-bazar-solidaire/?sequence=3"
        assert (response.status_code, response["Location"]) == (301, address)
    response = client.get(f"/fr/foires/{bazaar.pk}-autre/itineraire/")
    assert response["Location"] == f"/fr/foires/{bazaar.pk}-bazar-solidaire/itineraire/"
    assert client.get(bazaar.address_in("ar")).status_code == 200


def test_page_chooses_the_sequence_on_now_and_any_other_that_is_asked_for(client):
    first, second, third = of_three()
    names = ["Une", "Deux", "Trois"]
    for sequence, name in zip((first, second, third), names, strict=True):
        fairs.exhibits(factories.vendor(name_fr=name), stand="7", at=sequence)
    bazaar = first.stop.bazaar
    page, html = shown(client, bazaar)
    assert [each.phase for each in page.sequences] == [Phase.NOW, Phase.COMING, Phase.COMING]
    assert [row.name for row in page.exhibitors] == ["Une"]
    assert html.count('class="stamp"') == 1
    page, html = shown(client, bazaar, query=f"?sequence={third.pk}")
    assert [row.name for row in page.exhibitors] == ["Trois"]
    assert [each.is_chosen for each in page.sequences] == [False, False, True]
    stranger = fairs.sequence()
    for asked in (stranger.pk, "x", ""):
        assert shown(client, bazaar, query=f"?sequence={asked}")[0].sequence == first


def test_page_counts_who_exhibits_and_what_is_on_sale(client):
    first, _second, _third = of_three()
    factories.category("rugs", "carpets")
    for _n in range(2):
        product = factories.published(vendor=factories.vendor(craft="carpets"))
        factories.published(vendor=product.vendor)
        fairs.exhibits(product.vendor, at=first)
    fairs.exhibits(factories.vendor(craft="wood"), at=first)
    page, _html = shown(client, first.stop.bazaar)
    counted = page.sequences[0]
    assert (counted.exhibitors, counted.pieces, counted.crafts) == (3, 4, ["Tapis"])
    assert (page.sequences[1].exhibitors, page.sequences[1].pieces) == (0, 0)


def test_exhibitors_stand_in_order_and_the_rest_is_folded(client):
    first, _second, _third = of_three()
    for n in range(15):
        fairs.exhibits(factories.vendor(), stand=str(n + 1) if n else "", at=first)
    page, html = shown(client, first.stop.bazaar)
    codes = [row.stand for row in page.exhibitors]
    assert codes == sorted(codes, key=order)
    assert (codes[0], codes[-1]) == ("2", "")
    assert (len(page.first_exhibitors), len(page.other_exhibitors)) == (12, 3)
    assert html.count("<details") > 0
    assert html.count('class="stand-number"') == 15


def test_exhibitor_who_has_closed_since_is_named_without_a_link(client):
    vendor = factories.vendor(name_fr="Atelier fermé")
    sequence = fairs.exhibits(vendor).sequence
    vendor.state = "closed"
    vendor.save()
    page, html = shown(client, sequence.stop.bazaar)
    assert page.exhibitors[0].url == ""
    assert "<bdi>Atelier fermé</bdi>" in html


def test_exhibitors_share_is_that_of_her_cards(client):
    with_pieces, without = factories.published().vendor, factories.vendor()
    sequence = fairs.sequence()
    for stand, vendor in enumerate((with_pieces, without), 1):
        fairs.exhibits(vendor, stand=str(stand), at=sequence)
    page, _html = shown(client, sequence.stop.bazaar)
    extra = with_pieces.products.get().card.extra["share"]
    percent = (200 * extra["amount"] + 25000) // 50000
    assert [row.share for row in page.exhibitors] == [f"{percent}\u202f%", ""]


def test_pieces_to_see_are_those_of_the_chosen_sequence(client):
    first, second, _third = of_three()
    here, next_one, elsewhere = (factories.published(title=title) for title in ("Ici", "Ensuite", "Ailleurs"))
    member = factories.vendor(sells_through=here.vendor)
    factories.published(title="De la membre", vendor=member)
    fairs.exhibits(here.vendor, stand="7", at=first)
    fairs.exhibits(next_one.vendor, at=second)
    bazaar = first.stop.bazaar
    _page, html = shown(client, bazaar)
    assert [title in html for title in ("Ici", "De la membre", "Ensuite", "Ailleurs")] == [True, True, False, False]
    assert "/fr/catalogue/?fair=1" in html
    _page, html = shown(client, bazaar, query=f"?sequence={second.pk}")
    assert ["Ici" in html, "Ensuite" in html] == [False, True]
    assert "/fr/catalogue/?fair=1" not in html
    assert elsewhere.card


def test_page_of_a_fair_that_is_over_says_so_and_keeps_its_makers(client):
    product = factories.published(title="Encore là")
    sequence = fairs.sequence(starts=date(2025, 7, 1), days=3)
    fairs.exhibits(product.vendor, at=sequence)
    page, html = shown(client, sequence.stop.bazaar)
    assert page.is_over
    assert "fair-over" in html
    assert "Encore là" in html
    assert page.calendar_url == ""
    assert '"ticket"' not in html


def test_page_of_a_cancelled_fair_says_so_and_calls_nobody(client):
    sequence = of_three(fairs.bazaar(state=Bazaar.State.CANCELLED, call_opens=later(-1), call_closes=later(1)))[0]
    page, html = shown(client, sequence.stop.bazaar)
    assert 'role="alert"' in html
    assert html.count('class="stamp') == 1
    assert (page.is_now, page.call, page.calendar_url, page.is_free) == (False, None, "", False)


def test_page_tells_where_it_is_and_when_it_is_open(client):
    sequence = of_three(address="Avenue, 1", latitude="35.68570", longitude="-5.32530")[0]
    stop = sequence.stop
    Opening.objects.create(stop=stop, opens=time(10), closes=time(21))
    Opening.objects.create(stop=stop, day=later(1))
    Opening.objects.create(stop=stop, day=later(-1))
    page, html = shown(client, stop.bazaar)
    assert 'href="geo:35.6857,-5.3253"' in html
    assert "Avenue, 1" in html
    assert page.usual_hours == "10\u202fh – 21\u202fh"
    assert len(page.hours) == 2


@pytest.mark.parametrize("is_closed", [True, False])
def test_page_of_a_day_when_it_is_closed_says_so(client, is_closed):
    sequence = of_three()[0]
    Opening.objects.create(stop=sequence.stop, opens=time(10), closes=time(21))
    if is_closed:
        Opening.objects.create(stop=sequence.stop, day=later(0))
    page, _html = shown(client, sequence.stop.bazaar)
    assert page.sequences[0].is_closed_today is is_closed


def test_page_tells_of_partners_theme_and_source(client):
    bazaar = fairs.bazaar(theme_fr="La laine", organiser="Le réseau", source="journal.example", area_m2=1000)
    bazaar.partners.add(
        Partner.objects.create(code="p", kind="network", name_fr="Fondation", website="https://f.example")
    )
    _page, html = shown(client, bazaar)
    for words in ("La laine", "Le réseau", "journal.example", "1000", 'href="https://f.example"'):
        assert words in html


@pytest.mark.parametrize(("is_own", "is_free"), [(True, True), (False, False)])
def test_free_entry_is_told_of_the_centres_own_fairs_only(client, is_own, is_free):
    bazaar = fairs.bazaar(is_own=is_own, starts=later(1), ends=later(2))
    assert shown(client, bazaar)[0].is_free is is_free


@pytest.mark.parametrize(("opens", "closes", "is_open"), [(-1, 1, True), (0, 0, True), (1, 5, False), (-5, -1, None)])
def test_call_for_exhibitors_is_shown_until_it_closes(client, opens, closes, is_open):
    legal_facts(operator_phone="05 30 00 00 00")
    bazaar = fairs.bazaar(call_opens=later(opens), call_closes=later(closes), call_email="foires@centre.example")
    page, html = shown(client, bazaar)
    assert (page.call and page.call.is_open) is is_open
    assert ("mailto:foires@centre.example" in html) is (is_open is not None)
    assert ("tel:0530000000" in html) is (is_open is not None)


def test_page_shows_the_live_story_and_not_the_draft(client):
    bazaar, actor = fairs.bazaar(), factories.user()
    stories.write_story(bazaar, "fr", ["Le récit publié."], actor=actor)
    stories.write_story(bazaar, "fr", ["Le brouillon."], actor=actor, publish=False)
    page, html = shown(client, bazaar, "ar")
    assert page.story_lang == "fr"
    assert "Le récit publié." in html
    assert "Le brouillon." not in html
    story = bazaar.pages.get()
    assert story.get_url_parts()[2] == bazaar.address_in("fr")


@pytest.mark.parametrize("number", [1, 3])
def test_page_takes_the_same_statements_whatever_hangs_on_it(client, django_assert_num_queries, number):
    bazaar = fairs.bazaar(picture=factories.picture())
    for n in range(number):
        stop = fairs.stop(bazaar)
        Opening.objects.create(stop=stop, opens=time(10), closes=time(21))
        bazaar.partners.add(Partner.objects.create(code=f"p{n}", kind="network", name_fr="Réseau"))
        sequence = fairs.sequence(stop, later(3 * n), 3)
        for _n in range(number):
            fairs.exhibits(factories.published().vendor, at=sequence)
        fairs.sequence(fairs.stop(), later(3 * n), 3)
    shown(client, bazaar)
    # The fair with stops, sequences, hours, partners; counts; exhibitors, shares, pieces; the season with stops and
    # sequences; the story.
    with django_assert_num_queries(13):
        page, _html = shown(client, bazaar)
    assert (len(page.exhibitors), len(page.cards), len(page.season)) == (number, number, 2 * number)


def test_tour_has_the_stops_in_order_of_days_with_the_running_season(client):
    bazaar = fairs.bazaar(name_fr="Tournée")
    for town, since in (("Oujda", 20), ("M’diq", -2), ("Ifrane", -30)):
        fairs.sequence(fairs.stop(bazaar, town_fr=town), later(since), 3)
    for town, since, fields in (
        ("Agadir", 10, {}),
        ("Fès", -40, {}),
        ("Salé", 12, {"state": Bazaar.State.DRAFT}),
        ("Safi", 12, {"state": Bazaar.State.CANCELLED}),
        ("Meknès", 12, {"is_own": False, "starts": later(12), "ends": later(13)}),
    ):
        other = fairs.sequence(fairs.stop(fairs.bazaar(**fields), town_fr=town), later(since), 3)
        if other.stop.bazaar.is_own:
            Bazaar.objects.filter(pk=other.stop.bazaar_id).update(starts=other.starts, ends=other.ends)
    response = client.get(bazaar.address_in("fr") + "itineraire/")
    season = response.context["page"].season
    assert [(each.place.town, each.phase, each.is_own) for each in season] == [
        ("Ifrane", Phase.OVER, True),
        ("M’diq", Phase.NOW, True),
        ("Agadir", Phase.COMING, False),
        ("Oujda", Phase.COMING, True),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_tour_takes_the_same_statements_whatever_its_length(client, django_assert_num_queries, number):
    bazaar = fairs.bazaar()
    for n in range(number):
        fairs.sequence(fairs.stop(bazaar), later(3 * n), 3)
        fairs.sequence(fairs.stop(), later(3 * n), 3)
    address = bazaar.address_in("fr") + "itineraire/"
    client.get(address)
    with django_assert_num_queries(8):
        response = client.get(address)
    assert len(response.context["page"].season) == 2 * number


def test_calendar_is_a_file_that_calendars_read(client):
    sequence = of_three(fairs.bazaar(code="bazar-12", name_fr="Bazar", name_ar="بازار"))[0]
    page, html = shown(client, sequence.stop.bazaar)
    assert page.calendar_url in html
    response = client.get(page.calendar_url)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert 'filename="bazar-12.ics"' in response["Content-Disposition"]
    assert [event["summary"] for event in Calendar.from_ical(response.content).walk("VEVENT")] == ["Bazar"] * 3
    arabic = client.get(page.calendar_url.replace("/fr/", "/ar/"))
    assert Calendar.from_ical(arabic.content)["x-wr-calname"] == "بازار"


def test_calendar_of_days_that_nobody_knows_is_not_found(client):
    bazaar = fairs.bazaar(starts=date(2027, 4, 1), precision="month")
    page, _html = shown(client, bazaar)
    assert page.calendar_url == ""
    assert client.get(f"/fr/foires/{bazaar.pk}.ics").status_code == 404
