"""What a shopper has typed on her way through the checkout, kept from step to step.

A signed cookie that lasts as long as the browser is open: each step answers with a redirect, so going back, reloading and
changing the language lose nothing, which hidden fields cannot do without asking to send the form again; and no session
is begun for a stranger.
"""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from marketplace.checkout.quoting import Choices, Destination
from marketplace.storefront.checkout_places import HOME, destination_of

COOKIE = "checkout"
SALT = "marketplace.storefront.checkout"
SECONDS = 12 * 3600
# Browsers drop a cookie of more than 4096 bytes, its name and attributes included.
MOST_BYTES = 3800


@dataclass(frozen=True)
class Draft:
    """`details`: the first step's fields as they were typed. `key` makes the purchase one, however often it is sent.
    `code_for`: the telephone, as it was typed, to which a code was sent. `bought`: the key of what this browser bought last."""

    details: Mapping[str, str] = field(default_factory=dict)
    delivery: Mapping[int, str] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    payment: str = ""
    key: str = ""
    code_for: str = ""
    bought: str = ""

    @property
    def has_address(self) -> bool:
        return bool(self.details)

    @property
    def country(self) -> str:
        return self.details.get("country", HOME)

    @property
    def province(self) -> int | None:
        given = self.details.get("province", "")
        return int(given) if given.isdecimal() else None

    @property
    def destination(self) -> Destination:
        return destination_of(self.country, self.province)

    @property
    def choices(self) -> Choices:
        return Choices(self.delivery, self.payment)

    def with_(self, **changes) -> "Draft":
        return replace(self, **changes)

    def with_key(self) -> "Draft":
        return self if self.key else self.with_(key=str(uuid.uuid4()))

    @cached_property
    def text(self) -> str:
        return signing.dumps(asdict(self), salt=SALT, compress=True)

    @property
    def fits(self) -> bool:
        return len(self.text) <= MOST_BYTES


def draft_of(request: HttpRequest) -> Draft:
    """Empty when there is none, or it is too old, or not ours."""
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
        numbered = {name: {int(seller): said for seller, said in kept[name].items()} for name in ("delivery", "notes")}
        return Draft(**kept | numbered)
    except (signing.BadSignature, AttributeError, KeyError, TypeError, ValueError):
        return Draft()


def keep(response: HttpResponse, draft: Draft) -> None:
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, draft.text, httponly=True, samesite="Lax", secure=secure)


def forget(response: HttpResponse, bought: str) -> None:
    """All that was typed; not which purchase it became, which a form that is sent again asks for."""
    keep(response, Draft(bought=bought))
