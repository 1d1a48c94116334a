"""Wagtail's screens under the admin's content security policy: the browser refuses nothing that they need."""

import pytest
from playwright.sync_api import expect

SCENE = """
from marketplace.accounts.models import User
from marketplace.demo.building import make_shop
from marketplace.storefront.models import HomePage
from tests import factories
from tests.browser.scene import session
make_shop()
user = User.objects.create_user(email="policy@example.org", is_superuser=True, language="en")
print(session(user), HomePage.objects.first().pk, factories.product().pk)
"""


@pytest.fixture(scope="module")
def scene(shop):
    """(the session of somebody who may do all, the home page's id, a product's)."""
    return shop.do(SCENE).splitlines()[-1].split()


@pytest.fixture
def page(browser, shop, scene):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.add_cookies([{"name": "sessionid", "value": scene[0], "url": shop.url}])
    page = context.new_page()
    page.refused = refused = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    yield page
    context.close()


def test_policy_on_the_first_page_refuses_nothing(page, shop):
    page.goto(f"{shop.url}/admin/", wait_until="networkidle")
    expect(page.locator("#wagtail-sidebar a").first).to_be_visible()
    assert page.refused == []


def test_policy_on_a_page_with_its_preview_refuses_nothing(page, shop, scene):
    page.goto(f"{shop.url}/admin/pages/{scene[1]}/edit/", wait_until="networkidle")
    page.locator('button[aria-label="Toggle preview"]').click()
    preview = page.frame_locator(".w-preview iframe").last
    expect(preview.locator("main")).to_be_attached()
    assert page.refused == []


def test_policy_on_a_product_refuses_nothing(page, shop, scene):
    page.goto(f"{shop.url}/admin/products/edit/{scene[2]}/", wait_until="networkidle")
    expect(page.locator('form [type="submit"]').first).to_be_attached()
    assert page.refused == []


def test_policy_on_the_upload_page_refuses_nothing(page, shop):
    page.goto(f"{shop.url}/admin/images/add/", wait_until="networkidle")
    expect(page.locator('input[type="file"]').first).to_be_attached()
    assert page.refused == []


def test_policy_refuses_what_comes_from_elsewhere_and_this_test_sees_it(page, shop):
    """The control."""
    page.goto(f"{shop.url}/admin/", wait_until="networkidle")
    with page.expect_console_message(lambda said: "Content Security Policy" in said.text, timeout=5000):
        page.evaluate("document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/elsewhere.png'}))")
    assert len(page.refused) == 1
