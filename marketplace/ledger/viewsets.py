"""The staff's screens about the books: registration only."""

import django_filters
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.base import ViewSetGroup

from marketplace.ledger import naming
from marketplace.ledger.forms import DepositForm, SplitRuleForm
from marketplace.ledger.models import Account, Deposit, Entry, SplitRule
from marketplace.ledger.staff_views import (
    AccountIndexView,
    DepositCreateView,
    DepositIndexView,
    EntryIndexView,
    EntryView,
    SplitRuleCreateView,
    SplitRuleDeleteView,
    SplitRuleEditView,
    SplitRuleIndexView,
)
from vendors.staff_views import KeptView, UnchangedView, UnmadeView
from vendors.viewsets import TradeViewSet


class FactViewSet(TradeViewSet):
    """What is written by verbs, to be looked at."""

    add_view_class = UnmadeView
    edit_view_class = UnchangedView
    delete_view_class = KeptView
    form_fields = ()

    def get_permissions_to_register(self):
        """Groups of the shop's own may be given the right to look."""
        return Permission.objects.filter(
            content_type=ContentType.objects.get_for_model(self.model), codename=f"view_{self.model_name}"
        )


class AccountViewSet(FactViewSet):
    model = Account
    icon = "list-ul"
    menu_label = _("Chart of accounts")
    index_view_class = AccountIndexView
    export_filename = "accounts"

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(entries_url_name="ledger_entries:index", **kwargs)


class EntryFilters(WagtailFilterSet):
    at = django_filters.DateFromToRangeFilter(label=_("Between these days"), widget=DateRangePickerWidget)
    order = django_filters.CharFilter(label=_("Order"), lookup_expr="icontains")
    account = django_filters.ChoiceFilter(label=_("Account"), choices=Account.Kind, method="leave")
    whose = django_filters.CharFilter(label=_("Whose account"), method="leave")

    class Meta:
        model = Entry
        fields = ["kind", "currency", "order", "account", "whose", "at"]

    def leave(self, queryset, name, value):
        """Both are about one account: `filter_queryset` asks them together."""
        return queryset

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        kind, whose = (self.form.cleaned_data.get(name) for name in ("account", "whose"))
        accounts = Account.objects.all()
        if kind:
            accounts = accounts.filter(kind=kind)
        if whose:
            accounts = accounts.filter(key__in=naming.keys_of(whose))
        return queryset.touching(accounts) if kind or whose else queryset


class EntryViewSet(FactViewSet):
    model = Entry
    icon = "doc-full"
    menu_label = _("Entries")
    index_view_class = EntryIndexView
    inspect_view_enabled = True
    inspect_view_class = EntryView
    filterset_class = EntryFilters
    search_fields = ["order", "note"]
    export_filename = "entries"


class SplitRuleViewSet(TradeViewSet):
    model = SplitRule
    icon = "tasks"
    menu_label = _("Split rules")
    index_view_class = SplitRuleIndexView
    add_view_class = SplitRuleCreateView
    edit_view_class = SplitRuleEditView
    delete_view_class = SplitRuleDeleteView
    search_fields = ["name"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("position")]),
            MultiFieldPanel(
                [FieldPanel("vendor"), FieldPanel("cooperative"), FieldPanel("category")],
                heading=_("For what"),
                help_text=_("All that is filled must fit. Nothing filled: every sale."),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("platform_part"),
                    FieldPanel("cooperative_part"),
                    FieldPanel("fund_part"),
                    FieldPanel("fee_part"),
                ],
                heading=_("Who gets what"),
                help_text=_("The maker gets what these leave."),
            ),
            FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")], heading=_("When")),
        ],
        base_form_class=SplitRuleForm,
    )


class DepositViewSet(TradeViewSet):
    model = Deposit
    icon = "download"
    menu_label = _("Cash deposits")
    index_view_class = DepositIndexView
    add_view_class = DepositCreateView
    edit_view_class = UnchangedView
    delete_view_class = KeptView

    def get_form_class(self, for_update=False):
        return DepositForm


class BooksGroup(ViewSetGroup):
    menu_label = _("The books")
    menu_icon = "clipboard-list"
    menu_order = 130

    @cached_property
    def items(self):
        return (
            AccountViewSet("ledger_accounts", url_prefix="books/accounts"),
            EntryViewSet("ledger_entries", url_prefix="books/entries"),
            DepositViewSet("ledger_deposits", url_prefix="books/deposits"),
            SplitRuleViewSet("split_rules", url_prefix="books/rules"),
        )


books_group = BooksGroup()
