"""The staff's screens about fairs: registration only."""

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.viewsets.base import ViewSetGroup

from bazaars.forms import BazaarForm, StopForm
from bazaars.models import Bazaar, Stop
from bazaars.staff_views import (
    BazaarCreateView,
    BazaarDeleteView,
    BazaarEditView,
    BazaarIndexView,
    ExhibitorsView,
    StopCreateView,
    StopDeleteView,
    StopEditView,
    StopIndexView,
)
from vendors.staff_views import StoryView
from vendors.viewsets import NAMES, TradeViewSet, in_three_languages

STOPS, BAZAARS = "stops", "bazaars"


class BazaarStoryView(StoryView):
    model = Bazaar


class BazaarViewSet(TradeViewSet):
    model = Bazaar
    icon = "date"
    menu_label = _("Fairs")
    index_view_class = BazaarIndexView
    add_view_class = BazaarCreateView
    edit_view_class = BazaarEditView
    delete_view_class = BazaarDeleteView
    list_filter = ["state", "is_own", "precision"]
    search_fields = [*NAMES, "code", "organiser", "stops__town_fr", "stops__town_ar"]
    list_export = [
        "code",
        *NAMES,
        "state",
        "starts",
        "ends",
        "precision",
        "exhibitor_count",
        "is_own",
        "organiser",
        "source",
    ]

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    in_three_languages(_("Name"), "name"),
                    FieldRowPanel([FieldPanel("code"), FieldPanel("edition")]),
                    FieldPanel("state"),
                    in_three_languages(_("Theme"), "theme"),
                    FieldRowPanel([FieldPanel("dye"), FieldPanel("picture")]),
                    FieldRowPanel([FieldPanel("exhibitor_count"), FieldPanel("area_m2")]),
                    FieldPanel("is_free"),
                    FieldPanel("partners"),
                ],
                heading=_("The fair"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldRowPanel([FieldPanel("call_opens"), FieldPanel("call_closes")])],
                        _("From when to when makers may ask for a place"),
                    ),
                    FieldRowPanel([FieldPanel("call_phone"), FieldPanel("call_email")]),
                ],
                heading=_("Call for exhibitors"),
            ),
            ObjectList(
                [
                    FieldPanel("is_own"),
                    FieldPanel("organiser"),
                    FieldPanel("source"),
                    FieldRowPanel(
                        [FieldPanel("starts"), FieldPanel("ends")], _("Where it has sequences, their days count.")
                    ),
                    FieldPanel("precision"),
                ],
                heading=_("A fair of others"),
            ),
        ],
        base_form_class=BazaarForm,
    )

    def get_edit_view_kwargs(self, **kwargs):
        return super().get_edit_view_kwargs(
            story_url_name=self.get_url_name("story"),
            stop_edit_url_name=f"{STOPS}:edit",
            stop_add_url_name=f"{STOPS}:add",
            exhibitors_url_name=f"{STOPS}:exhibitors",
            **kwargs,
        )

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("story/<int:pk>/<slug:language>/", BazaarStoryView.as_view(), name="story"),
        ]


class StopViewSet(TradeViewSet):
    model = Stop
    icon = "site"
    menu_label = _("Stops")
    index_view_class = StopIndexView
    add_view_class = StopCreateView
    edit_view_class = StopEditView
    delete_view_class = StopDeleteView
    search_fields = ["town_fr", "town_ar", "venue_fr", "venue_ar", "bazaar__name_fr", "bazaar__name_ar"]

    edit_handler = ObjectList(
        [
            FieldPanel("bazaar"),
            FieldPanel("territory"),
            FieldRowPanel([FieldPanel("town_fr"), FieldPanel("town_ar", attrs={"dir": "auto"})]),
            FieldRowPanel([FieldPanel("venue_fr"), FieldPanel("venue_ar", attrs={"dir": "auto"})]),
            FieldPanel("address"),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            FieldPanel("time_zone"),
            InlinePanel(
                "sequences",
                heading=_("Sequences"),
                label=_("sequence"),
                panels=[FieldRowPanel([FieldPanel("number"), FieldPanel("starts"), FieldPanel("ends")])],
            ),
            InlinePanel(
                "openings",
                heading=_("Opening hours"),
                label=_("opening hours"),
                help_text=_(
                    "A line for one day goes before its weekday's, and that before every day's. No hours: closed."
                ),
                panels=[
                    FieldRowPanel([FieldPanel("weekday"), FieldPanel("day")]),
                    FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
                ],
            ),
        ],
        base_form_class=StopForm,
    )

    def get_edit_view_kwargs(self, **kwargs):
        return super().get_edit_view_kwargs(
            exhibitors_url_name=self.get_url_name("exhibitors"), bazaar_url_name=f"{BAZAARS}:edit", **kwargs
        )

    @cached_property
    def exhibitors_view(self):
        return self.construct_view(ExhibitorsView, model=Bazaar, stop_edit_url_name=self.get_url_name("edit"))

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("sequences/<int:pk>/exhibitors/", self.exhibitors_view, name="exhibitors"),
        ]


class FairsGroup(ViewSetGroup):
    menu_label = _("Fairs")
    menu_icon = "date"
    menu_order = 115

    @cached_property
    def items(self):
        return (BazaarViewSet(BAZAARS), StopViewSet(STOPS))


fairs_group = FairsGroup()
