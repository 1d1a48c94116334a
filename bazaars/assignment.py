"""Who exhibits where and when. Only these verbs write `Assignment` and the days she is present.

The constraints decide (a stand is given once, a vendor is in one town a day); what they refuse is then looked up and said in words.
"""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from bazaars.models import Assignment, Presence, Sequence
from bazaars.shown import shelve_of
from catalogue import shelf
from vendors.models import Vendor


class NotAllowed(Exception):
    """The stand is somebody else's, or she is elsewhere on these days; the message says so in the reader's language."""


def assign(sequence: Sequence, vendor: Vendor, *, stand: str = "", actor) -> Assignment:
    """Give her a place in this sequence, or another stand if she has one. `stand` as painted on it; empty while not known."""
    if vendor.state != Vendor.State.APPROVED:
        raise NotAllowed(_("%(vendor)s is not open, so she cannot exhibit.") % {"vendor": vendor.name})
    stand = stand.strip()
    try:
        with shelf.changes():
            assignment, _made = Assignment.objects.update_or_create(
                sequence=sequence, vendor=vendor, defaults={"stand": stand}
            )
            follow([assignment])
            log(sequence, "wagtail.edit", user=actor, data={"vendor": vendor.pk, "stand": stand})
            shelve_of([vendor.pk])
    except IntegrityError:
        raise NotAllowed(_why_not(sequence, vendor, stand)) from None
    return assignment


def release(assignment: Assignment, *, actor) -> None:
    """She does not come, or not any more. Once only: a second call finds nothing to do."""
    with shelf.changes():
        Assignment.objects.filter(pk=assignment.pk).delete()
        data = {"vendor": assignment.vendor_id, "released": assignment.stand}
        log(assignment.sequence, "wagtail.edit", user=actor, data=data)
        shelve_of([assignment.vendor_id])


def follow(assignments: Iterable[Assignment]) -> None:
    """Bring the days that their vendors are present to those of their sequences; statements do not grow with their number.
    Raises IntegrityError when one of them is elsewhere on one of the days."""
    wanted = {(each.pk, each.vendor_id, day) for each in assignments for day in each.sequence.days()}
    found = Presence.objects.filter(assignment__in={pk for pk, _vendor, _day in wanted})
    there = {(row.assignment_id, row.vendor_id, row.day): row.pk for row in found}
    Presence.objects.filter(pk__in=[there[key] for key in there.keys() - wanted]).delete()
    with transaction.atomic():
        Presence.objects.bulk_create(
            Presence(assignment_id=pk, vendor_id=vendor, day=day) for pk, vendor, day in sorted(wanted - there.keys())
        )


def elsewhere(vendor_id: int, days: list[date], *, but: Sequence) -> Sequence | None:
    """Where else she already is on one of these days."""
    taken = Presence.objects.filter(vendor=vendor_id, day__in=days).exclude(assignment__sequence=but)
    found = taken.select_related("assignment__sequence__stop").order_by("day").first()
    return found.assignment.sequence if found else None


def told_elsewhere(vendor: Vendor, other: Sequence) -> str:
    return _("%(vendor)s is in %(town)s from %(start)s to %(end)s: nobody is in two towns at once.") % {
        "vendor": vendor.name,
        "town": other.stop.town_in(get_language()),
        "start": date_format(other.starts, "j F"),
        "end": date_format(other.ends, "j F Y"),
    }


def _why_not(sequence: Sequence, vendor: Vendor, stand: str) -> str:
    if other := elsewhere(vendor.pk, sequence.days(), but=sequence):
        return told_elsewhere(vendor, other)
    holder = sequence.assignments.filter(stand=stand).exclude(vendor=vendor).select_related("vendor").first()
    if stand and holder:
        return _("Stand %(n)s is %(vendor)s's.") % {"n": stand, "vendor": holder.vendor.name}
    return _("Somebody changed the same thing at this moment, so nothing was saved. Look again, then save.")
