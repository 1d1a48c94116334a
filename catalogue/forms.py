"""What staff type about products. Money comes in as people write it; state and stock are no fields here."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from catalogue.fields import PriceField
from catalogue.models import Category, Product, ProductEvent, StockMovement, Variant
from vendors.models import Maker


class CategoryField(forms.ModelChoiceField):
    """The categories, each after its craft."""

    def label_from_instance(self, category):
        return f"{category.craft.name} · {category.name}"


class ProductForm(WagtailAdminModelForm):
    category = CategoryField(
        Category.objects.exclude(parent=None).select_related("parent").order_by("parent__position", "position"),
        label=_("Category"),
    )
    # The newest event when the form was opened: what she or another curator changed meanwhile must not be written over.
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        product = self.instance
        makers = Maker.objects.none()
        if product.pk:
            self.fields["vendor"].disabled = True
            makers = Maker.objects.filter(vendor__in=[product.vendor_id, product.vendor.sells_through_id])
        if "maker" in self.fields:
            self.fields["maker"].queryset = makers
            self.fields["maker"].help_text = "" if product.pk else _("Save first: then her makers can be chosen.")
        self.fields["seen"].initial = self.newest_event

    @property
    def newest_event(self):
        events = (
            ProductEvent.objects.filter(product=self.instance.pk) if self.instance.pk else ProductEvent.objects.none()
        )
        return events.order_by("-pk").values_list("pk", flat=True).first()

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and cleaned.get("seen") != self.newest_event:
            raise ValidationError(
                _("Someone has changed this product since you opened it. Open it again, then write your changes."),
                code="stale",
            )
        if cleaned.get("is_made_to_order") and not cleaned.get("lead_time_days"):
            self.add_error("lead_time_days", _("Made to order: in how many days is it ready?"))
        self._check_pictures()
        self._check_options()
        return cleaned

    def _check_pictures(self):
        """What is on sale keeps a photo."""
        formset = self.formsets.get("pictures")
        if self.instance.state != Product.State.PUBLISHED or formset is None or not formset.is_valid():
            return
        if not any(form.cleaned_data and not form.cleaned_data.get("DELETE") for form in formset.forms):
            raise ValidationError(_("A photo is missing."), code="picture")

    def _check_options(self):
        """An option whose goods have moved keeps its movements."""
        formset = self.formsets.get("variants")
        gone = [form.instance.pk for form in formset.deleted_forms if form.instance.pk] if formset else []
        if StockMovement.objects.filter(variant__in=gone).exists():
            raise ValidationError(
                _("An option that has been in stock stays. Set its stock to zero instead."), code="option"
            )


class VariantForm(WagtailAdminModelForm):
    price = PriceField(label=_("Price"), help_text=_("In dirhams, taxes included: 250 or 1 850,50"))

    class Meta:
        model = Variant
        fields = ("price",)

    def clean_sku(self):
        # Unique where there is one, so no number is NULL, not "".
        return self.cleaned_data["sku"] or None


class LabelForm(WagtailAdminModelForm):
    """A label; with a certificate's number the one who types it is the one who checked it."""

    def clean(self):
        cleaned = super().clean()
        label, number = cleaned.get("label"), cleaned.get("certificate")
        if label and label.needs_certificate and not number:
            self.add_error("certificate", _("This label needs its certificate's number."))
        if not number:
            self.instance.checked_by = cleaned["checked_on"] = None
        elif "certificate" in self.changed_data or self.instance.checked_by_id is None:
            self.instance.checked_by = self.for_user
            cleaned["checked_on"] = cleaned.get("checked_on") or timezone.localdate()
        if number and not cleaned.get("checked_on"):
            cleaned["checked_on"] = timezone.localdate()
        return cleaned


class RefusalForm(forms.Form):
    reason = forms.ChoiceField(label=_("Reason"), choices=Product.Refusal, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your words"), required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reason") == Product.Refusal.OTHER and not cleaned.get("words", "").strip():
            self.add_error("words", _("Say why, so that she can put it right."))
        return cleaned


class RestockForm(forms.Form):
    """How many more of each variant, or fewer."""

    note = forms.CharField(label=_("A word about why"), max_length=100, required=False)

    def __init__(self, *args, variants, **kwargs):
        super().__init__(*args, **kwargs)
        self.variants = {f"variant_{variant.pk}": variant for variant in variants}
        for name, variant in self.variants.items():
            self.fields[name] = forms.IntegerField(
                label=str(variant) or _("Pieces"), required=False, min_value=-10_000, max_value=10_000
            )
        self.order_fields([*self.variants, "note"])

    @property
    def quantities(self):
        return {
            variant.pk: self.cleaned_data[name] for name, variant in self.variants.items() if self.cleaned_data[name]
        }


class NounForm(WagtailAdminModelForm):
    """A word of the taxonomy. Its code is in addresses and stays as it first was."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["code"].disabled = True

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in ("name_fr", "name_ar", "name_en")):
            self.add_error("name_fr", _("Write the name in one language at least."))
        return cleaned


class CategoryForm(NounForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        crafts = Category.objects.crafts().exclude(pk=self.instance.pk)
        # A craft that has categories, or a category that has products, cannot change places with one another.
        is_craft = bool(self.instance.pk) and self.instance.parent_id is None
        self.fields["parent"].queryset = Category.objects.none() if is_craft else crafts
        self.fields["parent"].required = not is_craft
