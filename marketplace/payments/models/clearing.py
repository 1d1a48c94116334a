from django.db import models
from django.db.models import Q

from marketplace.payments.models.collection import Payment
from marketplace.payments.models.refund import Refund


class Clearing(models.Model):
    """How a provider entered a payment or a refund in its own account. Made by `payments.clearing`, never changed.

    Above zero it came in, below it went out: `paid` in the currency the shopper pays in, `amount` and the `fee` that the provider
    took for it in the account's own. `rate` is the provider's, in its own words; empty where nothing was exchanged.
    """

    provider = models.CharField(max_length=16)
    reference = models.CharField(max_length=255)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True, related_name="clearings")
    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, null=True, related_name="clearings")
    paid = models.BigIntegerField()
    amount = models.BigIntegerField()
    fee = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    rate = models.CharField(max_length=24, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["provider", "reference"], name="clearing_once"),
            models.CheckConstraint(
                condition=Q(payment__isnull=True, refund__isnull=False) | Q(payment__isnull=False, refund__isnull=True),
                name="clearing_of_a_payment_or_a_refund",
            ),
            models.CheckConstraint(
                condition=Q(paid__gt=0, amount__gte=0) | Q(paid__lt=0, amount__lte=0), name="clearing_goes_one_way"
            ),
        ]
