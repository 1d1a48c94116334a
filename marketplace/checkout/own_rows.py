"""What waits in somebody's cart, as `accounts.personal` tells and forgets it, and the telephone that a purchase was proven with."""

from marketplace.accounts.models import User
from marketplace.accounts.personal import Holder
from marketplace.checkout.models import CartLine, PhoneProof
from marketplace.orders.erasing import Part
from marketplace.orders.models import Purchase


def tell(user: User) -> object:
    lines = CartLine.objects.filter(user=user).prefetch_related("variant__product__texts")
    return [
        {
            "product": str(line.variant.product),
            "quantity": line.quantity,
            "added_at": line.added_at.isoformat(timespec="seconds"),
        }
        for line in lines
    ]


def forget(user: User) -> None:
    CartLine.objects.filter(user=user).delete()
    if user.phone:
        PhoneProof.objects.filter(phone=user.phone).delete()


def forget_proofs(purchase: Purchase) -> None:
    """They are gone after a day anyway."""
    PhoneProof.objects.filter(key=purchase.key).delete()


HOLDER = Holder("cart", tell=tell, forget=forget)
PART = Part(forget=forget_proofs)
