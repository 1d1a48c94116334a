"""The staff's screens about vendors that Wagtail's generic ones do not give."""

import logging

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseListingView, BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from vendors import consent, stories
from vendors.forms import ConsentForm
from vendors.models import Consent, Maker, Vendor
from vendors.staff_export import SafeExportMixin
from vendors.staff_moves import MovesEditMixin
from vendors.staff_search import WordSearchMixin

logger = logging.getLogger(__name__)


class PictureColumn(Column):
    """A small picture beside a row; an accessor that gives None leaves the place empty."""

    cell_template_name = "vendors/staff/picture_cell.html"


class Closed:
    """An address that a viewset makes and nobody may use."""

    def dispatch(self, request, *args, **kwargs):
        raise PermissionDenied


class KeptView(Closed, generic.DeleteView):
    """For rows that others refer to: they are moved out of sight by a verb, never deleted."""


class UnmadeView(Closed, generic.CreateView):
    """For rows that come from files."""


class UnchangedView(Closed, generic.EditView):
    """For rows that come from files."""


# Found by Django before the row goes; by PostgreSQL, when somebody begins to use it at that moment, as it goes.
IN_USE = (ProtectedError, IntegrityError)


def stays(row):
    return _("“%(row)s” is in use, so it stays.") % {"row": row}


class CarefulDeleteView(generic.DeleteView):
    """Deletes what nothing uses; of the rest it says so."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except IN_USE:
            messages.error(self.request, stays(self.object))
            return redirect(self.get_success_url())


class MeanwhileMixin:
    """For a form that was right when it was checked, and is not any more when it is stored: two people add the same
    person, or one chooses a picture that the other deletes.
    """

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except (IntegrityError, ObjectDoesNotExist):
            logger.info("A form could not be stored", exc_info=True)
        sentence = _("Somebody changed the same thing at this moment, so nothing was saved. Look again, then save.")
        form.add_error(None, sentence)
        self.produced_error_message = self.get_error_message()
        return self.form_invalid(form)


class VendorIndexView(SafeExportMixin, WordSearchMixin, generic.IndexView):
    template_name = "vendors/staff/list.html"

    def get_delete_url(self, instance):
        return None

    @cached_property
    def columns(self):
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="vendor"),
            PictureColumn("picture", label=gettext_lazy("Picture")),
            self._get_title_column_class(TitleColumn)(
                "title", accessor=str, label=gettext_lazy("Vendor"), sort_key="name_fr", get_url=self.get_edit_url
            ),
            Column(
                "kind", accessor="get_kind_display", label=gettext_lazy("Kind"), sort_key="kind", classname="staff-wide"
            ),
            Column("territory", label=gettext_lazy("Place"), classname="staff-wide"),
            StatusTagColumn("state", accessor="get_state_display", label=gettext_lazy("State"), sort_key="state"),
        ]

    def get_base_queryset(self):
        return Vendor.objects.select_related("territory", "picture")


class VendorCreateView(MeanwhileMixin, generic.CreateView):
    pass


class ToldMixin:
    """For the edit view of a fact: its stories, and the languages that have none yet."""

    story_url_name = None

    def get_context_data(self, **kwargs):
        pages = list(self.object.pages.select_related("locale"))
        told = {page.language for page in pages}
        return super().get_context_data(**kwargs) | {
            "pages": pages,
            "untold": [
                (name, reverse(self.story_url_name, args=[self.object.pk, code]))
                for code, name in settings.LANGUAGES
                if code not in told
            ],
        }


class VendorEditView(ToldMixin, MeanwhileMixin, MovesEditMixin, generic.EditView):
    template_name = "vendors/staff/edit.html"
    consents_url_name = None

    def save_instance(self):
        # The form writes every column, and `opening` may have moved the state since the row was read.
        vendor = self.form.instance
        vendor.state = Vendor.objects.select_for_update().values_list("state", flat=True).get(pk=vendor.pk)
        return super().save_instance()

    def get_delete_url(self):
        return None

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "consents_url": reverse(self.consents_url_name, args=[self.object.pk])
        }


class StoryView(View):
    """Opens a draft of a fact's story in a language that has none, in Wagtail's page editor."""

    http_method_names = ["post"]
    model = Vendor

    def post(self, request, *args, pk, language, **kwargs):
        fact = self.model.objects.filter(pk=pk).first()
        if fact is None or language not in dict(settings.LANGUAGES):
            raise Http404
        page = fact.pages.filter(language=language).first()
        if page is None:
            folder = stories.stories_in(language, fact.pages.model.kept_in)
            if not folder.permissions_for_user(request.user).can_add_subpage():
                raise PermissionDenied
            page = stories.write_story(fact, language, [], actor=request.user, publish=False)
        return redirect("wagtailadmin_pages:edit", page.pk)


class EventsView(PermissionCheckedMixin, BaseObjectMixin, BaseListingView):
    """What happened to a row: its own events, appended by verbs."""

    any_permission_required = ("view", "add", "change", "delete")
    page_title = gettext_lazy("History")
    header_icon = "history"
    edit_url_name = history_url_name = history_results_url_name = None
    index_url_name = None
    paginate_by = 50
    is_searchable = False

    @cached_property
    def columns(self):
        return [
            Column("kind", accessor="get_kind_display", label=gettext_lazy("What")),
            Column("said", accessor=self.said, label=gettext_lazy("In which words")),
            Column("actor", label=gettext_lazy("Who")),
            DateColumn("at", label=gettext_lazy("When")),
        ]

    def said(self, event):
        return event.note

    def get_base_queryset(self):
        return self.object.events.select_related("actor").order_by("-pk")

    @cached_property
    def verbose_name_plural(self):
        return _("events")

    def get_page_subtitle(self):
        return str(self.object)

    def get_breadcrumbs_items(self):
        names = self.model._meta.verbose_name_plural
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": str(names).capitalize()},
            {"url": reverse(self.edit_url_name, args=[self.object.pk]), "label": str(self.object)},
            {"url": "", "label": _("History"), "sublabel": str(self.object)},
        ]

    def get_index_url(self):
        return reverse(self.history_url_name, args=[self.object.pk])

    def get_index_results_url(self):
        return reverse(self.history_results_url_name, args=[self.object.pk])


class ConsentsView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """What each maker of a vendor agreed to show, and since when."""

    model = Consent
    any_permission_required = ("add", "change")
    template_name = "vendors/staff/consents.html"
    page_title = gettext_lazy("Consents")
    edit_url_name = None

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, **kwargs)
        self.vendor = Vendor.objects.filter(pk=pk).first()
        if self.vendor is None:
            raise Http404
        self.makers = Maker.objects.filter(vendor=self.vendor).prefetch_related("consents")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "vendor": self.vendor,
            "form": ConsentForm(makers=self.makers),
            "edit_url": reverse(self.edit_url_name, args=[self.vendor.pk]),
            "makers": [(maker, [self._row(maker, subject) for subject in Consent.Subject]) for maker in self.makers],
        }

    def _row(self, maker, subject):
        given = [each for each in maker.consents.all() if each.subject == subject]
        action = "withdraw" if maker.consents_to(subject) else "give"
        form = ConsentForm(
            makers=self.makers,
            initial={"maker": maker.pk, "subject": subject.value, "action": action},
            auto_id=f"{maker.pk}-{subject.value}-%s",
        )
        return {"subject": subject.label, "given": given, "action": action, "form": form}

    def post(self, request, *args, **kwargs):
        form = ConsentForm(request.POST, makers=self.makers)
        if not form.is_valid():
            messages.error(request, _("Something is missing: write the day."))
            return redirect(request.path)
        said = form.cleaned_data
        try:
            if said["action"] == "give":
                consent.give(said["maker"], said["subject"], actor=request.user, on=said["on"], note=said["note"])
            else:
                consent.withdraw(said["maker"], said["subject"], actor=request.user, on=said["on"])
        except consent.NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Recorded."))
        return redirect(request.path)
