from marketplace.orders.models.deadlines import Deadlines
from marketplace.orders.models.event import OrderEvent
from marketplace.orders.models.line import OrderLine, Share
from marketplace.orders.models.note import PurchaseNote
from marketplace.orders.models.order import Order
from marketplace.orders.models.purchase import Conditions, Purchase
from marketplace.orders.models.withdrawal import Withdrawal, WithdrawnPieces

__all__ = [
    "Conditions",
    "Deadlines",
    "Order",
    "OrderEvent",
    "OrderLine",
    "Purchase",
    "PurchaseNote",
    "Share",
    "Withdrawal",
    "WithdrawnPieces",
]
