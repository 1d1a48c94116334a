"""By what the centre narrows its lists. The questions of "to do today" are filters too, so that a count leads to its rows."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from marketplace.office import todo
from marketplace.orders import reminding
from marketplace.orders.models import Order, Purchase
from marketplace.payments import warning
from marketplace.payments.models import Method, Refund
from vendors.models import Vendor


def sellers():
    return Vendor.objects.filter(pk__in=Order.objects.values("vendor")).order_by("name_fr")


class PurchaseFilters(WagtailFilterSet):
    placed_at = django_filters.DateFromToRangeFilter(label=_("Placed on"), widget=DateRangePickerWidget)
    state = django_filters.ChoiceFilter(label=_("State"), choices=Order.State, method="of_orders")
    vendor = django_filters.ModelChoiceFilter(label=_("Vendor"), queryset=lambda request: sellers(), method="of_orders")
    method = django_filters.ChoiceFilter(label=_("Payment"), choices=Method, method="filter_method")
    money = django_filters.ChoiceFilter(
        label=_("Money"),
        choices=[
            ("awaited", _("A transfer is awaited")),
            ("ending", _("A transfer is awaited, its time is nearly over")),
            ("flagged", _("To be looked at: late, or another amount")),
            ("refund", _("To be given back")),
        ],
        method="filter_money",
    )

    class Meta:
        model = Purchase
        fields = ["placed_at", "state", "vendor", "method", "money"]

    def of_orders(self, queryset, name, value):
        return queryset.filter(pk__in=Order.objects.filter(**{name: value}).values("purchase"))

    def filter_method(self, queryset, name, method):
        return queryset.filter(pk__in=Purchase.objects.filter(collections__method=method).values("pk"))

    def filter_money(self, queryset, name, asked):
        purchases = {
            "awaited": todo.transfers_awaited().values("purchase"),
            "ending": warning.transfers_ending().values("purchase"),
            "flagged": todo.flagged().values("collection__purchase"),
            "refund": Refund.objects.open().values("order__purchase"),
        }
        return queryset.filter(pk__in=purchases[asked])


class OrderFilters(WagtailFilterSet):
    placed = django_filters.DateFromToRangeFilter(
        label=_("Placed on"), field_name="purchase__placed_at", widget=DateRangePickerWidget
    )
    vendor = django_filters.ModelChoiceFilter(label=_("Vendor"), queryset=lambda request: sellers())
    method = django_filters.ChoiceFilter(
        label=_("Payment"), choices=Method, field_name="collected_by__collection__method"
    )
    answer = django_filters.ChoiceFilter(
        label=_("Answer"),
        choices=[("waiting", _("Not answered yet")), ("late", _("Not answered in time"))],
        method="filter_answer",
    )

    returns = django_filters.ChoiceFilter(
        label=_("Returns"), choices=[("open", _("on its way back"))], method="filter_returns"
    )

    promised = django_filters.ChoiceFilter(
        label=_("Promised"), choices=[("late", _("Not handed over in time"))], method="filter_promised"
    )

    class Meta:
        model = Order
        fields = ["state", "answer", "promised", "returns", "vendor", "delivery", "method", "placed"]

    def filter_returns(self, queryset, name, asked):
        return queryset.filter(pk__in=todo.returns_asked().values("pk"))

    def filter_answer(self, queryset, name, asked):
        unanswered = Q(pk__in=todo.unanswered().values("pk"))
        waiting = Q(state=Order.State.PLACED, confirmed_at__isnull=False)
        return queryset.filter(unanswered if asked == "late" else waiting)

    def filter_promised(self, queryset, name, asked):
        return queryset.filter(pk__in=reminding.undelivered().values("pk"))


class RefundFilters(WagtailFilterSet):
    by = django_filters.ChoiceFilter(
        label=_("To be made"), choices=[("centre", _("by the centre, now"))], method="filter_by"
    )
    opened_at = django_filters.DateFromToRangeFilter(label=_("Since"), widget=DateRangePickerWidget)

    class Meta:
        model = Refund
        fields = ["by", "state", "means", "reason", "opened_at"]

    def filter_by(self, queryset, name, asked):
        return queryset.filter(pk__in=todo.refunds_to_make().values("pk"))
