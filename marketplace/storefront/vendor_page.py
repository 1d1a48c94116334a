"""A maker's page: what she is, her story, who works with her, and what she has on her stall."""

from types import SimpleNamespace

from babel.lists import format_list
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.models import Card
from marketplace.storefront import paging
from marketplace.storefront.bazaar_tickets import Ticket, tickets_of
from marketplace.storefront.cards import cards_html
from marketplace.storefront.filters import Filters
from marketplace.storefront.frame import Link, direction, other_script, term_link
from marketplace.storefront.sellers import Seller, seller_of
from marketplace.storefront.stories import StoryTile, about_vendor
from marketplace.storefront.vendors_list import VendorTile, tiles
from marketplace.storefront.vocabulary import Vocabulary
from media.blocks import voice_context, voices_in
from vendors.models import Maker, Partner, Vendor
from vendors.stories import Story, live_story
from vendors.words import resolve


def find(pk: int) -> Vendor | None:
    """A maker the public may know of."""
    related = ("territory__parent", "sells_through__territory", "picture")
    return Vendor.objects.open().select_related(*related).filter(pk=pk).first()


class VendorShown:
    """What the template reads. Words in another language than the page's come with theirs: `lang`, and `dir`."""

    def __init__(self, vendor: Vendor, language: str, vocabulary: Vocabulary, wish: Filters):
        self.vendor, self.language, self.vocabulary, self.wish = vendor, language, vocabulary, wish

    @property
    def name(self) -> str:
        return self.vendor.name_in(self.language)

    @property
    def lang(self) -> str:
        """The language of the name, empty when it is the page's."""
        return _other(resolve(self.vendor.names, self.language)[1], self.language)

    @property
    def dir(self) -> str:
        return direction(self.lang) if self.lang else ""

    @property
    def there(self) -> SimpleNamespace | None:
        """Her name in the other script (name, lang, dir), if she has one."""
        wanted = other_script(self.language)
        name = self.vendor.names[wanted]
        return SimpleNamespace(name=name, lang=wanted, dir=direction(wanted)) if name and name != self.name else None

    @cached_property
    def line(self) -> SimpleNamespace:
        """Her one line: text, lang, dir."""
        text, lang = self.vendor.line_words_in(self.language)
        lang = _other(lang, self.language)
        return SimpleNamespace(text=text, lang=lang, dir=direction(lang) if lang else "")

    @property
    def town(self) -> str:
        return self.vendor.town_in(self.language)

    @property
    def kind(self) -> str:
        return self.vendor.get_kind_display()

    @cached_property
    def craft(self) -> Link | None:
        term = self.vocabulary.get("category", self.vendor.craft)
        return term_link(term, self.language, "category") if term else None

    @property
    def dye(self) -> str:
        return (self.craft and self.craft.dye) or "straw"

    @cached_property
    def region(self) -> Link | None:
        for place in (self.vendor.territory, self.vendor.territory.parent):
            if place and (term := self.vocabulary.get("region", place.code)):
                return term_link(term, self.language, "region")
        return None

    @property
    def trail(self) -> list[dict[str, str]]:
        above = [{"title": _("Makers"), "url": reverse("storefront:vendors")}]
        above += [{"title": self.region.title, "url": self.region.url}] if self.region else []
        return [*above, {"title": self.name, "lang": self.lang}]

    @property
    def holiday(self) -> str:
        """What to tell while she is away."""
        if not self.vendor.is_on_holiday:
            return ""
        if self.vendor.back_on:
            words = {"maker": self.name, "date": date_format(self.vendor.back_on)}
            return _("%(maker)s is away until %(date)s.") % words
        return _("%(maker)s is away for now.") % {"maker": self.name}

    @cached_property
    def figures(self) -> list[tuple[str, str]]:
        """(what, how many): shown large."""
        vendor = self.vendor
        rows = [(_("Year founded"), str(vendor.founded or ""))]
        if vendor.member_count:
            rows.append((ngettext("member", "members", vendor.member_count), str(vendor.member_count)))
        return [row for row in rows if row[1]]

    @cached_property
    def tickets(self) -> list[Ticket]:
        """Where to meet her."""
        return tickets_of(self.vendor, self.language)

    @cached_property
    def story(self) -> Story | None:
        """The live story: `{% include_block page.story.body %}` under `lang=page.story.language`."""
        return live_story(self.vendor, self.language)

    @cached_property
    def story_lang(self) -> str:
        return _other(self.story.language, self.language) if self.story else ""

    @cached_property
    def makers(self) -> list[SimpleNamespace]:
        """The people: name, lang, craft, craft_lang, speaks, seed (of the emblem), story, story_lang, portrait, voice; of the
        last three only what each consents to.
        """
        return [self._maker(maker) for maker in self.vendor.makers.shown()]

    def _maker(self, maker: Maker) -> SimpleNamespace:
        name, lang = resolve(maker.names, self.language)
        craft, craft_lang = maker.craft_words_in(self.language)
        story, story_lang = maker.shown_story_in(self.language)
        return SimpleNamespace(
            name=name,
            lang=_other(lang, self.language),
            craft=craft,
            craft_lang=_other(craft_lang, self.language),
            story=story,
            story_lang=_other(story_lang, self.language),
            speaks=format_list(maker.spoken, locale=self.language),
            portrait=maker.shown_portrait,
            voice=self._voice_of(maker),
            seed=maker.name_fr or maker.name_ar,
        )

    def _voice_of(self, maker: Maker) -> dict[str, object] | None:
        """What `media/_voice.html` shows, unless the story above has it already."""
        voice = maker.shown_voice
        if voice is None or (self.story and voice in voices_in(self.story.body)):
            return None
        return voice_context(voice)

    @cached_property
    def stories(self) -> list[StoryTile]:
        """Those that name her."""
        return about_vendor(self.vendor, self.language)

    @cached_property
    def members(self) -> list[VendorTile]:
        """Who sells through this cooperative."""
        if not self.vendor.is_cooperative:
            return []
        return tiles(self.vendor.member_vendors.open().order_by("code"), self.language)

    @cached_property
    def through(self) -> Link | None:
        """The cooperative that sells for her."""
        seller = self.vendor.sells_through
        if seller is None or seller.state != Vendor.State.APPROVED:
            return None
        return Link(seller.name_in(self.language), seller.address_in(self.language))

    @cached_property
    def partners(self) -> list[SimpleNamespace]:
        """Who supports her: name, kind, website, sentence, lang."""
        return [self._partner(partner) for partner in self.vendor.partners.all()]

    def _partner(self, partner: Partner) -> SimpleNamespace:
        sentences = {code: getattr(partner, f"sentence_{code}") for code in ("fr", "ar", "en")}
        sentence, lang = resolve(sentences, self.language)
        return SimpleNamespace(
            name=partner.name_in(self.language),
            kind=partner.get_kind_display(),
            website=partner.website,
            sentence=sentence,
            lang=_other(lang, self.language),
        )

    @cached_property
    def seller(self) -> Seller:
        return seller_of(self.vendor.seller, self.language)

    @cached_property
    def pieces(self) -> paging.Page:
        cards = Card.objects.shown().filter(vendor_id=self.vendor.pk)
        return paging.by_key(cards, self.wish)

    @cached_property
    def cards(self) -> list[SafeString]:
        """Her pieces, as HTML; none: she is opening soon."""
        return cards_html(self.pieces.cards, self.language, eager=0)

    @property
    def path(self) -> str:
        return self.vendor.address_in(self.language)

    @property
    def previous_url(self) -> str:
        return self.pieces.previous.at(self.path) if self.pieces.previous else ""

    @property
    def next_url(self) -> str:
        return self.pieces.next.at(self.path) if self.pieces.next else ""


def _other(lang: str, language: str) -> str:
    return "" if lang == language else lang
