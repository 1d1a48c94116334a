"""When a fair is, in words: as far as its dates are known, and no further."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bazaars import days
from bazaars.models import Bazaar, Phase


def dates_of(bazaar: Bazaar, language: str, now: datetime) -> str:
    """Of its first and last day, its first, its month or its year: what is not known is said to be so."""
    today = timezone.localdate(now)
    is_over = bazaar.phase(now) == Phase.OVER
    precision = Bazaar.Precision(bazaar.precision)
    if bazaar.starts is None or precision == Bazaar.Precision.UNKNOWN:
        return _("Dates not known") if is_over else _("Dates to be confirmed")
    if precision == Bazaar.Precision.YEAR:
        told = _("In %(year)s, dates not known") if is_over else _("In %(year)s, dates to be confirmed")
        return told % {"year": bazaar.starts.year}
    if precision == Bazaar.Precision.MONTH:
        told = _("In %(month)s, day not known") if is_over else _("In %(month)s, day to be confirmed")
        return told % {"month": days.month(bazaar.starts, language)}
    if precision == Bazaar.Precision.START or bazaar.ends is None:
        return pgettext("day", "From %(day)s") % {"day": days.day(bazaar.starts, language, but_year=today.year)}
    return period(bazaar.starts, bazaar.ends, language, today)


def period(starts: date, ends: date, language: str, today: date) -> str:
    """This year's without their year."""
    return days.period(starts, ends, language, but_year=today.year)
