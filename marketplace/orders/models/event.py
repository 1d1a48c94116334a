from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.orders.models.order import Order


class OrderEvent(models.Model):
    """What happened to an order: who, for whom, when and why. Appended by `orders.fulfilment`, never changed; the ledger's
    entries name the event that caused them."""

    class Kind(models.TextChoices):
        PLACED = "placed", _("Placed")
        CONFIRMED = "confirmed", _("Confirmed")
        ACCEPTED = "accepted", _("Accepted")
        PART_ACCEPTED = "part", _("Partly accepted")
        READY = "ready", _("Ready")
        SENT = "sent", _("Sent")
        DELIVERED = "delivered", _("Delivered")
        COLLECTED = "collected", _("Collected")
        DECLINED = "declined", _("Declined")
        CANCELLED = "cancelled", _("Cancelled")
        RETURNED = "returned", _("Returned")
        REVIVED = "revived", _("Alive again")  # given up unpaid; its money came late, and the centre let it count
        WITHDRAWN = "withdrawn", _("Wishes to send back")  # she has changed her mind: see `Withdrawal`
        CAME_BACK = "came_back", _("Came back in part")
        NOT_TAKEN = "not_taken", _("Return declined")
        REPORTED = "reported", _("Reported")  # not received, or damaged: the shopper says so, the centre looks

    class Side(models.TextChoices):
        """In whose name it was done; `actor` is the person, where one was signed in."""

        SHOPPER = "shopper", _("shopper")
        VENDOR = "vendor", _("vendor")
        CENTRE = "centre", _("the centre")
        CLOCK = "clock", _("the clock")

    class Reason(models.TextChoices):
        SOLD = "sold", _("Already sold here")
        LATE = "late", _("Not enough time")
        BROKEN = "broken", _("It is damaged")
        CHANGED_MIND = "changed", _("I have changed my mind")
        UNANSWERED = "unanswered", _("The maker did not answer")
        UNPAID = "unpaid", _("It was not paid in time")
        REFUSED = "refused", _("Refused at the door")
        UNCLAIMED = "unclaimed", _("Nobody came for it")
        NOT_RECEIVED = "not_received", _("I have not received it")
        DAMAGED = "damaged", _("It arrived damaged")
        OTHER = "other", _("Another reason")

    class Bearer(models.TextChoices):
        PLATFORM = "platform", _("the centre")
        VENDOR = "vendor", _("the maker")
        FUND = "fund", _("the solidarity fund")

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(_("event"), max_length=10, choices=Kind)
    side = models.CharField(max_length=8, choices=Side)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("Reason"), max_length=12, choices=Reason, blank=True)
    words = models.CharField(_("in your words"), max_length=500, blank=True)
    # Of a parcel that came back: who bears what its carriage cost.
    bearer = models.CharField(max_length=10, choices=Bearer, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
