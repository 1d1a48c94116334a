from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.orders.models.purchase import Purchase


class PurchaseNote(models.Model):
    """What the centre's people write to each other about a purchase; neither shopper nor vendor reads it. Never changed."""

    purchase = models.ForeignKey(Purchase, on_delete=models.PROTECT, related_name="notes")
    words = models.TextField(_("note"), max_length=2000)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ("id",)

    def __str__(self):
        return self.words[:80]
