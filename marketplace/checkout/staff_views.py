"""The staff's screens about carriage that Wagtail's generic ones do not give."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, View
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button

from marketplace.checkout import tariff_files, tariff_loading
from marketplace.checkout.forms import TariffFileForm
from marketplace.checkout.models import Tariff, UsualWeight
from marketplace.checkout.tariffs import change
from marketplace.ledger.staff_views import ChangedMixin, MoneyColumn


class TariffsMixin(ChangedMixin):
    """What is saved or deleted here changes what parcels cost from now on."""

    change = staticmethod(change)


class SettledCreateView(TariffsMixin, generic.CreateView):
    pass


class SettledEditView(TariffsMixin, generic.EditView):
    pass


class SettledDeleteView(TariffsMixin, generic.DeleteView):
    pass


class TariffIndexView(generic.IndexView):
    paginate_by = 50
    file_url_name = load_url_name = None

    @cached_property
    def columns(self):
        return [
            self._get_title_column_class(TitleColumn)(
                "place", accessor=self.place, label=_("Place"), get_url=self.get_edit_url
            ),
            Column("vendor", accessor=lambda row: row.vendor or _("everybody"), label=_("Vendor")),
            Column("up_to_g", label=_("up to, in grams"), sort_key="up_to_g"),
            MoneyColumn("amount", label=_("Price"), sort_key="amount"),
            Column("days", accessor=lambda row: f"{row.min_days}–{row.max_days}", label=_("Days")),
            Column("carrier", label=_("Carrier"), sort_key="carrier", classname="staff-wide"),
            BooleanColumn("takes_cash", label=_("takes cash at the door"), classname="staff-wide"),
        ]

    @staticmethod
    def place(tariff):
        return tariff.territory or _("Abroad")

    def get_base_queryset(self):
        return Tariff.objects.select_related("territory", "vendor").order_by("territory__path", "up_to_g", "pk")

    @cached_property
    def header_more_buttons(self):
        buttons = [*super().header_more_buttons]
        buttons.append(Button(_("Download CSV"), url=reverse(self.file_url_name), icon_name="download", priority=90))
        if self.user_has_permission("add") and self.user_has_permission("change"):
            url = reverse(self.load_url_name)
            buttons.append(Button(_("Load a file of tariffs"), url=url, icon_name="upload", priority=100))
        return buttons


class TariffFileView(PermissionCheckedMixin, View):
    """All of them, as `TariffLoadView` takes them back."""

    model = Tariff
    any_permission_required = ("view", "add", "change", "delete")

    def get(self, request):
        tariffs = Tariff.objects.select_related("territory", "vendor").order_by("territory__path", "up_to_g", "pk")
        response = HttpResponse(tariff_files.write(tariffs), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="tariffs.csv"'
        return response


class TariffLoadView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    model = Tariff
    form_class = TariffFileForm
    permission_required = "add"
    template_name = "checkout/staff/load.html"
    page_title = gettext_lazy("Load a file of tariffs")
    header_icon = "upload"
    index_url_name = file_url_name = None

    def user_has_permission(self, permission):
        """A file may hold new tariffs and change old ones: who loads one may do both."""
        return super().user_has_permission(permission) and super().user_has_permission("change")

    def get_breadcrumbs_items(self):
        index = {"url": reverse(self.index_url_name), "label": _("Tariffs")}
        return [*super().get_breadcrumbs_items(), index, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "columns": tariff_files.COLUMNS,
            "file_url": reverse(self.file_url_name),
            "may_delete": self.user_has_permission("delete"),
        }

    def form_valid(self, form):
        replace = form.cleaned_data["replace"] and self.user_has_permission("delete")
        only_look = "look" in self.request.POST
        try:
            written = tariff_loading.load(form.rows, replace=replace, only_look=only_look)
        except tariff_loading.Refused as refused:
            form.add_error("file", refused.faults)
            return self.form_invalid(form)
        if only_look:
            return self.render_to_response(self.get_context_data(form=form, would=in_words(written)))
        messages.success(self.request, " ".join(in_words(written)))
        return redirect(self.index_url_name)


def in_words(written: tariff_loading.Written) -> list[str]:
    """What loading a file did, or would do: a sentence each."""
    sentences = [
        (written.added, ngettext("%(n)s tariff is new.", "%(n)s tariffs are new.", written.added)),
        (written.changed, ngettext("%(n)s is changed.", "%(n)s are changed.", written.changed)),
        (written.same, ngettext("%(n)s stays as it was.", "%(n)s stay as they were.", written.same)),
        (written.deleted, ngettext("%(n)s is deleted.", "%(n)s are deleted.", written.deleted)),
    ]
    return [sentence % {"n": count} for count, sentence in sentences if count]


class UsualWeightIndexView(generic.IndexView):
    @cached_property
    def columns(self):
        return [
            self._get_title_column_class(TitleColumn)(
                "category", accessor=str, label=_("Category"), get_url=self.get_edit_url
            ),
            Column("weight_g", label=_("weight in grams"), sort_key="weight_g"),
        ]

    def get_base_queryset(self):
        return UsualWeight.objects.select_related("category__parent").order_by("category__parent", "category")
