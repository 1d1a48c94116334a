"""The centre's screens about sales: registration only."""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from marketplace.checkout.viewsets import TariffViewSet, UsualWeightViewSet
from marketplace.ledger.viewsets import FactViewSet
from marketplace.office.filters import OrderFilters, PurchaseFilters, RefundFilters
from marketplace.office.lists import OrderIndexView, PurchaseIndexView, RefundIndexView
from marketplace.office.purchase_views import (
    CollectionMoveView,
    GiveBackView,
    NoteView,
    OrderMoveView,
    PaymentMoveView,
    PurchaseView,
    RefundMoveView,
    ReturnMoveView,
)
from marketplace.orders.models import Order, Purchase
from marketplace.payments.models import Refund


class SalesViewSet(FactViewSet):
    """What verbs write: looked at here, moved by the buttons of the purchase's page."""

    # The rights that its buttons ask for, beside that of looking.
    verbs: tuple[str, ...] = ("view",)

    def get_permissions_to_register(self):
        return Permission.objects.filter(
            content_type=ContentType.objects.get_for_model(self.model),
            codename__in=[f"{verb}_{self.model_name}" for verb in self.verbs],
        )


class PurchaseViewSet(SalesViewSet):
    model = Purchase
    icon = "clipboard-list"
    menu_label = _("Purchases")
    index_view_class = PurchaseIndexView
    inspect_view_enabled = True
    inspect_view_class = PurchaseView
    filterset_class = PurchaseFilters
    export_filename = "purchases"

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("note/<int:pk>/", NoteView.as_view(), name="note"),
            path("order/<int:pk>/<slug:move>/", OrderMoveView.as_view(), name="order_move"),
            path("order/<int:pk>/money/<slug:move>/", GiveBackView.as_view(), name="give_back"),
            path("return/<int:pk>/<slug:move>/", ReturnMoveView.as_view(), name="return_move"),
            path("refund/<int:pk>/<slug:move>/", RefundMoveView.as_view(), name="refund_move"),
            path("payment/<int:pk>/<slug:move>/", PaymentMoveView.as_view(), name="payment_move"),
            path("collection/<int:pk>/<slug:move>/", CollectionMoveView.as_view(), name="collection_move"),
        ]


class OrderViewSet(SalesViewSet):
    model = Order
    icon = "list-ul"
    menu_label = _("Orders")
    index_view_class = OrderIndexView
    filterset_class = OrderFilters
    export_filename = "orders"
    verbs = ("view", "change")


class RefundViewSet(SalesViewSet):
    model = Refund
    icon = "undo"
    menu_label = _("Refunds")
    index_view_class = RefundIndexView
    filterset_class = RefundFilters
    export_filename = "refunds"
    verbs = ("view", "add", "change")


class SalesGroup(ViewSetGroup):
    menu_label = _("Sales")
    menu_icon = "clipboard-list"
    menu_order = 120

    @cached_property
    def items(self):
        return (
            PurchaseViewSet("purchases"),
            OrderViewSet("orders"),
            RefundViewSet("refunds"),
            TariffViewSet("tariffs"),
            UsualWeightViewSet("usual_weights", url_prefix="usual-weights"),
        )


sales_group = SalesGroup()
