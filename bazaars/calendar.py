"""A fair in the visitor's own calendar (RFC 5545): one event for each sequence, on whole days of the place.

Whole days need no time zone, so a clock that Morocco changes by decree cannot move them; the hours are told in words.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from icalendar import Calendar, Event, vGeo

from bazaars.hours import told
from bazaars.models import Bazaar, Sequence


def calendar(bazaar: Bazaar, language: str, *, now: datetime) -> bytes | None:
    """None when nobody knows its days. `now` stamps the events."""
    with translation.override(language):
        events = [_of_sequence(bazaar, sequence, language) for sequence in _sequences(bazaar)] or _of_others(
            bazaar, language
        )
    if not events:
        return None
    found = Calendar()
    found.add("prodid", "-//Maarad//Fairs//FR")
    found.add("version", "2.0")
    found.add("x-wr-calname", bazaar.name_in(language))
    for event in events:
        event.add("dtstamp", now)
        event.add("url", settings.PUBLIC_ORIGIN + bazaar.address_in(language))
        event.add("status", "CANCELLED" if bazaar.state == Bazaar.State.CANCELLED else "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        found.add_component(event)
    return found.to_ical()


def _sequences(bazaar: Bazaar):
    sequences = Sequence.objects.filter(stop__bazaar=bazaar).select_related("stop")
    return sequences.prefetch_related("stop__openings").order_by("starts", "pk")


def _of_sequence(bazaar: Bazaar, sequence: Sequence, language: str) -> Event:
    stop = sequence.stop
    event = _event(f"sequence-{sequence.pk}", bazaar.name_in(language), sequence.starts, sequence.ends)
    place = [stop.venue_in(language)[0], stop.address, stop.town_in(language)]
    event.add("location", ", ".join(part for part in place if part))
    if stop.geo:
        event.add("geo", vGeo((float(stop.latitude), float(stop.longitude))))
    event.add("description", "\n".join(told(stop, language)))
    return event


def _of_others(bazaar: Bazaar, language: str) -> list[Event]:
    """Of a fair without sequences, when its first and last day are known."""
    if bazaar.precision != Bazaar.Precision.DAY or not (bazaar.starts and bazaar.ends):
        return []
    event = _event(f"bazaar-{bazaar.pk}", bazaar.name_in(language), bazaar.starts, bazaar.ends)
    event.add("location", ", ".join(stop.town_in(language) for stop in bazaar.stops.all()))
    return [event]


def _event(uid: str, name: str, starts, ends) -> Event:
    event = Event()
    event.add("uid", f"{uid}@{settings.PUBLIC_ORIGIN.split('//')[-1]}")
    event.add("summary", name)
    event.add("dtstart", starts)
    # The first day after it, as the standard counts.
    event.add("dtend", ends + timedelta(days=1))
    return event
