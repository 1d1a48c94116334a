"""What the centre types on the page of a setting. Models import it, so it imports none."""

from wagtail.admin.forms import WagtailAdminModelForm

from catalogue.fields import PriceField


class FirstOrdersForm(WagtailAdminModelForm):
    above_mad = PriceField(least=0)
    above_xof = PriceField(least=0, currency="XOF")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("above_mad", "above_xof"):
            self.fields[name].label = self._meta.model._meta.get_field(name).verbose_name
