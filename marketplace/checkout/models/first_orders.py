from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from marketplace.checkout.setting_forms import FirstOrdersForm
from marketplace.checkout.tariffs import change


@register_setting(icon="mobile-alt")
class FirstOrders(BaseGenericSetting):
    """What a first order from a telephone may come to, paid on delivery, before its shopper shows by a code that the telephone is hers.
    Minor units, by currency; 0: no code is ever asked for. A currency that is not here asks for none."""

    above_mad = models.PositiveBigIntegerField(_("in dirhams: a code by text above"), default=150_000)
    above_xof = models.PositiveBigIntegerField(_("in CFA francs: a code by text above"), default=90_000)

    edit_handler = ObjectList(
        [
            FieldPanel(
                "above_mad",
                help_text=_(
                    "A first order from a phone, paid on delivery, is confirmed by a code sent to it when it comes to more than this."
                    " 0: never."
                ),
            ),
            FieldPanel("above_xof"),
        ],
        base_form_class=FirstOrdersForm,
    )

    class Meta:
        verbose_name = _("first orders")

    def save(self, *args, **kwargs):
        """Every process reads it once: it is one of the terms."""
        with change():
            super().save(*args, **kwargs)

    @property
    def by_currency(self) -> dict[str, int]:
        return {"MAD": self.above_mad, "XOF": self.above_xof}
