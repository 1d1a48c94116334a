"""The staff's screens about the books that Wagtail's generic ones do not give."""

from collections import OrderedDict
from datetime import datetime
from urllib.parse import urlencode

from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic

from catalogue.money import format_price, to_decimal
from marketplace.ledger import depositing, naming, ruling
from marketplace.ledger.accounts import Kind, Ref
from marketplace.ledger.forms import percent
from marketplace.ledger.models import Account, Entry, Posting, SplitRule
from vendors.staff_export import SafeExportMixin


def money(minor, currency):
    """Kept together and in its own direction within a line of any language."""
    return format_html("<bdi>{}</bdi>", format_price(minor, currency, get_language()))


class MoneyColumn(Column):
    """`accessor` gives minor units of the row's `currency`."""

    def get_value(self, instance):
        minor = super().get_value(instance)
        return "" if minor is None else money(minor, instance.currency)


class DayColumn(Column):
    """A date, or a moment, as a book has it: Wagtail's own says `two hours ago`."""

    def get_value(self, instance):
        day = super().get_value(instance)
        if isinstance(day, datetime):
            return date_format(timezone.localtime(day), "SHORT_DATETIME_FORMAT")
        return date_format(day, "SHORT_DATE_FORMAT")


class NamedRowsMixin:
    """For an IndexView: `name_rows` gets the rows of the page, whatever their number, to read their names at once."""

    def paginate_queryset(self, queryset, page_size):
        paginator, page, rows, has_others = super().paginate_queryset(queryset, page_size)
        rows = list(rows)
        self.name_rows(rows)
        return paginator, page, rows, has_others

    def name_rows(self, accounts):
        names = naming.names_of(accounts)
        for account in accounts:
            account.whose = names[Ref(account.kind, account.key)]


class ReadAloneMixin:
    """A list whose rows are looked at, never edited."""

    def get_edit_url(self, instance):
        return None

    def get_delete_url(self, instance):
        return None


class AccountIndexView(NamedRowsMixin, SafeExportMixin, ReadAloneMixin, generic.IndexView):
    """The chart of accounts: what is held, and to whom it belongs."""

    template_name = "ledger/staff/accounts.html"
    page_title = gettext_lazy("Chart of accounts")
    paginate_by = 100
    list_export = ["kind", "whose", "key", "balance", "currency"]
    export_headings = {
        "kind": gettext_lazy("Account"),
        "whose": gettext_lazy("Whose"),
        "key": gettext_lazy("Key of the account"),
        "balance": gettext_lazy("Balance"),
        "currency": gettext_lazy("Currency"),
    }
    entries_url_name = None

    @cached_property
    def columns(self):
        return [
            TitleColumn("account", accessor="get_kind_display", label=_("Account"), get_url=self.get_entries_url),
            Column("whose", label=_("Whose")),
            Column("side", accessor=self.side, label=_("What it says"), classname="staff-wide"),
            MoneyColumn("balance", accessor="shown_balance", label=_("Balance")),
        ]

    @staticmethod
    def side(account):
        if account.is_held:
            return _("held by us or due to us")
        return _("kept") if account.kind in Account.KEPT else _("owed by us")

    def get_base_queryset(self):
        return Account.objects.with_balances().in_order()

    def get_entries_url(self, account):
        asked = {"account": account.kind, "whose": account.key, "currency": account.currency}
        return f"{reverse(self.entries_url_name)}?{urlencode({key: word for key, word in asked.items() if word})}"

    def get_context_data(self, *args, **kwargs):
        totals = {} if self.is_export or self.results_only else Account.objects.totals()
        shown = [
            {name: money(sum_, currency) for name, sum_ in sums.items()} for currency, sums in sorted(totals.items())
        ]
        return super().get_context_data(*args, **kwargs) | {"totals": shown}

    def as_spreadsheet(self, queryset, spreadsheet_format):
        accounts = list(queryset)
        self.name_rows(accounts)
        return super().as_spreadsheet(accounts, spreadsheet_format)

    def to_row_dict(self, account):
        return OrderedDict(
            kind=str(account.get_kind_display()),
            whose=account.whose,
            key=account.key,
            balance=to_decimal(account.shown_balance, account.currency),
            currency=account.currency,
        )


class EntryIndexView(SafeExportMixin, ReadAloneMixin, generic.IndexView):
    """Entries on the screen; in a file their postings, one a row, as accountants read them."""

    paginate_by = 50
    list_export = ["number", "at", "kind", "order", "source", "target", "amount", "currency", "actor", "note"]
    export_headings = {
        "number": gettext_lazy("Entry"),
        "at": gettext_lazy("When"),
        "kind": gettext_lazy("Kind"),
        "order": gettext_lazy("Order"),
        "source": gettext_lazy("Out of"),
        "target": gettext_lazy("Into"),
        "amount": gettext_lazy("Amount"),
        "currency": gettext_lazy("Currency"),
        "actor": gettext_lazy("Who"),
        "note": gettext_lazy("Note"),
    }

    @cached_property
    def columns(self):
        return [
            TitleColumn("entry", accessor=str, label=_("Entry"), get_url=self.get_inspect_url, sort_key="id"),
            Column("order", label=_("Order"), sort_key="order"),
            MoneyColumn("amount", label=_("Amount")),
            Column("actor", label=_("Who"), classname="staff-wide"),
            Column("note", label=_("Note"), classname="staff-wide"),
            DayColumn("at", label=_("When"), sort_key="at"),
        ]

    def get_base_queryset(self):
        return Entry.objects.with_amounts().select_related("actor")

    def as_spreadsheet(self, queryset, spreadsheet_format):
        self.names = naming.names_of(Account.objects.filter(kind__in=Account.KEYED))
        postings = Posting.objects.filter(entry__in=queryset.order_by().values("pk"))
        rows = postings.select_related("entry__actor", "source", "target").order_by("entry_id", "pk")
        return super().as_spreadsheet(rows.iterator(chunk_size=2000), spreadsheet_format)

    def to_row_dict(self, posting):
        entry = posting.entry
        return OrderedDict(
            number=entry.pk,
            at=entry.at,
            kind=str(entry.get_kind_display()),
            order=entry.order,
            source=self.named(posting.source),
            target=self.named(posting.target),
            amount=to_decimal(posting.amount, entry.currency),
            currency=entry.currency,
            actor=str(entry.actor or ""),
            note=entry.note,
        )

    def named(self, account):
        return naming.in_full(account, self.names.get(Ref(account.kind, account.key), ""))


class EntryView(generic.InspectView):
    """One entry: its postings, its order, and what else the books say of that order."""

    template_name = "ledger/staff/entry.html"
    page_title = gettext_lazy("Entry")

    def get_object(self, queryset=None):
        return get_object_or_404(Entry.objects.with_amounts().select_related("actor"), pk=self.pk)

    def get_fields(self):
        return []

    def get_context_data(self, **kwargs):
        entry = self.object
        postings = list(entry.postings.select_related("source", "target"))
        names = naming.names_of([account for each in postings for account in (each.source, each.target)])
        others = Entry.objects.filter(order=entry.order).exclude(pk=entry.pk).order_by("pk") if entry.order else ()
        return super().get_context_data(**kwargs) | {
            "entry": entry,
            "amount": money(entry.amount, entry.currency),
            "postings": [
                {
                    "source": naming.in_full(each.source, names[Ref(each.source.kind, each.source.key)]),
                    "target": naming.in_full(each.target, names[Ref(each.target.kind, each.target.key)]),
                    "amount": money(each.amount, entry.currency),
                }
                for each in postings
            ],
            "order_url": order_url(entry.order),
            "others": others,
        }


def order_url(reference):
    """The order's own screen, in a package above; empty where there is none."""
    try:
        return reverse("office_order", args=[reference]) if reference else ""
    except NoReverseMatch:
        return ""


class SplitRuleIndexView(generic.IndexView):
    paginate_by = 50

    @cached_property
    def columns(self):
        return [
            Column("position", label=_("Position"), sort_key="position"),
            self._get_title_column_class(TitleColumn)(
                "name", label=_("Name"), sort_key="name", get_url=self.get_edit_url
            ),
            Column("matches", accessor=self.matches, label=_("For what"), classname="staff-wide"),
            *(
                Column(name, accessor=lambda rule, name=name: f"{percent(getattr(rule, name))} %", label=label)
                for name, label in (
                    ("maker_part", _("The maker")),
                    ("cooperative_part", _("The cooperative")),
                    ("platform_part", _("Maarad")),
                    ("fund_part", _("The solidarity fund")),
                    ("fee_part", _("Payment fees")),
                )
            ),
            StatusTagColumn("state", accessor=self.state, label=_("State"), primary=lambda rule: rule.is_in_force),
        ]

    @staticmethod
    def matches(rule):
        named = [str(noun) for noun in (rule.vendor, rule.cooperative, rule.category) if noun]
        return " · ".join(named) or _("Everything")

    @staticmethod
    def state(rule):
        if rule.is_in_force:
            return _("in force")
        return _("to come") if rule.starts > timezone.localdate() else _("ended")

    def get_base_queryset(self):
        return SplitRule.objects.select_related("vendor", "cooperative", "category")


class ChangedMixin:
    """For the forms of what processes remember: what is saved or deleted is so inside `change()`, which tells them."""

    change = None

    def save_instance(self):
        with self.change():
            return super().save_instance()

    def delete_action(self):
        pk = self.object.pk
        with self.change():
            super().delete_action()
        # By which it is still named in the message.
        self.object.pk = pk


class RuledMixin(ChangedMixin):
    change = staticmethod(ruling.change)


class SplitRuleCreateView(RuledMixin, generic.CreateView):
    pass


class SplitRuleEditView(RuledMixin, generic.EditView):
    pass


class SplitRuleDeleteView(RuledMixin, generic.DeleteView):
    pass


class DepositIndexView(NamedRowsMixin, ReadAloneMixin, generic.IndexView):
    paginate_by = 50

    @cached_property
    def columns(self):
        return [
            Column("whose", label=_("Who brought it")),
            MoneyColumn("amount", label=_("Amount")),
            DayColumn("on", label=_("Date"), sort_key="on"),
            Column("note", label=_("Note"), classname="staff-wide"),
            Column("actor", label=_("entered by"), classname="staff-wide"),
        ]

    def get_base_queryset(self):
        return self.model.objects.select_related("actor")

    def name_rows(self, deposits):
        names = naming.names_of(Ref(Kind.CUSTODY, deposit.holder) for deposit in deposits)
        for deposit in deposits:
            deposit.whose = names[Ref(Kind.CUSTODY, deposit.holder)]


class DepositCreateView(generic.CreateView):
    success_message = gettext_lazy("The deposit is written in the books.")

    def save_instance(self):
        told = self.form.cleaned_data
        return depositing.deposit(
            key=told["key"],
            holder=told["holder"].key,
            currency=told["holder"].currency,
            amount=told["amount"],
            on=told["on"],
            note=told["note"],
            actor=self.request.user,
        )

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except depositing.TooMuch as refused:
            form.add_error("amount", str(refused))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def get_success_url(self):
        return reverse(self.index_url_name)

    def get_success_buttons(self):
        return []
