"""Two months of trade, each purchase made and moved on through the verbs, on the days it happened.

Every course a purchase can take is among the first ones; the rest of the two months follows in the background.
"""

import logging
import random
import uuid
from dataclasses import dataclass, replace
from datetime import timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from catalogue import stock
from catalogue.models import Variant
from marketplace.checkout import carts
from marketplace.checkout.placing import Address, Contact, place
from marketplace.checkout.quoting import BANK_TRANSFER, CARD, ON_DELIVERY, Choices, quote
from marketplace.checkout.terms import destination, terms
from marketplace.demo import accounts, clock
from marketplace.orders import fulfilment
from marketplace.orders.fulfilment import Reason, Side
from marketplace.orders.models import Order, OrderEvent, OrderLine, Purchase
from marketplace.payments import giving_back, handing_over, receiving, refunding, settling
from marketplace.payments.giving_back import What
from marketplace.payments.models import Refund, SandboxSession
from marketplace.storefront.conditions import accepted_in
from vendors.models import Territory

logger = logging.getLogger(__name__)

FIRST, ALL = 40, 160
SPACE = uuid.UUID("6a5b1f0e-5c0e-4a55-9d0f-0b6f5a1c7d11")
SHOPPERS = [
    ("Salma Idrissi", "fr", "MA-06", "Casablanca", "14, rue Ibn Batouta, 3e étage"),
    ("مريم العلوي", "ar", "MA-04", "الرباط", "12، زنقة القناصل"),
    ("Omar Tazi", "fr", "MA-03", "Fès", "8, derb Lamté, en face de la fontaine"),
    ("Nadia Bennis", "fr", "MA-07", "Marrakech", "Guéliz, résidence Al Andalous, porte 5"),
    ("يوسف أيت علي", "ar", "MA-09", "أكادير", "حي السلام، قرب الصيدلية"),
    ("Laila Chraibi", "en", "MA-01", "Tanger", "27, rue de la Plage"),
    ("Karim Sefrioui", "fr", "MA-04", "Salé", "Tabriquet, bloc C, n° 41"),
    ("فاطمة الزهراء بنجلون", "ar", "MA-06", "المحمدية", "شارع المقاومة، رقم 3"),
]
# How a purchase goes on, one step a day or so; each step is done to each of its orders.
COURSES = {
    "new": (),
    "accepted": ("accept",),
    "ready": ("accept", "ready"),
    "sent": ("accept", "ready", "send"),
    "delivered": ("accept", "ready", "send", "deliver"),
    "part": ("accept_part", "send", "deliver"),
    "declined": ("decline",),
    "cancelled": ("cancel",),
    "refused": ("accept", "send", "refuse"),
    "returned": ("accept", "send", "deliver", "take_back", "pay_back"),
    "mended": ("accept", "send", "deliver", "give_back", "pay_back"),
    "reported": ("accept", "send", "report"),
}
# (course, how it is paid, days ago, pieces): one of each kind first.
OPENING = [
    ("new", ON_DELIVERY, 0, 3),
    ("new", ON_DELIVERY, 1, 1),
    ("new", CARD, 0, 2),
    ("new", ON_DELIVERY, 5, 1),
    ("unpaid", BANK_TRANSFER, 1, 2),
    ("unpaid", CARD, 0, 1),
    ("late", BANK_TRANSFER, 9, 1),
    ("accepted", ON_DELIVERY, 2, 2),
    ("accepted", CARD, 2, 1),
    ("ready", ON_DELIVERY, 3, 1),
    ("ready", BANK_TRANSFER, 4, 2),
    ("sent", ON_DELIVERY, 5, 2),
    ("sent", CARD, 6, 1),
    ("reported", ON_DELIVERY, 12, 1),
    ("part", CARD, 8, 1),
    ("part", ON_DELIVERY, 9, 1),
    ("declined", CARD, 7, 1),
    ("declined", ON_DELIVERY, 6, 1),
    ("cancelled", ON_DELIVERY, 4, 2),
    ("cancelled", CARD, 10, 1),
    ("refused", ON_DELIVERY, 14, 1),
    ("returned", CARD, 20, 1),
    ("returned", ON_DELIVERY, 25, 1),
    ("mended", ON_DELIVERY, 18, 1),
]
# No carrier takes more.
HEAVIEST_G = 30_000
USUAL = ["delivered"] * 12 + ["sent", "declined", "cancelled", "part", "refused", "mended"]


@dataclass(frozen=True)
class Plan:
    number: int
    course: str
    payment: str
    days_ago: int
    pieces: int

    @property
    def key(self):
        return uuid.uuid5(SPACE, str(self.number))


def plans():
    """All of them, the opening ones first. Each time the same."""
    chance = random.Random(7)
    made = [Plan(number, *each) for number, each in enumerate(OPENING)]
    for number in range(len(OPENING), ALL):
        payment = chance.choices([ON_DELIVERY, CARD, BANK_TRANSFER], [6, 3, 1])[0]
        made.append(Plan(number, chance.choice(USUAL), payment, chance.randint(12, 60), chance.choice([1, 1, 2, 3])))
    if settings.CARD_PROVIDER == "sandbox":
        return made
    # A real provider is asked nothing for the demo's sake.
    return [replace(plan, payment=BANK_TRANSFER) if plan.payment == CARD else plan for plan in made]


def missing(wanted):
    """Those of `wanted` that are not there yet, oldest first."""
    there = set(Purchase.objects.filter(key__in=[plan.key for plan in wanted]).values_list("key", flat=True))
    return sorted((plan for plan in wanted if plan.key not in there), key=lambda plan: (-plan.days_ago, plan.number))


def make(wanted, actor, step=lambda words, count=1: None):
    """Those of `wanted` that are not there yet; a sentence for each that could not be made: what people changed in the shop may
    stand in its way, and a shop opens without it."""
    left, skipped = missing(wanted), []
    step("purchases that are there", count=len(wanted) - len(left))
    for plan in left:
        try:
            # Whole or not at all: a purchase half way along its course would never go on.
            with transaction.atomic():
                _make(plan, actor)
        except (OperationalError, InterfaceError):
            # Of the database, not of this purchase.
            raise
        except Exception as why:
            logger.debug("a purchase of the demo could not be made", exc_info=True)
            skipped.append(f"Purchase {plan.number + 1} ({plan.course}) was left out: {type(why).__name__}: {why}")
        step(f"purchase {plan.number + 1}")
    return skipped


def _make(plan, actor):
    chance = random.Random(plan.number)
    name, language, region, town, address = SHOPPERS[plan.number % len(SHOPPERS)]
    where = Territory.objects.filter(level=Territory.Level.PROVINCE, parent__code=region).order_by("pk").first()
    moment = timezone.now() - timedelta(days=plan.days_ago, minutes=chance.randint(1, 600))
    with clock.at(moment):
        cart = carts.read(_wanted(plan, chance, actor))
        shown = quote(cart, destination("MA", where), Choices({}, plan.payment), terms=terms())
        purchase = place(
            shown,
            key=plan.key,
            contact=Contact(name, f"+2126000001{plan.number % 90 + 10}", ""),
            address=Address("MA", where, town, address),
            notes={},
            accepted=accepted_in(language),
            language=language,
        )
    _pay(plan, purchase, moment, actor)
    _go_on(plan, purchase, moment, chance, actor)


def _wanted(plan, chance, actor):
    """Pieces on sale of different makers; what is sold out is made again first."""
    on_sale = Variant.objects.filter(
        product__card__is_withdrawn=False,
        product__card__is_on_holiday=False,
        product__card__country="MA",
        price__lt=400_000,
    ).exclude(weight_g__gt=HEAVIEST_G)
    vendors = sorted(set(on_sale.values_list("product__vendor", flat=True)))
    vendors = [*_first_of(plan, on_sale), *chance.sample(vendors, k=plan.pieces)]
    vendors = list(dict.fromkeys(vendors))[: plan.pieces]
    chosen = [chance.choice(list(on_sale.filter(product__vendor=vendor).order_by("pk"))) for vendor in vendors]
    quantity = 2 if plan.course == "part" else 1
    for variant in chosen:
        stock.restock(variant.pk, quantity, actor=actor, note="Made again")
    return [carts.Wanted(variant.pk, quantity, variant.price) for variant in chosen]


def _first_of(plan, on_sale):
    """Every other purchase begins with a piece of a vendor whose people can sign in: they find work on their desks."""
    code = {0: accounts.COOPERATIVE, 2: accounts.ARTISAN}.get(plan.number % 4)
    return sorted(set(on_sale.filter(product__vendor__code=code).values_list("product__vendor", flat=True)))


def _pay(plan, purchase, moment, actor):
    """What is not paid at the door: the sandbox's bank says yes, the transfer comes; unless the course is without it."""
    collection = purchase.collections.exclude(method=ON_DELIVERY).first()
    if collection is None or plan.course in ("unpaid", "late"):
        return
    with clock.at(moment + timedelta(minutes=9)):
        if collection.method == CARD:
            settling.begin(purchase, back="http://127.0.0.1:8000/")
            payment = collection.payments.get()
            SandboxSession.objects.filter(reference=payment.reference).update(state=SandboxSession.State.PAID)
            settling.settle(payment.provider, payment.reference)
        else:
            receiving.receive_transfer(
                collection, amount=collection.amount, reference=f"VIR-{1000 + plan.number}", actor=actor
            )


def _go_on(plan, purchase, moment, chance, actor):
    for order in Order.objects.filter(purchase=purchase).select_related("purchase"):
        then = moment
        for step in COURSES.get(plan.course, ()):
            then = min(then + timedelta(hours=chance.randint(9, 40)), timezone.now() - timedelta(minutes=2))
            with clock.at(then):
                STEPS[step](order, actor)


VENDOR = {"side": Side.VENDOR, "actor": None}


def _accept_part(order, actor):
    line = order.lines.filter(kind=OrderLine.Kind.GOODS).first()
    refunding.accept_part(order, {line.pk: line.quantity - 1}, reason=Reason.SOLD, **VENDOR)


def _cancel(order, actor):
    refunding.cancel(order, side=Side.SHOPPER, actor=None, reason=Reason.CHANGED_MIND)


def _refuse(order, actor):
    bearer = OrderEvent.Bearer.PLATFORM
    refunding.take_back(order, side=Side.CENTRE, actor=actor, reason=Reason.REFUSED, bearer=bearer)


def _take_back(order, actor):
    refunding.take_back(order, side=Side.CENTRE, actor=actor, reason=Reason.CHANGED_MIND)


def _give_back(order, actor):
    words = "Une anse recollée : une partie du prix est rendue."
    giving_back.give_back(order, What(amount=3000), actor=actor, reason=Reason.DAMAGED, words=words)


def _pay_back(order, actor):
    for refund in Refund.objects.filter(order=order, state=Refund.State.DUE):
        refunding.done(refund, actor=actor, reference=f"R-{refund.pk}")


STEPS = {
    "accept": lambda order, actor: fulfilment.accept(order, **VENDOR),
    "accept_part": _accept_part,
    "ready": lambda order, actor: fulfilment.ready(order, **VENDOR),
    "send": lambda order, actor: fulfilment.send(order, tracking_number=f"EA{order.pk:09d}MA", **VENDOR),
    "deliver": lambda order, actor: handing_over.deliver(order, **VENDOR),
    "decline": lambda order, actor: refunding.decline(order, reason=Reason.SOLD, **VENDOR),
    "cancel": _cancel,
    "refuse": _refuse,
    "take_back": _take_back,
    "give_back": _give_back,
    "pay_back": _pay_back,
    "report": lambda order, actor: fulfilment.report(order, reason=Reason.NOT_RECEIVED, side=Side.SHOPPER, actor=None),
}
