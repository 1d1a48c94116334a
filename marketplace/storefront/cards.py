"""A piece in a list: one function makes its HTML, from its card alone, so that the engine behind it can change.

A card of a given version never looks different, so its HTML is kept, by (id, version, language), for as long as it is
among the last `KEPT` shown by this process.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.models import Card
from catalogue.stock import FEW
from marketplace.storefront.frame import direction
from marketplace.storefront.shares import percent_in
from media.markup import picture_html

KEPT = 4096
# Two rows of the narrowest grid, which is a phone's.
EAGER = 4
SIZES = "(min-width: 80em) 19vw, (min-width: 48em) 30vw, 46vw"

_kept: OrderedDict[tuple[int, int, datetime, str, bool], SafeString] = OrderedDict()


@dataclass(frozen=True)
class CardPicture:
    """A card's picture as `media.markup` reads one."""

    hash: str
    width: int
    height: int
    ready: str
    dye: str


def card_html(card: Card, language: str, *, eager: bool = False) -> SafeString:
    """`<li class="stall">…`; `eager` for the first two rows of a page."""
    # The date tells a card from one of the same number in a database begun anew.
    key = (card.pk, card.version, card.published_at, language, eager)
    html = _kept.get(key)
    if html is None:
        html = _kept[key] = _build(card, language, eager)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return html


def cards_html(cards: list[Card], language: str, *, eager: int = EAGER) -> list[SafeString]:
    """The first `eager` of them load their pictures at once."""
    return [card_html(card, language, eager=place < eager) for place, card in enumerate(cards)]


def card_url(card: Card, language: str) -> str:
    """What `reverse` gives, without its price for each of 24 cards; a test compares the two."""
    return f"/{language}/produits/{card.pk}-{quote(card.words[language]['slug'])}/"


def picture_of(card: Card) -> CardPicture:
    return CardPicture(card.picture_hash, card.picture_width, card.picture_height, card.picture_ready, card.dye)


def _build(card: Card, language: str, eager: bool) -> SafeString:
    words = card.words[language]
    picture = picture_html(picture_of(card), sizes_attribute=SIZES, alt="", eager=eager, up_to=640)
    is_sold = not card.in_stock and not card.is_made_to_order
    stamp = f'<span class="stamp">{escape(sold_words(card.is_unique))}</span>' if is_sold else ""
    state = "" if is_sold else _state(card, language)
    number = _stand(card)
    url = card_url(card, language)
    title_lang, vendor_lang = _lang(words["lang"], language), _lang(words["vendor_lang"], language)
    # Every word a person wrote goes through `escape`.
    return mark_safe(  # noqa: S308
        f'<li class="stall{" stall--sold" if is_sold else ""}" data-dye="{card.dye}">'
        f'<div class="stall__picture">{picture}{number}{stamp}<p class="stall__price">{_price(card, words, language)}</p></div>'
        f'<h3><a href="{escape(url)}"{title_lang}>{escape(words["title"])}</a></h3>'
        f"<p><bdi{vendor_lang}>{escape(words['vendor'])}</bdi>, <bdi>{escape(words['town'])}</bdi></p>"
        f"{state}</li>"
    )


def sold_words(is_unique: bool) -> str:
    return _("Sold") if is_unique else _("Sold out")


def left_words(left: int) -> str:
    return ngettext("Only %(n)s left", "Only %(n)s left", left) % {"n": left}


def _price(card: Card, words: dict[str, str], language: str) -> str:
    number, unit = f"<bdi>{escape(words['price'])}</bdi>", f"<small>{escape(words['unit'])}</small>"
    amount = f"{unit} {number}" if language == "en" else f"{number} {unit}"
    return escape(_("From %(price)s")) % {"price": amount} if card.has_price_range else amount


def _state(card: Card, language: str) -> str:
    if card.is_on_holiday:
        text = _("On holiday")
    elif not card.in_stock:
        text = _("Made to order")
    elif card.is_unique:
        return f"<p>{escape(_('One of a kind'))}</p>"
    elif card.left <= FEW:
        text = left_words(card.left)
    else:
        return _share(card, language)
    return f'<p class="stall__state">{escape(text)}</p>'


def _stand(card: Card) -> str:
    """While its maker exhibits, the number of her stand."""
    number = card.extra.get("stand", {}).get("stand")
    if not number:
        return ""
    before, _place, after = _("Stand %(n)s").partition("%(n)s")
    return f'<p class="stall__number">{_hidden(before)}<bdi>{escape(number)}</bdi>{_hidden(after)}</p>'


def _hidden(words: str) -> str:
    return f'<span class="visually-hidden">{escape(words)}</span>' if words.strip() else ""


def _share(card: Card, language: str) -> str:
    """What of the price is the maker's, as the books know it."""
    hers = card.extra.get("share")
    if not hers or not card.price_from:
        return ""
    percent = (200 * hers["amount"] + card.price_from) // (2 * card.price_from)
    text = _("%(percent)s to the maker") % {"percent": percent_in(percent, language)}
    return f"<p>{escape(text)}</p>"


def _lang(given: str, language: str) -> str:
    """Says so when words are in another language than the page."""
    if given == language:
        return ""
    return f' lang="{escape(given)}" dir="{direction(given)}"'
