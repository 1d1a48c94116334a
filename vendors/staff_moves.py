"""Buttons of the staff that call a verb, on one row's screen and on many rows of a list. Used by every app above, too.

A `Move` names the verb; `MoveView` runs it for one row, `bulk_action` makes Wagtail's action for many.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permissions import policy_registry


@dataclass(frozen=True)
class Move:
    """`verb(row, actor=…, **what the form asked)`, raising `refused` when the row's state forbids it."""

    name: str
    label: str
    verb: Callable
    can: Callable
    refused: type[Exception]
    form_class: type[forms.Form] = forms.Form
    is_serious: bool = False
    # Holds the rows' writes together when there are many.
    together: Callable[[], AbstractContextManager] = field(default=nullcontext)

    @property
    def asks(self):
        """Whether there is something to say before it is done."""
        return bool(self.form_class.base_fields)


class MoveView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """One move of one row: does it at a POST; a GET asks what there is to ask."""

    model = None
    moves: Mapping[str, Move] = {}
    edit_url_name = None
    permission_required = "change"
    template_name = "vendors/staff/move.html"

    def setup(self, request, *args, pk, move, **kwargs):
        super().setup(request, *args, **kwargs)
        self.object = self.model.objects.filter(pk=pk).first()
        self.move = self.moves.get(move)
        if self.object is None or self.move is None:
            raise Http404

    def get_form_class(self):
        return self.move.form_class

    def get_page_title(self):
        return self.move.label

    def get_page_subtitle(self):
        return str(self.object)

    def get_success_url(self):
        return reverse(self.edit_url_name, args=[self.object.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "object": self.object,
            "move": self.move,
            "edit_url": self.get_success_url(),
        }

    def form_valid(self, form):
        try:
            self.move.verb(self.object, actor=self.request.user, **form.cleaned_data)
        except self.move.refused as refusal:
            messages.error(self.request, str(refusal))
        else:
            messages.success(
                self.request, _("“%(what)s”: done for %(row)s.") % {"what": self.move.label, "row": self.object}
            )
        return redirect(self.get_success_url())


class MovesMixin:
    """For a ModelViewSet: the addresses of its rows' moves."""

    moves: Mapping[str, Move] = {}

    @property
    def move_view(self):
        return self.construct_view(
            MoveView, moves=self.moves, model=self.model, edit_url_name=self.get_url_name("edit")
        )

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("move/<int:pk>/<slug:move>/", self.move_view, name="move")]


class MovesEditMixin:
    """For its edit view: the buttons of the moves that make sense now."""

    moves: Mapping[str, Move] = {}
    move_url_name = None

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["moves"] = [
            {"move": move, "url": reverse(self.move_url_name, args=[self.object.pk, name])}
            for name, move in self.moves.items()
            if move.can(self.object)
        ]
        return context

    def get_success_url(self):
        """Stay with the row: what usually follows is a move."""
        return self.get_edit_url()


class MoveMany(BulkAction):
    """Wagtail's action for one move of many rows: those whose state forbids it are counted, the others are moved."""

    move: Move
    template_name = "vendors/staff/move_many.html"

    @classmethod
    def get_queryset(cls, model, object_ids):
        return list(model.objects.filter(pk__in=[pk for pk in object_ids if str(pk).isdecimal()]))

    def get_all_objects_in_listing_query(self, parent_id):
        # Wagtail would take every row of the table, whatever the list was filtered by.
        raise PermissionDenied

    def check_perm(self, obj):
        policy = policy_registry.get_by_type(self.model)
        return policy.user_has_permission_for_instance(self.request.user, "change", obj)

    def object_context(self, obj):
        finder = AdminURLFinder(self.request.user)
        return super().object_context(obj) | {"edit_url": finder.get_edit_url(obj), "can": self.move.can(obj)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"move": self.move}

    def get_execution_context(self):
        return {"actor": self.request.user, "answers": self.cleaned_form.cleaned_data, "action": self}

    @classmethod
    def execute_action(cls, objects, *, actor, answers, action, **kwargs):
        done = 0
        with cls.move.together():
            for row in objects:
                try:
                    cls.move.verb(row, actor=actor, **answers)
                except cls.move.refused:
                    continue
                done += 1
        action.left_alone = len(objects) - done
        return done, 0

    def get_success_message(self, done, _children):
        said = ngettext("“%(what)s”: done for %(n)s.", "“%(what)s”: done for %(n)s.", done)
        said %= {"what": self.move.label, "n": done}
        if self.left_alone:
            left = ngettext("%(n)s was left as it is.", "%(n)s were left as they are.", self.left_alone)
            said = f"{said} {left % {'n': self.left_alone}}"
        return said


def bulk_action(row_model, move, priority):
    """The class Wagtail registers for `move`; under the names by which Wagtail reads it."""
    attributes = {
        "models": [row_model],
        "move": move,
        "display_name": move.label,
        "aria_label": move.label,
        "action_type": move.name,
        "action_priority": priority,
        "form_class": move.form_class,
    }
    return type(f"{row_model.__name__}{move.name.title()}Many", (MoveMany,), attributes)
