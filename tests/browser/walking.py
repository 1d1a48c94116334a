"""Opens the pages of `pages.py` in one browser, and notes all that went wrong on the way."""

from urllib.parse import unquote, urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve
from django.utils import translation

from tests.browser.pages import PATTERN_OF
from tests.browser.reach import out_of_reach

NARROWEST, PHONE, WIDE = 320, 360, 1280
HEIGHT = 800
SEARCHED = {"ar": "زربية", "fr": "tapis", "en": "carpets"}
PASSWORD = "bonjour-maarad"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Latin words of the interface: outside `[lang]`, and not a fact in a `dd`. A title has no elements, so what it quotes from
# one of the page's is left out.
UNTRANSLATED = """() => {
    const latin = /[A-Za-zÀ-ÿ]{2}/, other = '[lang]:not(:lang(ar)), [dir="ltr"], script, style, svg, textarea, dd', found = [];
    const quoted = [...document.body.querySelectorAll(other)].map(element => element.textContent.trim());
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) if (!walk.currentNode.parentElement.closest(other)) found.push(walk.currentNode.data);
    for (const element of document.body.querySelectorAll('[aria-label], [placeholder], [title], [alt]'))
        for (const name of ['aria-label', 'placeholder', 'title', 'alt'])
            if (!element.closest(other) && element.hasAttribute(name)) found.push(element.getAttribute(name));
    found.push(quoted.filter(Boolean).reduce((title, words) => title.replace(words, ''), document.title));
    return found.map(words => words.replaceAll(/Maarad|WhatsApp|SMS|\\S+@\\S+/g, ''))
        .filter(words => latin.test(words)).map(words => words.trim());
}"""


def _was_left(request):
    """The tab's icon of the page before, given up as this one was opened: a missing one is an error of the console."""
    return request.failure == "net::ERR_ABORTED" and "/favicon." in request.url


class Walker:
    """Contexts by who looks and how, each kept open; `open` goes to a page and tells what it said."""

    def __init__(self, browser, shop, scene):
        self.browser, self.shop, self.scene = browser, shop, scene
        self.contexts, self.seen = {}, {}

    def page(self, who="stranger", *, width=PHONE, **options):
        key = (who, width, *sorted(options.items()))
        if key not in self.contexts:
            context = self.browser.new_context(viewport={"width": width, "height": HEIGHT}, **options)
            self.contexts[key] = page = context.new_page()
            page.complaints = complaints = []
            page.on("console", lambda said: complaints.append(said) if said.type == "error" else None)
            page.on("pageerror", lambda error: complaints.append(error))
            page.on("requestfailed", lambda request: None if _was_left(request) else complaints.append(request))
            self._sign_in(page, who)
        return self.contexts[key]

    def open(self, visit, language, *, width=PHONE, **options):
        """The page at `visit`, with `complaints` about it alone; asserts that it is the page of its rule."""
        page = self.page(visit.who, width=width, **options)
        page.complaints.clear()
        response = page.goto(self.address(visit, language), wait_until="load")
        path = unquote(urlsplit(page.url).path)
        with translation.override(language):
            pattern = resolve(path).view_name
        assert (response.status, pattern) == (visit.status, PATTERN_OF[visit]), page.url
        return page

    def address(self, visit, language):
        path = visit.path.format(**self.scene["ids"], word=SEARCHED[language])
        return f"{self.shop.url}/{language}/{path}"

    def look(self, visit, language, width):
        """What this page showed, opened once for all the tests that ask."""
        key = (visit, language, width)
        if key not in self.seen:
            page = self.open(visit, language, width=width)
            # To its end: what is fetched late is fetched, and what floats at the foot lies where it belongs.
            page.evaluate("window.scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
            seen = {"axe": _axe(page), "untranslated": page.evaluate(UNTRANSLATED)}
            # Asked for last: the half second of silence that it waits for has passed meanwhile.
            page.wait_for_load_state("networkidle")
            seen["complaints"] = [str(said) for said in page.complaints if not _is_own_status(said, page.url)]
            self.seen[key] = seen | {"narrow": self._at(page, NARROWEST)}
        return self.seen[key]

    def stretch(self, visit, language):
        """The same on the narrowest screen, and on a wide one in letters of twice the size."""
        key = (visit, language, NARROWEST)
        if key not in self.seen:
            page = self.open(visit, language, width=PHONE)
            narrow = self._at(page, NARROWEST)
            session = page.context.new_cdp_session(page)
            session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
            page.wait_for_function("parseFloat(getComputedStyle(document.documentElement).fontSize) >= 32")
            self.seen[key] = {"narrow": narrow, "enlarged": self._at(page, WIDE)}
            session.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
            session.detach()
        return self.seen[key]

    def _at(self, page, width):
        before = page.viewport_size
        page.set_viewport_size({"width": width, "height": HEIGHT})
        lost = out_of_reach(page)
        page.set_viewport_size(before)
        return lost

    def close(self):
        for page in self.contexts.values():
            page.context.close()

    def _sign_in(self, page, who):
        for name, value in self.scene["cookies"].get(who, {}).items():
            page.context.add_cookies([{"name": name, "value": value, "url": self.shop.url}])
        if session := self.scene["sessions"].get(who):
            page.context.add_cookies([{"name": "sessionid", "value": session, "url": self.shop.url}])
        elif who in {"coded", "halfway"}:
            page.goto(f"{self.shop.url}/ar/account/login/")
            page.fill(
                'input[autocomplete~="username"]', f"{'artisan' if who == 'coded' else 'moderator'}@maarad.example"
            )
            page.fill('input[type="password"]', PASSWORD)
            page.locator(f".sign-in__keys button{'[formaction]' if who == 'coded' else ':not([formaction])'}").click()
            page.wait_for_url(f"**/{'confirm' if who == 'coded' else 'authenticate'}/**")


def _is_own_status(said, url):
    """Chromium calls it an error when the page itself is a 404."""
    return getattr(said, "type", "") == "error" and said.location["url"] == url


def _axe(page):
    results = Axe().run(page, options={"runOnly": STANDARDS, "resultTypes": ["violations"]}).response
    return [
        f"{each['id']}: {node['target']} {node['html'][:160]} {node['failureSummary'][:300]}"
        for each in results["violations"]
        for node in each["nodes"][:3]
    ]
