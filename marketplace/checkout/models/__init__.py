from marketplace.checkout.models.cart import CartLine
from marketplace.checkout.models.first_orders import FirstOrders
from marketplace.checkout.models.phone_proof import PhoneProof
from marketplace.checkout.models.tariff import Tariff, UsualWeight

__all__ = ["CartLine", "FirstOrders", "PhoneProof", "Tariff", "UsualWeight"]
