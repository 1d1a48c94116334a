"""Pages of words, with the legal facts put in."""

import pytest

from tests.storefront.factories import home_page, legal_facts, standard_page

pytestmark = pytest.mark.django_db
HTML = '<p>Run by <b>{{operator_name}}</b>, see <a href="{{apply_link}}">sell with us</a>.</p>'


def html_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_standard_page_is_shown_in_each_language_at_its_slug(client):
    for language, title in (("fr", "Mentions légales"), ("ar", "إشعار"), ("en", "Legal notice")):
        standard_page(home_page(language), "notice", HTML, title=title, is_model=True)
        html_of(client, f"/{language}/notice/")
    html = html_of(client, "/en/notice/")
    assert "Model to be validated by a lawyer" in html
    assert '<link rel="alternate" hreflang="ar" href="http://127.0.0.1:8000/ar/notice/">' in html
    assert '<a href="/en/notice/">Legal notice</a>' in html
    assert "Mentions légales" not in html


def test_standard_page_without_a_translation_does_not_promise_one(client):
    standard_page(home_page("fr"), "notice", HTML)
    assert 'hreflang="ar"' not in html_of(client, "/fr/notice/")


def test_standard_page_says_the_facts_and_marks_those_missing(client):
    standard_page(home_page("fr"), "notice", HTML)
    html = html_of(client, "/fr/notice/")
    assert "<b><mark>operator name</mark></b>" in html
    assert '<a href="/fr/contact/">sell with us</a>' in html
    legal_facts(operator_name={"fr": "Le <Centre>", "en": "The Centre"}, apply_link="https://a.example/?a=1&b=2")
    html = html_of(client, "/fr/notice/")
    assert "<b>Le &lt;Centre&gt;</b>" in html
    assert 'href="https://a.example/?a=1&amp;b=2"' in html


def test_standard_page_draft_is_not_shown(client):
    page = standard_page(home_page("fr"), "notice", "<p>En ligne.</p>")
    page.body = [("text", "<p>Brouillon.</p>")]
    page.save_revision()
    html = html_of(client, "/fr/notice/")
    assert "En ligne." in html
    assert "Brouillon." not in html
