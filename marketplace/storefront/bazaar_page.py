"""A fair's page: where and when it is, who exhibits, what to see, and what to know before going."""

from datetime import date, datetime
from types import SimpleNamespace

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bazaars import days
from bazaars.hours import Hours, hours, in_words
from bazaars.models import Bazaar, Phase, Sequence, Stop
from marketplace.storefront import legal
from marketplace.storefront.addresses import reverse_in
from marketplace.storefront.bazaar_dates import dates_of, period
from marketplace.storefront.bazaar_exhibitors import Exhibitor, exhibitors_of, to_see
from marketplace.storefront.bazaar_names import titled
from marketplace.storefront.bazaar_places import Place, place_of
from marketplace.storefront.bazaar_sequences import SequenceShown, sequences_of
from marketplace.storefront.bazaar_tour import StopShown, season
from marketplace.storefront.bazaars_list import in_order
from marketplace.storefront.frame import direction, other_script
from marketplace.storefront.knot_map import KnotMap, of_stops
from marketplace.storefront.vocabulary import Vocabulary
from vendors.stories import Story, live_story

# Of a longer list of exhibitors the rest is folded away.
FIRST = 12


def find(pk: int) -> Bazaar | None:
    """A fair the public may know of, with its stops."""
    stops = Prefetch("stops", Stop.objects.select_related("territory"))
    related = (stops, "stops__sequences", "stops__openings", "partners")
    return Bazaar.objects.shown().select_related("picture").prefetch_related(*related).filter(pk=pk).first()


class BazaarShown:
    """What the template reads. `asked` is the number of the sequence in the address; one that is not this fair's is as good as none."""

    def __init__(self, bazaar: Bazaar, language: str, vocabulary: Vocabulary, now: datetime, asked: str = ""):
        self.bazaar, self.language, self.vocabulary, self.now = bazaar, language, vocabulary, now
        self._asked = asked

    # Names

    @property
    def name(self) -> str:
        """With its edition."""
        return titled(self.bazaar, self.language)[0]

    @property
    def lang(self) -> str:
        """The language of the name, empty when it is the page's."""
        return titled(self.bazaar, self.language)[1]

    @property
    def titles(self) -> list[SimpleNamespace]:
        """The name in the page's script and, where it has one, in the other: text, lang, dir."""
        wanted = other_script(self.language)
        found = [SimpleNamespace(text=self.name, lang=self.lang, dir=_dir(self.lang))]
        if self.bazaar.names[wanted] and self.lang != wanted:
            there = titled(self.bazaar, wanted)[0]
            found.append(SimpleNamespace(text=there, lang=wanted, dir=direction(wanted)))
        return found

    @cached_property
    def theme(self) -> SimpleNamespace:
        text, lang = self.bazaar.theme_words_in(self.language)
        lang = _other(lang, self.language)
        return SimpleNamespace(text=text, lang=lang, dir=_dir(lang))

    # Where and when

    @cached_property
    def phase(self) -> Phase:
        return self.bazaar.phase(self.now)

    @property
    def is_now(self) -> bool:
        return self.phase == Phase.NOW and not self.is_cancelled

    @property
    def is_over(self) -> bool:
        return self.phase == Phase.OVER

    @property
    def is_cancelled(self) -> bool:
        return self.bazaar.state == Bazaar.State.CANCELLED

    @cached_property
    def sequence(self) -> Sequence | None:
        """The one asked for; else the one that is on now, the next one, the first."""
        every = sorted(
            (each for stop in self.bazaar.stops.all() for each in stop.sequences.all()), key=lambda each: each.starts
        )
        ranks = {phase: rank for rank, phase in enumerate(Phase)}
        nearest = min(every, key=lambda each: ranks[each.phase(each.stop.today(self.now))], default=None)
        return next((each for each in every if str(each.pk) == self._asked), nearest)

    @cached_property
    def stop(self) -> Stop | None:
        """Where the chosen sequence is."""
        return self.sequence.stop if self.sequence else next(iter(in_order(self.bazaar, self.now)), None)

    @cached_property
    def today(self) -> date:
        return self.stop.today(self.now) if self.stop else timezone.localdate(self.now)

    @cached_property
    def place(self) -> Place | None:
        return place_of(self.stop, self.language) if self.stop else None

    @property
    def dates(self) -> str:
        """Of the stop, where it has days of its own."""
        sequences = self.stop.sequences.all() if self.stop else ()
        if not sequences:
            return dates_of(self.bazaar, self.language, self.now)
        first, last = min(each.starts for each in sequences), max(each.ends for each in sequences)
        return period(first, last, self.language, self.today)

    @cached_property
    def hours(self) -> list[tuple[str, str]]:
        """(when, from when to when): of the stop, without exceptions that are past."""
        return [(each.when, in_words(each, self.language)) for each in self._hours]

    @cached_property
    def _hours(self) -> list[Hours]:
        return hours(self.stop, self.language, since=self.today) if self.stop else []

    @property
    def usual_hours(self) -> str:
        """Those of every day, if it has such."""
        return next((words for each, (_when, words) in zip(self._hours, self.hours, strict=True) if each.is_usual), "")

    # Who and what

    @cached_property
    def sequences(self) -> list[SequenceShown]:
        if not self.stop or not self.sequence:
            return []
        path, told = self.path, self.vocabulary
        return sequences_of(self.stop, self.sequence, told, today=self.today, language=self.language, path=path)

    @property
    def chosen(self) -> SequenceShown | None:
        return next((each for each in self.sequences if each.is_chosen), None)

    @cached_property
    def exhibitors(self) -> list[Exhibitor]:
        return exhibitors_of(self.sequence, self.vocabulary, self.language) if self.sequence else []

    @property
    def first_exhibitors(self) -> list[Exhibitor]:
        return self.exhibitors if len(self.exhibitors) <= FIRST + 1 else self.exhibitors[:FIRST]

    @property
    def other_exhibitors(self) -> list[Exhibitor]:
        return self.exhibitors[len(self.first_exhibitors) :]

    @cached_property
    def cards(self) -> list[SafeString]:
        if not self.exhibitors or not self.sequence:
            return []
        is_now = self.is_now and self.sequence.phase(self.today) == Phase.NOW
        return to_see(self.sequence, self.language, is_now=is_now)

    @cached_property
    def season(self) -> list[StopShown]:
        return season(self.bazaar, self.language, self.now)

    @property
    def maps(self) -> list[KnotMap]:
        return of_stops(self.season)

    @cached_property
    def story(self) -> Story | None:
        return live_story(self.bazaar, self.language)

    @property
    def story_lang(self) -> str:
        return _other(self.story.language, self.language) if self.story else ""

    # What to know

    @cached_property
    def partners(self) -> list[SimpleNamespace]:
        return [
            SimpleNamespace(name=partner.name_in(self.language), website=partner.website)
            for partner in self.bazaar.partners.all()
        ]

    @property
    def is_free(self) -> bool:
        """Told of the centre's own fairs only: of others nobody knows it here."""
        return self.bazaar.is_own and self.bazaar.is_free and not self.is_over and not self.is_cancelled

    @cached_property
    def call(self) -> SimpleNamespace | None:
        """While makers may ask for a place, or will: is_open, opens, until, phone, email."""
        bazaar, today = self.bazaar, timezone.localdate(self.now)
        if bazaar.state != Bazaar.State.ANNOUNCED or not bazaar.call_closes or bazaar.call_closes < today:
            return None
        return SimpleNamespace(
            is_open=bazaar.calls_on(today),
            opens=days.day(bazaar.call_opens, self.language, but_year=today.year),
            until=days.day(bazaar.call_closes, self.language, but_year=today.year),
            phone=bazaar.call_phone or legal.fact("operator_phone", self.language),
            email=bazaar.call_email or legal.fact("operator_email", self.language),
        )

    # Addresses

    @property
    def path(self) -> str:
        return self.bazaar.address_in(self.language)

    @property
    def tour_url(self) -> str:
        return tour_address(self.bazaar, self.language)

    @property
    def calendar_url(self) -> str:
        """Empty when there are no days to note, or no more."""
        has_days = self.sequence or (self.bazaar.precision == Bazaar.Precision.DAY and self.bazaar.ends)
        if not has_days or self.is_over or self.is_cancelled:
            return ""
        return reverse("storefront:bazaar_calendar", args=[self.bazaar.pk])

    @property
    def trail(self) -> list[dict[str, str]]:
        above = [{"title": _("Fairs"), "url": reverse("storefront:bazaars")}]
        return [*above, {"title": self.name, "lang": self.lang, "url": ""}]


def tour_address(bazaar: Bazaar, language: str) -> str:
    return reverse_in(language, "storefront:bazaar_tour", pk=bazaar.pk, slug=bazaar.slug_in(language))


def _other(lang: str, language: str) -> str:
    return "" if lang == language else lang


def _dir(lang: str) -> str:
    return direction(lang) if lang else ""
