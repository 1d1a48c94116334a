from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.orders.models import Order, Purchase


class Method(models.TextChoices):
    """How a collection is paid. A card by the provider that CARD_PROVIDER names."""

    CARD = "card", _("Bank card")
    ON_DELIVERY = "on_delivery", _("Cash on delivery")
    BANK_TRANSFER = "bank_transfer", _("Bank transfer")


class Collection(models.Model):
    """Money to be received: one for all parcels paid together, one for each parcel paid when it is handed over."""

    class State(models.TextChoices):
        DUE = "due", _("To pay")  # nothing has come
        CAPTURED = "captured", _("Paid")  # all of it has come
        EXPIRED = "expired", _("Expired")  # its time passed; the pieces are back in stock
        VOID = "void", _("Cancelled")  # nothing is to be paid any more: every parcel of it was given up first

    purchase = models.ForeignKey(Purchase, on_delete=models.PROTECT, related_name="collections")
    number = models.PositiveSmallIntegerField()
    method = models.CharField(_("Payment"), max_length=16, choices=Method)
    # What was asked for at first; what is still to be received is the sum of its parts.
    amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=State, default=State.DUE)
    due_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("purchase", "number")
        constraints = [models.UniqueConstraint(fields=["purchase", "number"], name="collection_number_once")]
        indexes = [models.Index(fields=["state", "due_at"])]

    def __str__(self):
        return f"{self.purchase.reference}/{self.number}"

    def hold_orders(self):
        """Its orders' rows, locked before its own: whoever moves an order locks in this sequence, and nobody waits in a ring."""
        orders = Order.objects.select_for_update().filter(collected_by__collection=self)
        return list(orders.order_by("pk").values_list("pk", flat=True))


class CollectionPart(models.Model):
    """One order's part of a collection: the bound of all that is captured or given back in its name."""

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="parts")
    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="collected_by")
    amount = models.PositiveBigIntegerField()
    captured = models.PositiveBigIntegerField(default=0)
    refunded = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(captured__lte=F("amount")), name="collection_part_captured_within_amount"
            ),
            models.CheckConstraint(
                condition=Q(refunded__lte=F("captured")), name="collection_part_refunded_within_captured"
            ),
        ]


class Payment(models.Model):
    """One attempt to fill a collection. A provider's reference is remembered once, so that a replayed notice pays nothing twice."""

    class State(models.TextChoices):
        STARTED = "started", _("started")
        CAPTURED = "captured", _("Paid")
        FAILED = "failed", _("failed")  # her bank refused
        CLOSED = "closed", _("closed")  # nobody finished it: its time passed, or another took its place
        FLAGGED = "flagged", _("to be looked at")  # late, or another amount: kept, and a person decides
        SENT_BACK = "sent_back", _("sent back")  # so she decided

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="payments")
    provider = models.CharField(max_length=16)
    reference = models.CharField(max_length=255)
    amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=State)
    # Cash has a holder until it is deposited: `courier:Amana`, `vendor:12`, `desk:Rabat`.
    holder = models.CharField(max_length=80, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    # Of a provider's: null until all is known of how it entered this in its own account.
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["provider", "reference"], name="payment_reference_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount_positive"),
        ]
