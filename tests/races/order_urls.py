"""Buying, answering and letting go, each through its verb; `buy-carelessly` is the negative control."""

import time
import uuid
from functools import partial

from django.db import transaction
from django.db.models import F
from django.urls import path

from catalogue.models import Product, Stock, StockMovement
from marketplace.checkout import expiry, placing
from marketplace.checkout.quoting import BANK_TRANSFER, ON_DELIVERY
from marketplace.orders import fulfilment
from marketplace.orders.fulfilment import NotAllowed, Reason, Side
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.payments import giving_back, handing_over, late, receiving, refunding
from marketplace.payments.giving_back import What
from marketplace.payments.models import Collection, Payment
from tests import buying, factories, promises
from tests.races.answers import answer


def market(request, on_hand, vendors):
    """A piece of each of so many vendors, so many on hand of each."""
    once = f"market-{time.time_ns()}"
    actor = factories.user(email=f"{once}@example.org")
    sellers = [factories.vendor(code=f"{once}-{number}") for number in range(vendors)]
    pieces = [factories.published(on_hand=on_hand, actor=actor, vendor=seller) for seller in sellers]
    buying.tariff()
    variants, province = [buying.variant(piece).pk for piece in pieces], factories.province()
    return answer(pieces=[piece.pk for piece in pieces], variants=variants, province=province.pk)


def _pieces(request):
    ids = [int(pk) for pk in request.GET["pieces"].split(",")]
    found = Product.objects.in_bulk(ids)
    return [found[pk] for pk in ids]


def buy(request):
    key = uuid.UUID(request.GET["key"]) if "key" in request.GET else None
    payment = BANK_TRANSFER if "transfer" in request.GET else ON_DELIVERY
    shown = buying.shown(*_pieces(request), payment=payment)
    try:
        purchase = buying.placed(shown, key=key)
    except placing.Changed as changed:
        return answer(409, troubles=[item.trouble for item in changed.quote.cart.items])
    except placing.NotPlaceable:
        return answer(409, troubles=["all"])
    return answer(purchase=purchase.pk)


def buy_carelessly(request):
    """What many shops do: look first, then write what was left when it looked."""
    pieces = _pieces(request)
    left = {row.pk: row.on_hand for row in Stock.objects.filter(variant__product__in=pieces)}
    time.sleep(0.05)
    if min(left.values()) < 1:
        return answer(409)
    with transaction.atomic():
        for variant, on_hand in sorted(left.items()):
            Stock.objects.filter(pk=variant).update(on_hand=on_hand - 1)
            StockMovement.objects.create(variant_id=variant, kind="take", quantity=-1)
    return answer()


def outcome(request):
    """How many purchases hold these pieces, what is left of them, and every promise that is broken."""
    pieces = _pieces(request)
    lines = OrderLine.objects.filter(product__in=pieces, quantity__gt=F("declined"))
    left = [buying.variant(piece).stock.on_hand for piece in pieces]
    return answer(
        purchases=Purchase.objects.filter(orders__lines__in=lines).distinct().count(),
        left=left,
        broken=promises.broken(),
    )


WHO = {"actor": None}
CENTRE, SHOPPER, VENDOR = Side.CENTRE, Side.SHOPPER, Side.VENDOR
VERBS = {
    "accept": partial(fulfilment.accept, side=VENDOR, **WHO),
    "send": partial(fulfilment.send, side=VENDOR, **WHO),
    "deliver": partial(handing_over.deliver, side=VENDOR, **WHO),
    "decline": partial(refunding.decline, side=VENDOR, reason=Reason.SOLD, **WHO),
    "cancel": partial(refunding.cancel, side=SHOPPER, reason=Reason.CHANGED_MIND, **WHO),
    "take-back": partial(refunding.take_back, side=CENTRE, reason=Reason.REFUSED, **WHO),
    "give-back": lambda order: giving_back.give_back(order, What(amount=order.total), actor=None, reason=Reason.OTHER),
}


def do(request, purchase, verb):
    order = Order.objects.get(purchase=purchase)
    try:
        VERBS[verb](order)
    except NotAllowed:
        return answer(409)
    return answer()


def receive(request, purchase):
    collection = Collection.objects.get(purchase=purchase)
    try:
        payment = receiving.receive_transfer(
            collection, amount=collection.amount, reference=f"transfer-{purchase}", actor=None
        )
    except NotAllowed:
        return answer(409)
    return answer(state=payment.state)


def make_late(request, purchase):
    Collection.objects.filter(purchase=purchase).update(due_at="2026-01-01T00:00:00Z")
    return answer()


def expire(request):
    return answer(expired=expiry.expire())


def decide(request, purchase, decision):
    """What the centre does with money that came late."""
    payment = Payment.objects.get(collection__purchase=purchase)
    try:
        {"revive": late.revive, "send-back": late.send_back}[decision](payment, actor=None)
    except NotAllowed:
        return answer(409)
    return answer()


def revive_carelessly(request, purchase):
    """What many shops do: look whether the pieces are there, then sell them."""
    lines = OrderLine.objects.filter(order__purchase=purchase, taken__gt=0)
    left = {row.pk: row.on_hand for row in Stock.objects.filter(variant__in=lines.values("variant"))}
    time.sleep(0.05)
    if min(left.values()) < 1:
        return answer(409)
    with transaction.atomic():
        for variant, on_hand in sorted(left.items()):
            Stock.objects.filter(pk=variant).update(on_hand=on_hand - 1)
        for order in Order.objects.filter(purchase=purchase):
            fulfilment.revive(order, actor=None)
    return answer()


def states(request, purchase):
    return answer(
        orders=list(Order.objects.filter(purchase=purchase).values_list("state", flat=True)),
        collections=list(Collection.objects.filter(purchase=purchase).values_list("state", flat=True)),
        payments=list(Payment.objects.filter(collection__purchase=purchase).values_list("state", flat=True)),
        broken=promises.broken(),
    )


urlpatterns = [
    path("market/<int:on_hand>/<int:vendors>/", market),
    path("buy/", buy),
    path("buy-carelessly/", buy_carelessly),
    path("outcome/", outcome),
    path("<int:purchase>/do/<slug:verb>/", do),
    path("<int:purchase>/receive/", receive),
    path("<int:purchase>/make-late/", make_late),
    path("<int:purchase>/decide/<slug:decision>/", decide),
    path("<int:purchase>/revive-carelessly/", revive_carelessly),
    path("<int:purchase>/states/", states),
    path("expire/", expire),
]
