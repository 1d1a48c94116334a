from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models.product import Product


class Report(models.Model):
    """A visitor's word that something is wrong with a product."""

    class Reason(models.TextChoices):
        COPY = "copy", _("It is a copy, or not handmade")
        WRONG = "wrong", _("The description is wrong")
        FORBIDDEN = "forbidden", _("It should not be on sale")
        OTHER = "other", _("Another reason")

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="reports", verbose_name=_("product"))
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    words = models.TextField(_("in your words"), max_length=2000, blank=True)
    contact = models.CharField(_("how to reach you"), max_length=150, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("-id",)
