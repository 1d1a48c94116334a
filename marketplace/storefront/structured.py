"""What a page says of itself to machines (schema.org, as JSON-LD). A data block: browsers do not run it, so the policy on scripts
does not concern it.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.safestring import SafeString, mark_safe

from marketplace.storefront import legal
from marketplace.storefront.addresses import public
from media.markup import picture_url

Thing = dict[str, Any]

# Nothing that a person wrote can end the block, begin a comment in it, or end a line where old parsers see one.
_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def block(*things: Thing | None) -> SafeString:
    """The `<script>` with these things, those that are None or empty left out; empty without any."""
    found = [without_nothing(thing) for thing in things if thing]
    if not found:
        return mark_safe("")
    data: Thing = {"@context": "https://schema.org", **(found[0] if len(found) == 1 else {"@graph": found})}
    words = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{words}</script>')  # noqa: S308 - escaped above


def without_nothing(thing: Mapping[str, Any]) -> Thing:
    """What is not known is not said."""
    told = {key: _without(value) for key, value in thing.items()}
    return {key: value for key, value in told.items() if value not in (None, "", [], {})}


def _without(value: Any) -> Any:
    if isinstance(value, list):
        return [_without(each) for each in value]
    return without_nothing(value) if isinstance(value, Mapping) else value


def pictures(found: Iterable[Any]) -> list[str]:
    """The addresses of those that have a size to show; anything with hash and ready."""
    return [public(url) for each in found if each and (url := picture_url(each, 1280))]


def breadcrumb(trail: Iterable[Mapping[str, str]], address: str) -> Thing:
    """`trail` as `components/breadcrumb.html` reads it; the last is the page itself, at `address`."""
    steps = list(trail)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": str(step["title"]),
                "item": address if place == len(steps) else public(step.get("url", "")),
            }
            for place, step in enumerate(steps, 1)
        ],
    }


def centre(language: str) -> Thing:
    """Who keeps this shop."""
    return {
        "@type": "Organization",
        "@id": f"{settings.PUBLIC_ORIGIN}/#organization",
        "name": legal.fact("operator_name", language) or settings.WAGTAIL_SITE_NAME,
        "url": f"{settings.PUBLIC_ORIGIN}/{language}/",
    }


def organization(language: str) -> Thing:
    """The same with its telephone, e-mail and emblem, for the home page."""
    return centre(language) | {
        "alternateName": settings.WAGTAIL_SITE_NAME,
        "logo": public(staticfiles_storage.url("poster.jpg")),
        "telephone": legal.fact("operator_phone", language),
        "email": legal.fact("operator_email", language),
    }


def website(language: str) -> Thing:
    home = f"{settings.PUBLIC_ORIGIN}/{language}/"
    return {
        "@type": "WebSite",
        "name": settings.WAGTAIL_SITE_NAME,
        "url": home,
        "inLanguage": language,
        "publisher": {"@id": f"{settings.PUBLIC_ORIGIN}/#organization"},
    }
