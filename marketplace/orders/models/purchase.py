from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vendors.models import Territory


class Conditions(models.Model):
    """The conditions of sale as somebody read and accepted them: the text itself, kept once however often it is accepted."""

    digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(_("Language"), max_length=5)
    body = models.TextField()
    first_seen_at = models.DateTimeField(auto_now_add=True)


class Purchase(models.Model):
    """What a shopper checked out once, with the facts as they were then. Its status is that of its orders: see `standing`."""

    # From the form: sent twice, it is still one purchase.
    key = models.UUIDField(unique=True, editable=False)
    reference = models.CharField(_("Reference"), max_length=12, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="purchases"
    )
    language = models.CharField(_("Language"), max_length=5, choices=settings.LANGUAGES)
    name = models.CharField(_("Full name"), max_length=120)
    phone = models.CharField(_("Phone"), max_length=16, blank=True, db_index=True)
    email = models.EmailField(_("E-mail"), blank=True)
    country = models.CharField(_("Country"), max_length=2)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    town = models.CharField(_("Town or commune"), max_length=80, blank=True)
    address = models.CharField(_("Address"), max_length=250, blank=True)
    postcode = models.CharField(_("Postcode"), max_length=12, blank=True)
    currency = models.CharField(max_length=3)
    total = models.PositiveBigIntegerField(_("Total"))
    conditions = models.ForeignKey(Conditions, on_delete=models.PROTECT, related_name="+")
    # Law 31-08, article 206: a contract in another language is accompanied by its Arabic text.
    conditions_ar = models.ForeignKey(Conditions, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(_("Placed on"), auto_now_add=True)
    anonymised_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("Purchase")
        verbose_name_plural = _("Purchases")
        ordering = ("-id",)

    def __str__(self):
        return self.reference

    @property
    def place(self):
        """A line of the address: postcode and town, as far as they were given."""
        return " ".join(part for part in (self.postcode, self.town) if part)

    @property
    def state(self):
        """The one state of all its orders; empty when they differ: see each parcel."""
        states = {order.state for order in self.orders.all()}
        return states.pop() if len(states) == 1 else ""
