from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from catalogue import shelf


@register_setting(icon="time")
class Deadlines(BaseGenericSetting):
    """How long everybody has. Nothing cancels itself when a vendor does not answer: the centre is told, and decides."""

    answer_hours = models.PositiveSmallIntegerField(
        _("hours a vendor has to answer"), default=72, validators=[MinValueValidator(1)]
    )
    reminder_hours = models.PositiveSmallIntegerField(
        _("hours until she is reminded"), default=24, validators=[MinValueValidator(1)]
    )
    transfer_days = models.PositiveSmallIntegerField(
        _("days to pay by bank transfer"), default=5, validators=[MinValueValidator(1)]
    )
    # She is warned before a transfer's time ends: once, while the bank can still do it.
    transfer_warning_hours = models.PositiveSmallIntegerField(
        _("hours before that end at which the shopper is warned"), default=24, validators=[MinValueValidator(1)]
    )
    # The provider's own session lives at least 30 minutes, and must end before ours.
    card_hold_minutes = models.PositiveSmallIntegerField(
        _("minutes pieces are kept for a card payment"), default=40, validators=[MinValueValidator(35)]
    )
    # Cash that somebody holds for longer is on the list of what is to be done.
    cash_days = models.PositiveSmallIntegerField(
        _("days until cash is to be brought in"), default=7, validators=[MinValueValidator(1)]
    )
    # Law 31-08, article 36: seven at the least, from the day she has it.
    withdrawal_days = models.PositiveSmallIntegerField(
        _("days to change one’s mind after a parcel is handed over"), default=7, validators=[MinValueValidator(7)]
    )
    # A parcel that is not handed over so long after the day it was promised for is told to the centre.
    delivery_margin_days = models.PositiveSmallIntegerField(
        _("days after the promised one until the centre is told of a parcel"), default=2
    )

    class Meta:
        verbose_name = _("deadlines")

    def save(self, *args, **kwargs):
        """Every process reads it once (`checkout.terms`), and is told by the shelf's version that it has changed."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            shelf.bump()
