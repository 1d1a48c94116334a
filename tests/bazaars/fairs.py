"""Fairs for tests: one valid object a call."""

from datetime import date, timedelta
from itertools import count

from bazaars import assignment
from bazaars.models import Bazaar, Sequence, Stop
from tests import factories

_numbers = count(1)


def bazaar(**fields):
    n = next(_numbers)
    given = {"code": f"fair-{n}", "name_fr": f"Bazar {n}", "name_ar": f"بازار {n}", "state": Bazaar.State.ANNOUNCED}
    return Bazaar.objects.create(**{**given, **fields})


def stop(of=None, **fields):
    given = {"territory": factories.territory(), "town_fr": "M’diq", "town_ar": "المضيق"}
    return Stop.objects.create(bazaar=of or bazaar(), **{**given, **fields})


def sequence(at=None, starts=None, days=10, **fields):
    """One that begins today, unless told otherwise."""
    at = at or stop()
    starts = starts or at.today()
    given = {"number": at.sequences.count() + 1, "ends": starts + timedelta(days=days - 1)}
    return Sequence.objects.create(stop=at, starts=starts, **{**given, **fields})


def exhibits(vendor, *, stand="", at=None, actor=None):
    return assignment.assign(at or sequence(), vendor, stand=stand, actor=actor)


def day(text):
    return date.fromisoformat(text)
