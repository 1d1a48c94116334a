from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from bazaars.models.bazaar import Phase
from bazaars.models.stop import Stop


class Sequence(models.Model):
    """A period of a stop with its own set of exhibitors. First and last day are days of the place."""

    stop = ParentalKey(Stop, on_delete=models.CASCADE, related_name="sequences", verbose_name=_("stop"))
    number = models.PositiveSmallIntegerField(_("number"))
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("sequence")
        verbose_name_plural = _("sequences")
        ordering = ("starts", "stop", "number")
        constraints = [
            models.UniqueConstraint(fields=["stop", "number"], name="sequence_number_unique"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="sequence_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.stop.town_fr} {self.number}"

    def clean(self):
        super().clean()
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("The last day is before the first.")})

    def runs_on(self, day: date) -> bool:
        return self.starts <= day <= self.ends

    def phase(self, day: date) -> Phase:
        if self.ends < day:
            return Phase.OVER
        return Phase.NOW if self.starts <= day else Phase.COMING

    def days(self) -> list[date]:
        return [self.starts + timedelta(days=n) for n in range((self.ends - self.starts).days + 1)]
