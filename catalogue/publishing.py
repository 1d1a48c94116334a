"""The life of a product: draft, submitted, published, refused, withdrawn. Only these verbs move `Product.state`.

A move is one conditional update, so of two curators who decide at once the second is told, not obeyed.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue import shelf, telling
from catalogue.models import Product, ProductEvent

State, Kind = Product.State, ProductEvent.Kind

# Each move: from which states, to which one.
MOVES = {
    Kind.SUBMITTED: ({State.DRAFT, State.REFUSED}, State.SUBMITTED),
    Kind.PUBLISHED: ({State.SUBMITTED}, State.PUBLISHED),
    Kind.REFUSED: ({State.SUBMITTED, State.PUBLISHED}, State.REFUSED),
    Kind.WITHDRAWN: ({State.DRAFT, State.SUBMITTED, State.PUBLISHED, State.REFUSED}, State.WITHDRAWN),
    Kind.REOPENED: ({State.WITHDRAWN}, State.DRAFT),
}


class NotAllowed(Exception):
    """The product's state forbids the move, or something it needs is missing; the message says which, in the reader's language."""


def can(product: Product, kind: ProductEvent.Kind) -> bool:
    """Whether a button for this move makes sense."""
    return product.state in MOVES[kind][0]


def submit(product: Product, *, actor) -> None:
    _check_whole(product)
    _move(product, Kind.SUBMITTED, actor, refusal="", refusal_words="")


def publish(product: Product, *, actor) -> None:
    _check_whole(product)
    _move(product, Kind.PUBLISHED, actor, published_at=product.published_at or timezone.now())


def refuse(product: Product, *, actor, reason: str, words: str = "") -> None:
    """Send it back with a reason the maker can act on; of a published product, also off the shelf."""
    if reason not in Product.Refusal.values or (reason == Product.Refusal.OTHER and not words.strip()):
        raise NotAllowed(_("Say why, so that she can put it right."))
    _move(product, Kind.REFUSED, actor, refusal=reason, refusal_words=words.strip())


def withdraw(product: Product, *, actor) -> None:
    _move(product, Kind.WITHDRAWN, actor)


def reopen(product: Product, *, actor) -> None:
    _move(product, Kind.REOPENED, actor)


def missing_for(product: Product) -> list[str]:
    """What a product still needs before the centre can look at it, as sentences."""
    needs = {
        _("A photo is missing."): product.pictures.exists(),
        _("A title is missing."): product.texts.exclude(title="").exists(),
        _("A price is missing."): product.variants.exists(),
        _("A certificate is missing for one of the labels."): not product.labels.filter(
            label__needs_certificate=True, certificate=""
        ).exists(),
    }
    return [sentence for sentence, holds in needs.items() if not holds]


def _check_whole(product: Product) -> None:
    if missing := missing_for(product):
        raise NotAllowed(" ".join(missing))


def _move(product: Product, kind: ProductEvent.Kind, actor, **fields) -> None:
    origins, state = MOVES[kind]
    with shelf.changes():
        if not Product.objects.filter(pk=product.pk, state__in=origins).update(state=state, **fields):
            product.refresh_from_db(fields=["state"])
            raise NotAllowed(
                _("This product is “%(state)s” by now, so that cannot be done. Look at it again.")
                % {"state": product.get_state_display()}
            )
        details = {key: fields[key] for key in ("refusal", "refusal_words") if fields.get(key)}
        event = ProductEvent.objects.create(product=product, kind=kind, actor=actor, details=details)
        telling.happened(event)
        shelf.shelve([product.pk])
    product.refresh_from_db(fields=["state", *fields])
