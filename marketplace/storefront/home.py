"""What the home page shows, in the words a curator gave it."""

from itertools import chain, zip_longest

from django.utils import timezone

from catalogue.models import Card, Product
from marketplace.storefront import structured
from marketplace.storefront.cards import cards_html
from marketplace.storefront.home_fairs import fairs
from marketplace.storefront.home_places import countries
from marketplace.storefront.hundred import hundred
from marketplace.storefront.models import HomePage
from marketplace.storefront.sharing import Shared
from marketplace.storefront.stories import story_with_voice
from marketplace.storefront.vendors_list import VendorTile, tiles
from vendors.models import Vendor
from vendors.words import LANGUAGES

STALLS = 9
MAKERS = 6
# Of how many new pieces the stalls are chosen, so that neighbours differ in dye.
CHOICE = 48


def live_home(language: str) -> HomePage | None:
    """The home page in `language`, else in the first language that has one."""
    order = [language, *LANGUAGES]
    pages = HomePage.objects.live().select_related("locale", "hero_picture").order_by("path")
    return min(pages, key=lambda page: order.index(page.locale.language_code), default=None)


def home_context(page: HomePage | None, language: str) -> dict[str, object]:
    """page: HomePage or None · cards: HTML · makers: VendorTile · piece_count: on sale · maker_count: who sells · strip, call: of
    `home_fairs`, or None · hundred: Hundred · story: `stories.story_with_voice` · countries: home_places.Country · shared, structured."""
    strip, call = fairs(language, timezone.now())
    picture = page.hero_picture if page else None
    return {
        "shared": Shared(page.hero_title, page.hero_words, picture=picture) if page else Shared(),
        "structured": structured.block(structured.organization(language), structured.website(language)),
        "page": page,
        "lang": page.locale.language_code if page else language,
        "cards": cards_html(_stalls(page), language, eager=0),
        "makers": _makers(language),
        "piece_count": Card.objects.shown().count(),
        "maker_count": Vendor.objects.open().count(),
        "strip": strip,
        "call": call,
        "hundred": hundred(language),
        "story": story_with_voice(language),
        "countries": countries(language),
    }


def _stalls(page: HomePage | None) -> list[Card]:
    """What a curator chose, filled up with the newest, no two neighbours of one dye where it can be helped."""
    ids = [featured.product_id for featured in page.featured.all()] if page else []
    shown = Card.objects.shown()
    chosen = sorted(shown.filter(pk__in=ids), key=lambda card: ids.index(card.pk)) if ids else []
    newest = shown.exclude(pk__in=ids).filter(in_stock=True).order_by("-published_at", "-pk")
    return (chosen + mixed(list(newest[:CHOICE])))[:STALLS]


def mixed(cards: list[Card]) -> list[Card]:
    """The same cards, dealt out by dye."""
    by_dye: dict[str, list[Card]] = {}
    for card in cards:
        by_dye.setdefault(card.dye, []).append(card)
    return [card for card in chain.from_iterable(zip_longest(*by_dye.values())) if card]


def _makers(language: str) -> list[VendorTile]:
    selling = Product.objects.filter(state=Product.State.PUBLISHED).values("vendor")
    return tiles(Vendor.objects.open().filter(pk__in=selling).order_by("-created_at", "-pk")[:MAKERS], language)
