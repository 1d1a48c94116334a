from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.orders.models import Order, OrderEvent
from marketplace.payments.models.collection import Method


class RefundQuerySet(models.QuerySet):
    # A card's goes back by its provider; all others by a person's hand, and what the provider could not give back.
    BY_PROVIDER = Q(means="same", order__collected_by__collection__method=Method.CARD)

    def by_provider(self):
        return self.filter(self.BY_PROVIDER)

    def due_by_provider(self):
        return self.by_provider().filter(state=Refund.State.DUE)

    def known_as(self, reference):
        """By the provider; also what it could not give back."""
        return self.filter(Q(means=Refund.Means.SAME, provider_reference=reference) | Q(failed_reference=reference))

    def due_by_hand(self):
        return self.open().exclude(self.BY_PROVIDER, state=Refund.State.DUE)

    def open(self):
        return self.exclude(state=Refund.State.DONE)


class Refund(models.Model):
    """Money to give back, of one order and bounded by what was captured for it. The books say so at once; `done_at` is when it left."""

    class Means(models.TextChoices):
        SAME = "same", _("the way it was paid")
        CASH = "cash", _("Cash against signature")
        TRANSFER = "transfer", _("Bank transfer")

    class Bearer(models.TextChoices):
        EACH = "each", _("each gives back her part of it")
        VENDOR = "vendor", _("the maker")
        PLATFORM = "platform", _("the centre")
        FUND = "fund", _("the solidarity fund")

    class State(models.TextChoices):
        DUE = "due", _("to be given back")
        DONE = "done", _("Refunded")
        FAILED = "failed", _("failed")  # the provider could not, or the bank sent it back: owed again, by hand

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="refunds")
    # What opened it, where that was a change of the order's state.
    event = models.OneToOneField(OrderEvent, on_delete=models.PROTECT, null=True, related_name="refund")
    amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    means = models.CharField(max_length=10, choices=Means, default=Means.SAME)
    # Whose loss it is. The shares are given back whoever it is; who bears makes the others' good.
    bearer = models.CharField(max_length=10, choices=Bearer, default=Bearer.EACH, db_default="each")
    state = models.CharField(max_length=10, choices=State, default=State.DUE)
    reason = models.CharField(_("Reason"), max_length=12, choices=OrderEvent.Reason)
    words = models.CharField(max_length=500, blank=True)
    provider_reference = models.CharField(max_length=255, blank=True)
    # Why the provider could not give it back, and by what name it knows that attempt.
    failure = models.CharField(max_length=200, blank=True, db_default="")
    failed_reference = models.CharField(max_length=255, blank=True, db_default="")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    # Of a provider's: null until all is known of how it entered this in its own account.
    cleared_at = models.DateTimeField(null=True)

    objects = RefundQuerySet.as_manager()

    class Meta:
        verbose_name = _("Refund")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_amount_positive"),
            models.CheckConstraint(condition=~Q(state="done") | Q(done_at__isnull=False), name="refund_done_has_date"),
        ]

    @property
    def is_by_provider(self):
        """Whether nobody has to do anything."""
        if self.state == self.State.FAILED:
            return False
        return self.means == self.Means.SAME and self.order.collected_by.collection.method == Method.CARD
