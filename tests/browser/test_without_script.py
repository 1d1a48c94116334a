"""The shop with scripts switched off: everything that is done, is done by links and forms."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser import pages
from tests.browser.walking import PASSWORD, PHONE

TITLE = "خاتم من فضة صنعته بلا سكريبت"


@pytest.fixture
def page(walker):
    return walker.page(width=PHONE, java_script_enabled=False)


def go(page, walker, name, language="fr"):
    page.goto(walker.address(pages.visit(name), language))


def test_search_finds_and_the_language_changes(page, walker):
    go(page, walker, "home")
    page.fill("#search", "tapis")
    page.press("#search", "Enter")
    expect(page.locator("main .stall").first).to_be_visible()
    page.locator('.languages a[hreflang="ar"]:visible').click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert re.search(r"/ar/search/\?q=tapis", page.url)
    expect(page.locator("#search")).to_have_value("tapis")


def test_filters_sort_and_survive_one_another(page, walker):
    go(page, walker, "listing")
    everything = page.locator("main .stall").count()
    page.locator(".toolbar__filter").click()
    page.locator('.facets input[name="available"]').check()
    page.locator(".facets__submit button").click()
    assert "available=1" in page.url
    assert 0 < page.locator("main .stall").count() <= everything
    page.locator('.toolbar a[href*="sort=price_up"]').click()
    assert "available=1" in page.url
    prices = [int(re.sub(r"\D", "", each)) for each in page.locator("main .stall__price bdi").all_inner_texts()]
    assert prices == sorted(prices)
    page.locator(".chips a").first.click()
    assert "available=1" not in page.url
    assert "sort=price_up" in page.url


def test_pages_of_a_list_lead_on_and_back(page, walker):
    go(page, walker, "listing", "ar")
    first = page.locator("main .stall a").first.get_attribute("href")
    page.locator('.pagination a[rel="next"]').click()
    assert page.locator("main .stall a").first.get_attribute("href") != first
    page.locator('.pagination a[rel="prev"]').click()
    assert page.locator("main .stall a").first.get_attribute("href") == first


def test_report_is_sent(page, walker):
    go(page, walker, "report")
    page.locator('main form [type="radio"], main form option').first.wait_for(state="attached")
    if page.locator('main form [type="radio"]').count():
        page.locator('main form [type="radio"]').first.check()
    else:
        page.locator("main form select").select_option(index=1)
    page.locator("main form textarea").fill("La photo n’est pas celle de la pièce.")
    page.locator("main form button").click()
    assert page.url.endswith("?sent")


def test_artisan_signs_in_and_adds_a_piece(page, walker):
    go(page, walker, "sign-in", "ar")
    page.fill('input[autocomplete~="username"]', "artisan@maarad.example")
    page.fill('input[type="password"]', PASSWORD)
    page.locator(".sign-in__keys button:not([formaction])").click()
    page.wait_for_url("**/ar/desk/")
    page.locator('a[href$="/desk/products/new/"]').first.click()
    photo = io.BytesIO()
    Image.linear_gradient("L").resize((900, 1200)).convert("RGB").save(photo, "JPEG")
    page.set_input_files(
        'input[name="photos"]', {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo.getvalue()}
    )
    page.locator('details[name="craft"] summary', has=page.locator('use[href$="#jewellery"]')).click()
    page.locator('details[name="craft"][open] input[name="category"]').first.check()
    page.fill('input[name="title"]', TITLE)
    page.fill('input[name="price"]', "350")
    page.locator('button[name="submit"]').click()
    expect(page.locator('[data-state="submitted"]')).to_be_visible()
    expect(page.locator("h1")).to_have_text(TITLE)
    page.context.clear_cookies()
