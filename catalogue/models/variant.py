from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from catalogue.models.product import Product
from catalogue.money import format_price


class Variant(models.Model):
    """What has a price: a size, a colour or a weight of a product. `price` is in minor units of `currency`, tax included."""

    product = ParentalKey(Product, on_delete=models.CASCADE, related_name="variants")
    sku = models.CharField(_("SKU"), max_length=40, unique=True, null=True, blank=True)
    size = models.CharField(_("size"), max_length=60, blank=True)
    colour = models.CharField(_("colour"), max_length=60, blank=True)
    weight_g = models.PositiveIntegerField(_("weight in grams"), null=True, blank=True)
    price = models.PositiveBigIntegerField(_("price"))
    currency = models.CharField(_("currency"), max_length=3, default="MAD")
    position = models.PositiveSmallIntegerField(default=0)

    # Wagtail's inline panel reads where to keep the order here.
    sort_order_field = "position"

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ("position", "id")
        constraints = [models.CheckConstraint(condition=models.Q(price__gt=0), name="variant_price_positive")]

    def __str__(self):
        return " · ".join(part for part in (self.size, self.colour) if part)

    @property
    def shown_price(self):
        return format_price(self.price, self.currency, get_language())


class Stock(models.Model):
    """How many of a variant are on hand. A row of its own, so that no draft and no admin form can overwrite it;
    changed by `catalogue.stock` alone."""

    variant = models.OneToOneField(Variant, on_delete=models.CASCADE, primary_key=True, related_name="stock")
    on_hand = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(on_hand__gte=0), name="stock_on_hand_not_negative")]


class StockMovement(models.Model):
    """Why a stock changed, and who did it. The movements of a variant sum to what is on hand."""

    class Kind(models.TextChoices):
        RESTOCK = "restock", _("restock")
        TAKE = "take", _("taken")
        GIVE_BACK = "give_back", _("given back")

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="movements")
    kind = models.CharField(max_length=10, choices=Kind)
    quantity = models.IntegerField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    note = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [models.CheckConstraint(condition=~models.Q(quantity=0), name="stock_movement_not_zero")]
