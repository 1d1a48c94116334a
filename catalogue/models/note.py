from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField

from catalogue.models.taxonomy import Category
from media.blocks import RICH_TEXT


class CraftNote(models.Model):
    """What to know of a craft, in one language: how it is done, how good work is recognised, how to care for it."""

    craft = models.ForeignKey(
        Category,
        on_delete=models.CASCADE,
        related_name="notes",
        limit_choices_to={"parent": None},
        verbose_name=_("craft"),
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=120)
    body = RichTextField(_("text"), features=RICH_TEXT)

    panels = [
        FieldRowPanel([FieldPanel("craft"), FieldPanel("language")]),
        FieldPanel("title", attrs={"dir": "auto"}),
        FieldPanel("body", attrs={"dir": "auto"}),
    ]

    class Meta:
        verbose_name = _("note on a craft")
        verbose_name_plural = _("notes on crafts")
        ordering = ("craft", "language")
        constraints = [models.UniqueConstraint(fields=["craft", "language"], name="craft_note_one_per_language")]

    def __str__(self):
        return self.title
