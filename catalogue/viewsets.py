"""The staff's screens about products: registration only."""

import django_filters
from django import forms
from django.db.models import Q
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.viewsets.base import ViewSetGroup

from catalogue import publishing, reporting, shelf
from catalogue.forms import CategoryForm, LabelForm, NounForm, ProductForm, RefusalForm, VariantForm
from catalogue.models import Category, Label, Material, Product, Report, Technique
from catalogue.staff_views import (
    NounDeleteView,
    NounEditView,
    ProductCreateView,
    ProductEditView,
    ProductEventsView,
    ProductIndexView,
    ReportEditView,
    ReportIndexView,
    StockView,
)
from vendors.models import Territory, Vendor
from vendors.staff_moves import Move, MovesMixin
from vendors.staff_search import WordChooserViewSet
from vendors.staff_views import KeptView
from vendors.viewsets import InlineWithForm, TradeViewSet, in_three_languages

NAMES = ["name_fr", "name_ar", "name_en"]
Kind = publishing.Kind


def _move(name, label, verb, kind, **others):
    return Move(
        name=name,
        label=label,
        verb=verb,
        can=lambda product: publishing.can(product, kind),
        refused=publishing.NotAllowed,
        together=shelf.changes,
        **others,
    )


PRODUCT_MOVES = {
    move.name: move
    for move in (
        _move("publish", _("Publish"), publishing.publish, Kind.PUBLISHED),
        _move("refuse", _("Refuse"), publishing.refuse, Kind.REFUSED, form_class=RefusalForm, is_serious=True),
        _move("submit", _("Submit"), publishing.submit, Kind.SUBMITTED),
        _move("withdraw", _("Withdraw"), publishing.withdraw, Kind.WITHDRAWN, is_serious=True),
        _move("reopen", _("Take up again"), publishing.reopen, Kind.REOPENED),
    )
}
REPORT_MOVES = {
    "close": Move(
        name="close",
        label=_("Close"),
        verb=reporting.close,
        can=lambda report: report.closed_at is None,
        refused=reporting.NotAllowed,
    )
}


class ProductFilters(WagtailFilterSet):
    craft = django_filters.ModelChoiceFilter(
        label=_("Craft"), queryset=Category.objects.crafts(), field_name="category__parent"
    )
    region = django_filters.ModelChoiceFilter(
        label=_("Region"), queryset=Territory.objects.regions().order_by("path"), method="filter_region"
    )
    vendor = django_filters.ModelChoiceFilter(
        label=_("Vendor"), queryset=Vendor.objects.filter(products__isnull=False).distinct()
    )

    class Meta:
        model = Product
        fields = ["state", "craft", "category", "vendor", "region"]

    def filter_region(self, queryset, name, region):
        return queryset.filter(vendor__territory__path__startswith=region.path)


class ProductViewSet(MovesMixin, TradeViewSet):
    model = Product
    icon = "tag"
    menu_label = _("Products")
    index_view_class = ProductIndexView
    add_view_class = ProductCreateView
    edit_view_class = ProductEditView
    delete_view_class = KeptView
    history_view_class = ProductEventsView
    filterset_class = ProductFilters
    search_fields = ["texts__title", "vendor__name_fr", "vendor__name_ar", "vendor__name_en", "variants__sku"]
    list_export = ["pk", "__str__", "vendor", "category", "state", "created_at"]
    moves = PRODUCT_MOVES

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("vendor"),
                    FieldPanel("category"),
                    InlinePanel("pictures", heading=_("Photos"), label=_("photo"), panels=[FieldPanel("picture")]),
                    InlinePanel(
                        "texts",
                        heading=_("Words"),
                        label=_("language"),
                        min_num=1,
                        max_num=5,
                        panels=[
                            FieldPanel("language"),
                            FieldPanel("title", attrs={"dir": "auto"}),
                            FieldPanel("description", attrs={"dir": "auto"}),
                            FieldPanel("care", attrs={"dir": "auto"}),
                            FieldPanel("ingredients", attrs={"dir": "auto"}),
                        ],
                    ),
                    InlineWithForm(
                        "variants",
                        form=VariantForm,
                        heading=_("Options and prices"),
                        label=_("option"),
                        min_num=1,
                        panels=[
                            FieldPanel("price"),
                            FieldRowPanel([FieldPanel("size"), FieldPanel("colour")]),
                            FieldRowPanel([FieldPanel("weight_g"), FieldPanel("sku")]),
                        ],
                    ),
                ],
                heading=_("The piece"),
            ),
            ObjectList(
                [
                    FieldPanel("maker"),
                    FieldPanel("withdrawal"),
                    FieldPanel("is_unique"),
                    FieldRowPanel([FieldPanel("is_made_to_order"), FieldPanel("lead_time_days")]),
                    FieldRowPanel([FieldPanel("dimensions"), FieldPanel("hours_of_work")]),
                    MultiFieldPanel(
                        [
                            FieldRowPanel([FieldPanel("net_weight_g"), FieldPanel("net_volume_ml")]),
                            FieldRowPanel([FieldPanel("best_before"), FieldPanel("onssa_number")]),
                        ],
                        heading=_("Food and cosmetics"),
                    ),
                    InlineWithForm(
                        "labels",
                        form=LabelForm,
                        heading=_("Labels"),
                        label=_("label"),
                        panels=[
                            FieldPanel("label"),
                            FieldRowPanel([FieldPanel("certificate"), FieldPanel("checked_on")]),
                        ],
                    ),
                ],
                heading=_("Facts"),
            ),
            ObjectList(
                [
                    FieldPanel("materials", widget=forms.CheckboxSelectMultiple, classname="staff-ticks"),
                    FieldPanel("techniques", widget=forms.CheckboxSelectMultiple, classname="staff-ticks"),
                ],
                heading=_("Materials and techniques"),
            ),
        ],
        base_form_class=ProductForm,
    )

    @property
    def stock_view(self):
        return self.construct_view(StockView, edit_url_name=self.get_url_name("edit"))

    def get_edit_view_kwargs(self, **kwargs):
        return super().get_edit_view_kwargs(
            moves=self.moves,
            move_url_name=self.get_url_name("move"),
            stock_url_name=self.get_url_name("stock"),
            **kwargs,
        )

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("stock/<int:pk>/", self.stock_view, name="stock")]


class NounViewSet(TradeViewSet):
    """Words of the taxonomy; `products_of` says on whose cards one stands."""

    edit_view_class = NounEditView
    delete_view_class = NounDeleteView
    list_display = ["name", "code"]
    search_fields = [*NAMES, "code"]
    products_of = None
    noun_panels = ()
    noun_form = NounForm

    def get_edit_handler(self):
        panels = [in_three_languages(_("Name"), "name"), FieldPanel("code"), *self.noun_panels]
        return ObjectList(panels, base_form_class=self.noun_form).bind_to_model(self.model)

    def get_edit_view_kwargs(self, **kwargs):
        return super().get_edit_view_kwargs(products_of=type(self).products_of, **kwargs)

    def get_delete_view_kwargs(self, **kwargs):
        return super().get_delete_view_kwargs(products_of=type(self).products_of, **kwargs)


class CategoryViewSet(NounViewSet):
    model = Category
    icon = "folder-open-inverse"
    menu_label = _("Categories")
    list_display = ["name", "code", "parent", "regime", "position"]
    list_filter = ["parent", "regime"]
    noun_form = CategoryForm
    noun_panels = [
        FieldPanel("parent"),
        FieldRowPanel([FieldPanel("icon"), FieldPanel("dye")]),
        FieldRowPanel([FieldPanel("regime"), FieldPanel("position")]),
    ]

    @staticmethod
    def products_of(category):
        return Q(category=category) | Q(category__parent=category)


class MaterialViewSet(NounViewSet):
    model = Material
    icon = "list-ul"
    menu_label = _("Materials")

    @staticmethod
    def products_of(material):
        return Q(materials=material)


class TechniqueViewSet(NounViewSet):
    model = Technique
    icon = "list-ul"
    menu_label = _("Techniques")

    @staticmethod
    def products_of(technique):
        return Q(techniques=technique)


class LabelViewSet(NounViewSet):
    model = Label
    icon = "tag"
    menu_label = _("Labels")
    list_display = ["name", "code", "needs_certificate"]
    noun_panels = [FieldPanel("icon"), FieldPanel("needs_certificate")]

    @staticmethod
    def products_of(label):
        return Q(labels__label=label)


class ReportFilters(WagtailFilterSet):
    closed_at = django_filters.BooleanFilter(label=_("Still open"), field_name="closed_at", lookup_expr="isnull")

    class Meta:
        model = Report
        fields = ["reason"]


class ReportViewSet(MovesMixin, TradeViewSet):
    model = Report
    icon = "warning"
    menu_label = _("Reports")
    index_view_class = ReportIndexView
    edit_view_class = ReportEditView
    delete_view_class = KeptView
    filterset_class = ReportFilters
    search_fields = ["words", "product__texts__title"]
    form_fields = ["reason"]
    moves = REPORT_MOVES

    def get_edit_view_kwargs(self, **kwargs):
        return super().get_edit_view_kwargs(moves=self.moves, move_url_name=self.get_url_name("move"), **kwargs)


class ProductChooserViewSet(WordChooserViewSet):
    model = Product
    icon = "tag"
    choose_one_text = _("Choose a product")
    choose_another_text = _("Choose another product")
    search_fields = ("texts__title", "vendor__name_fr", "vendor__name_ar")


class CatalogueGroup(ViewSetGroup):
    menu_label = _("Catalogue")
    menu_icon = "tag"
    menu_order = 100

    @cached_property
    def items(self):
        return (
            ProductViewSet("products"),
            ReportViewSet("reports"),
            CategoryViewSet("categories"),
            MaterialViewSet("materials"),
            TechniqueViewSet("techniques"),
            LabelViewSet("labels"),
        )


product_chooser_viewset = ProductChooserViewSet("product_chooser")
catalogue_group = CatalogueGroup()
