"""Stories as the shop shows them: their list, one of them, those about a maker or a fair, and the one that speaks on the home page."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import QuerySet

from bazaars.models import Bazaar
from marketplace.storefront import addresses, structured
from marketplace.storefront.frame import Link, term_link
from marketplace.storefront.models import StoryIndexPage, StoryPage
from marketplace.storefront.sharing import Shared
from marketplace.storefront.vendors_list import tiles
from marketplace.storefront.vocabulary import vocabulary
from media.blocks import voice_context
from vendors.models import Vendor

SIZE = 24
# Beside a maker or a fair.
FEW = 4


@dataclass(frozen=True)
class StoryTile:
    """A story in a list. `voice` is how long one hears it (`0:48`), empty without a voice; `lang` its language."""

    title: str
    words: str
    url: str
    picture: object
    dye: str
    voice: str
    lang: str


def live(language: str) -> QuerySet[StoryPage]:
    """The live stories in `language`, the newest first, with what a list shows of each."""
    pages = StoryPage.objects.live().filter(locale__language_code=language)
    return pages.select_related("picture", "voice", "locale").order_by("-first_published_at", "-pk")


def story_with_voice(language: str) -> dict[str, object] | None:
    """The newest story in `language` that one can hear, for `storefront/_voice_story.html`; one query."""
    page = live(language).filter(voice__is_withheld=False).first()
    return {"tile": _tile(page), **voice_context(page.voice)} if page else None


def about_vendor(vendor: Vendor, language: str) -> list[StoryTile]:
    return [_tile(page) for page in live(language).filter(told_vendors__vendor=vendor).distinct()[:FEW]]


def index_context(page: StoryIndexPage, query) -> dict[str, object]:
    """tiles: StoryTile · previous_url, next_url: or "" · canonical, alternates, languages."""
    language = page.locale.language_code
    shown = Paginator(live(language), SIZE).get_page(query.get("page"))
    path = _path(page)
    return {
        "tiles": [_tile(each) for each in shown],
        "previous_url": f"{path}?page={shown.previous_page_number()}" if shown.has_previous() else "",
        "next_url": f"{path}?page={shown.next_page_number()}" if shown.has_next() else "",
        "section": "stories",
        "noindex": shown.has_previous(),
        "shared": Shared(page.title, page.introduction),
        **_links(page),
    }


def story_context(page: StoryPage) -> dict[str, object]:
    """dye · voice: of `media/_voice.html`, or None · vendors: VendorTile · crafts, fairs: Link · trail · canonical, …"""
    language = page.locale.language_code
    words = vocabulary()
    terms = [term for craft in page.crafts.all() if (term := words.get("category", craft.code))]
    fairs = [told.bazaar for told in page.told_fairs.all() if told.bazaar.state != Bazaar.State.DRAFT]
    vendors = Vendor.objects.open().filter(pk__in=[told.vendor_id for told in page.told_vendors.all()])
    index = page.get_parent()
    trail = [{"title": index.title, "url": _path(index)}, {"title": page.title}]
    return {
        "dye": page.picture.dye if page.picture else "indigo",
        "voice": voice_context(page.voice) if page.voice else None,
        "vendors": tiles(vendors.order_by("code"), language),
        "crafts_told": [term_link(term, language, "category") for term in terms],
        "fairs": [Link(fair.name_in(language), fair.address_in(language)) for fair in fairs],
        "trail": trail,
        "shared": Shared(page.title, page.introduction, "article", page.picture),
        "structured": structured.block(structured.breadcrumb(trail, addresses.public(_path(page)))),
        "section": "stories",
        **_links(page),
    }


def _tile(page: StoryPage) -> StoryTile:
    is_heard = page.voice is not None and not page.voice.is_withheld
    return StoryTile(
        title=page.title,
        words=page.introduction,
        url=_path(page),
        picture=page.picture,
        dye=page.picture.dye if page.picture else "indigo",
        voice=page.voice.length if is_heard else "",
        lang=page.locale.language_code,
    )


def _path(page) -> str:
    """As Wagtail serves it, without asking which site a page is of: below its language's home page, the root of all of them."""
    return f"/{page.locale.language_code}/{page.url_path.split('/', 2)[2]}"


def _links(page) -> dict[str, object]:
    translations = page.get_translations(inclusive=True).live().select_related("locale")
    language = page.locale.language_code
    paths = {each.locale.language_code: _path(each) for each in translations}
    return addresses.links({language: _path(page), **paths}, language)
