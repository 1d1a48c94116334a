from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bazaars.models.sequence import Sequence
from vendors.models import Vendor


class Assignment(models.Model):
    """This vendor, this stand, this sequence. Written by `bazaars.assignment` alone."""

    sequence = models.ForeignKey(
        Sequence, on_delete=models.CASCADE, related_name="assignments", verbose_name=_("sequence")
    )
    vendor = models.ForeignKey(
        Vendor, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("exhibitor")
    )
    # As it is painted on the stand; empty until the plan is drawn.
    stand = models.CharField(_("stand"), max_length=12, blank=True)

    class Meta:
        verbose_name = _("exhibitor")
        verbose_name_plural = _("exhibitors")
        ordering = ("sequence", "stand", "pk")
        constraints = [
            models.UniqueConstraint(fields=["sequence", "stand"], condition=~Q(stand=""), name="stand_given_once"),
            models.UniqueConstraint(fields=["sequence", "vendor"], name="assignment_once_per_sequence"),
        ]


class Presence(models.Model):
    """A day that a vendor spends at a fair: one row a day, so that the database itself keeps her from being in two towns at once."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="presences")
    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="presences")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vendor", "day"], name="vendor_in_one_town_a_day")]
