from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.orders.models.event import OrderEvent
from marketplace.orders.models.line import OrderLine
from marketplace.orders.models.order import Order


class Withdrawal(models.Model):
    """Pieces of a parcel that its shopper sends back because she has changed her mind. Asked for and declined by `orders.withdrawing`;
    that they came back is `payments.returning`'s, for it moves money."""

    class State(models.TextChoices):
        OPEN = "open", _("on its way back")  # she has asked; the pieces are with her, or travel
        RECEIVED = "received", _("came back")  # the pieces are here, and their price is owed to her
        DECLINED = "declined", _("declined")  # nothing came, or not what was sent: the reason is in the event

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="withdrawals")
    # Who asked for it, when, and in which words.
    event = models.OneToOneField(OrderEvent, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    closed_by = models.OneToOneField(OrderEvent, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("return")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["order"], condition=Q(state="open"), name="withdrawal_one_open_an_order"),
            models.CheckConstraint(
                condition=Q(state="open", closed_by=None) | (~Q(state="open") & Q(closed_by__isnull=False)),
                name="withdrawal_closed_by_an_event",
            ),
        ]

    def __str__(self):
        return self.order.reference


class WithdrawnPieces(models.Model):
    """So many of one line."""

    withdrawal = models.ForeignKey(Withdrawal, on_delete=models.PROTECT, related_name="pieces")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["withdrawal", "line"], name="withdrawn_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="withdrawn_quantity_positive"),
        ]
