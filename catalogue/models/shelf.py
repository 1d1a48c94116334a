"""The shelf's rows: what lists, search and cards read. Written by `catalogue.shelf` alone."""

from django.db import models
from django.db.models import Q

from catalogue.models.product import Product


class CardQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(is_withdrawn=False)


class Card(models.Model):
    """One published product as a list shows it; a withdrawn one stays as a tombstone, so that `version > seen` misses nothing.

    `words` maps each interface language to {title, lang, slug, vendor, vendor_lang, town, category, price, unit}, fallback
    resolved; `extra` holds what upper packages contribute, by their key.
    """

    product = models.OneToOneField(Product, on_delete=models.CASCADE, primary_key=True, related_name="card")
    version = models.PositiveBigIntegerField(db_index=True)
    is_withdrawn = models.BooleanField(default=False)
    published_at = models.DateTimeField()
    vendor_id = models.PositiveBigIntegerField()
    category = models.SlugField(max_length=40)
    craft = models.SlugField(max_length=40)
    country = models.CharField(max_length=20)
    region = models.CharField(max_length=20, blank=True)
    price_from = models.PositiveBigIntegerField()
    has_price_range = models.BooleanField(default=False)
    currency = models.CharField(max_length=3)
    in_stock = models.BooleanField(default=False)
    left = models.PositiveIntegerField(default=0)
    is_unique = models.BooleanField(default=False)
    is_made_to_order = models.BooleanField(default=False)
    is_on_holiday = models.BooleanField(default=False)
    words = models.JSONField(default=dict)
    extra = models.JSONField(default=dict)
    picture_hash = models.CharField(max_length=32, blank=True)
    picture_width = models.PositiveIntegerField(default=0)
    picture_height = models.PositiveIntegerField(default=0)
    picture_ready = models.CharField(max_length=200, blank=True)
    dye = models.CharField(max_length=10)

    objects = CardQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-published_at", "-product"], condition=Q(is_withdrawn=False), name="card_newest"),
            models.Index(fields=["price_from", "product"], condition=Q(is_withdrawn=False), name="card_price"),
            models.Index(fields=["vendor_id"], name="card_vendor"),
        ]


class CardFacet(models.Model):
    """`value` is `group:code` (`material:wool`), one row for each a card has; only of cards that are shown."""

    value = models.CharField(max_length=60)
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="facets")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["value", "card"], name="card_facet_unique")]


class ShelfVersion(models.Model):
    """The one counter row: what `catalogue.shelf.changes` bumps."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    value = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="shelf_version_single_row")]
