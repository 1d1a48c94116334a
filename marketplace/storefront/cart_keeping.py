"""Where a visitor's cart is: rows for somebody signed in, a signed cookie for a stranger. No session is begun for it.

Pages that a cache keeps show nobody's count; a second cookie, unsigned and for script, fills the header's badge.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from marketplace.checkout import carts
from marketplace.checkout.carts import Cart, Wanted

COUNT_COOKIE = "cart_count"


@dataclass(frozen=True)
class Kept:
    """`rows` are those of whoever is signed in; `brought` is the cookie's."""

    user: object | None
    rows: tuple[Wanted, ...]
    brought: tuple[Wanted, ...]

    @property
    def wanted(self) -> list[Wanted]:
        return carts.merged(self.rows, self.brought) if self.user else list(self.brought)

    @property
    def is_too_much(self) -> bool:
        """What she brought and what she had are more kinds than a cart holds: some are left out."""
        return len({row.variant_id for row in (*self.rows, *self.brought)}) > carts.MOST_LINES

    def quantity_of(self, variant_id: int) -> int:
        return next((row.quantity for row in self.wanted if row.variant_id == variant_id), 0)


def kept_by(request: HttpRequest) -> Kept:
    brought = tuple(carts.from_cookie(request.COOKIES.get(carts.COOKIE)))
    if request.user.is_authenticated:
        return Kept(request.user, tuple(carts.of(request.user)), brought)
    return Kept(None, (), brought)


def seen(cart: Cart) -> list[Wanted]:
    """What is wanted once she has been told what changed. Pieces that cannot be bought now stay as they were."""
    return [
        Wanted(item.variant_id, item.wanted if item.trouble else item.quantity, item.unit_price) for item in cart.items
    ]


def keep(response: HttpResponse, kept: Kept, wanted: Iterable[Wanted]) -> None:
    """Make `wanted` her cart. Of somebody signed in, rows are written only when they change, and her cookie goes."""
    rows = tuple(wanted)
    if kept.user:
        if rows != kept.rows:
            carts.keep(kept.user, rows)
        if kept.brought:
            response.delete_cookie(carts.COOKIE, samesite="Lax")
    elif rows:
        _set(response, carts.COOKIE, carts.to_cookie(rows), httponly=True)
    else:
        response.delete_cookie(carts.COOKIE, samesite="Lax")
    _count(response, sum(row.quantity for row in rows))


def _count(response: HttpResponse, pieces: int) -> None:
    if pieces:
        _set(response, COUNT_COOKIE, str(pieces), httponly=False)
    else:
        response.delete_cookie(COUNT_COOKIE, samesite="Lax")


def _set(response: HttpResponse, name: str, value: str, *, httponly: bool) -> None:
    days = carts.COOKIE_DAYS * 86_400
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, max_age=days, httponly=httponly, samesite="Lax", secure=secure)
