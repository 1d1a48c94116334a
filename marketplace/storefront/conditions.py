"""The conditions of sale as a shopper accepts them: the text itself, in her language and in Arabic."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from marketplace.checkout.placing import Accepted
from marketplace.orders.models import Purchase
from marketplace.storefront.frame import direction
from marketplace.storefront.legal import filled
from marketplace.storefront.memo import Memo
from marketplace.storefront.models import StandardPage
from vendors.words import nearest

SLUG = "conditions"


def _read() -> dict[str, str]:
    pages = StandardPage.objects.live().filter(slug=SLUG).select_related("locale")
    return {page.locale.language_code: page.body.render_as_block() for page in pages}


_bodies = Memo(_read)


def accepted_in(language: str) -> Accepted:
    """Where they are not written in her language, those of the nearest one, and it says which."""
    bodies = _bodies()
    shown = nearest(bodies, language) or language
    return Accepted(shown, filled(bodies.get(shown, ""), shown), filled(bodies.get("ar", ""), "ar"))


def address_in(language: str) -> str:
    return f"/{language}/{SLUG}/"


@dataclass(frozen=True)
class Text:
    lang: str
    dir: str
    body: SafeString


def readable(purchase: Purchase) -> list[Text]:
    """What was accepted with a purchase, in each language once."""
    texts = {text.pk: text for text in (purchase.conditions, purchase.conditions_ar)}
    # Our own words, filled and escaped when they were accepted.
    return [Text(text.language, direction(text.language), mark_safe(text.body)) for text in texts.values()]  # noqa: S308
