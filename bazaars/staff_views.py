"""The staff's screens about fairs that Wagtail's generic ones do not give."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from bazaars import assignment, stands, touring
from bazaars.forms import ExhibitorForm
from bazaars.models import Assignment, Bazaar, Sequence, Stop
from vendors.staff_export import SafeExportMixin
from vendors.staff_search import WordSearchMixin
from vendors.staff_views import CarefulDeleteView, MeanwhileMixin, ToldMixin, stays


class FairChangedMixin(MeanwhileMixin):
    """What is saved here may move exhibitors: they follow in the same transaction, or nothing is saved and it is said why.
    `fair(instance)` gives the fair concerned."""

    def save_instance(self):
        if self.form.instance.pk is None:
            saved = super().save_instance()
            with touring.changes(self.fair(saved)):
                return saved
        with touring.changes(self.fair(self.form.instance)):
            return super().save_instance()

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except assignment.NotAllowed as why:
            form.add_error(None, str(why))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)


class OfBazaar(FairChangedMixin):
    def fair(self, instance):
        return instance


class OfStop(FairChangedMixin):
    def fair(self, instance):
        return instance.bazaar


class BazaarIndexView(SafeExportMixin, WordSearchMixin, generic.IndexView):
    @cached_property
    def columns(self):
        return [
            self._get_title_column_class(TitleColumn)(
                "title", accessor=str, label=gettext_lazy("Fair"), get_url=self.get_edit_url
            ),
            DateColumn("starts", label=gettext_lazy("First day"), sort_key="starts"),
            DateColumn("ends", label=gettext_lazy("Last day"), sort_key="ends"),
            Column("organiser", label=gettext_lazy("Organiser"), classname="staff-wide"),
            StatusTagColumn("state", accessor="get_state_display", label=gettext_lazy("State"), sort_key="state"),
        ]


class BazaarCreateView(OfBazaar, generic.CreateView):
    pass


class BazaarEditView(OfBazaar, ToldMixin, generic.EditView):
    template_name = "bazaars/staff/edit.html"
    stop_edit_url_name = stop_add_url_name = exhibitors_url_name = None

    def get_success_url(self):
        return self.get_edit_url()

    def get_context_data(self, **kwargs):
        stops = self.object.stops.prefetch_related("sequences").order_by("pk")
        return super().get_context_data(**kwargs) | {
            "stops": [
                {
                    "stop": stop,
                    "edit_url": reverse(self.stop_edit_url_name, args=[stop.pk]),
                    "sequences": [
                        (sequence, reverse(self.exhibitors_url_name, args=[sequence.pk]))
                        for sequence in stop.sequences.all()
                    ],
                }
                for stop in stops
            ],
            "stop_add_url": f"{reverse(self.stop_add_url_name)}?bazaar={self.object.pk}",
        }


class BazaarDeleteView(CarefulDeleteView):
    """A fair with stops, or a story, stays."""

    def form_valid(self, form):
        if self.object.stops.exists():
            messages.error(self.request, stays(self.object))
            return redirect(self.get_success_url())
        return super().form_valid(form)


class StopIndexView(WordSearchMixin, generic.IndexView):
    @cached_property
    def columns(self):
        return [
            self._get_title_column_class(TitleColumn)(
                "town", accessor="town_fr", label=gettext_lazy("Town"), get_url=self.get_edit_url
            ),
            Column("venue_fr", label=gettext_lazy("Venue"), classname="staff-wide"),
            Column("bazaar", label=gettext_lazy("Fair")),
        ]

    def get_base_queryset(self):
        return Stop.objects.select_related("bazaar").order_by("-bazaar__starts", "pk")


class StopCreateView(OfStop, generic.CreateView):
    def get_initial_form_instance(self):
        stop = Stop()
        asked = self.request.GET.get("bazaar", "")
        stop.bazaar = Bazaar.objects.filter(pk=asked).first() if asked.isdecimal() else None
        return stop


class StopEditView(OfStop, generic.EditView):
    template_name = "bazaars/staff/stop_edit.html"
    exhibitors_url_name = bazaar_url_name = None

    def get_success_url(self):
        return self.get_edit_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "bazaar_url": reverse(self.bazaar_url_name, args=[self.object.bazaar_id]),
            "sequences": [
                (sequence, reverse(self.exhibitors_url_name, args=[sequence.pk]))
                for sequence in Sequence.objects.filter(stop=self.object)
            ],
        }


class StopDeleteView(CarefulDeleteView):
    def delete_action(self):
        bazaar = self.object.bazaar
        with touring.changes(bazaar):
            super().delete_action()


class ExhibitorsView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Who exhibits in a sequence, and on which stand; each row is written by the verb."""

    model = Bazaar
    permission_required = "change"
    form_class = ExhibitorForm
    template_name = "bazaars/staff/exhibitors.html"
    page_title = gettext_lazy("Exhibitors")
    header_icon = "group"
    stop_edit_url_name = None

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, **kwargs)
        self.sequence = Sequence.objects.filter(pk=pk).select_related("stop__bazaar").first()
        if self.sequence is None:
            raise Http404

    def get_page_subtitle(self):
        return str(self.sequence)

    def get_context_data(self, **kwargs):
        assignments = self.sequence.assignments.select_related("vendor__territory")
        return super().get_context_data(**kwargs) | {
            "sequence": self.sequence,
            "assignments": sorted(assignments, key=lambda row: stands.order(row.stand)),
            "stop_url": reverse(self.stop_edit_url_name, args=[self.sequence.stop_id]),
        }

    def post(self, request, *args, **kwargs):
        if leaving := request.POST.get("release", ""):
            found = Assignment.objects.filter(sequence=self.sequence, pk=leaving) if leaving.isdecimal() else ()
            for each in found:
                assignment.release(each, actor=request.user)
                messages.success(request, _("%(vendor)s is taken off the list.") % {"vendor": each.vendor.name})
            return redirect(request.path)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        said = form.cleaned_data
        try:
            assignment.assign(self.sequence, said["vendor"], stand=said["stand"], actor=self.request.user)
        except assignment.NotAllowed as why:
            form.add_error(None, str(why))
            return self.form_invalid(form)
        messages.success(self.request, _("%(vendor)s is on the list.") % {"vendor": said["vendor"].name})
        return redirect(self.request.path)
