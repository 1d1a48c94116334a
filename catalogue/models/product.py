from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from catalogue.models.taxonomy import Category, Label, Material, Technique
from media.models import Picture
from vendors.models import Maker, Vendor
from vendors.words import nearest, resolve

WORD_LANGUAGES = [
    ("fr", _("French")),
    ("ar", _("Arabic")),
    ("en", _("English")),
    ("ary", _("Darija")),
    ("zgh", _("Tamazight")),
]


class ProductQuerySet(models.QuerySet):
    def published(self):
        """On sale: published by the centre, of a vendor who is open, as is the cooperative that sells for her."""
        is_open = Vendor.State.APPROVED
        seller = Q(vendor__sells_through=None) | Q(vendor__sells_through__state=is_open)
        return self.filter(seller, state=Product.State.PUBLISHED, vendor__state=is_open)


class Product(ClusterableModel):
    """Something a vendor offers, whatever the language. `state` is moved by `catalogue.publishing` alone."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        PUBLISHED = "published", _("On sale")
        REFUSED = "refused", _("To put right")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Refusal(models.TextChoices):
        PICTURE = "picture", _("The picture does not show the piece well enough")
        WORDS = "words", _("The title or the description needs more words")
        PRICE = "price", _("The price looks wrong")
        CATEGORY = "category", _("It is in the wrong category")
        HANDMADE = "handmade", _("It does not look handmade")
        PAPERS = "papers", _("A certificate or a number is missing")
        OTHER = "other", _("Another reason")

    class Withdrawal(models.TextChoices):
        ALLOWED = "allowed", _("Seven days to change your mind")
        MADE_TO_MEASURE = "made_to_measure", _("Made for you: cannot be returned unless faulty")
        PERISHABLE = "perishable", _("Perishable: cannot be returned unless faulty")
        SEALED = "sealed", _("Sealed for hygiene: cannot be returned once opened")

    # From the form that made it: sent twice, it is still one product.
    key = models.UUIDField(null=True, editable=False)
    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="products", verbose_name=_("vendor"))
    maker = models.ForeignKey(
        Maker, on_delete=models.PROTECT, null=True, blank=True, related_name="products", verbose_name=_("maker")
    )
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="products", verbose_name=_("category")
    )
    materials = models.ManyToManyField(Material, blank=True, verbose_name=_("materials"))
    techniques = models.ManyToManyField(Technique, blank=True, verbose_name=_("techniques"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    refusal = models.CharField(_("reason"), max_length=10, choices=Refusal, blank=True, editable=False)
    refusal_words = models.TextField(_("in your words"), blank=True, editable=False)
    withdrawal = models.CharField(
        _("right of withdrawal"), max_length=16, choices=Withdrawal, default=Withdrawal.ALLOWED
    )
    is_unique = models.BooleanField(_("one of a kind"), default=False)
    is_made_to_order = models.BooleanField(_("made to order"), default=False)
    lead_time_days = models.PositiveSmallIntegerField(_("lead time in days"), null=True, blank=True)
    dimensions = models.CharField(_("dimensions"), max_length=80, blank=True)
    hours_of_work = models.PositiveSmallIntegerField(_("hours of work"), null=True, blank=True)
    net_weight_g = models.PositiveIntegerField(_("net weight in grams"), null=True, blank=True)
    net_volume_ml = models.PositiveIntegerField(_("net volume in millilitres"), null=True, blank=True)
    best_before = models.DateField(_("best before"), null=True, blank=True)
    onssa_number = models.CharField(_("ONSSA number"), max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["vendor", "key"], name="product_key_once_per_vendor"),
            models.CheckConstraint(
                condition=Q(is_made_to_order=False) | Q(lead_time_days__gt=0),
                name="product_made_to_order_has_lead_time",
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(refusal=""), name="product_refused_has_reason"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False), name="product_published_has_date"
            ),
        ]

    def __str__(self):
        return self.title_in(get_language())[0] or f"#{self.pk}"

    def text_in(self, language):
        """The ProductText for `language`, else the one the fallback order gives, else None. Uses prefetched texts."""
        texts = {text.language: text for text in self.texts.all()}
        return texts.get(nearest(texts, language))

    def title_in(self, language):
        """(title, language it is in)."""
        return resolve({text.language: text.title for text in self.texts.all()}, language)


class ProductText(models.Model):
    """A product's words in one language."""

    product = ParentalKey(Product, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=3, choices=WORD_LANGUAGES)
    title = models.CharField(_("title"), max_length=150)
    slug = models.SlugField(max_length=80, allow_unicode=True, editable=False)
    description = models.TextField(_("description"), blank=True)
    care = models.TextField(_("care"), blank=True)
    ingredients = models.TextField(_("ingredients"), blank=True)

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        constraints = [models.UniqueConstraint(fields=["product", "language"], name="product_text_one_per_language")]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.slug = slug_of(self.title)
        super().save(*args, **kwargs)


def slug_of(title):
    """A readable address part, Arabic letters kept; the id beside it is what counts."""
    return slugify(title, allow_unicode=True)[:80].strip("-") or "piece"


class ProductPicture(Orderable):
    product = ParentalKey(Product, on_delete=models.CASCADE, related_name="pictures")
    picture = models.ForeignKey(
        Picture, on_delete=models.PROTECT, related_name="in_products", verbose_name=_("picture")
    )

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["product", "picture"], name="product_picture_once")]


class ProductLabel(models.Model):
    """A label on a product; *organic* and *geographical indication* only with their certificate, who checked it and when."""

    product = ParentalKey(Product, on_delete=models.CASCADE, related_name="labels")
    label = models.ForeignKey(Label, on_delete=models.PROTECT, verbose_name=_("label"))
    certificate = models.CharField(_("certificate number"), max_length=60, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        constraints = [
            models.UniqueConstraint(fields=["product", "label"], name="product_label_once"),
            models.CheckConstraint(
                condition=Q(certificate="", checked_by__isnull=True, checked_on__isnull=True)
                | (~Q(certificate="") & Q(checked_by__isnull=False, checked_on__isnull=False)),
                name="product_label_certificate_whole",
            ),
        ]
