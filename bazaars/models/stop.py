from datetime import date, datetime, time
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from bazaars.models.bazaar import Bazaar
from vendors.models import Territory


def is_time_zone(name):
    if name not in available_timezones():
        raise ValidationError(_("This is no time zone: write it like Africa/Casablanca."))


class Stop(ClusterableModel):
    """A town and a venue of a fair. All its days and hours are those of the place, by its own clock."""

    bazaar = models.ForeignKey(Bazaar, on_delete=models.CASCADE, related_name="stops", verbose_name=_("fair"))
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, related_name="stops", verbose_name=_("territory")
    )
    town_fr = models.CharField(_("town in French"), max_length=80)
    town_ar = models.CharField(_("town in Arabic"), max_length=80, blank=True)
    venue_fr = models.CharField(_("venue in French"), max_length=150, blank=True)
    venue_ar = models.CharField(_("venue in Arabic"), max_length=150, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    time_zone = models.CharField(_("time zone"), max_length=40, default="Africa/Casablanca", validators=[is_time_zone])

    class Meta:
        verbose_name = _("stop")
        verbose_name_plural = _("stops")
        ordering = ("bazaar", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
                name="stop_both_coordinates_or_none",
            )
        ]

    def __str__(self):
        return f"{self.town_fr}, {self.bazaar}"

    def clean(self):
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"longitude": _("A position has a latitude and a longitude.")})

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def today(self, now: datetime | None = None) -> date:
        """The day there, at `now`."""
        return timezone.localdate(now, self.zone)

    def town_in(self, language):
        return (self.town_ar if language == "ar" else self.town_fr) or self.town_fr

    def venue_in(self, language):
        """(venue, language it is in)."""
        told = self.venue_ar if language == "ar" else self.venue_fr
        return (told, language) if told else (self.venue_fr or self.venue_ar, "fr" if self.venue_fr else "ar")

    @property
    def geo(self):
        """RFC 5870: what a telephone opens in whatever map it has."""
        return None if self.latitude is None else f"geo:{self.latitude.normalize()},{self.longitude.normalize()}"

    def hours_on(self, day: date) -> tuple[tuple[time, time], ...]:
        """From when to when it is open on that day. What is said of the day itself goes before its weekday's, and that before
        every day's. Empty: closed, or not told."""
        openings = list(self.openings.all())
        of_day = [each for each in openings if each.day == day]
        of_weekday = [each for each in openings if each.day is None and each.weekday == day.weekday()]
        told = of_day or of_weekday or [each for each in openings if each.day is None and each.weekday is None]
        return tuple(sorted((each.opens, each.closes) for each in told if each.opens is not None))


class Opening(models.Model):
    """When a stop is open: on every day, on a weekday, or, as an exception, on one day. Without hours: closed.

    Local times, never UTC: Morocco changes its clock for Ramadan, by decree, sometimes weeks before.
    """

    stop = ParentalKey(Stop, on_delete=models.CASCADE, related_name="openings")
    weekday = models.PositiveSmallIntegerField(
        _("weekday"), choices=list(WEEKDAYS.items()), null=True, blank=True, help_text=_("Empty: every day.")
    )
    day = models.DateField(_("only on"), null=True, blank=True)
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        # By plain columns: the admin's form sorts its rows by them in memory.
        ordering = ("stop", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(weekday=None) | Q(day=None), name="opening_weekday_or_day"),
            models.CheckConstraint(
                condition=Q(opens=None, closes=None) | Q(opens__lt=F("closes")), name="opening_closes_after_opens"
            ),
        ]

    def clean(self):
        super().clean()
        if self.weekday is not None and self.day:
            raise ValidationError({"day": _("Choose a weekday or one day, not both.")})
        if (self.opens is None) != (self.closes is None) or (self.opens and self.opens >= self.closes):
            raise ValidationError({"closes": _("Write from when to when; nothing in both means closed.")})
