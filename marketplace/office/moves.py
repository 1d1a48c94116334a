"""What the centre may do with orders and their money, as buttons: each a verb in the centre's name."""

from collections.abc import Mapping
from functools import partial

from django.utils.translation import gettext_lazy as _

from marketplace.office.forms import (
    CameBackForm,
    CancelForm,
    DeclineReturnForm,
    GiveBackForm,
    RefundDoneForm,
    RowForm,
    SendForm,
    TakeBackForm,
    TransferForm,
)
from marketplace.office.giving_back import give_back_once
from marketplace.orders import fulfilment, withdrawing
from marketplace.orders.fulfilment import Kind, NotAllowed, can
from marketplace.orders.models import OrderEvent, Withdrawal
from marketplace.payments import giving_back, handing_over, late, receiving, refunding, returning
from marketplace.payments.models import Collection, Method, Payment, Refund
from vendors.staff_moves import Move

CENTRE = OrderEvent.Side.CENTRE


def _order_move(name, label, verb, kind, form_class=RowForm, **others):
    def in_its_name(order, *, actor, **said):
        return verb(order, side=CENTRE, actor=actor, **said)

    return Move(
        name=name,
        label=label,
        verb=in_its_name,
        can=lambda order: can(order, kind, CENTRE),
        refused=NotAllowed,
        form_class=form_class,
        **others,
    )


def _table(*moves: Move) -> Mapping[str, Move]:
    return {move.name: move for move in moves}


ORDER_MOVES = _table(
    _order_move("accept", _("Accept for the maker"), fulfilment.accept, Kind.ACCEPTED),
    _order_move("ready", _("Ready"), fulfilment.ready, Kind.READY),
    _order_move("send", _("Sent"), fulfilment.send, Kind.SENT, SendForm),
    _order_move("deliver", _("Delivered"), handing_over.deliver, Kind.DELIVERED),
    _order_move("collect", _("Collected"), handing_over.collect, Kind.COLLECTED),
    _order_move("cancel", _("Cancel this order"), refunding.cancel, Kind.CANCELLED, CancelForm, is_serious=True),
    _order_move("take-back", _("Take it back"), refunding.take_back, Kind.RETURNED, TakeBackForm, is_serious=True),
)


GIVE_BACK = _table(
    Move(
        name="give-back",
        label=_("Give money back"),
        verb=give_back_once,
        can=giving_back.may_be_given_back,
        refused=NotAllowed,
        form_class=GiveBackForm,
        is_serious=True,
    )
)


def _is_open(withdrawal) -> bool:
    return withdrawal.state == Withdrawal.State.OPEN


RETURN_MOVES = _table(
    Move(
        name="came-back",
        label=_("It came back"),
        verb=partial(returning.receive, side=CENTRE),
        can=_is_open,
        refused=NotAllowed,
        form_class=CameBackForm,
    ),
    Move(
        name="decline-return",
        label=_("Decline the return"),
        verb=partial(withdrawing.decline, side=CENTRE),
        can=_is_open,
        refused=NotAllowed,
        form_class=DeclineReturnForm,
        is_serious=True,
    ),
)


def _refunded(refund, *, actor, reference):
    if refund.is_by_provider:
        raise NotAllowed(_("The payment provider gives this back by itself. Nothing is to be done."))
    by_hand = refunding.done_by_hand if refund.state == Refund.State.FAILED else refunding.done
    by_hand(refund, actor=actor, reference=reference)


REFUND_MOVES = _table(
    Move(
        name="done",
        label=_("The money has been given back"),
        verb=_refunded,
        can=lambda refund: refund.state != Refund.State.DONE and not refund.is_by_provider,
        refused=NotAllowed,
        form_class=RefundDoneForm,
    )
)
# Money that comes after its time is entered too: it is kept, and marked to be looked at.
COLLECTION_MOVES = _table(
    Move(
        name="receive",
        label=_("A transfer has come"),
        verb=receiving.receive_transfer,
        can=lambda collection: (
            collection.method == Method.BANK_TRANSFER and collection.state != Collection.State.CAPTURED
        ),
        refused=NotAllowed,
        form_class=TransferForm,
    )
)
PAYMENT_MOVES = _table(
    Move(
        name="send-back",
        label=_("It has been sent back"),
        verb=late.send_back,
        can=lambda payment: payment.state == Payment.State.FLAGGED,
        refused=NotAllowed,
        form_class=RefundDoneForm,
    ),
    Move(
        name="revive",
        label=_("Revive the order"),
        verb=late.revive,
        can=late.can_be_revived,
        refused=NotAllowed,
        form_class=RowForm,
    ),
)
