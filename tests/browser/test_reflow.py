"""Narrow screens, large letters, forced colours, no motion: everything stays in reach."""

import pytest

from tests.browser import pages
from tests.browser.walking import PHONE, WIDE

NARROWEST = 320
# Words and controls that end up outside the page or cut; a strip that scrolls by itself shows all it has. `main` clips
# what is too wide, so the width of the page alone would not tell.
OUT_OF_REACH = """() => {
    const width = document.documentElement.clientWidth, lost = [];
    const scrolls = element => element && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const isOut = box => box.width > 0 && (box.left < -1 || box.right > width + 1);
    const isShown = element => element.checkVisibility() && !element.closest('.visually-hidden, .skip-link');
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, node => /\\S/.test(node.data) ? 1 : 2);
    const range = document.createRange();
    while (walk.nextNode()) {
        const owner = walk.currentNode.parentElement;
        if (!isShown(owner) || scrolls(owner)) continue;
        range.selectNodeContents(walk.currentNode);
        if ([...range.getClientRects()].some(isOut)) lost.push('words: ' + owner.outerHTML.slice(0, 160));
    }
    for (const control of document.querySelectorAll('a, button, input, select, summary, textarea')) {
        if (!isShown(control) || scrolls(control.parentElement)) continue;
        if (isOut(control.getBoundingClientRect())) lost.push(control.outerHTML.slice(0, 160));
        const isCut = control.matches('a, button, summary') && control.scrollWidth > control.clientWidth + 1;
        if (isCut && getComputedStyle(control).overflowX !== 'visible') lost.push('cut: ' + control.outerHTML.slice(0, 160));
    }
    return lost;
}"""
OVERFLOW = "() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
WIDEST = """() => [...document.querySelectorAll('body *')].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width && (box.right > document.documentElement.clientWidth + 1 || box.left < -1);
}).slice(-3).map(element => element.outerHTML.slice(0, 200))"""

every_page = pytest.mark.parametrize("visit", pages.VISITS, ids=str)
eight_pages = pytest.mark.parametrize("visit", [pages.visit(name) for name in pages.EIGHT], ids=str)


@every_page
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_page_at_320_pixels_needs_no_sideways_scrolling(visit, language, walker):
    page = walker.open(visit, language, width=NARROWEST)
    assert page.evaluate(OVERFLOW) <= 0, page.evaluate(WIDEST)
    assert page.evaluate(OUT_OF_REACH) == []


@every_page
def test_page_in_letters_of_twice_the_size_keeps_everything_in_reach(visit, walker):
    page = walker.page(visit.who, width=WIDE, locale="fr-FR")
    if not hasattr(page, "enlarged"):
        page.enlarged = page.context.new_cdp_session(page)
        page.enlarged.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    walker.open(visit, "fr", width=WIDE, locale="fr-FR")
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 32
    assert page.evaluate(OVERFLOW) <= 0, page.evaluate(WIDEST)
    assert page.evaluate(OUT_OF_REACH) == []


@eight_pages
def test_buttons_and_focus_in_forced_colours_can_be_seen(visit, walker):
    page = walker.open(visit, "ar", width=PHONE, forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    edges = page.evaluate(
        """() => [...document.querySelectorAll('main .button')].filter(button => button.checkVisibility()).map(button => {
            const style = getComputedStyle(button);
            return style.borderStyle !== 'none' && parseFloat(style.borderWidth) >= 1;
        })"""
    )
    assert all(edges)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["width"] >= 2


FOCUS = """() => {
    const style = getComputedStyle(document.activeElement);
    return {width: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth), colour: style.outlineColor};
}"""


@eight_pages
def test_nothing_moves_when_motion_is_unwanted(visit, walker):
    page = walker.open(visit, "fr", width=WIDE, reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(element => {
            const style = getComputedStyle(element);
            const longest = list => Math.max(...list.split(',').map(parseFloat));
            return longest(style.transitionDuration) > 0.01 || longest(style.animationDuration) > 0.01;
        }).map(element => element.outerHTML.slice(0, 120))"""
    )
    assert moving == []
