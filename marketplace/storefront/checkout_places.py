"""Where a parcel can go: the provinces of Morocco by region, and the countries of the world, in the reader's language."""

import unicodedata
from dataclasses import dataclass
from functools import cache

import phonenumbers
from babel import Locale
from django.utils.translation import gettext, override

from catalogue.money import LOCALES
from marketplace.checkout.quoting import Destination
from marketplace.storefront.long_select import LongChoices
from marketplace.storefront.memo import Memo
from vendors.models import Territory
from vendors.words import LANGUAGES, resolve

HOME = "MA"
# The countries that have telephones; the southern provinces are among Morocco's.
COUNTRIES = frozenset(phonenumbers.SUPPORTED_REGIONS) - {"EH"}


@dataclass(frozen=True)
class Place:
    id: int
    code: str
    level: int
    path: str
    names: dict[str, str]

    def name(self, language: str) -> str:
        return resolve(self.names, language)[0]

    @property
    def territory(self) -> Territory:
        names = {f"name_{language}": name for language, name in self.names.items()}
        return Territory(pk=self.id, code=self.code, level=self.level, path=self.path, **names)


def _read() -> list[Place]:
    rows = Territory.objects.filter(level__lte=Territory.Level.PROVINCE).order_by("path")
    return [
        Place(pk, code, level, path, {"fr": french, "ar": arabic, "en": english})
        for pk, code, level, path, french, arabic, english in rows.values_list(
            "pk", "code", "level", "path", "name_fr", "name_ar", "name_en"
        )
    ]


_places = Memo(_read)


def provinces(language: str) -> LongChoices:
    """Each region of Morocco with its provinces, for a select; a region without provinces stands for itself."""
    return _chosen_from()[language]


def _provinces(language: str) -> list[tuple[str, list[tuple[int, str]]]]:
    home = country(HOME)
    if not home:
        return []
    here = [place for place in _places() if place.path.startswith(home.path)]
    groups = []
    for region in (place for place in here if place.level == Territory.Level.REGION):
        inside = [place for place in here if place.level > region.level and place.path.startswith(region.path)]
        choices = [(place.id, place.name(language)) for place in inside or [region]]
        groups.append((region.name(language), sorted(choices, key=lambda choice: _letters(choice[1]))))
    return groups


def _read_choices() -> dict[str, LongChoices]:
    choices = {}
    for language in LANGUAGES:
        with override(language):
            choices[language] = LongChoices([("", gettext("Choose…")), *_provinces(language)])
    return choices


_chosen_from = Memo(_read_choices)


@cache
def countries(language: str) -> LongChoices:
    """Morocco first, then all others by name."""
    names = Locale.parse(LOCALES[language]).territories
    others = [(code, names[code]) for code in COUNTRIES - {HOME} if code in names]
    return LongChoices([(HOME, names[HOME]), *sorted(others, key=lambda choice: _letters(choice[1]))])


def country(code: str) -> Place | None:
    """Where Maarad has its territories."""
    return next((place for place in _places() if place.code == code and place.level == Territory.Level.COUNTRY), None)


def territory_of(code: str, province: int | None) -> Territory | None:
    """The province in Morocco; abroad the country, where it is known. Without asking the database."""
    there = country(code)
    chosen = next((place for place in _places() if place.id == province), None) if code == HOME else there
    return chosen and chosen.territory


def destination_of(code: str, province: int | None) -> Destination:
    """Without asking the database; a province that is not known any more is its country."""
    there = country(code)
    chosen = next((place for place in _places() if place.id == province), there) if code == HOME else there
    return Destination(code, chosen.path if chosen else "")


def words_of(code: str, province: int | None, language: str) -> str:
    """`Salé, Maroc`: where a parcel goes, below its street and town."""
    there = next((place for place in _places() if place.id == province), None) if code == HOME else None
    name = Locale.parse(LOCALES[language]).territories.get(code, code)
    return gettext(", ").join(part for part in (there.name(language) if there else "", name) if part)


def _letters(name: str) -> str:
    """For sorting: é with e."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
