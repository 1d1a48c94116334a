from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models import Category
from marketplace.ledger.split import WHOLE
from vendors.models import Vendor

PARTS = ("platform_part", "cooperative_part", "fund_part", "fee_part")


class SplitRule(models.Model):
    """How the price of what it matches is shared out, from a day on; the maker gets what the four parts leave.

    The parts are in ten-thousandths: 250 is 2.5 %. A rule without vendor, cooperative and category matches everything.
    Read through `marketplace.ledger.rules`, changed by its verbs.
    """

    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(
        _("position"),
        default=100,
        help_text=_("Rules are tried from the lowest position; the first that fits is taken."),
    )
    vendor = models.ForeignKey(
        Vendor, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("vendor")
    )
    cooperative = models.ForeignKey(
        Vendor,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": Vendor.Kind.COOPERATIVE},
        verbose_name=_("cooperative"),
        help_text=_("What this cooperative sells, for itself and for its members."),
    )
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("category")
    )
    platform_part = models.PositiveSmallIntegerField(
        _("Contribution to Maarad"), default=0, validators=[MaxValueValidator(WHOLE)]
    )
    cooperative_part = models.PositiveSmallIntegerField(
        _("The cooperative"), default=0, validators=[MaxValueValidator(WHOLE)]
    )
    fund_part = models.PositiveSmallIntegerField(
        _("The solidarity fund"), default=0, validators=[MaxValueValidator(WHOLE)]
    )
    fee_part = models.PositiveSmallIntegerField(_("Payment fees"), default=0, validators=[MaxValueValidator(WHOLE)])
    starts = models.DateField(_("first day"), default=timezone.localdate)
    ends = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: no end."))

    class Meta:
        verbose_name = _("split rule")
        verbose_name_plural = _("split rules")
        ordering = ("position", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(platform_part__lte=WHOLE - F("cooperative_part") - F("fund_part") - F("fee_part")),
                name="split_rule_within_the_price",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="split_rule_ends_after_start"
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if sum(getattr(self, part) or 0 for part in PARTS) > WHOLE:
            raise ValidationError(_("Together the parts are more than the whole price."))
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("This day is before the first one.")})

    @property
    def maker_part(self):
        return WHOLE - sum(getattr(self, part) for part in PARTS)

    @property
    def is_in_force(self):
        return self.starts <= timezone.localdate() and (self.ends is None or timezone.localdate() <= self.ends)
