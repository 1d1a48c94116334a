"""Where to meet a maker: on her page, on her pieces' pages and cards, in lists."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bazaars.models import Bazaar
from marketplace.storefront.bazaar_tickets import tickets_of
from tests import factories
from tests.bazaars import fairs

pytestmark = pytest.mark.django_db


def later(days):
    return timezone.localdate() + timedelta(days=days)


def pages(client, product):
    product_page = client.get(reverse("storefront:product_by_id", args=[product.pk]), follow=True)
    return [client.get(product.vendor.address_in("fr")), product_page]


def test_tickets_are_on_her_page_and_her_pieces_pages(client):
    product = factories.published()
    now = fairs.sequence(fairs.stop(venue_fr="Place de la Corniche"), days=3)
    fairs.exhibits(product.vendor, stand="B7", at=now)
    fairs.exhibits(product.vendor, at=fairs.sequence(fairs.stop(town_fr="Oujda"), later(10)))
    for response in pages(client, product):
        first, second = response.context["page"].tickets
        assert (first.number, first.is_now, second.title, second.is_now) == ("B7", True, "Oujda", False)
        assert second.number == str(later(10).day)
        html = response.content.decode()
        assert html.count('class="ticket"') == 2
        assert f'href="{first.url}"' in html
        assert "Place de la Corniche" in html
    assert first.url.endswith(f"?sequence={now.pk}")


def test_tickets_of_who_goes_nowhere_are_none(client):
    product = factories.published()
    fairs.exhibits(product.vendor, at=fairs.sequence(fairs.stop(fairs.bazaar(state=Bazaar.State.CANCELLED))))
    fairs.exhibits(product.vendor, at=fairs.sequence(starts=later(-30), days=3))
    for response in pages(client, product):
        assert response.context["page"].tickets == []
        assert 'class="ticket"' not in response.content.decode()


def test_tickets_of_who_sells_through_a_cooperative_name_it():
    cooperative = factories.cooperative(name_fr="Coop. Azetta")
    vendor = factories.vendor(sells_through=cooperative)
    both, theirs = fairs.sequence(), fairs.sequence(starts=later(20))
    fairs.exhibits(vendor, stand="5", at=both)
    for sequence in (both, theirs):
        fairs.exhibits(cooperative, stand="4", at=sequence)
    assert [(each.number, each.through) for each in tickets_of(vendor, "fr")] == [("5", ""), ("4", "Coop. Azetta")]


@pytest.mark.parametrize("number", [1, 3])
def test_tickets_of_any_number_take_one_statement(number, django_assert_num_queries):
    vendor = factories.vendor(sells_through=factories.cooperative())
    for n in range(number):
        fairs.exhibits(vendor, at=fairs.sequence(starts=later(20 * n)))
    with django_assert_num_queries(1):
        assert len(tickets_of(vendor, "fr")) == number


@pytest.mark.parametrize(
    ("stand", "shown"),
    [("47", "<bdi>47</bdi>"), ("<b>&", "<bdi>&lt;b&gt;&amp;</bdi>"), ("", None)],
)
def test_card_shows_the_number_of_the_stand_while_she_is_there(client, stand, shown):
    product = factories.published()
    fairs.exhibits(product.vendor, stand=stand)
    html = client.get("/fr/catalogue/").content.decode()
    assert ("stall__number" in html) is bool(shown)
    assert shown is None or f"{shown}</p>" in html


def test_list_of_what_is_at_the_fair_now_is_offered_while_something_is(client):
    here, elsewhere = factories.published(title="Ici"), factories.published(title="Ailleurs")
    box = 'name="fair"'
    assert box not in client.get("/fr/catalogue/").content.decode()
    place = fairs.exhibits(here.vendor, stand="7")
    response = client.get("/fr/catalogue/")
    assert box in response.content.decode()
    assert {option.code: option.count for option in response.context["listing"].switches}["fair"] == 1
    response = client.get("/fr/catalogue/?fair=1")
    assert (response.context["listing"].total, len(response.context["listing"].chips)) == (1, 1)
    assert "Ailleurs" not in response.content.decode()
    assert elsewhere.card
    assert place.stand == "7"


@pytest.mark.parametrize("number", [1, 3])
def test_list_during_a_fair_takes_as_many_statements_as_before(client, django_assert_num_queries, number):
    at = fairs.sequence()
    for _n in range(number):
        fairs.exhibits(factories.published().vendor, stand=str(_n), at=at)
    for address in ("/fr/catalogue/", "/fr/catalogue/?fair=1"):
        client.get(address)
        with django_assert_num_queries(2):
            assert client.get(address).context["listing"].total == number
