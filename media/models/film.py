from django.db import models
from django.utils.translation import gettext_lazy as _

from media.models.spoken import Spoken


class Film(Spoken):
    """A video taken in by `media.filming`: its pictures and sound as they came, put into a new file without anything else."""

    class Format(models.TextChoices):
        MP4 = "mp4"
        WEBM = "webm"

    format = models.CharField(max_length=4, choices=Format, editable=False)
    size = models.PositiveIntegerField(_("size"), editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)

    class Meta(Spoken.Meta):
        verbose_name = _("video")
        verbose_name_plural = _("videos")
