"""Who hears what about orders: the messages that a piece of news makes, for the shopper, the vendor and the centre.

Written by the worker soon after the news. What has become pointless meanwhile is not written: nobody is asked to answer an order that
was cancelled a moment ago.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import npgettext, override

from marketplace.accounts.contacts import Contact, staff_of
from marketplace.accounts.groups import ORDER_DESK
from marketplace.accounts.phones import readable
from marketplace.messaging import dates, links
from marketplace.messaging.queueing import enqueue
from marketplace.orders import phrases
from marketplace.orders.models import Deadlines, Order, OrderEvent, Purchase
from vendors.contacts import contacts_of

Kind, Side, State = OrderEvent.Kind, OrderEvent.Side, Order.State
# A vendor's link still says for a while what became of her order.
LINK_OUTLIVES = timedelta(days=14)

Words = dict[str, str]
# An order's money in words, from the package that knows how it is paid: (order, event or None, language) -> words.
Money = Callable[[Order, OrderEvent | None, str], Mapping[str, str]]
_money: list[Money] = []


def contribute(money: Money) -> None:
    _money.append(money)


def write(news: str, ids: Iterable[int]) -> None:
    for pk in ids:
        with transaction.atomic():
            NEWS[news](pk)


def _placed(pk: int) -> None:
    purchase = Purchase.objects.get(pk=pk)
    orders = list(_orders().filter(purchase=purchase).order_by("number"))
    with override(language := purchase.language):
        parcels = npgettext("oblique", "%(n)s parcel", "%(n)s parcels", len(orders)) % {"n": len(orders)}
        sentences = [money_words(order, None, language)["payment_sentence"] for order in orders]
        words = {
            "ref": purchase.reference,
            "date": dates.day(purchase.placed_at, language),
            "pieces": phrases.pieces(line.quantity for order in orders for line in order.goods),
            "parcels": parcels,
            "total": phrases.price(purchase.total, orders[0], language),
            "hours": str(Deadlines.load().answer_hours),
            "lines_with_shares": phrases.lines_with_shares(purchase, orders, language),
            # One sentence where all parcels are paid alike.
            "payment_sentence": " ".join(dict.fromkeys(sentences)),
        }
        to_shopper("shopper-placed", ("purchase", pk), purchase, words)
    for order in orders:
        if order.confirmed_at:
            _new_order(order)


def _happened(pk: int) -> None:
    event = OrderEvent.objects.get(pk=pk)
    order = _orders().get(pk=event.order_id)
    HEARD[Kind(event.kind)](order, event)


def _confirmed(order: Order, event: OrderEvent) -> None:
    _new_order(order)


def _new_order(order: Order) -> None:
    if order.state == State.PLACED:
        to_vendor("vendor-new-order", ("order", order.pk), order)


def _accepted(order: Order, event: OrderEvent) -> None:
    _about("shopper-accepted", order, event, date=order.promised_from)


def _part_accepted(order: Order, event: OrderEvent) -> None:
    language = order.purchase.language
    declined = sum(line.unit_price * line.declined for line in order.goods)
    _about(
        "shopper-part-accepted",
        order,
        event,
        accepted=str(sum(line.kept for line in order.goods)),
        asked=str(sum(line.quantity for line in order.goods)),
        accepted_lines=phrases.lines(order, language, lambda line: line.kept),
        declined_lines=phrases.lines(order, language, lambda line: line.declined),
        amount=phrases.price(declined, order, language),
    )


def _sent(order: Order, event: OrderEvent) -> None:
    _about("shopper-sent", order, event, date=order.promised_by)


def _handed_over(order: Order, event: OrderEvent) -> None:
    until = (order.handed_over_at or event.at) + timedelta(days=Deadlines.load().withdrawal_days)
    language = order.purchase.language
    _about("shopper-delivered", order, event, date=event.at, withdraw_until=dates.day(until, language))


def _given_up(order: Order, event: OrderEvent) -> None:
    """The shopper need not be told what she did herself, nor the vendor; what was not paid in time is told with its payment."""
    if event.side in (Side.VENDOR, Side.CENTRE):
        language = order.purchase.language
        whole = phrases.price(sum(line.total for line in order.lines.all()), order, language)
        _about("shopper-declined", order, event, amount=whole, similar_link=_similar(order, language))
    if event.side != Side.VENDOR and order.confirmed_at:
        to_vendor("vendor-cancelled", ("order_event", event.pk), order, event)


def _reminded(pk: int) -> None:
    order = _orders().get(pk=pk)
    if order.state == State.PLACED:
        to_vendor("vendor-reminder", ("order", pk), order)


def _unanswered(pk: int) -> None:
    order = _orders().get(pk=pk)
    if order.state == State.PLACED:
        _to_order_desk("centre-unanswered", order, _of_the_answer)


def _of_the_answer(order: Order, language: str) -> tuple[Words, Words]:
    words = {
        "amount": phrases.price(order.total, order, language),
        "date": dates.day(order.purchase.placed_at, language),
        "hours": str(Deadlines.load().answer_hours),
        "reminder_date": dates.day(order.reminded_at, language),
    }
    return words, {}


def _undelivered(pk: int) -> None:
    order = _orders().get(pk=pk)
    if order.state in (State.ACCEPTED, State.READY, State.SENT):
        _to_order_desk("centre-undelivered", order, _of_the_promise)


def _of_the_promise(order: Order, language: str) -> tuple[Words, Words]:
    words = {"promised": dates.day(order.promised_by, language), "state": order.get_state_display()}
    return words, {"promised": dates.short_day(order.promised_by)}


def _to_order_desk(kind: str, order: Order, more: Callable[[Order, str], tuple[Words, Words]]) -> None:
    for contact in staff_of(ORDER_DESK):
        with override(contact.language):
            words, brief = phrases.of_order(order, contact.language)
            phones = [each.phone for each in contacts_of(order.vendor) if each.phone]
            words["maker_phone"] = readable(phones[0]) if phones else ""
            further, shorter = more(order, contact.language)
            to_staff(kind, ("order", order.pk), contact, order.reference, words | further, brief | shorter)


HEARD: dict[OrderEvent.Kind, Callable[[Order, OrderEvent], None]] = {
    Kind.CONFIRMED: _confirmed,
    Kind.ACCEPTED: _accepted,
    Kind.PART_ACCEPTED: _part_accepted,
    Kind.SENT: _sent,
    Kind.DELIVERED: _handed_over,
    Kind.COLLECTED: _handed_over,
    Kind.DECLINED: _given_up,
    Kind.CANCELLED: _given_up,
}
NEWS: dict[str, Callable[[int], None]] = {
    "placed": _placed,
    "happened": _happened,
    "reminded": _reminded,
    "unanswered": _unanswered,
    "undelivered": _undelivered,
}


def _orders():
    return Order.objects.whole().prefetch_related(
        "lines__workshop", "lines__shares__maker", "lines__shares__member", "lines__shares__payee"
    )


def _about(kind: str, order: Order, event: OrderEvent, *, date=None, **words: str) -> None:
    """What the shopper is told of one of her parcels."""
    with override(language := order.purchase.language):
        said, brief = phrases.of_order(order, language)
        said |= {"date": dates.day(date, language), "reason": phrases.reason(event)}
        said |= {**money_words(order, event, language), **words}
        brief["date"] = dates.short_day(date)
        to_shopper(kind, ("order_event", event.pk), order.purchase, said, brief)


def money_words(order: Order, event: OrderEvent | None, language: str) -> Words:
    found: Words = {}
    for money in _money:
        found |= money(order, event, language)
    return found


def _similar(order: Order, language: str) -> str:
    """Pieces of the same kind by other hands."""
    product = next((line.product for line in order.goods if line.product), None)
    path = reverse("storefront:category", args=[product.category.code]) if product else reverse("storefront:listing")
    return f"{settings.PUBLIC_ORIGIN}{path}"


def to_shopper(
    kind: str, subject: tuple[str, int], purchase: Purchase, words: Words, brief: Words | None = None
) -> None:
    if purchase.anonymised_at:
        return
    given = {"name": purchase.name, "link": links.address("purchase", purchase.pk, purchase.language)}
    enqueue(
        kind,
        subject,
        language=purchase.language,
        email=purchase.email,
        phone=purchase.phone,
        words=given | words,
        brief=brief,
    )


def to_vendor(
    kind: str,
    subject: tuple[str, int],
    order: Order,
    event: OrderEvent | None = None,
    more: Callable[[str], Words] | None = None,
) -> None:
    """To everybody who works for her, each in the language she reads. `more` gives further words in it."""
    until = (order.answer_due_at or timezone.now()) + LINK_OUTLIVES
    for contact in contacts_of(order.vendor):
        with override(language := contact.language):
            said, brief = phrases.of_order(order, language)
            money = money_words(order, event, language)
            said |= {
                "name": contact.name,
                "link": links.address("order-answer", order.pk, language, expires=until),
                "reason": phrases.reason(event) if event else "",
                "cash_sentence": money.get("vendor_cash_sentence", ""),
            }
            said |= more(language) if more else {}
            enqueue(kind, subject, language=language, email=contact.email, phone=contact.phone, words=said, brief=brief)


def to_staff(
    kind: str, subject: tuple[str, int], contact: Contact, reference: str, words: Words, brief: Words | None = None
) -> None:
    """With the way to the purchase in the admin, where staff sign in anyway."""
    link = settings.PUBLIC_ORIGIN + reverse("office_order", args=[reference])
    given = {"name": contact.name, "link": link}
    enqueue(
        kind,
        subject,
        language=contact.language,
        email=contact.email,
        phone=contact.phone,
        words=given | words,
        brief=brief,
    )
