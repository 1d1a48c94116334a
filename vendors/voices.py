"""A maker's voice is heard, wherever a page has it, only while she agrees. Called by every verb that may change that."""

from collections.abc import Iterable

from media import recording
from media.models import Recording
from vendors.models import Maker


def mind(recordings: Iterable[Recording]) -> None:
    """Withhold each of which somebody who speaks in it does not agree, and let the others be heard.

    One that is nobody's any more stays as it is: taking her name off it is not her consent.
    """
    for each in recordings:
        makers = Maker.objects.filter(voice=each).prefetch_related("consents")
        if makers:
            recording.withhold(each, not all(maker.shown_voice for maker in makers))


def mind_of(vendor) -> None:
    """Those of the makers of `vendor`."""
    mind(Recording.objects.filter(pk__in=vendor.makers.exclude(voice=None).values("voice")))
