from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalogue.models import Product, Variant
from marketplace.ledger.split import Party
from marketplace.orders.models.order import Order
from vendors.models import Maker, Vendor
from vendors.words import resolve


class OrderLine(models.Model):
    """A frozen copy of what was sold. Delivery is a line of its own, for whoever carries the parcel. Amounts in minor units."""

    class Kind(models.TextChoices):
        GOODS = "goods", _("Goods")
        DELIVERY = "delivery", _("Delivery")

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=8, choices=Kind)
    position = models.PositiveSmallIntegerField()
    product = models.ForeignKey(Product, on_delete=models.SET_NULL, null=True, related_name="+")
    variant = models.ForeignKey(Variant, on_delete=models.SET_NULL, null=True, related_name="+")
    # Whose workshop it comes from: the order's vendor, or a member she sells for.
    workshop = models.ForeignKey(Vendor, on_delete=models.PROTECT, null=True, related_name="+")
    # {language: title}, in the languages it had.
    titles = models.JSONField(default=dict)
    option = models.CharField(max_length=130, blank=True)
    sku = models.CharField(max_length=40, blank=True)
    withdrawal = models.CharField(max_length=16, blank=True)
    picture_hash = models.CharField(max_length=64, blank=True)
    dye = models.CharField(max_length=10, blank=True)
    unit_price = models.PositiveBigIntegerField()
    quantity = models.PositiveIntegerField()
    # How many of `quantity` came out of the stock: none of what is made to order.
    taken = models.PositiveIntegerField(default=0)
    # How many of `quantity` the shopper does not get after all.
    declined = models.PositiveIntegerField(default=0)
    total = models.PositiveBigIntegerField()
    # Parts per thousand, and what of `total` is tax.
    tax_rate = models.PositiveSmallIntegerField(default=0)
    tax = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ("order", "position")
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="order_line_position_once"),
            models.CheckConstraint(
                condition=Q(total=F("unit_price") * F("quantity")), name="order_line_total_is_price_times_quantity"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, declined__lte=F("quantity"), taken__lte=F("quantity")),
                name="order_line_quantities_bounded",
            ),
            models.CheckConstraint(condition=Q(tax__lte=F("total")), name="order_line_tax_in_total"),
        ]

    def __str__(self):
        return self.title_in("fr")

    def title_in(self, language):
        return self.title_words_in(language)[0]

    def title_words_in(self, language):
        """(title, language it is in)."""
        return resolve(self.titles, language)

    @property
    def kept(self):
        """How many the shopper gets."""
        return self.quantity - self.declined


class Share(models.Model):
    """One beneficiary's part of a line, frozen at the sale. `returned` is what went back with pieces declined or refunded."""

    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="shares")
    party = models.CharField(max_length=12, choices=[(party.value, party.value) for party in Party])
    # Who is paid: the cooperative where she sells through one. None: the platform, the fund, a carrier.
    payee = models.ForeignKey(Vendor, on_delete=models.PROTECT, null=True, related_name="+")
    # Whose part it is, and which of her makers made the piece.
    member = models.ForeignKey(Vendor, on_delete=models.PROTECT, null=True, related_name="+")
    maker = models.ForeignKey(Maker, on_delete=models.PROTECT, null=True, related_name="+")
    carrier = models.CharField(max_length=60, blank=True)
    amount = models.PositiveBigIntegerField()
    returned = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ("line", "id")
        constraints = [
            models.CheckConstraint(condition=Q(returned__lte=F("amount")), name="share_returned_within_amount")
        ]

    @property
    def kept(self):
        return self.amount - self.returned
