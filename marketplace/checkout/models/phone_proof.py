from django.db import models
from django.utils import timezone


class PhoneProof(models.Model):
    """That whoever is buying holds the telephone she gave: a code sent to it, good for one purchase. Of the code only a digest is kept."""

    # The key of the purchase that it is for.
    key = models.UUIDField()
    phone = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField(default=timezone.now, db_index=True)
    # Of this code; another one begins anew.
    tries = models.PositiveSmallIntegerField(default=0)
    proven_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "phone"], name="phone_proof_once")]
