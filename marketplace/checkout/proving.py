"""That a telephone is the shopper's own, before a large first order is paid for at the door: a code by text, used once, for one purchase.

Whoever invents a telephone costs a maker her work and a carrier two journeys. So where a quote `wants_proof` and nobody has ever taken
an order under this number, its holder types the code that is sent to it. The code is bound to the number and to the purchase's key.

`begin` and `check` are conditional writes: of two posts at once one sends a code, and every try is counted.
"""

import hmac
import uuid
from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from marketplace.accounts import codes
from marketplace.accounts.limits import CODE_ATTEMPTS, CODE_MINUTES
from marketplace.checkout.models import PhoneProof
from marketplace.orders.fulfilment import HANDED_OVER
from marketplace.orders.models import Order

SALT = "marketplace.checkout.proving"
KEPT = timedelta(days=1)
# So long she waits for a text message before another is sent.
PATIENCE = timedelta(seconds=30)


class Wrong(Exception):
    """Not the code; she may try again."""


class Dead(Exception):
    """The code is too old, or was tried too often: another one is needed."""

    def __init__(self, *, is_old: bool):
        self.is_old = is_old


class Unsent(Exception):
    """The gateway did not take it."""


def is_known(phone: str, user) -> bool:
    """She has shown before that it is hers, or an order has reached somebody under it."""
    if user.is_authenticated and user.phone == phone and user.phone_verified:
        return True
    return Order.objects.filter(purchase__phone=phone, state__in=HANDED_OVER).exists()


def of(key: uuid.UUID, phone: str) -> PhoneProof | None:
    return PhoneProof.objects.filter(key=key, phone=phone).first()


def begin(key: uuid.UUID, phone: str) -> PhoneProof | None:
    """The proof that `send` is now to be called for, with its code; None when another post has begun it."""
    proof, is_new = PhoneProof.objects.get_or_create(key=key, phone=phone)
    return proof if is_new else None


def may_again(proof: PhoneProof) -> bool:
    """The last code has had its time to arrive."""
    return proof.sent_at <= timezone.now() - PATIENCE


def again(proof: PhoneProof) -> bool:
    """Whether `send` is to be called for another code; false when another post has just done so."""
    rows = PhoneProof.objects.filter(pk=proof.pk, sent_at=proof.sent_at)
    return bool(rows.update(sent_at=timezone.now()))


def send(proof: PhoneProof, *, language: str) -> None:
    """A new code, in place of any before it. Raises Unsent: then it is as if nobody had asked."""
    code = codes.new_code()
    PhoneProof.objects.filter(pk=proof.pk).update(digest=_digest(proof, code), tries=0, sent_at=timezone.now())
    try:
        codes.send_for_order(to=proof.phone, code=code, language=language)
    except Exception as error:  # A gateway raises what it likes.
        give_up(proof)
        raise Unsent from error


def give_up(proof: PhoneProof) -> None:
    proof.delete()


def check(proof: PhoneProof, typed: str) -> None:
    """Raises Wrong or Dead. Each try is counted before it is looked at, so that many at once are no more than `CODE_ATTEMPTS`."""
    rows = PhoneProof.objects.filter(pk=proof.pk, proven_at=None)
    alive = rows.filter(tries__lt=CODE_ATTEMPTS, sent_at__gt=timezone.now() - timedelta(minutes=CODE_MINUTES))
    is_counted = alive.update(tries=F("tries") + 1)
    proof.refresh_from_db()
    if proof.proven_at:
        return
    if not is_counted:
        raise Dead(is_old=proof.tries < CODE_ATTEMPTS)
    if hmac.compare_digest(proof.digest, _digest(proof, codes.tidy(typed))):
        rows.update(proven_at=timezone.now())
    elif proof.tries >= CODE_ATTEMPTS:
        raise Dead(is_old=False)
    else:
        raise Wrong


def prune() -> None:
    """What is not needed any more: whose telephone was asked is nobody's business afterwards. Run by the timetable."""
    PhoneProof.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()


def _digest(proof: PhoneProof, code: str) -> str:
    return salted_hmac(SALT, f"{proof.key}:{proof.phone}:{code}", algorithm="sha256").hexdigest()
