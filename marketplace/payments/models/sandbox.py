from django.db import models


class SandboxSession(models.Model):
    """What the sandbox provider knows of one attempt; the shop never reads it but through the provider."""

    class State(models.TextChoices):
        OPEN = "open"
        PAID = "paid"
        REFUSED = "refused"
        CLOSED = "closed"
        SLOW = "slow"  # paid by a bank that takes until `pays_at` to say so, and cannot be stopped

    reference = models.CharField(max_length=40, unique=True)
    key = models.CharField(max_length=100, unique=True)
    amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    words = models.CharField(max_length=200)
    back = models.URLField(max_length=500)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    expires_at = models.DateTimeField()
    pays_at = models.DateTimeField(null=True)


class SandboxRefund(models.Model):
    """Money the sandbox gave back."""

    session = models.ForeignKey(SandboxSession, on_delete=models.PROTECT, related_name="refunds")
    key = models.CharField(max_length=100, unique=True)
    amount = models.PositiveBigIntegerField()
