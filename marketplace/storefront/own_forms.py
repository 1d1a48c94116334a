from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.accounts import own_proof
from marketplace.accounts.forms import CodeField


class OwnDataForm(forms.Form):
    """What is wished of one purchase's data, and the code that was sent to whoever made it."""

    TELL, FORGET = "tell", "forget"

    code = CodeField(help_text=_("The six digits that we have just sent you."))
    wish = forms.ChoiceField(choices=[(TELL, TELL), (FORGET, FORGET)], widget=forms.HiddenInput)

    def __init__(self, *args, about, **kwargs):
        super().__init__(*args, **kwargs)
        self.about = about

    def clean(self):
        """The code last: one that is right is used up."""
        cleaned = super().clean()
        if not self.errors:
            try:
                own_proof.check(self.about, cleaned["code"])
            except ValidationError as refused:
                self.add_error("code", refused)
        return cleaned
