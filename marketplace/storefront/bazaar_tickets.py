"""Where to meet a maker: a ticket for each of her places at a fair that is on now or to come."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from bazaars import days
from bazaars.meeting import Meeting, meetings
from marketplace.storefront.bazaar_dates import period
from marketplace.storefront.bazaar_names import titled
from marketplace.storefront.bazaar_places import place_of
from vendors.models import Vendor


@dataclass(frozen=True)
class Ticket:
    """On the stub `label` over `number`: the stand, or, where none is given yet, the first day. `through` names the cooperative whose
    stand it is, where it is not her own."""

    label: str
    number: str
    title: str
    dates: str
    fair: str
    fair_lang: str
    venue: str
    venue_lang: str
    through: str
    dye: str
    url: str
    is_now: bool


def tickets_of(vendor: Vendor, language: str, now: datetime | None = None) -> list[Ticket]:
    """Her own, and those of the cooperative that sells for her; her own stand goes before its. One statement."""
    now = now or timezone.now()
    seller = vendor.sells_through
    found = meetings({vendor.pk, seller.pk} if seller else {vendor.pk}, now)
    hers = found.get(vendor.pk, [])
    taken = {meeting.sequence.pk for meeting in hers}
    theirs = [each for each in found.get(seller.pk, []) if each.sequence.pk not in taken] if seller else []
    told = [(each, "") for each in hers] + [(each, seller.name_in(language)) for each in theirs]
    told.sort(key=lambda pair: pair[0].sequence.starts)
    return [_ticket(meeting, through, language, now) for meeting, through in told]


def _ticket(meeting: Meeting, through: str, language: str, now: datetime) -> Ticket:
    sequence, place = meeting.sequence, place_of(meeting.stop, language)
    today = meeting.stop.today(now)
    fair, lang = titled(meeting.bazaar, language)
    title = place.town
    if meeting.is_now:
        until = days.day(sequence.ends, language, but_year=today.year)
        title = _("In %(town)s until %(date)s") % {"town": place.town, "date": until}
    return Ticket(
        label=_("Stand") if meeting.stand else days.month_alone(sequence.starts, language),
        number=meeting.stand or str(sequence.starts.day),
        title=title,
        dates=period(sequence.starts, sequence.ends, language, today),
        fair=fair,
        fair_lang=lang,
        venue=place.venue,
        venue_lang=place.venue_lang,
        through=through,
        dye=meeting.bazaar.dye,
        url=f"{meeting.bazaar.address_in(language)}?sequence={sequence.pk}",
        is_now=meeting.is_now,
    )
