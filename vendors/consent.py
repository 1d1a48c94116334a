"""A maker's yes to showing her portrait, voice or story: given and withdrawn on a day, by her word, recorded by somebody.

What is shown follows at once: `Maker.shown_portrait` and `Maker.shown_story_in` read the consents in force, and a voice,
which any page may have, is withheld.
"""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vendors import voices
from vendors.models import Consent, Maker


class NotAllowed(Exception):
    """There is a consent in force already, or none; the message says which, in the reader's language."""


def give(maker: Maker, subject: str, *, actor, on: datetime.date | None = None, note: str = "") -> Consent:
    """`note` says how it was given: signed, spoken, before whom."""
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise NotAllowed(_("A consent cannot be dated in the future."))
    try:
        with transaction.atomic():
            given = Consent.objects.create(maker=maker, subject=subject, given_on=on, note=note, recorded_by=actor)
            _follow(maker, subject)
            return given
    except IntegrityError:
        raise NotAllowed(_("She has already given this consent.")) from None


@transaction.atomic
def withdraw(maker: Maker, subject: str, *, actor, on: datetime.date | None = None) -> None:
    on = on or timezone.localdate()
    in_force = Consent.objects.filter(maker=maker, subject=subject, withdrawn_on=None, given_on__lte=on)
    if on > timezone.localdate() or not in_force.update(withdrawn_on=on, withdrawal_recorded_by=actor):
        raise NotAllowed(_("There is no such consent to withdraw."))
    _follow(maker, subject)


def _follow(maker: Maker, subject: str) -> None:
    """What is shown of her is so at once."""
    # The shelf, which stands above, follows `Vendor`.
    maker.vendor.save(update_fields=["state"])
    if subject == Consent.Subject.VOICE and maker.voice:
        voices.mind([maker.voice])
