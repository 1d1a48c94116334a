"""Pieces that a shopper sent back have come: their price is hers again, in one transaction with what that does to the order."""

from django.db import transaction

from marketplace.orders import withdrawing
from marketplace.orders.fulfilment import Reason, Side
from marketplace.orders.models import OrderEvent, OrderLine, Withdrawal
from marketplace.payments import giving_back, refunding
from marketplace.payments.giving_back import What
from marketplace.payments.models import Refund


def receive(
    withdrawal: Withdrawal,
    *,
    side: Side,
    actor,
    means: str = Refund.Means.SAME,
    restock: bool = True,
    bearer: str = OrderEvent.Bearer.PLATFORM,
) -> OrderEvent:
    """When no piece is left with her the whole order is taken back, with its delivery: the law gives her all she paid. `bearer` then
    pays who had carried it. Else the order stays handed over, with fewer pieces."""
    with transaction.atomic():
        order = withdrawing.open_now(withdrawal)
        pieces = {each.line_id: each.quantity for each in withdrawal.pieces.all()}
        goods = order.lines.filter(kind=OrderLine.Kind.GOODS)
        how = {"side": side, "actor": actor}
        if all(line.kept <= pieces.get(line.pk, 0) for line in goods):
            # It closes the return.
            return refunding.take_back(
                order, reason=Reason.CHANGED_MIND, bearer=bearer, restock=restock, means=means, **how
            )
        event = withdrawing.came_back_in_part(order, **how)
        giving_back.give_back(
            order,
            What(pieces),
            actor=actor,
            reason=Reason.CHANGED_MIND,
            means=means,
            restock=restock,
            event=event,
        )
        withdrawing.received(withdrawal, event)
        return event
