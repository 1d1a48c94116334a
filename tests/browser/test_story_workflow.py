"""A live story is rewritten in Arabic: strangers read the old words until the approver has published the new ones."""

import json
import re

import pytest
from playwright.sync_api import expect

OLD, NEW = "النول القديم", "النول الجديد، يدور من جديد"
SCENE = f"""
import json
from marketplace.accounts.groups import CURATOR, MODERATOR
from marketplace.demo.building import make_shop
from tests import factories
from tests.browser.scene import session
from tests.staff import staff
from vendors import stories
make_shop()
vendor = factories.cooperative(code="retold", name_fr="Azetta", name_ar="أزطا")
curator = staff(CURATOR, email="story-curator@example.org", language="ar")
moderator = staff(MODERATOR, email="story-moderator@example.org", language="ar")
story = stories.write_story(vendor, "ar", [{OLD!r}], actor=curator)
print(json.dumps([story.pk, vendor.address_in("ar"), session(curator), session(moderator)]))
"""


@pytest.fixture(scope="module")
def scene(shop):
    """(the story's id, the vendor's address, the curator's session, the moderator's)."""
    return json.loads(shop.do(SCENE).splitlines()[-1])


@pytest.fixture
def people(browser, shop, scene):
    """(a stranger's page, the curator's, the moderator's)."""
    contexts = [browser.new_context(viewport={"width": 1280, "height": 900}, locale="ar-MA") for _ in range(3)]
    for context, session in zip(contexts[1:], scene[2:], strict=True):
        context.add_cookies([{"name": "sessionid", "value": session, "url": shop.url}])
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def choose(page, action):
    """One of the actions in the menu at the foot of the page editor."""
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    with page.expect_navigation():
        page.locator(f"footer button{action}").click()


def test_story_rewritten_in_arabic_is_read_once_the_approver_has_published_it(people, shop, scene):
    stranger, curator, moderator = people
    story, address, *_sessions = scene
    editor = f"{shop.url}/admin/pages/{story}/edit/"
    stranger.goto(shop.url + address)
    words = stranger.locator("main")
    expect(words).to_contain_text(OLD)

    curator.goto(editor)
    body = curator.locator('[contenteditable="true"]').first
    expect(body).to_have_text(OLD)
    body.click()
    curator.keyboard.press("Control+A")
    curator.keyboard.type(NEW)
    # The editor hands what is typed to the form a moment later.
    expect(curator.locator('input[name="body-0-value"]')).to_have_value(re.compile(NEW))
    choose(curator, '[name="action-submit"]')

    stranger.reload()
    expect(words).to_contain_text(OLD)
    expect(words).not_to_contain_text(NEW)

    moderator.goto(editor)
    expect(moderator.locator('[contenteditable="true"]').first).to_have_text(NEW)
    choose(moderator, '[data-workflow-action-name="approve"]:not([data-workflow-action-modal-url])')

    stranger.reload()
    expect(words).to_contain_text(NEW)
    expect(words).not_to_contain_text(OLD)
