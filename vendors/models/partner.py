from django.db import models
from django.utils.translation import gettext_lazy as _

from vendors.words import Named


class Partner(Named):
    """Who supports vendors: a microfinance institution, a public programme, a network."""

    class Kind(models.TextChoices):
        MICROFINANCE = "microfinance", _("microfinance institution")
        PROGRAMME = "programme", _("public programme")
        NETWORK = "network", _("network")

    code = models.SlugField(_("code"), unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    country = models.ForeignKey("vendors.Territory", on_delete=models.PROTECT, null=True, blank=True)
    sentence_fr = models.TextField(_("sentence in French"), blank=True)
    sentence_ar = models.TextField(_("sentence in Arabic"), blank=True)
    sentence_en = models.TextField(_("sentence in English"), blank=True)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ("code",)
