from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.users.views.users import DeleteView, EditView, IndexView, UserColumn, UserViewSet

from marketplace.accounts.staff_forms import NewPersonForm, PersonForm


class PeopleIndexView(IndexView):
    search_fields = ["name", "phone", "email"]

    @property
    def columns(self):
        return [
            UserColumn("name", accessor=str, label=_("Name"), sort_key="name", get_url=self.get_edit_url),
            Column("phone", accessor="readable_phone", label=_("Phone"), sort_key="phone"),
            Column("email", label=_("E-mail"), sort_key="email"),
            BooleanColumn("is_superuser", label=_("administrator"), sort_key="is_superuser"),
            BooleanColumn("is_active", label=_("active"), sort_key="is_active"),
            DateColumn("last_login", label=_("Last sign-in"), sort_key="last_login"),
        ]

    def get_base_queryset(self):
        """Without those who asked to be forgotten: there is nothing left to see or change."""
        return super().get_base_queryset().filter(erased_at=None)

    def order_queryset(self, queryset):
        # Wagtail's would turn "name" into the last and first name that we do not have.
        return queryset.order_by(self.ordering or "name", "pk")

    def get_delete_url(self, instance):
        return None


class PersonEditView(EditView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.can_delete = False

    def get_delete_url(self):
        return None


class NeverDeleteView(DeleteView):
    """What a person did stays attributable: she is made inactive instead."""

    def dispatch(self, request, *args, **kwargs):
        raise PermissionDenied


class PeopleViewSet(UserViewSet):
    ordering = "name"
    index_view_class = PeopleIndexView
    edit_view_class = PersonEditView
    delete_view_class = NeverDeleteView
    create_template_name = "account/staff_create.html"
    edit_template_name = "account/staff_edit.html"

    def get_form_class(self, for_update=False):
        return PersonForm if for_update else NewPersonForm
