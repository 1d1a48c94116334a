from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from media.models import Picture
from vendors.words import Named
from vendors.models.vendor import Vendor


class Maker(Named):
    """The person who made a piece: the vendor herself, or a member of a cooperative."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="makers")
    craft_fr = models.CharField(_("craft in French"), max_length=200, blank=True)
    craft_ar = models.CharField(_("craft in Arabic"), max_length=200, blank=True)
    craft_en = models.CharField(_("craft in English"), max_length=200, blank=True)
    languages = models.CharField(_("languages"), max_length=40, blank=True)
    story_fr = models.TextField(_("story in French"), blank=True)
    story_ar = models.TextField(_("story in Arabic"), blank=True)
    story_en = models.TextField(_("story in English"), blank=True)
    portrait = models.ForeignKey(Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("maker")
        verbose_name_plural = _("makers")
        ordering = ("vendor", "position", "id")

    def craft_in(self, language):
        return getattr(self, f"craft_{language}") or self.craft_fr


class Consent(models.Model):
    """A maker's dated yes to showing her portrait, voice or story; withdrawn, never deleted."""

    class Subject(models.TextChoices):
        PORTRAIT = "portrait", _("portrait")
        VOICE = "voice", _("voice")
        STORY = "story", _("story")

    maker = models.ForeignKey(Maker, on_delete=models.CASCADE, related_name="consents")
    subject = models.CharField(_("subject"), max_length=10, choices=Subject)
    given_on = models.DateField(_("given on"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    note = models.CharField(_("how it was given"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["maker", "subject"], condition=Q(withdrawn_on__isnull=True), name="consent_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=models.F("given_on")),
                name="consent_withdrawn_after_given",
            ),
        ]
