"""Lists of purchases, orders and refunds for the centre: filtered, searched, written to a file."""

from collections import OrderedDict

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic

from catalogue.money import to_decimal
from marketplace.ledger.staff_views import MoneyColumn, ReadAloneMixin
from marketplace.office.finding import purchases_like
from marketplace.orders.models import Order, Purchase
from marketplace.payments.models import Refund
from vendors.staff_export import SafeExportMixin


class FactsIndexView(SafeExportMixin, ReadAloneMixin, generic.IndexView):
    """`exported` names each column of the file: (heading, what it says of a row)."""

    paginate_by = 50
    is_searchable = True
    exported: dict = {}
    to_purchase = ""

    def get(self, request, *args, **kwargs):
        if self.is_export:
            # Row by row: the books of some years are many, and Wagtail would hold them all.
            rows = self.get_queryset().iterator(chunk_size=500)
            return self.as_spreadsheet(rows, request.GET["export"])
        return super().get(request, *args, **kwargs)

    def search_queryset(self, queryset):
        found = purchases_like(self.search_query, self.to_purchase) if self.is_searching else None
        return queryset.filter(found) if found is not None else queryset

    @property
    def list_export(self):
        return list(self.exported)

    @property
    def export_headings(self):
        return {name: heading for name, (heading, _says) in self.exported.items()}

    def to_row_dict(self, row):
        return OrderedDict((name, says(row)) for name, (_heading, says) in self.exported.items())


def show_url(purchase_id):
    return reverse("purchases:inspect", args=[purchase_id])


def states_of(purchase):
    state = purchase.state
    return Order.State(state).label if state else _("Several states: see each parcel")


def methods_of(purchase):
    return ", ".join(dict.fromkeys(str(each.get_method_display()) for each in purchase.collections.all()))


def money_of(row, amount):
    return to_decimal(amount, row.currency)


class PurchaseIndexView(FactsIndexView):
    exported = {
        "reference": (_("Reference"), lambda row: row.reference),
        "placed_at": (_("Placed on"), lambda row: row.placed_at),
        "state": (_("State"), lambda row: str(states_of(row))),
        "name": (_("Full name"), lambda row: row.name),
        "phone": (_("Phone"), lambda row: row.phone),
        "email": (_("E-mail"), lambda row: row.email),
        "town": (_("Town or commune"), lambda row: row.town),
        "territory": (_("Place"), lambda row: str(row.territory or "")),
        "country": (_("Country"), lambda row: row.country),
        "orders": (_("Orders"), lambda row: len(row.orders.all())),
        "total": (_("Total"), lambda row: money_of(row, row.total)),
        "currency": (_("currency"), lambda row: row.currency),
        "method": (_("Payment"), methods_of),
    }

    @cached_property
    def columns(self):
        return [
            TitleColumn("reference", label=_("Reference"), get_url=lambda row: show_url(row.pk), sort_key="reference"),
            Column("name", label=_("Full name"), sort_key="name"),
            Column("town", label=_("Town or commune"), classname="staff-wide"),
            MoneyColumn("total", label=_("Total"), sort_key="total"),
            Column("method", accessor=methods_of, label=_("Payment"), classname="staff-wide"),
            StatusTagColumn("state", accessor=states_of, label=_("State")),
            DateColumn("placed_at", label=_("Placed on"), sort_key="placed_at"),
        ]

    def get_base_queryset(self):
        return Purchase.objects.select_related("territory").prefetch_related("orders", "collections")


def order_method(order):
    part = getattr(order, "collected_by", None)
    return part.collection.get_method_display() if part else ""


def answer(order):
    """How the vendor stands with her answer; empty once she has given it."""
    if order.state != Order.State.PLACED or not order.answer_due_at:
        return ""
    return _("late") if order.answer_due_at <= timezone.now() else _("waiting")


class OrderMoneyColumn(MoneyColumn):
    """In the currency of the order's purchase."""

    def get_value(self, order):
        order.currency = order.purchase.currency
        return super().get_value(order)


class OrderIndexView(FactsIndexView):
    to_purchase = "purchase__"
    exported = {
        "reference": (_("Reference"), lambda row: row.reference),
        "placed_at": (_("Placed on"), lambda row: row.purchase.placed_at),
        "state": (_("State"), lambda row: str(row.get_state_display())),
        "vendor": (_("Vendor"), lambda row: str(row.vendor)),
        "pieces": (_("Pieces"), lambda row: sum(line.kept for line in row.goods)),
        "delivery": (_("Delivery"), lambda row: str(row.get_delivery_display())),
        "carrier": (_("Carrier"), lambda row: row.carrier),
        "tracking_number": (_("Tracking number"), lambda row: row.tracking_number),
        "name": (_("Full name"), lambda row: row.purchase.name),
        "phone": (_("Phone"), lambda row: row.purchase.phone),
        "town": (_("Town or commune"), lambda row: row.purchase.town),
        "total": (_("Total"), lambda row: money_of(row.purchase, row.total)),
        "currency": (_("currency"), lambda row: row.purchase.currency),
        "method": (_("Payment"), lambda row: str(order_method(row))),
        "confirmed_at": (_("Confirmed"), lambda row: row.confirmed_at),
        "answer_due_at": (_("To answer by"), lambda row: row.answer_due_at),
        "handed_over_at": (_("Handed over"), lambda row: row.handed_over_at),
    }

    @cached_property
    def columns(self):
        return [
            TitleColumn("reference", label=_("Reference"), get_url=lambda row: show_url(row.purchase_id)),
            Column("vendor", label=_("Vendor")),
            Column("name", accessor="purchase.name", label=_("Full name"), classname="staff-wide"),
            OrderMoneyColumn("total", label=_("Total"), sort_key="total"),
            Column("method", accessor=order_method, label=_("Payment"), classname="staff-wide"),
            StatusTagColumn("state", accessor="get_state_display", label=_("State"), sort_key="state"),
            Column("answer", accessor=answer, label=_("Answer")),
            DateColumn(
                "placed_at", accessor="purchase.placed_at", label=_("Placed on"), sort_key="purchase__placed_at"
            ),
        ]

    def get_base_queryset(self):
        return Order.objects.select_related("purchase", "vendor", "collected_by__collection").prefetch_related("lines")


class RefundIndexView(FactsIndexView):
    to_purchase = "order__purchase__"
    exported = {
        "order": (_("Order"), lambda row: row.order.reference),
        "state": (_("State"), lambda row: str(row.get_state_display())),
        "amount": (_("Amount"), lambda row: money_of(row, row.amount)),
        "currency": (_("currency"), lambda row: row.currency),
        "means": (_("How"), lambda row: str(row.get_means_display())),
        "reason": (_("Reason"), lambda row: str(row.get_reason_display())),
        "words": (_("In which words"), lambda row: row.words or (row.event.words if row.event else "")),
        "name": (_("Full name"), lambda row: row.order.purchase.name),
        "phone": (_("Phone"), lambda row: row.order.purchase.phone),
        "opened_at": (_("Since"), lambda row: row.opened_at),
        "done_at": (_("Given back on"), lambda row: row.done_at),
        "provider_reference": (_("Reference of the payment"), lambda row: row.provider_reference),
    }

    @cached_property
    def columns(self):
        return [
            TitleColumn("order", accessor="order.reference", label=_("Order"), get_url=self.purchase_url),
            Column("name", accessor="order.purchase.name", label=_("Full name"), classname="staff-wide"),
            MoneyColumn("amount", label=_("Amount"), sort_key="amount"),
            Column("means", accessor="get_means_display", label=_("How"), classname="staff-wide"),
            Column("reason", accessor="get_reason_display", label=_("Reason"), classname="staff-wide"),
            StatusTagColumn("state", accessor="get_state_display", label=_("State"), sort_key="state"),
            DateColumn("opened_at", label=_("Since"), sort_key="opened_at"),
        ]

    @staticmethod
    def purchase_url(refund):
        return show_url(refund.order.purchase_id)

    def get_base_queryset(self):
        return Refund.objects.select_related("order__purchase", "event").order_by("-pk")
