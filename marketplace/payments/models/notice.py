from django.db import models


class Notice(models.Model):
    """That a provider told us something: remembered once, however often it is sent. What it says is asked for anew."""

    provider = models.CharField(max_length=16)
    notice_id = models.CharField(max_length=255)
    reference = models.CharField(max_length=255)
    received_at = models.DateTimeField(auto_now_add=True)
    # Null until what it announced was looked up and acted on.
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "notice_id"], name="notice_once")]
