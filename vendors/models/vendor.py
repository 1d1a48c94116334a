from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from media.models import Picture
from vendors.words import Named
from vendors.models.territory import Territory


class VendorQuerySet(models.QuerySet):
    def open(self):
        """Approved: shown to the public, holiday or not."""
        return self.filter(state=Vendor.State.APPROVED)


class Vendor(Named):
    """Who sells: the fact. Her story is a `VendorPage`. `craft` is the code of a craft of the catalogue, which stands above."""

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

    code = models.SlugField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.APPLIED)
    craft = models.SlugField(_("craft"), max_length=20, blank=True)
    legal_name = models.CharField(_("legal name"), max_length=200, blank=True)
    ice = models.CharField(_("ICE"), max_length=15, blank=True)
    register_number = models.CharField(_("register number"), max_length=40, blank=True)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="vendors")
    town_fr = models.CharField(_("town in French"), max_length=80, blank=True)
    town_ar = models.CharField(_("town in Arabic"), max_length=80, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    phone = models.CharField(_("telephone"), max_length=16, blank=True)
    whatsapp = models.CharField(_("WhatsApp"), max_length=16, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    line_fr = models.CharField(_("one line in French"), max_length=250, blank=True)
    line_ar = models.CharField(_("one line in Arabic"), max_length=250, blank=True)
    line_en = models.CharField(_("one line in English"), max_length=250, blank=True)
    founded = models.PositiveSmallIntegerField(_("year founded"), null=True, blank=True)
    member_count = models.PositiveIntegerField(_("number of members"), null=True, blank=True)
    is_women_led = models.BooleanField(_("led by a woman"), default=False)
    sells_through = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="member_vendors", verbose_name=_("sells through")
    )
    partners = models.ManyToManyField("vendors.Partner", blank=True, related_name="vendors", verbose_name=_("partners"))
    picture = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    is_on_holiday = models.BooleanField(_("on holiday"), default=False)
    back_on = models.DateField(_("back on"), null=True, blank=True)
    ships_abroad = models.BooleanField(_("ships abroad"), default=False)
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

    @property
    def is_cooperative(self):
        return self.kind == self.Kind.COOPERATIVE

    def town_in(self, language):
        return (self.town_ar if language == "ar" else self.town_fr) or self.town_fr or self.territory.name_in(language)

    def line_in(self, language):
        return getattr(self, f"line_{language}") or self.line_fr
