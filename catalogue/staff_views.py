"""The staff's screens about products that Wagtail's generic ones do not give."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from catalogue import shelf, staff_saving, stock
from catalogue.forms import RestockForm
from catalogue.models import Product, Report, Variant
from catalogue.money import format_price
from catalogue.receivers import shelve_where
from vendors.staff_export import SafeExportMixin
from vendors.staff_moves import MovesEditMixin
from vendors.staff_search import WordSearchMixin
from vendors.staff_views import CarefulDeleteView, EventsView, MeanwhileMixin, PictureColumn


def first_picture(product):
    shown = min(product.pictures.all(), key=lambda each: (each.sort_order or 0, each.pk), default=None)
    return shown and shown.picture


def shown_price(product):
    cheapest = min(product.variants.all(), key=lambda variant: variant.price, default=None)
    return cheapest.shown_price if cheapest else ""


def on_hand(product):
    return sum(variant.stock.on_hand for variant in product.variants.all() if hasattr(variant, "stock"))


class ProductIndexView(SafeExportMixin, WordSearchMixin, generic.IndexView):
    template_name = "vendors/staff/list.html"

    @cached_property
    def columns(self):
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="product"),
            PictureColumn("picture", accessor=first_picture, label=gettext_lazy("Picture")),
            self._get_title_column_class(TitleColumn)(
                "title", accessor=str, label=gettext_lazy("Product"), get_url=self.get_edit_url
            ),
            Column("vendor", label=gettext_lazy("Vendor"), classname="staff-wide"),
            Column("category", label=gettext_lazy("Category"), classname="staff-wide"),
            StatusTagColumn("state", accessor="get_state_display", label=gettext_lazy("State"), sort_key="state"),
            Column("price", accessor=shown_price, label=gettext_lazy("Price")),
            Column("stock", accessor=on_hand, label=gettext_lazy("Stock"), classname="staff-wide"),
            DateColumn("created_at", label=gettext_lazy("Added"), sort_key="created_at", classname="staff-wide"),
        ]

    def get_base_queryset(self):
        return Product.objects.select_related("vendor", "category").prefetch_related(
            "texts", "variants__stock", "pictures__picture"
        )

    def get_delete_url(self, instance):
        return None


class ProductCreateView(MeanwhileMixin, generic.CreateView):
    def save_instance(self):
        product = super().save_instance()
        staff_saving.finish(product, actor=self.request.user, form=self.form, is_new=True)
        return product

    def get_success_url(self):
        """On to the stock: a new product has none."""
        return reverse("products:stock", args=[self.object.pk])


class ProductEditView(MeanwhileMixin, MovesEditMixin, generic.EditView):
    template_name = "catalogue/staff/product_edit.html"
    stock_url_name = None

    def save_instance(self):
        staff_saving.hold(self.form.instance)
        product = super().save_instance()
        # Wagtail holds `atomic` here, and the children are stored: only now can the card be written.
        staff_saving.finish(product, actor=self.request.user, form=self.form, is_new=False)
        return product

    def get_delete_url(self):
        return None

    def get_context_data(self, **kwargs):
        variants = Variant.objects.filter(product=self.object).select_related("stock")
        return super().get_context_data(**kwargs) | {
            "stock_url": reverse(self.stock_url_name, args=[self.object.pk]),
            "variants": variants,
            "refused": self.object.state == Product.State.REFUSED,
            "reports": self.object.reports.filter(closed_at=None),
        }


class StockView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Stock changes only by the verb: how many more, or fewer."""

    model = Product
    permission_required = "change"
    form_class = RestockForm
    template_name = "catalogue/staff/stock.html"
    page_title = gettext_lazy("Stock")
    edit_url_name = None

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, **kwargs)
        self.product = Product.objects.filter(pk=pk).first()
        if self.product is None:
            raise Http404
        self.variants = list(Variant.objects.filter(product=self.product).select_related("stock"))

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"variants": self.variants}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "product": self.product,
            "rows": [(variant, context["form"][name]) for name, variant in context["form"].variants.items()],
            "edit_url": reverse(self.edit_url_name, args=[self.product.pk]),
        }

    def form_valid(self, form):
        try:
            with shelf.changes():
                for variant_id, quantity in sorted(form.quantities.items()):
                    stock.restock(variant_id, quantity, actor=self.request.user, note=form.cleaned_data["note"])
        except stock.SoldOut as sold_out:
            form.add_error(None, str(sold_out))
            return self.form_invalid(form)
        messages.success(self.request, _("The stock is written down."))
        return redirect(reverse(self.edit_url_name, args=[self.product.pk]))


class ProductEventsView(EventsView):
    @cached_property
    def currency(self):
        return self.object.variants.values_list("currency", flat=True).first() or "MAD"

    def said(self, event):
        """The details that a person can read."""
        details = event.details
        if details.get("refusal"):
            reason = str(Product.Refusal(details["refusal"]).label)
            return " · ".join(part for part in (reason, details.get("refusal_words")) if part)
        if "after" in details:
            return " → ".join(format_price(details[key], self.currency, get_language()) for key in ("before", "after"))
        return ", ".join(str(name) for key in ("facts", "words") for name in details.get(key, ()))


class NounEditView(generic.EditView):
    """Of a word of the taxonomy, which stands on the cards of many products."""

    products_of = None

    def save_instance(self):
        noun = super().save_instance()
        shelve_where(self.products_of(noun))
        return noun


class NounDeleteView(CarefulDeleteView):
    products_of = None

    def delete_action(self):
        with transaction.atomic():
            condition = self.products_of(self.object)
            touched = list(Product.objects.filter(condition).values_list("pk", flat=True).distinct())
            super().delete_action()
            shelf.shelve(touched)


class ReportIndexView(WordSearchMixin, generic.IndexView):
    template_name = "vendors/staff/list.html"

    @cached_property
    def columns(self):
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="report"),
            self._get_title_column_class(TitleColumn)(
                "product", label=gettext_lazy("Product"), get_url=self.get_edit_url
            ),
            Column("reason", accessor="get_reason_display", label=gettext_lazy("Reason"), sort_key="reason"),
            Column("words", label=gettext_lazy("In her words")),
            DateColumn("at", label=gettext_lazy("When"), sort_key="at", classname="staff-wide"),
            DateColumn("closed_at", label=gettext_lazy("Closed"), sort_key="closed_at"),
        ]

    def get_base_queryset(self):
        return Report.objects.select_related("product").prefetch_related("product__texts")


class ReportEditView(MovesEditMixin, generic.EditView):
    """To read, and to close; what a visitor said is not edited."""

    template_name = "catalogue/staff/report.html"

    def post(self, request, *args, **kwargs):
        return redirect(self.get_edit_url_for(kwargs["pk"]))

    def get_edit_url_for(self, pk):
        return reverse(self.edit_url_name, args=[pk])
