"""The staff's screens about vendors: registration only."""

import django_filters
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from vendors import opening
from vendors.forms import MakerForm, MembershipForm, NoteForm, VendorForm
from vendors.models import Partner, Territory, Vendor
from vendors.staff_moves import Move, MovesMixin
from vendors.staff_search import WordChooserViewSet, WordSearchMixin
from vendors.staff_views import (
    ConsentsView,
    EventsView,
    KeptView,
    StoryView,
    UnchangedView,
    UnmadeView,
    VendorCreateView,
    VendorEditView,
    VendorIndexView,
)

NAMES = ("name_fr", "name_ar", "name_en")
Kind = opening.Kind
MOVES = {
    name: Move(
        name=name,
        label=label,
        verb=verb,
        can=lambda vendor, kind=kind: opening.can(vendor, kind),
        refused=opening.NotAllowed,
        form_class=NoteForm,
        is_serious=kind in {Kind.PAUSED, Kind.CLOSED},
    )
    for name, label, verb, kind in (
        ("approve", _("Approve"), opening.approve, Kind.APPROVED),
        ("pause", _("Pause"), opening.pause, Kind.PAUSED),
        ("reopen", _("Reopen"), opening.reopen, Kind.REOPENED),
        ("close", _("Close"), opening.close, Kind.CLOSED),
    )
}


def in_three_languages(heading, stem):
    """One panel for a word that has a column per interface language."""
    return MultiFieldPanel(
        [FieldPanel(f"{stem}_{code}", attrs={"dir": "auto"}) for code in ("fr", "ar", "en")], heading
    )


class TradeViewSet(ModelViewSet):
    """Records of the trade. Not in Wagtail's index of references: verbs write in bulk, so it would not be true."""

    add_to_reference_index = False
    copy_view_enabled = False

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(**kwargs) | {"usage_url_name": None}


class InlineWithForm(InlinePanel):
    """Wagtail's inline panel, with a form class of ours for its rows."""

    def __init__(self, *args, form, **kwargs):
        super().__init__(*args, **kwargs)
        self.form_class = form

    def clone_kwargs(self):
        return super().clone_kwargs() | {"form": self.form_class}

    def get_form_options(self):
        options = super().get_form_options()
        options["formsets"][self.relation_name] |= {"form": self.form_class, "inherit_kwargs": ["for_user"]}
        return options


class VendorFilters(WagtailFilterSet):
    region = django_filters.ModelChoiceFilter(
        label=_("Region"), queryset=Territory.objects.regions().order_by("path"), method="filter_region"
    )

    class Meta:
        model = Vendor
        fields = ["state", "kind", "craft", "is_women_led", "is_on_holiday"]

    def filter_region(self, queryset, name, region):
        return queryset.filter(territory__path__startswith=region.path)


class VendorViewSet(MovesMixin, TradeViewSet):
    model = Vendor
    icon = "group"
    menu_label = _("Makers")
    index_view_class = VendorIndexView
    add_view_class = VendorCreateView
    edit_view_class = VendorEditView
    delete_view_class = KeptView
    history_view_class = EventsView
    filterset_class = VendorFilters
    search_fields = [*NAMES, "legal_name", "town_fr", "town_ar", "phone", "ice", "code"]
    list_export = ["code", *NAMES, "kind", "state", "territory", "phone", "ice", "register_number"]
    moves = MOVES

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    in_three_languages(_("Name"), "name"),
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("craft")]),
                    FieldPanel("code"),
                    FieldPanel("picture"),
                    in_three_languages(_("In one line"), "line"),
                    FieldPanel("territory"),
                    FieldRowPanel([FieldPanel("town_fr"), FieldPanel("town_ar")]),
                    FieldRowPanel([FieldPanel("founded"), FieldPanel("member_count")]),
                    FieldPanel("is_women_led"),
                    FieldPanel("partners"),
                ],
                heading=_("Who she is"),
            ),
            ObjectList(
                [
                    FieldPanel("legal_name"),
                    FieldRowPanel([FieldPanel("ice"), FieldPanel("tax_rate")]),
                    FieldPanel("register_number"),
                    FieldPanel("address"),
                    FieldRowPanel([FieldPanel("phone"), FieldPanel("whatsapp")]),
                    FieldPanel("email"),
                    FieldPanel("sells_through"),
                    FieldPanel("ships_abroad"),
                    FieldRowPanel([FieldPanel("is_on_holiday"), FieldPanel("back_on")]),
                ],
                heading=_("Papers and ways to reach her"),
            ),
            ObjectList(
                [
                    InlineWithForm(
                        "makers",
                        form=MakerForm,
                        heading=_("Makers"),
                        label=_("maker"),
                        panels=[
                            in_three_languages(_("Name"), "name"),
                            in_three_languages(_("Craft"), "craft"),
                            FieldPanel("languages"),
                            FieldPanel("portrait"),
                            FieldPanel("voice"),
                            in_three_languages(_("Story"), "story"),
                        ],
                    )
                ],
                heading=_("Makers"),
            ),
            ObjectList(
                [
                    InlineWithForm(
                        "memberships",
                        form=MembershipForm,
                        heading=_("Who may sell for her"),
                        label=_("person"),
                        panels=[FieldPanel("contact"), FieldPanel("person_name"), FieldPanel("role")],
                    )
                ],
                heading=_("People"),
            ),
        ],
        base_form_class=VendorForm,
    )

    @property
    def consents_view(self):
        return self.construct_view(ConsentsView, edit_url_name=self.get_url_name("edit"))

    def get_edit_view_kwargs(self, **kwargs):
        return super().get_edit_view_kwargs(
            moves=self.moves,
            move_url_name=self.get_url_name("move"),
            consents_url_name=self.get_url_name("consents"),
            story_url_name=self.get_url_name("story"),
            **kwargs,
        )

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("consents/<int:pk>/", self.consents_view, name="consents"),
            path("story/<int:pk>/<slug:language>/", StoryView.as_view(), name="story"),
        ]


class TerritoryIndexView(WordSearchMixin, generic.IndexView):
    pass


class TerritoryViewSet(TradeViewSet):
    """To look at: territories come from files (`load_territories`)."""

    model = Territory
    icon = "site"
    menu_label = _("Territories")
    index_view_class = TerritoryIndexView
    add_view_class = UnmadeView
    edit_view_class = UnchangedView
    delete_view_class = KeptView
    list_display = ["name", "code", "level", "parent"]
    list_filter = ["level"]
    search_fields = [*NAMES, "code"]
    inspect_view_enabled = True
    form_fields = list(NAMES)


class PartnerViewSet(SnippetViewSet):
    model = Partner
    icon = "group"
    menu_label = _("Partners")
    add_to_admin_menu = False
    list_display = ["name", "kind", "country"]
    list_filter = ["kind"]
    search_fields = list(NAMES)
    panels = [
        in_three_languages(_("Name"), "name"),
        FieldPanel("code"),
        FieldPanel("kind"),
        FieldPanel("country"),
        FieldPanel("website"),
        in_three_languages(_("In one sentence"), "sentence"),
    ]


class VendorChooserViewSet(WordChooserViewSet):
    model = Vendor
    icon = "group"
    choose_one_text = _("Choose a vendor")
    choose_another_text = _("Choose another vendor")
    search_fields = (*NAMES, "town_fr", "town_ar", "code")


class TerritoryChooserViewSet(WordChooserViewSet):
    model = Territory
    icon = "site"
    choose_one_text = _("Choose a territory")
    choose_another_text = _("Choose another territory")
    search_fields = (*NAMES, "code")
    related = ("parent",)


class MakersGroup(ViewSetGroup):
    menu_label = _("Makers")
    menu_icon = "group"
    menu_order = 110

    @cached_property
    def items(self):
        return (VendorViewSet("vendors"), PartnerViewSet(), TerritoryViewSet("territories"))


vendor_chooser_viewset = VendorChooserViewSet("vendor_chooser")
territory_chooser_viewset = TerritoryChooserViewSet("territory_chooser")
makers_group = MakersGroup()
