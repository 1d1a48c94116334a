"""What a provider of card payments does for us. Every call may go over the network: none is made inside a transaction."""

from dataclasses import dataclass
from typing import Literal, Protocol

from django.http import HttpRequest

from marketplace.payments.models import Payment


@dataclass(frozen=True)
class Line:
    """Something that is paid for, in the shopper's words; `whose` is who makes or sends it."""

    words: str
    unit_amount: int
    quantity: int = 1
    whose: str = ""


@dataclass(frozen=True)
class Asked:
    """What is to be paid: the lines sum to `amount`. The same `key` is the same attempt. `purchase` is our reference, `words` what it
    is called in the shopper's language, `back` where she returns to, whatever came of it. It closes itself after `minutes`."""

    key: str
    purchase: str
    amount: int
    currency: str
    lines: tuple[Line, ...]
    words: str
    language: str
    back: str
    minutes: int


@dataclass(frozen=True)
class Start:
    """Where the shopper goes to pay, and by what name the provider knows this attempt."""

    reference: str
    url: str


@dataclass(frozen=True)
class Found:
    """What the provider says of an attempt now. `amount` in minor units; 0 while nothing is paid."""

    state: Literal["open", "paid", "refused", "closed"]
    amount: int = 0
    currency: str = ""


@dataclass(frozen=True)
class Given:
    """What the provider says of a refund now; `why` it failed. What is `done` may still fail: the shopper's bank can send it back."""

    state: Literal["pending", "done", "failed"]
    reference: str = ""
    why: str = ""


@dataclass(frozen=True)
class Cleared:
    """One line of the provider's own account. Above zero it came in, below it went out: `paid` in the currency of the payment, `amount`
    in the account's `currency`, and the `fee` taken for it there. `rate` from the one to the other, if they differ."""

    reference: str
    paid: int
    amount: int
    currency: str
    fee: int = 0
    rate: str = ""


class Unreachable(Exception):
    """The provider did not answer, or not in a way we understand. Asking again later is right."""


class NotGenuine(Exception):
    """A notice that the provider did not sign, or not just now."""


class Provider(Protocol):
    name: str

    @property
    def origins(self) -> tuple[str, ...]:
        """Where else than to ourselves a browser is sent to pay: a form may lead there."""
        ...

    def start(self, asked: Asked) -> Start:
        """Open an attempt."""
        ...

    def go_on(self, reference: str) -> str | None:
        """Where the shopper goes on with an attempt that is open; None when it is not."""
        ...

    def read_notice(self, request: HttpRequest) -> tuple[str, str] | None:
        """(the notice's own id, the reference of the attempt or refund it is about); None when it is no news to us. Raises NotGenuine."""
        ...

    def fetch(self, reference: str) -> Found: ...

    def close(self, reference: str) -> Found:
        """Make sure that it cannot be paid any more, if that is possible; what it says now."""
        ...

    def refund(self, payment: Payment, *, key: str, amount: int, reference: str = "") -> Given:
        """Give back so much of the payment, once for each key; with the `reference` of an earlier answer, what has become of it."""
        ...

    def cleared(self, payment: Payment) -> list[Cleared] | None:
        """How the payment entered the provider's account, and left it where it was sent back by a person's hand; None while that is not
        all known. Without an entry nothing is to be booked."""
        ...

    def cleared_refund(self, payment: Payment, reference: str) -> list[Cleared] | None:
        """The same of a refund of it, and of its return when it failed."""
        ...
