from marketplace.payments.models.collection import Collection, CollectionPart, Method, Payment
from marketplace.payments.models.refund import Refund

__all__ = ["Collection", "CollectionPart", "Method", "Payment", "Refund"]
