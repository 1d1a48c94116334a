from django.db import models
from django.utils.translation import gettext_lazy as _

from vendors.words import Named


class TerritoryQuerySet(models.QuerySet):
    def within(self, code):
        """The territory `code` and all below it."""
        above = self.model.objects.filter(code=code).values("path")
        return self.filter(path__startswith=models.Subquery(above))

    def regions(self):
        return self.filter(level=Territory.Level.REGION)


class Territory(Named):
    """A country, region, province or commune.

    `path` lists the ids from the country down (`/1/14/`), so that a subtree is a prefix.
    """

    class Level(models.IntegerChoices):
        COUNTRY = 0, _("country")
        REGION = 1, _("region")
        PROVINCE = 2, _("province")
        COMMUNE = 3, _("commune")

    code = models.CharField(_("code"), max_length=20, unique=True)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    path = models.CharField(max_length=60, db_index=True, editable=False, blank=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ("path",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level=0, parent__isnull=True) | models.Q(level__gt=0, parent__isnull=False),
                name="territory_country_alone_is_root",
            )
        ]

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        path = self.path_below_parent()
        if path != self.path:
            self.path = path
            super().save(update_fields=["path"])

    def path_below_parent(self):
        return f"{self.parent.path if self.parent else '/'}{self.pk}/"

    def ancestor_ids(self):
        """Ids from the country down to this one."""
        return [int(part) for part in self.path.strip("/").split("/")]
