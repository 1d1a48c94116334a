"""The staff's screens about the carriage of parcels; `marketplace.office` puts them in its menu."""

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from marketplace.checkout.forms import TariffForm, UsualWeightForm
from marketplace.checkout.models import Tariff, UsualWeight
from marketplace.checkout.staff_views import (
    SettledCreateView,
    SettledDeleteView,
    SettledEditView,
    TariffFileView,
    TariffIndexView,
    TariffLoadView,
    UsualWeightIndexView,
)
from vendors.viewsets import TradeViewSet


class SettledViewSet(TradeViewSet):
    add_view_class = SettledCreateView
    edit_view_class = SettledEditView
    delete_view_class = SettledDeleteView


class TariffViewSet(SettledViewSet):
    model = Tariff
    icon = "table"
    menu_label = _("Delivery tariffs")
    index_view_class = TariffIndexView
    list_filter = ["carrier", "takes_cash"]
    search_fields = [
        "carrier",
        "territory__name_fr",
        "territory__name_ar",
        "territory__code",
        "vendor__name_fr",
        "vendor__name_ar",
        "vendor__code",
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("territory", help_text=_("Empty: abroad.")),
            FieldPanel("vendor", help_text=_("Empty: every vendor who has no tariff of her own for this place.")),
            FieldRowPanel([FieldPanel("up_to_g"), FieldPanel("amount"), FieldPanel("currency")]),
            FieldRowPanel([FieldPanel("min_days"), FieldPanel("max_days")]),
            FieldPanel("carrier", help_text=_("Empty: the vendor carries it herself, and is paid for it.")),
            FieldPanel("takes_cash"),
        ],
        base_form_class=TariffForm,
    )

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(
            file_url_name=self.get_url_name("file"), load_url_name=self.get_url_name("load"), **kwargs
        )

    @cached_property
    def load_view(self):
        return self.construct_view(
            TariffLoadView, index_url_name=self.get_url_name("index"), file_url_name=self.get_url_name("file")
        )

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("file/", TariffFileView.as_view(), name="file"),
            path("load/", self.load_view, name="load"),
        ]


class UsualWeightViewSet(SettledViewSet):
    model = UsualWeight
    icon = "list-ul"
    menu_label = _("Usual weights")
    index_view_class = UsualWeightIndexView
    search_fields = ["category__name_fr", "category__name_ar", "category__name_en"]
    edit_handler = ObjectList([FieldPanel("category"), FieldPanel("weight_g")], base_form_class=UsualWeightForm)
