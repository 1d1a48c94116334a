"""Forced colours and unwanted motion; and what `reach` finds."""

import pytest

from tests.browser import pages
from tests.browser.reach import out_of_reach
from tests.browser.walking import NARROWEST, PHONE, WIDE

main_pages = pytest.mark.parametrize("visit", [pages.visit(name) for name in pages.MAIN], ids=str)


def test_what_is_out_of_reach_is_found(browser):
    page = browser.new_page(viewport={"width": NARROWEST, "height": 800})
    page.set_content(
        f"<main style='overflow-x: clip'><p style='white-space: nowrap'>{'long ' * 40}</p>"
        "<button style='inline-size: 20px; overflow: hidden'>Abcdefghij</button>"
        "<div><a href='#'>under</a><a href='#' style='position: relative; inset-inline-start: -40px'>over</a></div></main>"
        "<div style='overflow-x: auto'><p style='white-space: nowrap'>" + "fine " * 40 + "</p></div>"
    )
    assert [each.split(":")[0] for each in out_of_reach(page)] == ["words", "cut", "one over another"]
    page.context.close()


@main_pages
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


@main_pages
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
