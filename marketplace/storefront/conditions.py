"""The conditions of sale as a shopper accepts them: the text itself, in her language and in Arabic."""

from marketplace.checkout.placing import Accepted
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
