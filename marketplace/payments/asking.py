"""What a provider is asked to collect: line by line, as the shopper bought it, to exactly what is due."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from marketplace.orders.models import Order, OrderLine
from marketplace.payments.models import Collection
from marketplace.payments.providers.protocol import Asked, Line

# Providers take no more, and nobody reads them.
MOST_LINES = 100
# The provider's session lives at least 30 minutes, by its own clock; ours keeps the pieces longer.
SESSION_MINUTES = 31


def asked(collection: Collection, amount: int, *, key: str, back: str) -> Asked:
    """In the language that is active. `amount` is what is due of it now."""
    purchase = collection.purchase
    words = _("Order %(reference)s") % {"reference": purchase.reference}
    orders = Order.objects.filter(collected_by__collection=collection).select_related("vendor").order_by("number")
    lines = tuple(_lines(orders.prefetch_related("lines"), purchase.language))
    if len(lines) > MOST_LINES or sum(line.unit_amount * line.quantity for line in lines) != amount:
        # Another sum than that of what is listed would not be understood, whatever the reason.
        lines = (Line(words, amount),)
    return Asked(
        key=key,
        purchase=purchase.reference,
        amount=amount,
        currency=collection.currency,
        lines=lines,
        words=words,
        language=purchase.language,
        back=back,
        minutes=SESSION_MINUTES,
    )


def _lines(orders: Iterable[Order], language: str) -> Iterator[Line]:
    for order in orders:
        vendor = order.vendor.name_in(language)
        for line in order.lines.all():
            if line.kept and line.unit_price:
                yield Line(_words(line, language), line.unit_price, line.kept, whose=vendor)


def _words(line: OrderLine, language: str) -> str:
    if line.kind == OrderLine.Kind.DELIVERY:
        return str(OrderLine.Kind.DELIVERY.label)
    return " · ".join(filter(None, [line.title_in(language), line.option]))
