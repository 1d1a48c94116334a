"""The shop without a mouse."""

import pytest
from playwright.sync_api import expect

from tests.browser import pages
from tests.browser.walking import PHONE, WIDE

WHERE = """() => {
    const element = document.activeElement, box = element.getBoundingClientRect();
    const rings = [element, element.closest('li')].filter(Boolean).map(each => getComputedStyle(each));
    const ticket = element.closest('.ticket');
    // Inside its notches, which would cut an outline.
    if (ticket) rings.push(getComputedStyle(ticket, '::after'));
    return {
        tag: element.tagName,
        place: ['.facets', '.stalls', 'header', 'footer', 'main'].find(each => element.closest(each)) || '',
        // A card is outlined whole.
        ring: Math.max(...rings.map(style => style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth))),
        seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
        html: element.outerHTML.slice(0, 160),
    };
}"""
MOST = 140


def tab_through(page):
    """Where each press of Tab leads, to the end of the page."""
    steps = []
    for _press in range(MOST):
        page.keyboard.press("Tab")
        step = page.evaluate(WHERE)
        if step["tag"] == "BODY":
            break
        steps.append(step)
    return steps


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_skip_link_leads_to_the_content(language, walker):
    page = walker.open(pages.visit("listing"), language, width=PHONE)
    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


@pytest.mark.parametrize("name", ["listing", "product", "sign-in", "desk-refused"])
def test_tab_goes_through_a_page_and_shows_where_it_is(name, walker):
    page = walker.open(pages.visit(name), "fr", width=WIDE)
    steps = tab_through(page)
    assert [step["html"] for step in steps if step["ring"] < 2 or not step["seen"]] == []
    expected = ["header", "main", ".facets", ".stalls", "footer"] if name == "listing" else ["header", "main", "footer"]
    first_met = dict.fromkeys(step["place"] for step in steps)
    assert [place for place in first_met if place in expected] == expected


def test_filters_on_a_phone_open_and_close_by_keyboard(walker):
    page = walker.open(pages.visit("listing"), "ar", width=PHONE)
    page.locator(".toolbar__filter").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#filters button")).to_be_visible()
    page.locator(".facets__close a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#filters button")).to_be_hidden()
