from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.models import Category
from vendors.models import Territory, Vendor


class Tariff(models.Model):
    """What carrying one vendor's parcel costs: of the rows that hold its weight the narrowest territory's, then the
    lightest, then the cheapest.

    A vendor with rows of her own for a place is carried by these alone. Without territory: to any other
    country than the vendor's.
    """

    vendor = models.ForeignKey(
        Vendor, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("vendor")
    )
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("territory")
    )
    up_to_g = models.PositiveIntegerField(_("up to, in grams"), validators=[MinValueValidator(1)])
    amount = models.PositiveBigIntegerField(_("price"))
    currency = models.CharField(_("currency"), max_length=3, default="MAD")
    min_days = models.PositiveSmallIntegerField(_("days at least"))
    max_days = models.PositiveSmallIntegerField(_("days at most"))
    carrier = models.CharField(_("Carrier"), max_length=60, blank=True)
    takes_cash = models.BooleanField(_("takes cash at the door"), default=True)

    class Meta:
        verbose_name = _("delivery tariff")
        verbose_name_plural = _("delivery tariffs")
        ordering = ("territory__path", "up_to_g")
        constraints = [
            models.CheckConstraint(condition=Q(min_days__lte=F("max_days")), name="tariff_days_in_order"),
            # SQLite holds two nulls for different, so nothing is zero here.
            models.UniqueConstraint(
                Coalesce("vendor", 0), Coalesce("territory", 0), "up_to_g", "carrier", name="tariff_once"
            ),
        ]

    def __str__(self):
        place = self.territory or gettext("Abroad")
        return " · ".join(str(word) for word in (self.vendor, place, f"≤ {self.up_to_g} g", self.carrier) if word)


class UsualWeight(models.Model):
    """What a piece of a category weighs, packed, where its own weight is not known."""

    category = models.OneToOneField(
        Category, on_delete=models.CASCADE, related_name="+", verbose_name=_("category"), primary_key=True
    )
    weight_g = models.PositiveIntegerField(_("weight in grams"), validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("usual weight")
        verbose_name_plural = _("usual weights")

    def __str__(self):
        return str(self.category)
