"""Shoppers of the scene: one in the middle of the checkout, and purchases that are followed by their links."""

import uuid

from django.conf import settings

from catalogue import stock
from catalogue.models import Variant
from marketplace.checkout import carts
from marketplace.checkout.models import FirstOrders
from marketplace.checkout.placing import Address, Contact, place
from marketplace.checkout.quoting import BANK_TRANSFER, CARD, ON_DELIVERY, Choices, quote
from marketplace.checkout.terms import destination, terms
from marketplace.messaging import links
from marketplace.orders import fulfilment
from marketplace.orders.models import OrderEvent
from marketplace.orders.references import token_of
from marketplace.payments import handing_over, settling
from marketplace.payments.models import Payment
from marketplace.storefront import checkout_draft
from marketplace.storefront.checkout_draft import Draft
from marketplace.storefront.conditions import accepted_in
from vendors.models import Territory, Vendor

# A cooperative, the artisan of the scene's desk, and somebody else.
MAKERS = ("lawn-attine", "itri-n-tiznit", "fanous-sebbaghine")
# More than all the tests buy.
ENOUGH = 20
VENDOR = {"side": OrderEvent.Side.VENDOR, "actor": None}


def make():
    """`ids`: the variants of three makers, and the links; `cookies`: of whoever is in the middle of buying them."""
    chosen = _variants()
    for variant in chosen:
        stock.restock(variant.pk, ENOUGH, actor=None)
    # Whatever it comes to: a telephone under which nothing was handed over yet is asked for its code.
    FirstOrders(above_mad=1).save()
    followed, transferred = _buy(chosen, ON_DELIVERY), _buy(chosen[:2], BANK_TRANSFER)
    answered = _move_on(followed)
    ids = {"followed": _link(followed), "transferred": _link(transferred), "province": _where().pk}
    ids |= {"order": answered.pk, "answer": links.address("order-answer", answered.pk, "ar")[-links.LENGTH :]}
    ids["packed"] = _accepted(_buy([chosen[1]], ON_DELIVERY)).pk
    ids["paying"] = _begin(_buy(chosen[:1], CARD))
    for number, variant in enumerate(chosen, start=1):
        ids |= {f"variant{number}": variant.pk, f"product{number}": variant.product_id}
    return {"ids": ids, "cookies": {"buyer": _cookies(chosen)}}


def _variants():
    """One of each of three who ship, of which there are several; the first is collected at a counter."""
    Vendor.objects.filter(code=MAKERS[0]).update(address="14, rue du Souk, Safi")
    on_sale = Variant.objects.filter(
        product__card__is_withdrawn=False, product__is_made_to_order=False, product__is_unique=False
    ).order_by("pk")
    return [on_sale.filter(product__vendor__code=code).first() for code in MAKERS]


def _where():
    return Territory.objects.filter(level=Territory.Level.PROVINCE, parent__code="MA-04").order_by("pk").first()


def _buy(variants, payment):
    wanted = [carts.Wanted(variant.pk, 1, variant.price) for variant in variants]
    shown = quote(carts.read(wanted), destination("MA", _where()), Choices({}, payment), terms=terms())
    return place(
        shown,
        key=uuid.uuid4(),
        contact=Contact("سلمى الإدريسي", "+212612345678"),
        address=Address("MA", _where(), "سلا", "12، زنقة الورشات"),
        notes={},
        accepted=accepted_in("ar"),
        language="ar",
    )


def _move_on(purchase):
    """One on its way, one handed over; the artisan's, which waits for her answer, is returned."""
    sent, waiting, delivered = purchase.orders.order_by("number")
    for order in (sent, delivered):
        fulfilment.accept(order, **VENDOR)
        fulfilment.send(order, **VENDOR)
    handing_over.deliver(delivered, **VENDOR, holder="courier:Amana")
    return waiting


def _accepted(purchase):
    order = purchase.orders.get()
    fulfilment.accept(order, **VENDOR)
    return order


def _begin(purchase):
    settling.begin(purchase, back=f"{settings.PUBLIC_ORIGIN}/ar/")
    return Payment.objects.get(collection__purchase=purchase).reference


def _link(purchase):
    return f"{purchase.reference}-{token_of(purchase)}"


def _cookies(variants):
    """Of a price that has changed since, and of a piece of which there are fewer."""
    wanted = [carts.Wanted(variant.pk, 1, variant.price) for variant in variants]
    wanted[1] = carts.Wanted(variants[1].pk, 90, variants[1].price + 1000)
    details = {
        "name": "سلمى الإدريسي",
        "phone": "06 12 34 56 78",
        "email": "",
        "country": "MA",
        "province": str(_where().pk),
        "town": "سلا",
        "address": "12، زنقة الورشات",
        "postcode": "",
    }
    # A code was sent to the telephone: the last step has everything on it.
    draft = Draft(details=details, payment=ON_DELIVERY, code_for=details["phone"]).with_key()
    return {carts.COOKIE: carts.to_cookie(wanted), checkout_draft.COOKIE: draft.text}
