"""A fair's days and places, for machines that read its page: as far as they are known, and no further."""

from bazaars.models import Bazaar, Sequence, Stop
from marketplace.storefront import structured
from marketplace.storefront.addresses import public
from marketplace.storefront.bazaar_page import BazaarShown
from marketplace.storefront.structured import Thing, pictures


def events(page: BazaarShown) -> list[Thing]:
    """One for each sequence; of a fair without any, one when its first day is known."""
    bazaar = page.bazaar
    sequences = [each for stop in bazaar.stops.all() for each in stop.sequences.all()]
    if sequences:
        return [_of_sequence(page, each) for each in sorted(sequences, key=lambda each: (each.starts, each.pk))]
    if not bazaar.starts or not bazaar.is_known_to_the_day:
        return []
    is_whole = bazaar.precision == Bazaar.Precision.DAY
    ends = bazaar.ends.isoformat() if is_whole and bazaar.ends else ""
    where = [_place(stop, page.language) for stop in bazaar.stops.all()]
    return [_event(page) | {"startDate": bazaar.starts.isoformat(), "endDate": ends, "location": where}]


def _of_sequence(page: BazaarShown, sequence: Sequence) -> Thing:
    return _event(page) | {
        "startDate": sequence.starts.isoformat(),
        "endDate": sequence.ends.isoformat(),
        "location": _place(sequence.stop, page.language),
        "url": f"{public(page.path)}?sequence={sequence.pk}",
    }


def _event(page: BazaarShown) -> Thing:
    return {
        "@type": "Event",
        "name": page.name,
        "description": page.theme.text,
        "url": public(page.path),
        "image": pictures([page.bazaar.picture]),
        "eventStatus": f"https://schema.org/{'EventCancelled' if page.is_cancelled else 'EventScheduled'}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        # A fair of others: nobody knows it here.
        "isAccessibleForFree": page.bazaar.is_free if page.bazaar.is_own else None,
        "organizer": _organiser(page),
    }


def _organiser(page: BazaarShown) -> Thing:
    if page.bazaar.is_own:
        return structured.centre(page.language)
    return {"@type": "Organization", "name": page.bazaar.organiser} if page.bazaar.organiser else {}


def _place(stop: Stop, language: str) -> Thing:
    venue, town = stop.venue_in(language)[0], stop.town_in(language)
    geo = None
    if stop.latitude is not None:
        geo = {"@type": "GeoCoordinates", "latitude": float(stop.latitude), "longitude": float(stop.longitude)}
    return {
        "@type": "Place",
        "name": venue or town,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": stop.address,
            "addressLocality": town,
            "addressCountry": _country(stop),
        },
        "geo": geo,
    }


def _country(stop: Stop) -> str:
    """The first part of a territory's code is its country's."""
    return stop.territory.code.partition("-")[0]
