"""What an artisan types on her phone, to clean data."""

import uuid

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.fields import PriceField
from catalogue.models import Category, Product
from catalogue.models.product import WORD_LANGUAGES
from media.forms import PhotosField
from vendors.models import Maker
from vendors.words import language_of

MOST_PHOTOS = 8


class FactsForm(forms.Form):
    """What adding and changing share; the choices of maker are those of the vendor who sells."""

    category = forms.ModelChoiceField(
        Category.objects.filter(parent__isnull=False).select_related("parent"),
        label=_("What is it?"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    maker = forms.ModelChoiceField(Maker.objects.none(), label=_("Who made it?"), required=False)
    dimensions = forms.CharField(label=_("What size?"), max_length=80, required=False)
    hours_of_work = forms.IntegerField(label=_("Hours of work"), min_value=1, max_value=9999, required=False)
    is_unique = forms.BooleanField(label=_("One of a kind"), required=False)
    is_made_to_order = forms.BooleanField(label=_("Made to order"), required=False)
    lead_time_days = forms.IntegerField(label=_("Ready in how many days?"), min_value=1, max_value=365, required=False)

    def __init__(self, *args, vendors, **kwargs):
        super().__init__(*args, **kwargs)
        self.vendors = list(vendors)
        sellers = {vendor.pk for vendor in self.vendors} | {vendor.sells_through_id for vendor in self.vendors}
        self.fields["maker"].queryset = Maker.objects.filter(vendor__in=sellers - {None})

    def clean(self):
        cleaned = super().clean()
        if (
            cleaned.get("is_made_to_order")
            and not cleaned.get("lead_time_days")
            and "lead_time_days" not in self.errors
        ):
            self.add_error("lead_time_days", _("Say in how many days it is ready."))
        if not cleaned.get("is_made_to_order"):
            cleaned["lead_time_days"] = None
        return cleaned

    def facts(self):
        return {name: self.cleaned_data[name] for name in FactsForm.base_fields}


class AddForm(FactsForm):
    key = forms.UUIDField(widget=forms.HiddenInput)
    vendor = forms.ModelChoiceField(None, label=_("For which workshop?"), empty_label=None)
    photos = PhotosField(label=_("A photo"), most=MOST_PHOTOS)
    title = forms.CharField(label=_("Its name"), max_length=150)
    description = forms.CharField(
        label=_("Say what it is, how it is made"), max_length=5000, required=False, widget=forms.Textarea
    )
    price = PriceField(label=_("How much?"))
    on_hand = forms.IntegerField(label=_("How many do you have?"), min_value=0, max_value=99_999, initial=1)

    field_order = ["key", "vendor", "photos", "category", "title", "description", "price", "on_hand"]

    def __init__(self, *args, vendors, **kwargs):
        kwargs.setdefault("initial", {}).setdefault("key", uuid.uuid4())
        super().__init__(*args, vendors=vendors, **kwargs)
        self.fields["vendor"].queryset = vendors
        if len(self.vendors) == 1:
            self.fields["vendor"].widget = forms.HiddenInput()
            self.fields["vendor"].initial = self.vendors[0].pk

    def clean(self):
        cleaned = super().clean()
        vendor, maker = cleaned.get("vendor"), cleaned.get("maker")
        if vendor and maker and maker.vendor_id not in {vendor.pk, vendor.sells_through_id}:
            self.add_error("maker", _("This maker does not belong to this vendor."))
        return cleaned

    def texts(self):
        title, description = self.cleaned_data["title"], self.cleaned_data["description"]
        latin = "en" if get_language() == "en" else "fr"
        return {language_of(title, latin): {"title": title, "description": description}}


class ChangeForm(FactsForm):
    """One product: its words in each language, the price of each option, its facts."""

    # The newest event when the page was opened: what someone else changed meanwhile must not be written over.
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, product: Product, **kwargs):
        self.product = product
        self.variants = list(product.variants.all())
        facts = {name: getattr(product, name) for name in FactsForm.base_fields}
        self.newest = product.events.order_by("-pk").values_list("pk", flat=True).first()
        super().__init__(*args, vendors=[product.vendor], initial={**facts, "seen": self.newest}, **kwargs)
        texts = {text.language: text for text in product.texts.all()}
        self.languages = [(code, name) for code, name in WORD_LANGUAGES if code in ("fr", "ar", "en") or code in texts]
        for code, _name in self.languages:
            text, spoken = texts.get(code), {"lang": code, "dir": "auto"}
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Its name"),
                max_length=150,
                required=False,
                widget=forms.TextInput(spoken),
                initial=text.title if text else "",
            )
            self.fields[f"description_{code}"] = forms.CharField(
                label=_("Say what it is, how it is made"),
                max_length=5000,
                required=False,
                widget=forms.Textarea(spoken),
                initial=text.description if text else "",
            )
        for variant in self.variants:
            self.fields[f"price_{variant.pk}"] = PriceField(
                label=str(variant) or _("How much?"), currency=variant.currency, initial=variant.price
            )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("seen") != self.newest:
            raise forms.ValidationError(
                _("Someone has changed this product since you opened it. Open it again, then write your changes."),
                code="stale",
            )
        if not any(cleaned.get(f"title_{code}", "").strip() for code, _name in self.languages):
            self.add_error(f"title_{self.languages[0][0]}", _("Fill in this field to go on."))
        return cleaned

    def texts(self):
        return {
            code: {"title": self.cleaned_data[f"title_{code}"], "description": self.cleaned_data[f"description_{code}"]}
            for code, _name in self.languages
        }

    def prices(self):
        return [(variant, self.cleaned_data[f"price_{variant.pk}"]) for variant in self.variants]

    def words(self):
        """(language, its name, title field, description field), the page's own language first."""
        rows = [(code, name, self[f"title_{code}"], self[f"description_{code}"]) for code, name in self.languages]
        return sorted(rows, key=lambda row: row[0] != get_language())

    def price_fields(self):
        return [self[f"price_{variant.pk}"] for variant in self.variants]


class PhotosForm(forms.Form):
    photos = PhotosField(label=_("A photo"), most=MOST_PHOTOS)
