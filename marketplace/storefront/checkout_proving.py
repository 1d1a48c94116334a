"""The code that confirms a telephone at the last step: asked for, typed, and what the page says of it."""

import uuid
from dataclasses import dataclass

from allauth.core import ratelimit
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.money import format_price
from marketplace.accounts import codes, limits
from marketplace.checkout import proving
from marketplace.checkout.models import PhoneProof
from marketplace.checkout.quoting import ON_DELIVERY, Quote
from marketplace.storefront.checkout_draft import Draft
from marketplace.storefront.checkout_page import paid_with

OUTBOX = "marketplace.messaging.backends.OutboxTextSender"

TYPE_IT = _("Type the code that we have sent you by text.")
WRONG = _("That is not the code. Check it, or ask for another.")
OLD = _("This code has expired. Ask for another.")
TRIED = _("That was not the code three times. Ask for another.")
JUST_SENT = _("A code has left just now. Give it half a minute before you ask for another.")
UNSENT = _("The text message could not be sent just now. Try again in a moment, or choose another way to pay.")
NO_PHONE = _("To pay so much on delivery, give a telephone in your details; or choose another way to pay.")


class CodeAsked(Exception):
    """The order is confirmed by a code first: one has been sent, or `words` say why what was typed will not do."""

    def __init__(self, words: str | Promise = "", *, status: int = 200):
        self.words, self.status = str(words), status
        super().__init__(self.words)


class NoCode(Exception):
    """None could be sent; another way to pay needs none."""

    def __init__(self, words: str | Promise, *, status: int = 200):
        self.status = status
        super().__init__(str(words))


@dataclass(frozen=True)
class CodeShown:
    """Beside the field. `is_in_outbox`: nothing is really sent, and where it can be read instead."""

    phone: str
    amount: str
    is_in_outbox: bool


def prove(request, chosen: Quote, *, key: uuid.UUID, phone: str, given: dict, language: str) -> None:
    """Returns when no code is needed, or the right one is there. Raises CodeAsked or NoCode."""
    if not (chosen.wants_proof and chosen.is_whole):
        return
    if not phone:
        raise NoCode(NO_PHONE)
    if proving.is_known(phone, request.user):
        return
    proof = proving.of(key, phone)
    if proof is None:
        _begin(request, key, phone, language)
    elif proof.proven_at is None:
        _go_on(request, proof, given, language)


def code_shown(quote: Quote, draft: Draft, language: str) -> CodeShown | None:
    """None while no code has been sent to the telephone that stands there now, or none is needed any more."""
    phone = draft.details.get("phone", "")
    if not phone or draft.code_for != phone or not paid_with(quote, ON_DELIVERY).wants_proof:
        return None
    is_in_outbox = settings.DEMO_ACCOUNTS and settings.TEXT_SENDER == OUTBOX
    return CodeShown(phone, format_price(quote.total, quote.currency, language), is_in_outbox)


def _begin(request, key: uuid.UUID, phone: str, language: str) -> None:
    proof = proving.begin(key, phone)
    if proof is not None:
        try:
            _count(request, phone)
        except ValidationError as refused:
            proving.give_up(proof)
            raise NoCode(refused.messages[0], status=429) from None
        _send(proof, language)
    raise CodeAsked


def _go_on(request, proof: PhoneProof, given: dict, language: str) -> None:
    if given["again"]:
        _again(request, proof, language)
    if not given["code"]:
        raise CodeAsked(TYPE_IT)
    if not ratelimit.consume(request, action="confirm_login_code"):
        raise CodeAsked(limits.TOO_MANY, status=429)
    try:
        proving.check(proof, given["code"])
    except proving.Wrong:
        raise CodeAsked(WRONG) from None
    except proving.Dead as dead:
        raise CodeAsked(OLD if dead.is_old else TRIED) from None


def _again(request, proof: PhoneProof, language: str) -> None:
    if not proving.may_again(proof):
        raise CodeAsked(JUST_SENT)
    try:
        _count(request, proof.phone)
    except ValidationError as refused:
        raise CodeAsked(refused.messages[0], status=429) from None
    if proving.again(proof):
        _send(proof, language)
    raise CodeAsked


def _send(proof: PhoneProof, language: str) -> None:
    try:
        proving.send(proof, language=language)
    except proving.Unsent:
        raise NoCode(UNSENT) from None


def _count(request, phone: str) -> None:
    """Raises ValidationError when too many codes were asked for from here, or for this telephone."""
    if not ratelimit.consume(request, action="order_code"):
        raise ValidationError(limits.TOO_MANY)
    codes.count_request(request, phone)
