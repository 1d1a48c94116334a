"""What the centre types about the carriage of parcels, to clean data."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from catalogue.fields import PriceField
from catalogue.models import Category
from marketplace.checkout import tariff_files


class TariffForm(WagtailAdminModelForm):
    # 0: carried for nothing.
    amount = PriceField(label=_("price"), least=0)

    class Meta(WagtailAdminModelForm.Meta):
        # What a constraint without words of its own would say. The other one, of the days, is answered by `clean`.
        error_messages = {
            NON_FIELD_ERRORS: {None: _("There is a tariff for the same vendor, place, weight and carrier already.")}
        }

    def clean(self):
        cleaned = super().clean()
        least, most = cleaned.get("min_days"), cleaned.get("max_days")
        if least is not None and most is not None and least > most:
            self.add_error("max_days", _("This is fewer days than at least."))
        return cleaned


class UsualWeightForm(WagtailAdminModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        category = self.fields["category"]
        category.queryset = Category.objects.select_related("parent")
        # The category is what the row is known by: another one would be another row.
        category.disabled = self.instance.pk is not None


class TariffFileForm(forms.Form):
    file = forms.FileField(label=_("File"), help_text=_("A CSV file, as Excel and LibreOffice save it."))
    replace = forms.BooleanField(label=_("Delete the tariffs that are not in the file"), required=False)

    def clean_file(self):
        """The rows of the file; every fault of it at once, each with its line."""
        file = self.cleaned_data["file"]
        if file.size > tariff_files.LARGEST:
            raise ValidationError(_("This file is too large for a list of tariffs."))
        self.rows, faults = tariff_files.read(file.read())
        if faults:
            raise ValidationError([ValidationError(fault) for fault in faults])
        return file
