"""A shopper's way to a purchase, for tests: what she wants, the quote she is shown, and the purchase."""

import uuid
from contextlib import contextmanager

from catalogue import shelf
from catalogue.models import Variant
from marketplace.checkout import accepting, carts
from marketplace.checkout.models import Tariff
from marketplace.checkout.placing import Accepted, Address, Contact, place
from marketplace.checkout.quoting import ON_DELIVERY, Choices, quote
from marketplace.checkout.terms import destination, laid_down, terms
from marketplace.ledger import accounts, rules
from tests import factories

ACCEPTED = Accepted("fr", "Conditions de vente", "شروط البيع")


@contextmanager
def known():
    """What a process knows for good once it has read it outside a transaction; all of a test is within one. What it learns only
    from commits it does not know here, whatever an earlier test has committed."""
    for learnt in (accepting, accounts, carts):
        learnt.forget()
    remembered = [laid_down, rules.current]
    for each in remembered:
        each._known = shelf.version(), each._read()
    try:
        yield
    finally:
        for each in remembered:
            each.forget()


def tariff(**fields):
    """Anywhere in Morocco, up to 20 kg, for 35 DH, carried by Amana."""
    country = factories.territory().parent
    given = {"territory": country, "up_to_g": 20_000, "amount": 3500, "min_days": 2, "max_days": 4, "carrier": "Amana"}
    return Tariff.objects.get_or_create(**(given | fields))[0]


def variant(piece):
    return Variant.objects.get(product=piece)


def wanted(*pieces, quantity=1):
    """A product, or (product, quantity), each."""
    rows = [piece if isinstance(piece, tuple) else (piece, quantity) for piece in pieces]
    variants = [(variant(piece), count) for piece, count in rows]
    return [carts.Wanted(found.pk, count, found.price) for found, count in variants]


def shown(*pieces, quantity=1, payment=ON_DELIVERY, delivery=None, territory=None):
    """The quote for these, sent within Morocco."""
    tariff()
    place_ = destination("MA", territory or factories.territory())
    cart = carts.read(wanted(*pieces, quantity=quantity))
    return quote(cart, place_, Choices(delivery or {}, payment), terms=terms())


def placed(quote_, *, key=None, user=None, language="fr", notes=None):
    return place(
        quote_,
        key=key or uuid.uuid4(),
        contact=Contact("Salma Idrissi", "+212612345678", "salma@example.org"),
        address=Address("MA", factories.territory(), "Rabat", "12, rue des Consuls", "10000"),
        notes=notes or {},
        accepted=ACCEPTED,
        language=language,
        user=user,
    )


def bought(*pieces, key=None, user=None, language="fr", notes=None, **fields):
    """A purchase of these, through `place`."""
    return placed(shown(*pieces, **fields), key=key, user=user, language=language, notes=notes)


def order(*pieces, **fields):
    """The one order of a purchase of one vendor's pieces."""
    return bought(*(pieces or [factories.published()]), **fields).orders.get()
