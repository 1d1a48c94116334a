"""Looking for rows by words in the admin: in lists and in choosers of models that Wagtail's search does not index."""

from functools import reduce
from operator import and_, or_

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

MOST_WORDS = 8


def matching(queryset, fields, typed):
    """The rows in which each word typed stands in one of `fields`."""
    words = typed.replace("\x00", "").split()[:MOST_WORDS]
    conditions = [reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields)) for word in words]
    return (
        queryset.filter(pk__in=queryset.model.objects.filter(reduce(and_, conditions)).values("pk"))
        if words
        else queryset
    )


class WordSearchMixin:
    """For an IndexView: `search_fields` are searched word by word."""

    def search_queryset(self, queryset):
        return matching(queryset, self.search_fields, self.search_query) if self.is_searching else queryset


class WordFilterForm(BaseFilterForm):
    fields_searched: tuple[str, ...] = ()
    q = forms.CharField(label=_("Search"), required=False)

    def filter(self, objects):
        if typed := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, typed
            objects = matching(objects, self.fields_searched, typed)
        return objects


class WordChooserViewSet(ChooserViewSet):
    """A chooser with a search box: `search_fields`; `related` is fetched with the rows."""

    search_fields: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def _filter_form(self):
        return type("FilterForm", (WordFilterForm,), {"fields_searched": self.search_fields})

    def _view(self, base):
        related = self.related

        class View(base):
            filter_form_class = self._filter_form

            def get_object_list(self):
                objects = super().get_object_list()
                return objects.select_related(*related) if related else objects

        return View

    @property
    def choose_view_class(self):
        return self._view(ChooseView)

    @property
    def choose_results_view_class(self):
        return self._view(ChooseResultsView)
