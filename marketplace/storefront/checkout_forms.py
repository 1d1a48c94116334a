"""What a shopper types and chooses on her way to an order, to clean data."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from marketplace.accounts import phones
from marketplace.accounts.forms import CodeField
from marketplace.checkout.placing import Address, Contact
from marketplace.checkout.quoting import Quote
from marketplace.payments.models import Method
from marketplace.storefront.checkout_places import HOME, countries, provinces, territory_of
from marketplace.storefront.long_select import LongChoiceField

REQUIRED = _("Fill in this field to go on.")
MOST_WORDS = 300


class DetailsForm(forms.Form):
    """Who she is and where she lives. What only Morocco, or only other countries need is not asked of the others."""

    name = forms.CharField(label=_("Full name"), max_length=120)
    phone = forms.CharField(
        label=_("Phone"), max_length=30, required=False, help_text=_("The courier calls you before coming.")
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    country = LongChoiceField(label=_("Country"), initial=HOME)
    province = LongChoiceField(label=_("Province or prefecture"), required=False)
    town = forms.CharField(label=_("Town or commune"), max_length=80)
    address = forms.CharField(
        label=_("Address"),
        max_length=250,
        help_text=_("Street, district, a landmark to find you"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    postcode = forms.CharField(label=_("Postcode"), max_length=12, required=False)

    AUTOCOMPLETE = {
        "name": "name",
        "phone": "tel",
        "email": "email",
        "country": "country",
        "town": "address-level2",
        "address": "street-address",
        "postcode": "postal-code",
    }

    def __init__(self, *args, language, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries(language)
        self.fields["province"].choices = provinces(language)
        self.fields["phone"].widget.input_type = "tel"
        self.fields["phone"].required = self.fields["province"].required = self._is_at_home
        for name, value in self.AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = value
        for given in self.fields.values():
            given.error_messages["required"] = REQUIRED

    def clean_phone(self):
        written = self.cleaned_data["phone"]
        return phones.normalise(written) if written else ""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("country") != HOME:
            cleaned["province"] = ""
            if not cleaned.get("phone") and not cleaned.get("email") and not self.errors.keys() & {"phone", "email"}:
                self.add_error("email", gettext("Give a telephone or an e-mail, so that we can reach you."))
        return cleaned

    @property
    def _is_at_home(self) -> bool:
        given = self.data if self.is_bound else self.initial
        return given.get("country", HOME) == HOME

    @property
    def typed(self) -> dict[str, str]:
        """As she wrote it, for the steps that follow."""
        return {name: str(self.data.get(name, "")).strip() for name in self.fields}

    @property
    def contact(self) -> Contact:
        return Contact(*(self.cleaned_data[name] for name in ("name", "phone", "email")))

    @cached_property
    def where(self) -> Address:
        given = self.cleaned_data
        territory = territory_of(given["country"], int(given["province"]) if given["province"] else None)
        return Address(given["country"], territory, given["town"], given["address"], given["postcode"])


class DeliveryForm(forms.Form):
    """For each parcel: how it reaches her, and a note to whoever makes it ready."""

    def __init__(self, *args, quote: Quote, **kwargs):
        super().__init__(*args, **kwargs)
        self.sellers = [parcel.seller.id for parcel in quote.parcels]
        for parcel in quote.parcels:
            methods = [(option.method, option.method) for option in parcel.options]
            missing = {"required": _("Choose how this parcel reaches you.")}
            self.fields[f"delivery_{parcel.seller.id}"] = forms.ChoiceField(choices=methods, error_messages=missing)
            self.fields[f"note_{parcel.seller.id}"] = forms.CharField(
                label=_("A note to the maker"),
                max_length=MOST_WORDS,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def delivery(self) -> dict[int, str]:
        return {seller: self.cleaned_data[f"delivery_{seller}"] for seller in self.sellers}

    @property
    def notes(self) -> dict[int, str]:
        notes = {seller: self.cleaned_data[f"note_{seller}"] for seller in self.sellers}
        return {seller: words for seller, words in notes.items() if words}


class PaymentForm(forms.Form):
    """`shown` is the digest of the quote that the page showed."""

    payment = forms.ChoiceField(
        label=_("Payment"), choices=Method, error_messages={"required": _("Choose how you pay.")}
    )
    accept = forms.BooleanField(
        label=_("I have read and accept the conditions of sale."),
        error_messages={"required": _("The order can only be made once you accept the conditions of sale.")},
    )
    code = CodeField(required=False)
    # The key that asks for another code.
    again = forms.BooleanField(required=False, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)
    shown = forms.CharField(max_length=64, widget=forms.HiddenInput)
