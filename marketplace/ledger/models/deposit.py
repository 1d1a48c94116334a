from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Deposit(models.Model):
    """Cash that a holder brought to the bank. Made by `marketplace.ledger.depositing`, never changed."""

    # From the form that made it: sent twice, it is still one deposit.
    key = models.UUIDField(unique=True, editable=False)
    holder = models.CharField(_("Holder"), max_length=80)
    amount = models.PositiveBigIntegerField(_("Amount"))
    currency = models.CharField(_("currency"), max_length=3)
    on = models.DateField(_("Date"))
    note = models.CharField(_("note"), max_length=250, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Cash deposit")
        verbose_name_plural = _("cash deposits")
        ordering = ("-id",)
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="deposit_of_something")]

    def __str__(self):
        return f"{self.holder} · {self.on}"
