"""How products are sorted: crafts and their categories, materials, techniques, labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from media.models import Dye
from vendors.words import Named


class CategoryQuerySet(models.QuerySet):
    def crafts(self):
        return self.filter(parent__isnull=True)


class Category(Named):
    """A craft (no parent) or a category of one. A category has its craft's dye, and its icon unless it has its own."""

    class Regime(models.TextChoices):
        PLAIN = "plain", _("no further facts")
        FOOD = "food", _("food")
        COSMETIC = "cosmetic", _("cosmetic")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("craft")
    )
    icon = models.SlugField(_("icon"), max_length=40, blank=True)
    dye = models.CharField(_("dye"), max_length=10, choices=Dye, blank=True)
    regime = models.CharField(_("regime"), max_length=10, choices=Regime, default=Regime.PLAIN)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ("position", "code")

    @property
    def craft(self):
        return self.parent or self

    @property
    def shown_icon(self):
        return self.icon or self.craft.icon or self.craft.code

    @property
    def shown_dye(self):
        return self.dye or self.craft.dye


class Material(Named):
    code = models.SlugField(_("code"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ("code",)


class Technique(Named):
    code = models.SlugField(_("code"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("technique")
        verbose_name_plural = _("techniques")
        ordering = ("code",)


class Label(Named):
    code = models.SlugField(_("code"), max_length=40, unique=True)
    icon = models.SlugField(_("icon"), max_length=40, blank=True)
    needs_certificate = models.BooleanField(_("needs a certificate"), default=False)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ("code",)
