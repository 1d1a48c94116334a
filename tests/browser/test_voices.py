"""A voice is heard: by a finger, by keys, without script, in both writing directions; and it is asked for in parts."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser import pages
from tests.browser.walking import PHONE

AUDIO = "document.querySelector('[data-voice] audio')"
both = pytest.mark.parametrize("language", ["fr", "ar"])


def go(page, walker, name, language):
    page.goto(walker.address(pages.visit(name), language))


def until(page, expression):
    """Asked from outside: what Playwright waits with inside the page is forbidden by the page's policy."""
    deadline = time.monotonic() + 15
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, expression
        page.wait_for_timeout(50)


@pytest.fixture
def phone(walker):
    return walker.page(width=PHONE)


@both
@pytest.mark.parametrize("name", ["story", "vendor"])
def test_voice_plays_and_shows_where_it_is(phone, walker, name, language):
    asked = []
    phone.on("request", lambda request: asked.append(request) if "/spoken/" in request.url else None)
    go(phone, walker, name, language)
    phone.wait_for_load_state("networkidle")
    assert asked == [], "before she asks, nothing of it is loaded"
    play = phone.locator(".voice__play").first
    expect(phone.locator(".voice audio").first).to_be_hidden()
    label = play.get_attribute("aria-label")
    assert re.search(r"0:1\d", label)
    play.click()
    until(phone, f"{AUDIO}.currentTime > 0.7")
    assert asked[0].headers["range"] == "bytes=0-"
    assert asked[0].response().status == 206
    assert phone.locator(".voice").first.locator("rect.is-heard").count() > 0
    assert play.get_attribute("aria-label") != label
    play.click()
    until(phone, f"{AUDIO}.paused")
    expect(play).to_have_attribute("aria-label", label)


@both
def test_voice_obeys_keys(phone, walker, language):
    go(phone, walker, "story", language)
    play, track = phone.locator(".voice__play"), phone.locator(".voice__track input")
    play.focus()
    phone.keyboard.press("Enter")
    until(phone, f"!{AUDIO}.paused && {AUDIO}.currentTime > 0")
    phone.keyboard.press("Space")
    until(phone, f"{AUDIO}.paused")
    phone.keyboard.press("Tab")
    expect(track).to_be_focused()
    # Time runs from left to right in Arabic too.
    phone.keyboard.press("Home")
    for _ in range(5):
        phone.keyboard.press("ArrowRight")
    until(phone, f"Math.round({AUDIO}.currentTime) === 5")
    assert track.get_attribute("aria-valuetext").startswith("0:05 / 0:1")


def test_bars_are_not_mirrored_in_arabic(phone, walker):
    go(phone, walker, "story", "ar")
    first, last = (phone.locator(".voice rect").nth(n).bounding_box()["x"] for n in (0, 59))
    assert first < last
    expect(phone.locator(".voice__play .voice__on")).to_have_css("scale", "none")


@both
def test_transcript_opens(phone, walker, language):
    go(phone, walker, "story", language)
    phone.locator(".voice__words summary").click()
    expect(phone.locator(".voice__words p").first).to_be_visible()


@both
def test_voice_without_script_has_the_browsers_own_keys(walker, language):
    page = walker.page(width=PHONE, java_script_enabled=False)
    go(page, walker, "story", language)
    expect(page.locator(".voice audio[controls]")).to_be_visible()
    expect(page.locator(".voice__player")).to_be_hidden()
    page.locator(".voice__words summary").click()
    expect(page.locator(".voice__words p").first).to_be_visible()


def test_voice_that_does_not_come_through_leaves_its_words(phone, walker):
    phone.route("**/spoken/**", lambda route: route.abort())
    go(phone, walker, "story", "fr")
    phone.locator(".voice__play").click()
    expect(phone.locator("[data-voice-failed]")).to_be_visible()
    expect(phone.locator(".voice__words p").first).to_be_visible()


def test_page_without_a_voice_loads_no_player(phone, walker):
    asked = []
    phone.on("request", lambda request: asked.append(request.url))
    go(phone, walker, "listing", "fr")
    assert not [address for address in asked if "voice" in address]
