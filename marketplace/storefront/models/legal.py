from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from vendors.words import resolve


@register_setting(icon="clipboard-list")
class LegalFacts(ClusterableModel, BaseGenericSetting):
    """What the legal pages say about whoever runs this shop. Read through `storefront.legal`, which remembers it."""

    panels = [InlinePanel("facts", label=_("fact"), heading=_("Facts of the legal pages"))]

    class Meta:
        verbose_name = _("legal facts")


class LegalFact(models.Model):
    """A text writes `{{name}}` where this belongs. A value that is the same in all languages is given in French."""

    facts = ParentalKey(LegalFacts, on_delete=models.CASCADE, related_name="facts")
    name = models.SlugField(_("name"), max_length=40, unique=True)
    value_fr = models.TextField(_("value"), blank=True)
    value_ar = models.TextField(_("value in Arabic"), blank=True)
    value_en = models.TextField(_("value in English"), blank=True)

    panels = [
        FieldPanel("name"),
        FieldPanel("value_fr"),
        FieldRowPanel([FieldPanel("value_ar"), FieldPanel("value_en")]),
    ]

    class Meta:
        verbose_name = _("legal fact")
        verbose_name_plural = _("legal facts")
        ordering = ("name",)

    def __str__(self):
        return self.name

    def value_in(self, language):
        return resolve({"fr": self.value_fr, "ar": self.value_ar, "en": self.value_en}, language)[0]
