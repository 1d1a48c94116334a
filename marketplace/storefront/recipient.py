"""What is asked before a purchase says for whom it is, and what it then says."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.phones import readable
from marketplace.orders.models import Purchase
from marketplace.orders.phrases import country_of

DIGITS = 4


class DigitsForm(forms.Form):
    WRONG = _("These are not the last digits of the telephone number of this order.")

    digits = forms.CharField(
        label=_("The last four digits of the telephone number"),
        validators=[RegexValidator(rf"^\d{{{DIGITS}}}$", _("Four digits, please."))],
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "maxlength": DIGITS, "dir": "ltr"}),
    )

    def clean_digits(self):
        """As our numbers are kept: Arabic and Persian digits count too."""
        return "".join(str(int(digit)) for digit in self.cleaned_data["digits"])


def lines_of(purchase: Purchase) -> list[str]:
    territory = purchase.territory.name_in(get_language()) if purchase.territory else ""
    country = country_of(purchase, get_language())
    lines = [purchase.name, readable(purchase.phone), purchase.address, purchase.place, territory, country]
    return [line for line in lines if line]
