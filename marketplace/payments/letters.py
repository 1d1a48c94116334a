"""Who hears what about money. Written by the worker soon after the news."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import npgettext, override

from catalogue.money import format_price
from marketplace.accounts.contacts import staff_of
from marketplace.accounts.groups import FINANCE, ORDER_DESK
from marketplace.ledger import depositing, naming
from marketplace.ledger.accounts import Kind, Ref, payable
from marketplace.ledger.models import Posting
from marketplace.messaging import dates
from marketplace.orders import phrases
from marketplace.orders.letters import to_shopper, to_staff, to_vendor
from marketplace.orders.models import Deadlines, Order
from marketplace.payments import late, warning
from marketplace.payments.models import Collection, Payment, Refund
from marketplace.payments.overdue import not_deposited

# When money that was sent back should be there at the latest.
BANK_TIME = timedelta(days=10)


def write(news: str, pk: int) -> None:
    with transaction.atomic():
        NEWS[news](pk)


def _settled(pk: int) -> None:
    payment = Payment.objects.select_related("collection__purchase").get(pk=pk)
    if letter := SETTLED.get(Payment.State(payment.state)):
        letter(payment)


def _paid(payment: Payment) -> None:
    purchase = payment.collection.purchase
    with override(language := purchase.language):
        words = {
            "ref": purchase.reference,
            "amount": format_price(payment.amount, payment.currency, language),
            "method": payment.collection.get_method_display(),
        }
        to_shopper("shopper-paid", ("payment", payment.pk), purchase, words)


def _failed(payment: Payment) -> None:
    collection = payment.collection
    if collection.state != Collection.State.DUE:
        return
    purchase = collection.purchase
    with override(language := purchase.language):
        words = {
            "ref": purchase.reference,
            "total": format_price(payment.amount, payment.currency, language),
            "time": f"{timezone.localtime(collection.due_at):%H:%M}" if collection.due_at else "",
        }
        to_shopper("shopper-payment-failed", ("payment", payment.pk), purchase, words)


def _flagged(payment: Payment) -> None:
    collection = payment.collection
    is_over = collection.state != Collection.State.DUE
    for contact in staff_of(ORDER_DESK):
        with override(language := contact.language):
            words = {
                "ref": collection.purchase.reference,
                "amount": format_price(payment.amount, payment.currency, language),
                "provider": collection.get_method_display(),
                "expired_on": dates.day(collection.due_at, language) if is_over else "",
                "stock_sentence": _stock(collection) if is_over else "",
            }
            subject = ("payment", payment.pk)
            to_staff("centre-late-payment", subject, contact, collection.purchase.reference, words)


def _stock(collection: Collection) -> str:
    if late.pieces_are_there(collection):
        return _("All its pieces are there.")
    return _("Not all of its pieces are there any more.")


def _revived(pk: int) -> None:
    payment = Payment.objects.select_related("collection__purchase").get(pk=pk)
    purchase = payment.collection.purchase
    amount = format_price(payment.amount, payment.currency, purchase.language)
    to_shopper("shopper-revived", ("payment", pk), purchase, {"ref": purchase.reference, "amount": amount})


def _ending(pk: int) -> None:
    collection = Collection.objects.select_related("purchase").get(pk=pk)
    if collection.state != Collection.State.DUE:
        return
    purchase, due = collection.purchase, sum(part.amount for part in collection.parts.all())
    language = purchase.language
    words = {
        "ref": purchase.reference,
        "amount": format_price(due, collection.currency, language),
        "deadline": dates.moment(collection.due_at, language),
    }
    brief = {"deadline": dates.short_moment(collection.due_at)}
    to_shopper(warning.TOLD, ("collection", pk), purchase, words, brief)


def _expired(pk: int) -> None:
    collection = Collection.objects.select_related("purchase").get(pk=pk)
    purchase = collection.purchase
    with override(language := purchase.language):
        deadline = dates.moment(collection.due_at, language)
        to_shopper(
            "shopper-payment-expired", ("collection", pk), purchase, {"ref": purchase.reference, "deadline": deadline}
        )


def _refunded(pk: int) -> None:
    refund = Refund.objects.select_related("event").get(pk=pk)
    order = Order.objects.whole().get(pk=refund.order_id)
    done = refund.done_at or timezone.now()
    with override(language := order.purchase.language):
        words = _of_refund(refund, order, language) | {
            "method": _means(refund, order),
            "date": dates.day(done, language),
            "check_date": dates.day(done + BANK_TIME, language),
        }
        # When it came back from her bank, and leaves a second time, she hears of it a second time.
        subject = ("failed_refund" if refund.failure else "refund", pk)
        to_shopper("shopper-refunded", subject, order.purchase, words)
    if (taken := _taken_from_vendor(refund, order)) > 0:
        _tell_vendor(refund, order, taken)


def _tell_vendor(refund: Refund, order: Order, taken: int) -> None:
    def words(language: str) -> dict[str, str]:
        came_back = refund.event is not None
        return _of_refund(refund, order, language) | {
            "vendor_amount": f"-{format_price(taken, refund.currency, language)}",
            "bearer_sentence": _borne(refund),
            "return_sentence": _("The parcel has come back.") if came_back else "",
        }

    to_vendor("vendor-refunded", ("refund", refund.pk), order, more=words)


def _borne(refund: Refund) -> str:
    """Where each gives back her part there is no more to say."""
    if refund.bearer == Refund.Bearer.EACH:
        return ""
    return _("Who bears it: %(who)s.") % {"who": refund.get_bearer_display()}


def _of_refund(refund: Refund, order: Order, language: str) -> dict[str, str]:
    return {
        "ref": order.reference,
        "amount": format_price(refund.amount, refund.currency, language),
        # Of what was paid back only in part it is said what was bought.
        "lines": phrases.lines(order, language, lambda line: line.declined)
        or phrases.lines(order, language, lambda line: line.quantity),
        "reason": " ".join(refund.words.split()) or str(refund.get_reason_display()),
    }


def _taken_from_vendor(refund: Refund, order: Order) -> int:
    """What the books took from what she was owed already, less what somebody made good; what she had not earned was never hers."""
    ours = Q(entry__subject_kind="refund", entry__subject_id=refund.pk)
    if refund.event_id:
        ours |= Q(entry__subject_kind="order_event", entry__subject_id=refund.event_id)
    hers = payable(order.vendor_id)
    moved = [
        Posting.objects.filter(ours, **{f"{end}__kind": hers.kind, f"{end}__key": hers.key}).aggregate(
            sum=Sum("amount")
        )
        for end in ("source", "target")
    ]
    taken, made_good = (each["sum"] or 0 for each in moved)
    return taken - made_good


def _cash_overdue(pk: int) -> None:
    oldest = Payment.objects.get(pk=pk)
    kept = not_deposited(oldest.holder, oldest.currency)
    if not kept:
        return
    ref = Ref(Kind.CUSTODY, oldest.holder)
    due = kept[0].at + timedelta(days=Deadlines.load().cash_days)
    late = (timezone.now() - kept[0].at).days
    references = ", ".join(payment.reference for payment in kept)
    for contact in staff_of(FINANCE):
        with override(language := contact.language):
            words = {
                "holder": naming.names_of([ref])[ref],
                "amount": format_price(depositing.held(oldest.holder, oldest.currency), oldest.currency, language),
                "days": npgettext("oblique", "%(n)s day", "%(n)s days", late) % {"n": late},
                "due_date": dates.day(due, language),
                "from": dates.day(kept[0].at, language),
                "to": dates.day(kept[-1].at, language),
                "orders": npgettext("oblique", "%(n)s order", "%(n)s orders", len(kept)) % {"n": len(kept)},
                "orders_list": references,
            }
            brief = {"due_date": dates.short_day(due)}
            to_staff("centre-cash-overdue", ("payment", oldest.pk), contact, kept[0].reference, words, brief)


def _means(refund: Refund, order: Order) -> str:
    if refund.means != Refund.Means.SAME:
        return str(refund.get_means_display())
    return str(Collection.objects.get(parts__order=order).get_method_display())


SETTLED: dict[Payment.State, Callable[[Payment], None]] = {
    Payment.State.CAPTURED: _paid,
    Payment.State.FAILED: _failed,
    Payment.State.FLAGGED: _flagged,
}
NEWS: dict[str, Callable[[int], None]] = {
    "settled": _settled,
    "ending": _ending,
    "expired": _expired,
    "revived": _revived,
    "refunded": _refunded,
    "cash_overdue": _cash_overdue,
}
