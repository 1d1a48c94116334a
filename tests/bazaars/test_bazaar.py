"""One edition: whether it is on, coming or past, and what makes it valid."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from bazaars.models import Bazaar, Phase
from tests.bazaars import fairs

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("starts", "ends", "precision", "phase"),
    [
        ("2026-11-20", "2026-11-24", "day", Phase.NOW),
        ("2026-11-20", "2026-11-23", "day", Phase.OVER),
        ("2026-11-25", "2026-11-28", "day", Phase.COMING),
        ("2026-11-24", None, "start", Phase.NOW),
        ("2026-11-23", None, "start", Phase.OVER),
        ("2026-11-01", None, "month", Phase.COMING),
        ("2026-10-01", None, "month", Phase.OVER),
        ("2026-01-01", None, "year", Phase.COMING),
        ("2025-01-01", None, "year", Phase.OVER),
        (None, None, "unknown", Phase.OVER),
    ],
)
@pytest.mark.parametrize("is_own", [True, False])
def test_phase_goes_no_further_than_the_dates_are_known(starts, ends, precision, phase, is_own):
    days = {key: value and date.fromisoformat(value) for key, value in (("starts", starts), ("ends", ends))}
    bazaar = fairs.bazaar(precision=precision, is_own=is_own, **days)
    assert bazaar.phase(NOW) == phase
    # What the list asks the database says the same.
    assert Bazaar.objects.over(NOW.date()).exists() is (phase == Phase.OVER)
    assert Bazaar.objects.coming(NOW.date()).exists() is (phase != Phase.OVER)


def test_phase_of_the_centres_own_announced_before_its_days_is_coming():
    bazaar = fairs.bazaar()
    assert bazaar.phase(NOW) == Phase.COMING
    assert Bazaar.objects.coming(NOW.date()).get() == bazaar


def test_phase_between_two_sequences_is_coming():
    stop = fairs.stop()
    fairs.sequence(stop, fairs.day("2026-11-01"), 3)
    last = fairs.sequence(stop, fairs.day("2026-12-01"), 3)
    assert stop.bazaar.phase(NOW) == Phase.COMING
    last.delete()
    assert Bazaar.objects.get().phase(NOW) == Phase.OVER


@pytest.mark.parametrize(
    ("day", "state", "calls"),
    [
        ("2026-10-31", "announced", False),
        ("2026-11-01", "announced", True),
        ("2026-11-30", "announced", True),
        ("2026-12-01", "announced", False),
        ("2026-11-10", "draft", False),
        ("2026-11-10", "cancelled", False),
    ],
)
def test_calls_on_its_days_while_it_is_announced(day, state, calls):
    bazaar = fairs.bazaar(state=state, call_opens=date(2026, 11, 1), call_closes=date(2026, 11, 30))
    assert bazaar.calls_on(fairs.day(day)) is calls


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name_fr": "", "name_ar": ""}, "name_fr"),
        ({"starts": date(2026, 1, 2), "ends": date(2026, 1, 1)}, "ends"),
        ({"call_opens": date(2026, 1, 1)}, "call_closes"),
        ({"call_opens": date(2026, 1, 2), "call_closes": date(2026, 1, 1)}, "call_closes"),
        ({"is_own": False}, "starts"),
    ],
)
def test_bazaar_that_cannot_be_is_refused_in_words(fields, wrong):
    bazaar = Bazaar(**{"code": "fair", "name_fr": "Bazar", **fields})
    with pytest.raises(ValidationError) as error:
        bazaar.full_clean()
    assert wrong in error.value.message_dict


def test_bazaar_that_ends_before_it_starts_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        fairs.bazaar(starts=date(2026, 1, 2), ends=date(2026, 1, 1))
