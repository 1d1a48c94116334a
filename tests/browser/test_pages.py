"""Every page, opened in a browser: the right answer, nothing that fails in the background, nothing that bars the way."""

import pytest

from tests.browser import pages
from tests.browser.walking import PHONE, WIDE

every_page = pytest.mark.parametrize("visit", pages.VISITS, ids=str)
main_pages = pytest.mark.parametrize("visit", [pages.visit(name) for name in pages.MAIN], ids=str)
# The shop's pages and the desk are read in tests/demo.
of_accounts = [visit for visit in pages.VISITS if pages.PATTERN_OF[visit].startswith(("account", "mfa"))]
languages = pytest.mark.parametrize("language", ["fr", "en"])


def test_every_named_address_has_a_rule():
    assert set(pages.RULES) == pages.named_addresses()


@every_page
def test_page_in_arabic_on_a_phone_complains_of_nothing(visit, walker):
    assert walker.look(visit, "ar", PHONE)["complaints"] == []


@every_page
def test_page_in_arabic_on_a_phone_passes_axe(visit, walker):
    assert walker.look(visit, "ar", PHONE)["axe"] == []


@pytest.mark.parametrize("visit", of_accounts, ids=str)
def test_page_in_arabic_says_nothing_untranslated(visit, walker):
    assert walker.look(visit, "ar", PHONE)["untranslated"] == []


@every_page
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_page_at_320_pixels_needs_no_sideways_scrolling(visit, language, walker):
    look = walker.look(visit, "ar", PHONE) if language == "ar" else walker.stretch(visit, "fr")
    assert look["narrow"] == []


@every_page
def test_page_in_letters_of_twice_the_size_keeps_everything_in_reach(visit, walker):
    assert walker.stretch(visit, "fr")["enlarged"] == []


@languages
@main_pages
def test_page_on_a_wide_screen_complains_of_nothing(visit, language, walker):
    assert walker.look(visit, language, WIDE)["complaints"] == []


@languages
@main_pages
def test_page_on_a_wide_screen_passes_axe(visit, language, walker):
    assert walker.look(visit, language, WIDE)["axe"] == []
