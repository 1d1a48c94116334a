from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.models import Report


class ReportForm(forms.ModelForm):
    class Meta:
        model = Report
        fields = ("reason", "words", "contact")
        widgets = {"words": forms.Textarea(attrs={"rows": 4, "maxlength": 2000})}
        help_texts = {"contact": _("Only if you would like an answer.")}
