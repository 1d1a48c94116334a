from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from media.models import Picture
from vendors import registers
from vendors.models.territory import Territory
from vendors.words import Named, address_part, resolve


class VendorQuerySet(models.QuerySet):
    def open(self):
        """Approved: shown to the public, holiday or not."""
        return self.filter(state=Vendor.State.APPROVED)


class Vendor(ClusterableModel, Named):
    """Who sells: the fact. Her story is a `VendorPage`. `state` is moved by `vendors.opening` alone."""

    class Kind(models.TextChoices):
        MICRO_ENTERPRISE = "micro", _("micro-enterprise")
        AUTO_ENTREPRENEUR = "auto", _("auto-entrepreneur")
        COOPERATIVE = "cooperative", _("cooperative")
        ASSOCIATION = "association", _("association")
        GIE = "gie", _("economic interest group")

    class State(models.TextChoices):
        APPLIED = "applied", _("applied")
        APPROVED = "approved", _("approved")
        PAUSED = "paused", _("paused")
        CLOSED = "closed", _("closed")

    class Craft(models.TextChoices):
        """The twelve crafts: the codes are those of the catalogue's first level."""

        CARPETS = "carpets", _("Carpets")
        TEXTILE = "textile", _("Textiles")
        CLOTHING = "clothing", _("Clothing")
        LEATHER = "leather", _("Leather")
        JEWELLERY = "jewellery", _("Jewellery")
        POTTERY = "pottery", _("Pottery")
        ZELLIGE = "zellige", _("Zellige")
        METAL = "metal", _("Metal")
        WOOD = "wood", _("Wood")
        BASKETRY = "basketry", _("Basketry")
        PANTRY = "pantry", _("Pantry")
        CARE = "care", _("Body care")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.APPLIED, editable=False)
    craft = models.CharField(_("craft"), max_length=20, choices=Craft, blank=True)
    legal_name = models.CharField(_("legal name"), max_length=200, blank=True)
    ice = models.CharField(_("ICE"), max_length=24, blank=True)
    register_number = models.CharField(_("register number"), max_length=40, blank=True)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="vendors")
    town_fr = models.CharField(_("town in French"), max_length=80, blank=True)
    town_ar = models.CharField(_("town in Arabic"), max_length=80, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    phone = models.CharField(_("telephone"), max_length=24, blank=True)
    whatsapp = models.CharField(_("WhatsApp"), max_length=24, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    line_fr = models.CharField(_("one line in French"), max_length=250, blank=True)
    line_ar = models.CharField(_("one line in Arabic"), max_length=250, blank=True)
    line_en = models.CharField(_("one line in English"), max_length=250, blank=True)
    founded = models.PositiveSmallIntegerField(_("year founded"), null=True, blank=True)
    member_count = models.PositiveIntegerField(_("number of members"), null=True, blank=True)
    is_women_led = models.BooleanField(_("led by a woman"), default=False)
    sells_through = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="member_vendors",
        verbose_name=_("sells through"),
    )
    partners = models.ManyToManyField("vendors.Partner", blank=True, related_name="vendors", verbose_name=_("partners"))
    picture = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    is_on_holiday = models.BooleanField(_("on holiday"), default=False)
    back_on = models.DateField(_("back on"), null=True, blank=True)
    ships_abroad = models.BooleanField(_("ships abroad"), default=False)
    # Parts per thousand, included in her prices: nothing for who is below the threshold, as auto-entrepreneurs are.
    tax_rate = models.PositiveSmallIntegerField(
        _("VAT, per thousand"), default=0, db_default=0, validators=[MaxValueValidator(500)]
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = VendorQuerySet.as_manager()

    class Meta:
        verbose_name = _("vendor")
        verbose_name_plural = _("vendors")
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(condition=~Q(sells_through=models.F("id")), name="vendor_sells_not_through_itself"),
            models.UniqueConstraint(fields=["ice"], condition=~Q(ice=""), name="vendor_ice_unique"),
        ]

    def save(self, *args, **kwargs):
        """With what the shelf makes of it, in one transaction: `catalogue.receivers` listens."""
        with transaction.atomic():
            super().save(*args, **kwargs)

    def clean(self):
        """Tidy what was typed (a telephone becomes E.164, an ICE loses its blanks) and refuse what cannot be right."""
        super().clean()
        errors = {}
        for field, tidy in registers.TIDY.items():
            try:
                setattr(self, field, tidy(getattr(self, field), self))
            except registers.Wrong as wrong:
                errors[field] = str(wrong)
        if not any(self.names.values()):
            errors["name_fr"] = _("Write the name in one language at least.")
        if self.sells_through_id and self.sells_through_id == self.pk:
            errors["sells_through"] = _("A vendor cannot sell through herself.")
        elif self.sells_through_id and not self.sells_through.is_cooperative:
            errors["sells_through"] = _("Only a cooperative can sell for someone else.")
        if errors:
            raise ValidationError(errors)

    @property
    def seller(self):
        """Who receives the money and answers for the sale: the cooperative where she sells through one."""
        return self.sells_through or self

    @property
    def is_cooperative(self):
        return self.kind == self.Kind.COOPERATIVE

    @property
    def register(self):
        """The name of the register that `register_number` belongs to."""
        return registers.REGISTERS[self.kind]

    def town_in(self, language):
        return (self.town_ar if language == "ar" else self.town_fr) or self.town_fr or self.territory.name_in(language)

    def line_in(self, language):
        return self.line_words_in(language)[0]

    def line_words_in(self, language):
        """(line, language it is in)."""
        return resolve({"fr": self.line_fr, "ar": self.line_ar, "en": self.line_en}, language)

    def slug_in(self, language):
        return address_part(self.name_in(language), "atelier")

    def address_in(self, language):
        """Her page in the shop."""
        with translation.override(language):
            return reverse("storefront:vendor", kwargs={"pk": self.pk, "slug": self.slug_in(language)})


class VendorEvent(models.Model):
    """What happened to a vendor's opening: who decided, when, and why. Appended by `vendors.opening`, never changed."""

    class Kind(models.TextChoices):
        APPROVED = "approved", _("approved")
        PAUSED = "paused", _("paused")
        CLOSED = "closed", _("closed")
        REOPENED = "reopened", _("reopened")

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(_("event"), max_length=10, choices=Kind)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    note = models.CharField(_("note"), max_length=250, blank=True)

    class Meta:
        ordering = ("id",)
