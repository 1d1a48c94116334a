"""Pages of words, with the legal facts put in."""

import pytest
from wagtail.models import Site

from marketplace.storefront import pages, prose
from marketplace.storefront.models import HomePage
from tests import factories

MARKDOWN = """> Model to be validated.

# Legal notice

## Who runs this site

Run by **{{operator_name}}**, see [sell with us]({{apply_link}}).

- one
- two <b>
"""


@pytest.mark.django_db
def test_lay_home_pages_twice_makes_three_translations_of_one(client):
    pages.lay_home_pages()
    laid = pages.lay_home_pages()
    assert HomePage.objects.count() == 3
    assert len({page.translation_key for page in laid.values()}) == 1
    assert Site.objects.get(is_default_site=True).root_page_id == laid["fr"].pk


@pytest.mark.django_db
def test_standard_page_is_shown_in_each_language_at_its_slug(client):
    for language in ("fr", "ar", "en"):
        pages.write_standard_page(language, "legal-notice", "", MARKDOWN, is_model=True)
        response = client.get(f"/{language}/legal-notice/")
        assert response.status_code == 200
    html = response.content.decode()
    assert "<h1>Legal notice</h1>" in html
    assert "Model to be validated by a lawyer" in html
    assert "Model to be validated." not in html
    assert 'href="http://127.0.0.1:8000/ar/legal-notice/"' in html
    assert '<a href="/en/legal-notice/">Legal notice</a>' in html


@pytest.mark.django_db
def test_standard_page_says_the_facts_and_marks_those_missing(client):
    pages.write_standard_page("en", "legal-notice", "", MARKDOWN)
    assert "<mark>operator name</mark>" in client.get("/en/legal-notice/").content.decode()
    pages.write_legal_facts(
        {"operator_name": {"fr": "Le Centre", "en": "The <Centre>"}, "apply_link": "https://a.example/"}
    )
    html = client.get("/en/legal-notice/").content.decode()
    assert "<b>The &lt;Centre&gt;</b>" in html
    assert 'href="https://a.example/"' in html


@pytest.mark.django_db
def test_standard_page_written_again_replaces_the_words(client):
    pages.write_standard_page("fr", "contact", "Nous joindre", "Premier.", actor=factories.user())
    pages.write_standard_page("fr", "contact", "Nous joindre", "Second.")
    html = client.get("/fr/contact/").content.decode()
    assert "Second." in html
    assert "Premier." not in html


def test_prose_blocks_become_rich_text():
    html = prose.to_html("## Titre\n\nUn *mot* et\nun **autre**.\n\n1. un\n2. deux\n   suite\n\nListe :\n- a\n- b")
    assert html == (
        "<h2>Titre</h2><p>Un <i>mot</i> et un <b>autre</b>.</p><ol><li>un</li><li>deux suite</li></ol>"
        "<p>Liste :</p><ul><li>a</li><li>b</li></ul>"
    )


def test_prose_markup_in_a_text_is_text():
    assert prose.to_html("<script>") == "<p>&lt;script&gt;</p>"
