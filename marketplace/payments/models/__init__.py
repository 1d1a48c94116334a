from marketplace.payments.models.clearing import Clearing
from marketplace.payments.models.collection import Collection, CollectionPart, Method, Payment
from marketplace.payments.models.notice import Notice
from marketplace.payments.models.refund import Refund
from marketplace.payments.models.sandbox import SandboxRefund, SandboxSession

__all__ = [
    "Clearing",
    "Collection",
    "CollectionPart",
    "Method",
    "Notice",
    "Payment",
    "Refund",
    "SandboxRefund",
    "SandboxSession",
]
