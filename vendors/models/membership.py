from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from vendors.models.vendor import Vendor


class Membership(models.Model):
    """Who may work for which vendor at the desk. Read through `vendors.access.vendors_for`, nowhere else."""

    class Role(models.TextChoices):
        MANAGER = "manager", _("manager")
        SELLER = "seller", _("seller")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    vendor = ParentalKey(Vendor, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("vendor"))
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MANAGER)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["user", "vendor"], name="membership_unique")]
