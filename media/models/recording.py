from django.db import models
from django.utils.translation import gettext_lazy as _

from media import bars
from media.models.spoken import Spoken


class Recording(Spoken):
    """A voice taken in by `media.recording`: what a phone recorded, written anew as small Opus and as AAC."""

    # Heights, as `media.bars` keeps them.
    bars = models.CharField(max_length=240, editable=False)
    # Whether the AAC is there too; Opus always is.
    has_aac = models.BooleanField(default=False, editable=False)

    class Meta(Spoken.Meta):
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")

    @property
    def heights(self):
        return bars.read(self.bars)
