from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vendors.words import Named, resolve


class Partner(Named):
    """Who supports vendors: a microfinance institution, a public programme, a network, an association."""

    class Kind(models.TextChoices):
        MICROFINANCE = "microfinance", _("microfinance institution")
        PROGRAMME = "programme", _("public programme")
        NETWORK = "network", _("network")
        NGO = "ngo", _("non-governmental organisation")

    code = models.SlugField(_("code"), unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    country = models.ForeignKey(
        "vendors.Territory",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("country"),
    )
    website = models.URLField(_("website"), blank=True)
    sentence_fr = models.TextField(_("sentence in French"), blank=True)
    sentence_ar = models.TextField(_("sentence in Arabic"), blank=True)
    sentence_en = models.TextField(_("sentence in English"), blank=True)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ("code",)

    @property
    def sentence(self):
        return self.sentence_in(get_language())[0]

    def sentence_in(self, language):
        """(sentence, language it is in)."""
        return resolve({"fr": self.sentence_fr, "ar": self.sentence_ar, "en": self.sentence_en}, language)
