"""What a provider of card payments does for us. Every call may go over the network: none is made inside a transaction."""

from dataclasses import dataclass
from typing import Literal, Protocol

from django.http import HttpRequest

from marketplace.payments.models import Payment, Refund


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


class Unreachable(Exception):
    """The provider did not answer, or not in a way we understand. Asking again later is right."""


class NotGenuine(Exception):
    """A notice that the provider did not sign, or not just now."""


class Provider(Protocol):
    name: str

    def start(
        self, *, key: str, amount: int, currency: str, words: str, language: str, back: str, minutes: int
    ) -> Start:
        """Open an attempt that closes itself after `minutes`. The same `key` gives the same attempt. `back`: where the shopper
        returns to, whatever came of it."""
        ...

    def read_notice(self, request: HttpRequest) -> tuple[str, str]:
        """(the notice's own id, the attempt's reference). Raises NotGenuine."""
        ...

    def fetch(self, reference: str) -> Found: ...

    def close(self, reference: str) -> Found:
        """Make sure that it cannot be paid any more, if that is possible; what it says now."""
        ...

    def refund(self, payment: Payment, refund: Refund) -> str:
        """Give back so much of the payment, once for each refund; the provider's reference of it."""
        ...
