from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from media.models import Dye, Picture
from vendors.words import Named, address_part, language_of, resolve


class BazaarQuerySet(models.QuerySet):
    def shown(self):
        return self.exclude(state=Bazaar.State.DRAFT)

    def own(self):
        return self.filter(is_own=True)

    def coming(self, on: date):
        """Not over on that day: it runs, or is to come, as far as its dates are known. One of others without dates is not."""
        return self.filter(_not_over(on))

    def over(self, on: date):
        return self.exclude(_not_over(on))


def _not_over(on: date) -> Q:
    unknown_end = Q(ends=None)
    return (
        Q(ends__gte=on)
        | unknown_end & Q(starts__gte=on)
        # Only the month, or the year, is known: it may still be on its last day.
        | unknown_end & Q(precision=Bazaar.Precision.MONTH, starts__gte=on.replace(day=1))
        | unknown_end & Q(precision=Bazaar.Precision.YEAR, starts__gte=on.replace(month=1, day=1))
        # The centre's own, announced before its days are.
        | Q(is_own=True, starts=None) & ~Q(precision=Bazaar.Precision.UNKNOWN)
    )


def _is_not_over(bazaar: "Bazaar", on: date) -> bool:
    """The same of one row."""
    if bazaar.starts is None:
        return bazaar.is_own and bazaar.precision != Bazaar.Precision.UNKNOWN
    if bazaar.ends:
        return bazaar.ends >= on
    since = {Bazaar.Precision.MONTH: on.replace(day=1), Bazaar.Precision.YEAR: on.replace(month=1, day=1)}
    return bazaar.starts >= since.get(bazaar.precision, on)


class Phase(models.TextChoices):
    NOW = "now", _("On now")
    COMING = "coming", _("Coming")
    OVER = "over", _("Over")


class Bazaar(Named):
    """One edition of a fair: the fact. Its story is a `BazaarPage`, its places and days are its stops and their sequences.

    `starts` and `ends` are its first and last day, as far as `precision` says; where it has sequences, `touring` derives them.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ANNOUNCED = "announced", _("announced")
        CANCELLED = "cancelled", _("cancelled")

    class Precision(models.TextChoices):
        """How far the dates can be trusted: what is not known is not shown."""

        DAY = "day", _("to the day")
        START = "start", _("its first day only")
        MONTH = "month", _("its month only")
        YEAR = "year", _("its year only")
        UNKNOWN = "unknown", _("not known")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    edition = models.PositiveSmallIntegerField(_("edition"), null=True, blank=True)
    theme_fr = models.CharField(_("theme in French"), max_length=250, blank=True)
    theme_ar = models.CharField(_("theme in Arabic"), max_length=250, blank=True)
    theme_en = models.CharField(_("theme in English"), max_length=250, blank=True)
    dye = models.CharField(_("dye"), max_length=10, choices=Dye, default=Dye.VERMILION)
    picture = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    partners = models.ManyToManyField("vendors.Partner", blank=True, related_name="bazaars", verbose_name=_("partners"))
    starts = models.DateField(_("first day"), null=True, blank=True)
    ends = models.DateField(_("last day"), null=True, blank=True)
    precision = models.CharField(_("precision of the dates"), max_length=8, choices=Precision, default=Precision.DAY)
    exhibitor_count = models.PositiveIntegerField(_("exhibitors announced"), null=True, blank=True)
    area_m2 = models.PositiveIntegerField(_("area in m²"), null=True, blank=True)
    is_free = models.BooleanField(_("free entry"), default=True)
    is_own = models.BooleanField(_("the centre's own fair"), default=True)
    # Of a fair of others, as far as its source tells.
    organiser = models.CharField(_("organiser"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=250, blank=True)
    call_opens = models.DateField(_("call for exhibitors opens"), null=True, blank=True)
    call_closes = models.DateField(_("call for exhibitors closes"), null=True, blank=True)
    call_phone = models.CharField(_("telephone for exhibitors"), max_length=24, blank=True)
    call_email = models.EmailField(_("e-mail for exhibitors"), blank=True)

    objects = BazaarQuerySet.as_manager()

    class Meta:
        verbose_name = _("fair")
        verbose_name_plural = _("fairs")
        ordering = (F("starts").desc(nulls_last=True), "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")) | Q(ends=None), name="bazaar_ends_after_start"),
            models.CheckConstraint(
                condition=Q(call_closes__gte=F("call_opens")) | Q(call_closes=None),
                name="bazaar_call_closes_after_open",
            ),
            models.CheckConstraint(
                condition=Q(starts__isnull=False) | Q(precision="unknown") | Q(is_own=True),
                name="bazaar_of_others_dated_or_unknown",
            ),
        ]

    def clean(self):
        super().clean()
        errors = {}
        if not any(self.names.values()):
            errors["name_fr"] = _("Write the name in one language at least.")
        if self.starts and self.ends and self.ends < self.starts:
            errors["ends"] = _("The last day is before the first.")
        if self.call_opens and self.call_closes and self.call_closes < self.call_opens:
            errors["call_closes"] = _("The last day is before the first.")
        if bool(self.call_opens) != bool(self.call_closes):
            errors["call_closes"] = _("A call has a first and a last day.")
        if not self.is_own and not self.starts and self.precision != self.Precision.UNKNOWN:
            errors["starts"] = _("Write the first day, or say that it is not known.")
        if errors:
            raise ValidationError(errors)

    @property
    def organiser_language(self):
        """What a voice reads it in: it is one name, in one script, on the pages of all languages."""
        return language_of(self.organiser)

    @property
    def source_language(self):
        return language_of(self.source)

    def theme_words_in(self, language):
        """(theme, language it is in)."""
        return resolve({"fr": self.theme_fr, "ar": self.theme_ar, "en": self.theme_en}, language)

    def phase(self, now: datetime) -> Phase:
        """Whether it runs, by the clocks of its stops. Between two of them it is to come. Reads stops and their sequences."""
        found = {sequence.phase(stop.today(now)) for stop in self.stops.all() for sequence in stop.sequences.all()}
        if found:
            return next(phase for phase in Phase if phase in found)
        today = timezone.localdate(now)
        if self.starts and self.starts <= today <= (self.ends or self.starts) and self.is_known_to_the_day:
            return Phase.NOW
        return Phase.COMING if _is_not_over(self, today) else Phase.OVER

    @property
    def is_known_to_the_day(self) -> bool:
        return self.precision in {self.Precision.DAY, self.Precision.START}

    def calls_on(self, day: date) -> bool:
        """Whether makers may ask for a place on that day."""
        announced = self.state == self.State.ANNOUNCED
        return bool(announced and self.call_opens and self.call_opens <= day <= self.call_closes)

    def slug_in(self, language):
        return address_part(self.name_in(language), "foire")

    def address_in(self, language):
        """Its page in the shop."""
        with translation.override(language):
            return reverse("storefront:bazaar", kwargs={"pk": self.pk, "slug": self.slug_in(language)})
