"""What a page weighs on its first visit, as the server sends it: bodies compressed, nothing in the cache."""

import time
from urllib.parse import urlsplit

import pytest

from tests.browser import pages

KB = 1000
LISTING, PAGE = 25 * KB, 35 * KB
FONTS = {"fr": 45 * KB, "ar": 60 * KB, "en": 45 * KB}
EAGER = 50 * KB
UNSCROLLED = 230 * KB
REQUESTS = 9
# Two rows of a phone's grid, which is the narrowest.
FIRST_STALLS = range(4)
LISTINGS = {"storefront:listing", "storefront:category", "storefront:region", "storefront:label", "storefront:search"}
EAGER_PICTURES = """() => [...document.images].filter(image => image.loading !== 'lazy').map(image => ({
    address: image.currentSrc,
    stall: [...document.querySelectorAll('main .stall')].indexOf(image.closest('.stall')),
}))"""
UNFINISHED = """
from django_tasks_db.models import DBTaskResult
print(DBTaskResult.objects.filter(task_path="media.tasks.finish", status__in=["READY", "RUNNING"]).count())
"""
PRELOADED = "[...document.querySelectorAll('link[rel=preload][as=font]')].map(link => link.href)"

public = [visit for visit in pages.VISITS if visit.who == "stranger"]
shown = [visit for visit in public if visit.name in pages.MAIN]
every_public_page = pytest.mark.parametrize(
    ("visit", "language"), [(each, "ar") for each in public] + [(each, "fr") for each in shown], ids=str
)
listings = [pages.visit(name) for name in ("listing", "craft", "search")]


class Weighed:
    """What one page needed from an empty cache. `sizes`: of each body on the wire, by address."""

    def __init__(self, page, address, until):
        answers = []
        page.on("response", lambda answer: answers.append(answer))
        page.goto(address, wait_until=until)
        self.eager, self.preloaded = page.evaluate(EAGER_PICTURES), page.evaluate(PRELOADED)
        self.document = page.url
        # A redirect, from the bare number of a piece to its readable address, is no part of the page.
        self.answers = [answer for answer in answers if not 300 <= answer.status < 400]
        self.sizes = {answer.url: answer.request.sizes()["responseBodySize"] for answer in self.answers}

    def of(self, belongs):
        return sum(size for address, size in self.sizes.items() if belongs(address))

    def is_frame(self, address):
        path = urlsplit(address).path
        return address == self.document or path.endswith((".css", ".js")) or "/sprite." in path

    @property
    def fonts(self):
        return [answer for answer in self.answers if answer.url.endswith(".woff2")]

    @property
    def beside_pictures(self):
        """Without the tab's icon, a picture too: the browser fetches it when it likes, once for all pages."""
        return [answer.url for answer in self.answers if "/media/" not in answer.url and "/favicon." not in answer.url]


@pytest.fixture(scope="module")
def weigh(browser, walker, shop):
    """Once every size of every picture is made: a larger one could be chosen where a smaller would do."""
    deadline = time.monotonic() + 120
    while shop.do(UNFINISHED) != "0":
        assert time.monotonic() < deadline, "the worker does not finish the pictures"
        time.sleep(1)
    weighed = {}

    def weigh(visit, language, width=360, until="load"):
        key = visit, language, width, until
        if key not in weighed:
            page = browser.new_page(viewport={"width": width, "height": 800})
            weighed[key] = Weighed(page, walker.address(visit, language), until)
            page.context.close()
        return weighed[key]

    return weigh


@every_public_page
def test_frame_of_a_page_keeps_to_its_budget(visit, language, weigh):
    page = weigh(visit, language)
    budget = LISTING if pages.PATTERN_OF[visit] in LISTINGS else PAGE
    assert page.of(page.is_frame) <= budget, {each: size for each, size in page.sizes.items() if page.is_frame(each)}
    assert len(page.beside_pictures) <= REQUESTS, "\n".join(page.beside_pictures)


@every_public_page
def test_fonts_of_a_page_are_few_kept_for_ever_and_asked_for_early(visit, language, weigh):
    page = weigh(visit, language)
    sizes = {font.url: page.sizes[font.url] for font in page.fonts}
    assert sum(sizes.values()) <= FONTS[language], sizes
    assert len(page.fonts) == len(sizes), "a font was fetched twice"
    assert all("immutable" in font.headers["cache-control"] for font in page.fonts)
    assert len(page.preloaded) == 2
    assert set(page.preloaded) <= set(sizes)


@pytest.mark.parametrize("visit", shown, ids=str)
@pytest.mark.parametrize("width", [360, 1440])
def test_eager_pictures_of_a_page_are_in_its_first_two_rows(visit, width, weigh):
    page = weigh(visit, "fr", width)
    stalls = [picture["stall"] for picture in page.eager if picture["stall"] != -1]
    assert set(stalls) <= set(FIRST_STALLS)
    assert len(page.eager) - len(stalls) <= 1, "besides the stalls, the one picture that opens the page"
    eager = {picture["address"] for picture in page.eager}
    assert page.of(eager.__contains__) <= EAGER, {each: page.sizes.get(each) for each in eager}


@pytest.mark.parametrize("visit", listings, ids=str)
@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("width", [360, 1440])
def test_listing_that_is_not_scrolled_keeps_to_its_budget(visit, language, width, weigh):
    page = weigh(visit, language, width, until="networkidle")
    assert any("/media/" in address for address in page.sizes)
    assert page.of(lambda address: True) <= UNSCROLLED, page.sizes
