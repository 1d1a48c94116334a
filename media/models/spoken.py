from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from media import spoken_files
from media.spoken import SPOKEN

TRANSLATED = ("fr", "ar", "en")


class Spoken(models.Model):
    """Somebody speaks in it: who, in which language, and the same in writing. Its files are named by `hash`."""

    title = models.CharField(_("title"), max_length=150, help_text=_("For the centre; visitors do not see it."))
    speaker = models.CharField(_("who speaks"), max_length=120, blank=True)
    language = models.CharField(_("language spoken"), max_length=3, choices=list(SPOKEN.items()))
    is_synthetic = models.BooleanField(_("made by a machine"), default=False, help_text=_("Says so to visitors."))
    transcript = models.TextField(
        _("transcript"), blank=True, help_text=_("Word for word, in the language spoken: for those who do not hear.")
    )
    translation_fr = models.TextField(_("translation in French"), blank=True)
    translation_ar = models.TextField(_("translation in Arabic"), blank=True)
    translation_en = models.TextField(_("translation in English"), blank=True)
    # While somebody who speaks in it does not agree: `media.recording.withhold`.
    is_withheld = models.BooleanField(default=False, editable=False)
    hash = models.CharField(max_length=32, db_index=True, editable=False)
    milliseconds = models.PositiveIntegerField(_("length"), editable=False)
    created_at = models.DateTimeField(_("added on"), default=timezone.now, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True
        ordering = ("-created_at", "-pk")

    def __str__(self):
        return self.title

    def delete(self, *args, **kwargs):
        gone = super().delete(*args, **kwargs)
        spoken_files.forget_later(self.hash)
        return gone

    @property
    def seconds(self):
        return max(1, round(self.milliseconds / 1000))

    @property
    def length(self):
        """`0:48`, for the eye."""
        return f"{self.seconds // 60}:{self.seconds % 60:02d}"

    def words_in(self, language=None):
        """(what is said, in `language` or in the nearest there is, its language); ("", "") while nobody has written it."""
        written = {code: getattr(self, f"translation_{code}") for code in TRANSLATED}
        if self.transcript:
            written[self.language] = self.transcript
        order = (language or get_language(), self.language, *TRANSLATED)
        return next(((written[code], code) for code in order if written.get(code)), ("", ""))
