from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.orders.models.purchase import Purchase
from vendors.models import Vendor


class OrderQuerySet(models.QuerySet):
    def confirmed(self):
        """Those the vendor may see: paid, or to be paid when the parcel is handed over."""
        return self.exclude(confirmed_at=None)

    def whole(self):
        """With what a page about orders shows of each."""
        return self.select_related("purchase__territory", "vendor__territory").prefetch_related("lines__shares")


class Order(models.Model):
    """One vendor's part of a purchase: her parcel. The only holder of a fulfilment state, moved by `orders.fulfilment` alone."""

    class State(models.TextChoices):
        PLACED = "placed", _("Placed")  # its pieces are out of the stock; the vendor has not answered
        ACCEPTED = "accepted", _("Accepted")  # she will supply it, or what is left of it
        READY = "ready", _("Ready")  # packed: it leaves, or waits to be collected
        SENT = "sent", _("Sent")  # with whoever carries it
        DELIVERED = "delivered", _("Delivered")  # handed over at the shopper's; what each one earns is owed
        COLLECTED = "collected", _("Collected")  # the same, handed over at the vendor's
        DECLINED = "declined", _("Declined")  # she cannot supply it; nothing is owed, its pieces are back in stock
        CANCELLED = "cancelled", _("Cancelled")  # given up before she accepted, or by the centre before it left
        RETURNED = "returned", _("Returned")  # came back: refused at the door, or sent back later

    class Delivery(models.TextChoices):
        HOME = "home", _("Home delivery")
        PICKUP = "pickup", _("Collect at the cooperative")

    purchase = models.ForeignKey(Purchase, on_delete=models.PROTECT, related_name="orders")
    number = models.PositiveSmallIntegerField()
    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="orders", verbose_name=_("vendor"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLACED, editable=False)
    delivery = models.CharField(_("Delivery"), max_length=8, choices=Delivery)
    # Who carries it; empty: the vendor herself.
    carrier = models.CharField(_("Carrier"), max_length=60, blank=True)
    tracking_number = models.CharField(_("Tracking number"), max_length=60, blank=True)
    promised_from = models.DateField(null=True)
    promised_by = models.DateField(null=True)
    note = models.CharField(_("A note to the maker"), max_length=300, blank=True)
    # What is to be paid for it: goods and delivery, less what was declined.
    total = models.PositiveBigIntegerField(_("Total"))
    confirmed_at = models.DateTimeField(null=True, editable=False)
    answer_due_at = models.DateTimeField(null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    handed_over_at = models.DateTimeField(null=True, editable=False)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("purchase", "Order")
        verbose_name_plural = _("Orders")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["purchase", "vendor"], name="order_one_per_vendor"),
            models.UniqueConstraint(fields=["purchase", "number"], name="order_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["placed", "cancelled"]) | Q(confirmed_at__isnull=False),
                name="order_moves_once_confirmed",
            ),
        ]
        indexes = [models.Index(fields=["vendor", "state"]), models.Index(fields=["state", "answer_due_at"])]

    def __str__(self):
        return self.reference

    @property
    def reference(self):
        return f"{self.purchase.reference}-{self.number}"

    @property
    def goods(self):
        return [line for line in self.lines.all() if line.kind == line.Kind.GOODS]

    @property
    def delivery_line(self):
        return next((line for line in self.lines.all() if line.kind == line.Kind.DELIVERY), None)
