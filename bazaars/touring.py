"""A stop whose days change takes everything that hangs on them along: who is present when, the fair's own dates, the cards."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import pairwise

from django.db import IntegrityError
from django.db.models import Max, Min
from django.utils.translation import gettext as _

from bazaars.assignment import NotAllowed, elsewhere, follow, told_elsewhere
from bazaars.models import Assignment, Bazaar, Sequence
from bazaars.shown import shelve_of
from catalogue import shelf


@contextmanager
def changes(bazaar: Bazaar) -> Iterator[None]:
    """One change of a fair, its stops or their sequences, in one transaction. Raises NotAllowed, and nothing has changed, when
    an exhibitor would be in two towns at once."""
    with shelf.changes():
        before = _exhibitors(bazaar)
        yield
        _follow(list(_assignments(bazaar).select_related("sequence__stop", "vendor")))
        sum_up(bazaar)
        shelve_of(before | _exhibitors(bazaar))
        shelf.bump()


def sum_up(bazaar: Bazaar) -> None:
    """The first and last day of a fair that has sequences are theirs."""
    days = Sequence.objects.filter(stop__bazaar=bazaar).aggregate(starts=Min("starts"), ends=Max("ends"))
    if days["starts"]:
        Bazaar.objects.filter(pk=bazaar.pk).update(**days, precision=Bazaar.Precision.DAY)


def check(periods: list[tuple[date, date]]) -> None:
    """Raises NotAllowed when two of these (first day, last day) overlap: a stop has one set of exhibitors a day."""
    ordered = sorted(periods)
    for (_starts, ends), (starts, _ends) in pairwise(ordered):
        if starts <= ends:
            raise NotAllowed(_("Two sequences of a stop cannot run on the same day."))


def _assignments(bazaar: Bazaar):
    return Assignment.objects.filter(sequence__stop__bazaar=bazaar)


def _exhibitors(bazaar: Bazaar) -> set[int]:
    return set(_assignments(bazaar).values_list("vendor", flat=True))


def _follow(assignments: list[Assignment]) -> None:
    try:
        follow(assignments)
    except IntegrityError:
        raise NotAllowed(_why_not(assignments)) from None


def _why_not(assignments: list[Assignment]) -> str:
    for each in assignments:
        if other := elsewhere(each.vendor_id, each.sequence.days(), but=each.sequence):
            return told_elsewhere(each.vendor, other)
    return _("Somebody changed the same thing at this moment, so nothing was saved. Look again, then save.")
