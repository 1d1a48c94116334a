from marketplace.checkout.models.cart import CartLine
from marketplace.checkout.models.tariff import Tariff, UsualWeight

__all__ = ["CartLine", "Tariff", "UsualWeight"]
