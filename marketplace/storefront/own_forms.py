from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.accounts import own_proof
from marketplace.accounts.forms import CodeField
from marketplace.orders.phrases import title
from marketplace.orders.withdrawing import may_come_back


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


class WithdrawForm(forms.Form):
    """How many of each piece she sends back; no reason is owed."""

    words = forms.CharField(
        label=_("Why? You need not say."), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args, order, language, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = {f"line_{line.pk}": line for line in order.goods if may_come_back(line)}
        for name, line in self.lines.items():
            self.fields[name] = forms.IntegerField(
                label=title(line, language),
                help_text=_("How many of %(n)s do you send back?") % {"n": line.kept},
                min_value=0,
                max_value=line.kept,
                initial=line.kept if len(self.lines) == 1 and line.kept == 1 else 0,
                required=False,
                widget=forms.NumberInput({"inputmode": "numeric"}),
            )
        self.order_fields([*self.lines, "words"])

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(self.pieces.values()):
            raise ValidationError(_("Say how many of which pieces you send back."))
        return cleaned

    @property
    def pieces(self):
        return {line.pk: self.cleaned_data.get(name) or 0 for name, line in self.lines.items()}
