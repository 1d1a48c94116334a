from django import forms

from marketplace.checkout.carts import MOST_OF_ONE

MOST_ID = 2**63 - 1


class AddForm(forms.Form):
    variant = forms.IntegerField(min_value=1, max_value=MOST_ID)
    quantity = forms.IntegerField(min_value=1, max_value=MOST_OF_ONE, required=False)

    @property
    def quantity_or_one(self) -> int:
        return self.cleaned_data["quantity"] or 1


class ChangeForm(forms.Form):
    """The field of a piece and its keys: what is typed, then one more or one fewer; or out with it."""

    variant = forms.IntegerField(min_value=1, max_value=MOST_ID)
    quantity = forms.IntegerField(min_value=0, max_value=MOST_OF_ONE)
    step = forms.IntegerField(min_value=-1, max_value=1, required=False)
    remove = forms.BooleanField(required=False)

    @property
    def is_valid_quantity(self) -> bool:
        return not self.errors or bool(self.cleaned_data.get("remove"))

    @property
    def wanted_quantity(self) -> int:
        if self.cleaned_data["remove"]:
            return 0
        return self.cleaned_data["quantity"] + (self.cleaned_data["step"] or 0)
