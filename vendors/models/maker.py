from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from media.models import Picture, Recording
from media.spoken import SPOKEN
from vendors.models.vendor import Vendor
from vendors.words import Named, resolve


class MakerQuerySet(models.QuerySet):
    def shown(self):
        """With what the public may see of each at hand, whatever their number."""
        return self.select_related("portrait", "voice").prefetch_related("consents")


class Maker(Named):
    """The person who made a piece: the vendor herself, or a member of a cooperative.

    Her portrait, voice and story are shown only while her consent is in force: read `shown_portrait`, `shown_voice` and
    `shown_story_in`.
    """

    vendor = ParentalKey(Vendor, on_delete=models.CASCADE, related_name="makers", verbose_name=_("vendor"))
    craft_fr = models.CharField(_("craft in French"), max_length=200, blank=True)
    craft_ar = models.CharField(_("craft in Arabic"), max_length=200, blank=True)
    craft_en = models.CharField(_("craft in English"), max_length=200, blank=True)
    # Codes of `media.spoken.SPOKEN`, with spaces between.
    languages = models.CharField(_("languages"), max_length=40, blank=True)
    story_fr = models.TextField(_("story in French"), blank=True)
    story_ar = models.TextField(_("story in Arabic"), blank=True)
    story_en = models.TextField(_("story in English"), blank=True)
    portrait = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("portrait")
    )
    voice = models.ForeignKey(
        Recording, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("voice")
    )
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    # Wagtail's inline panel reads where to keep the order here.
    sort_order_field = "position"

    objects = MakerQuerySet.as_manager()

    class Meta:
        verbose_name = _("maker")
        verbose_name_plural = _("makers")
        ordering = ("vendor", "position", "id")

    def craft_in(self, language):
        return self.craft_words_in(language)[0]

    def craft_words_in(self, language):
        """(craft, language it is in)."""
        return resolve({"fr": self.craft_fr, "ar": self.craft_ar, "en": self.craft_en}, language)

    @property
    def spoken(self):
        """The names of her languages, in the language of the page."""
        return [str(SPOKEN[code]) for code in self.languages.split() if code in SPOKEN]

    def consents_to(self, subject):
        """Whether her yes to showing `subject` is in force. Uses prefetched consents."""
        return any(consent.subject == subject and consent.withdrawn_on is None for consent in self.consents.all())

    @property
    def shown_portrait(self):
        return self.portrait if self.consents_to(Consent.Subject.PORTRAIT) else None

    @property
    def shown_voice(self):
        return self.voice if self.consents_to(Consent.Subject.VOICE) else None

    def shown_story_in(self, language):
        """(story, language it is in); an empty story without her consent."""
        if not self.consents_to(Consent.Subject.STORY):
            return "", language
        return resolve({"fr": self.story_fr, "ar": self.story_ar, "en": self.story_en}, language)


class Consent(models.Model):
    """A maker's dated yes to showing her portrait, voice or story; withdrawn, never deleted.

    Moved by `vendors.consent` alone.
    """

    class Subject(models.TextChoices):
        PORTRAIT = "portrait", _("portrait")
        VOICE = "voice", _("voice")
        STORY = "story", _("story")

    maker = models.ForeignKey(Maker, on_delete=models.PROTECT, related_name="consents", verbose_name=_("maker"))
    subject = models.CharField(_("subject"), max_length=10, choices=Subject)
    given_on = models.DateField(_("given on"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    note = models.CharField(_("how it was given"), max_length=250, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("recorded by")
    )
    withdrawal_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("withdrawal recorded by"),
    )

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["maker", "subject"], condition=Q(withdrawn_on__isnull=True), name="consent_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=models.F("given_on")),
                name="consent_withdrawn_after_given",
            ),
        ]
