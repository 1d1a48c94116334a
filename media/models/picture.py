"""Pictures: one private master each, and the public sizes made from it."""

from django.core.exceptions import SuspiciousFileOperation
from django.db import models, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition

from media.files import Masters, master_name


class Dye(models.TextChoices):
    """The eleven grounds of the design; what they look like is CSS (`tokens.css`)."""

    INDIGO = "indigo", _("indigo")
    MADDER = "madder", _("madder")
    SAFFRON = "saffron", _("saffron")
    MINT = "mint", _("mint")
    FIR = "fir", _("fir")
    HENNA = "henna", _("henna")
    OLIVE = "olive", _("olive")
    ROSE = "rose", _("rose")
    STRAW = "straw", _("straw")
    VERMILION = "vermilion", _("vermilion")
    SKY = "sky", _("sky")


def master_path(picture, filename):
    if not picture.hash:
        raise SuspiciousFileOperation("A picture comes in through media.intake.")
    return master_name(picture.hash)


class Picture(AbstractImage):
    """A photograph taken in by `media.intake`. `file` is its master: stripped, upright, sRGB, small enough, private."""

    file = models.ImageField(
        _("file"), upload_to=master_path, storage=Masters(), width_field="width", height_field="height"
    )
    # Of the master's bytes; with a width and a format it makes the address of a public file.
    hash = models.CharField(max_length=32, blank=True, db_index=True, editable=False)
    dye = models.CharField(_("dye"), max_length=10, choices=Dye, default=Dye.STRAW)
    # The widths that are stored in every format, ascending, and the dye of the picture to share: "160 320 share-indigo". Nothing else
    # says what a page may show.
    ready = models.CharField(max_length=200, blank=True, editable=False)
    alt_fr = models.CharField(_("description in French"), max_length=250, blank=True)
    alt_ar = models.CharField(_("description in Arabic"), max_length=250, blank=True)
    alt_en = models.CharField(_("description in English"), max_length=250, blank=True)

    admin_form_fields = ("title", "file", "collection", "alt_fr", "alt_ar", "alt_en", "dye", "tags")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def save(self, *args, **kwargs):
        """With what the shelf makes of it, in one transaction: `catalogue.receivers` listens."""
        with transaction.atomic():
            super().save(*args, **kwargs)

    def _set_image_file_metadata(self):
        """Wagtail would read the whole master here, in a transaction; `intake.fill` has set all of it."""

    def alt(self, language=None):
        """What the picture shows, in `language` (the active one if None), or an empty string."""
        return getattr(self, f"alt_{language or get_language()}", "")

    @property
    def default_alt_text(self):
        return self.alt() or self.title


class Rendition(AbstractRendition):
    """Wagtail's own sizes, for StreamField and admin only; the shop's are files named after the hash."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="rendition_unique")
        ]
