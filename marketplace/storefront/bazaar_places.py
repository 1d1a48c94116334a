"""Where fairs are: the names of a stop in both scripts."""

from dataclasses import dataclass

from bazaars.models import Stop
from marketplace.storefront.frame import direction, other_script

# More letters in one word than a phone's width has at a poster's size.
LONG = 7


@dataclass(frozen=True)
class Place:
    """A stop's town and venue, in the page's script and in the other (`there…`, empty where there is none). `is_long`: set it smaller."""

    town: str
    there: str
    there_lang: str
    there_dir: str
    venue: str
    venue_lang: str
    venue_there: str
    is_long: bool


def place_of(stop: Stop, language: str) -> Place:
    wanted = other_script(language)
    town, there = stop.town_in(language), stop.town_in(wanted)
    venue, venue_language = stop.venue_in(language)
    venue_there = stop.venue_in(wanted)[0]
    return Place(
        town=town,
        there=there if there != town else "",
        there_lang=wanted,
        there_dir=direction(wanted),
        venue=venue,
        venue_lang="" if venue_language == language else venue_language,
        venue_there=venue_there if venue_there != venue else "",
        is_long=max(map(len, f"{town} {there}".replace("-", " ").split())) > LONG,
    )
