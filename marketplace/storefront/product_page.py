"""A product as its page shows it. Four statements: the product, its parts, where to meet its maker, the pieces like it."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.models import Category, Product
from catalogue.money import format_number, format_price, per_thousand, unit
from catalogue.stock import FEW
from marketplace.storefront import addresses, legal, measures
from marketplace.storefront.bazaar_tickets import Ticket, tickets_of
from marketplace.storefront.cards import left_words, sold_words
from marketplace.storefront.frame import direction, other_script
from marketplace.storefront.parts import parts_of
from marketplace.storefront.product_offer import Offer
from marketplace.storefront.sellers import Fact, Seller, seller_of
from marketplace.storefront.similar import similar
from marketplace.storefront.vocabulary import Term, Vocabulary
from vendors.models import Vendor
from vendors.words import LANGUAGES, nearest, resolve


@dataclass(frozen=True)
class Shot:
    """A photograph of the piece, for `{% picture shot alt=shot.alt %}`."""

    hash: str
    width: int
    height: int
    ready: str
    dye: str
    alt: str


@dataclass(frozen=True)
class Option:
    """A variant to choose: following `url` shows its price and stock."""

    name: str
    url: str
    is_current: bool
    is_sold: bool


@dataclass(frozen=True)
class LabelShown:
    """A label, with its certificate where it needs one; `proof` says who checked it and when."""

    name: str
    url: str
    icon: str
    proof: str


def find(pk: int) -> Product | None:
    """A product the public may know of, with what its page needs of other tables: on sale, or no longer offered."""
    related = ("vendor__territory", "vendor__sells_through__territory", "category__parent", "maker__portrait")
    product = Product.objects.select_related(*related).filter(pk=pk, published_at__isnull=False).first()
    if product and (is_gone(product) or is_on_sale(product)):
        return product
    return None


def is_on_sale(product: Product) -> bool:
    """As `ProductQuerySet.published` says it of many."""
    return product.state == Product.State.PUBLISHED and states_of_sellers(product) == {Vendor.State.APPROVED}


def is_gone(product: Product) -> bool:
    """It was on sale and has been withdrawn, or her shop has closed."""
    was_on_sale = product.state in {Product.State.PUBLISHED, Product.State.WITHDRAWN}
    return was_on_sale and (
        product.state == Product.State.WITHDRAWN or Vendor.State.CLOSED in states_of_sellers(product)
    )


def states_of_sellers(product: Product) -> set[str]:
    """Of her shop and, where there is one, of the cooperative that sells for her."""
    return {product.vendor.state, product.vendor.seller.state}


class ProductPage:
    """What the template reads. Words in another language than the page's come with `lang` and `dir` to say so."""

    def __init__(self, product: Product, language: str, vocabulary: Vocabulary, option: str = ""):
        self.product, self.language, self.vocabulary = product, language, vocabulary
        self.parts = parts_of(product)
        self._option = option

    # Words

    @cached_property
    def text(self) -> SimpleNamespace:
        """title, description, care, ingredients, language; those of another language where this one has none."""
        return self._text_in(self.language)

    def _text_in(self, language: str) -> SimpleNamespace:
        texts = {text.language: text for text in self.parts["text"]}
        return texts[nearest(texts, language)]

    @property
    def title(self) -> str:
        return self.text.title

    @property
    def lang(self) -> str:
        """The language of the words, empty when it is the page's."""
        return "" if self.text.language == self.language else self.text.language

    @property
    def dir(self) -> str:
        return direction(self.text.language) if self.lang else ""

    @cached_property
    def there(self) -> SimpleNamespace | None:
        """The title in the other script (title, language, dir), if the piece has one."""
        wanted = other_script(self.text.language)
        text = next((text for text in self.parts["text"] if text.language == wanted), None)
        return text and SimpleNamespace(title=text.title, language=wanted, dir=direction(wanted))

    @cached_property
    def slugs(self) -> dict[str, str]:
        """For each language of the interface, the slug of the words shown in it."""
        return {language: self._text_in(language).slug for language in LANGUAGES}

    @cached_property
    def paths(self) -> dict[str, str]:
        return {
            language: addresses.reverse_in(language, "storefront:product", pk=self.product.pk, slug=slug)
            for language, slug in self.slugs.items()
        }

    @property
    def path(self) -> str:
        return self.paths[self.language]

    # Pictures

    @cached_property
    def gallery(self) -> list[Shot]:
        return [
            Shot(row.hash, row.width, row.height, row.ready, row.dye, self._alt(row, place))
            for place, row in enumerate(self.parts["picture"])
        ]

    def _alt(self, row: SimpleNamespace, place: int) -> str:
        said = getattr(row, f"alt_{self.language}", "")
        if said or not place:
            return said or self.title
        return _("Photo %(n)s of %(total)s") % {"n": place + 1, "total": len(self.parts["picture"])}

    @property
    def dye(self) -> str:
        return self.gallery[0].dye if self.gallery else self.product.category.shown_dye

    # Price and stock

    @cached_property
    def variant(self) -> SimpleNamespace:
        """The one asked for, else the first that can be had, else the first."""
        variants = self.parts["variant"]
        asked = next((row for row in variants if str(row.id) == self._option), None)
        return asked or next((row for row in variants if row.on_hand), variants[0])

    @property
    def price(self) -> str:
        return format_number(self.variant.price, self.variant.currency, self.language)

    @property
    def unit(self) -> str:
        return unit(self.variant.currency, self.language)

    @cached_property
    def options(self) -> list[Option]:
        """To choose between when there are several."""
        variants = self.parts["variant"]
        return [
            Option(
                self._variant_name(row),
                f"{self.path}?option={row.id}",
                row is self.variant,
                not row.on_hand and not self.product.is_made_to_order,
            )
            for row in variants
            if len(variants) > 1
        ]

    def _variant_name(self, row: SimpleNamespace) -> str:
        weight = measures.weight(row.weight_g, self.language) if row.weight_g else ""
        return " · ".join(part for part in (row.size, row.colour) if part) or weight or self._price_of(row)

    def _price_of(self, row: SimpleNamespace) -> str:
        return format_price(row.price, row.currency, self.language)

    @property
    def on_hand(self) -> int:
        return self.variant.on_hand or 0

    @property
    def is_sold(self) -> bool:
        """Nothing of any variant is left, and none will be made."""
        return not any(row.on_hand for row in self.parts["variant"]) and not self.product.is_made_to_order

    @property
    def sold_words(self) -> str:
        return sold_words(self.product.is_unique)

    @property
    def stock_words(self) -> str:
        if self.on_hand > FEW:
            return _("Available")
        if self.on_hand:
            return _("One of a kind") if self.product.is_unique else left_words(self.on_hand)
        return _("Made to order") if self.product.is_made_to_order else self.sold_words

    @property
    def lead_time(self) -> str:
        """When it would be ready, for a piece that is made to order and not on hand."""
        days = self.product.lead_time_days
        if self.on_hand or not self.product.is_made_to_order or not days:
            return ""
        count = ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
        return _("Ready in %(days)s") % {"days": count}

    @property
    def price_per(self) -> str:
        """Per kilo or litre, of food and cosmetics."""
        product, variants = self.product, self.parts["variant"]
        if product.category.regime == Category.Regime.PLAIN:
            return ""
        if product.net_volume_ml and len(variants) == 1:
            price = per_thousand(self.variant.price, product.net_volume_ml)
            return _("%(price)s per litre") % {"price": format_price(price, self.variant.currency, self.language)}
        # The product's own net weight is that of its only variant; several differ by theirs.
        grams = product.net_weight_g if len(variants) == 1 else self.variant.weight_g
        if not grams:
            return ""
        price = per_thousand(self.variant.price, grams)
        return _("%(price)s per kilo") % {"price": format_price(price, self.variant.currency, self.language)}

    @property
    def withdrawal(self) -> str:
        return self.product.get_withdrawal_display()

    @property
    def can_be_returned(self) -> bool:
        return self.product.withdrawal == Product.Withdrawal.ALLOWED

    @cached_property
    def offer(self) -> Offer:
        return Offer(self.product, self.variant, self.language)

    # Facts

    @cached_property
    def facts(self) -> list[Fact]:
        product, language = self.product, self.language
        rows = [
            Fact(_("Materials"), self.materials),
            Fact(_("Technique"), self._names("technique")),
            Fact(_("Dimensions"), measures.dimensions(product.dimensions), dir="ltr"),
            Fact(_("Weight"), measures.weight(self.variant.weight_g, language)),
            Fact(_("Net weight"), measures.weight(product.net_weight_g, language)),
            Fact(_("Net volume"), measures.volume(product.net_volume_ml, language)),
            Fact(_("Hours of work"), measures.hours(product.hours_of_work)),
            Fact(_("Ingredients"), self.text.ingredients, self.lang, self.dir),
            Fact(_("Best before"), date_format(product.best_before) if product.best_before else ""),
            Fact(_("ONSSA number"), product.onssa_number, dir="ltr"),
            Fact(_("Care"), self.text.care, self.lang, self.dir),
        ]
        return [row for row in rows if row.value]

    @property
    def materials(self) -> str:
        return self._names("material")

    def _names(self, group: str) -> str:
        terms = [self.vocabulary.get(group, row.code) for row in self.parts[group]]
        return _(", ").join(sorted(term.name(self.language) for term in terms if term))

    @cached_property
    def labels(self) -> list[LabelShown]:
        return [
            self._label(row, term) for row in self.parts["label"] if (term := self.vocabulary.get("label", row.code))
        ]

    def _label(self, row: SimpleNamespace, term: Term) -> LabelShown:
        name = term.name(self.language)
        if not row.certificate:
            return LabelShown(name, reverse("storefront:label", args=[term.slug]), term.icon, "")
        numbered = _("%(label)s, certificate no. %(number)s") % {"label": name, "number": row.certificate}
        proof = _("Checked by %(who)s on %(date)s") % {
            "who": row.checked_by or _("the centre"),
            "date": date_format(date.fromisoformat(row.checked_on)),
        }
        return LabelShown(numbered, reverse("storefront:label", args=[term.slug]), term.icon, proof)

    # People

    @cached_property
    def vendor(self) -> SimpleNamespace:
        """name, lang, url, town, line, line_lang, is_on_holiday, back_on."""
        vendor = self.product.vendor
        name, lang = resolve(vendor.names, self.language)
        line, line_lang = vendor.line_words_in(self.language)
        return SimpleNamespace(
            name=name,
            lang=lang,
            url=vendor.address_in(self.language),
            town=vendor.town_in(self.language),
            line=line,
            line_lang=line_lang,
            is_on_holiday=vendor.is_on_holiday,
            back_on=date_format(vendor.back_on) if vendor.back_on else "",
        )

    @cached_property
    def tickets(self) -> list[Ticket]:
        """Where to meet her."""
        return tickets_of(self.product.vendor, self.language)

    @cached_property
    def maker(self) -> SimpleNamespace | None:
        """name, lang, craft, craft_lang, story, story_lang, portrait: of the last two only what she consents to."""
        maker = self.product.maker
        if not maker:
            return None
        consents = {row.subject for row in self.parts["consent"]}
        name, lang = resolve(maker.names, self.language)
        craft, craft_lang = maker.craft_words_in(self.language)
        stories = {"fr": maker.story_fr, "ar": maker.story_ar, "en": maker.story_en} if "story" in consents else {}
        story, story_lang = resolve(stories, self.language)
        return SimpleNamespace(
            name=name,
            lang=lang,
            craft=craft,
            craft_lang=craft_lang,
            story=story,
            story_lang=story_lang,
            portrait=maker.portrait if "portrait" in consents else None,
        )

    @cached_property
    def seller(self) -> Seller:
        return seller_of(self.product.vendor.seller, self.language)

    @property
    def whatsapp_url(self) -> str:
        """The centre's number, with the piece already named; empty while there is no number."""
        number = "".join(filter(str.isdigit, legal.fact("whatsapp", self.language)))
        if not 8 <= len(number) <= 15:
            return ""
        words = _("Hello, about “%(title)s” (reference %(reference)s):") % {
            "title": self.title,
            "reference": self.product.pk,
        }
        return f"https://wa.me/{number}?{urlencode({'text': words})}"

    @property
    def report_url(self) -> str:
        return reverse("storefront:report", args=[self.product.pk])

    @cached_property
    def trail(self) -> list[dict[str, str]]:
        category = self.product.category
        terms = [term for term in (category.parent, category) if term]
        return [
            {"title": term.name_in(self.language), "url": reverse("storefront:category", args=[term.code])}
            for term in terms
        ] + [{"title": self.title, "lang": self.lang}]

    @cached_property
    def similar(self) -> list[SafeString]:
        return similar(self.product, self.language)
