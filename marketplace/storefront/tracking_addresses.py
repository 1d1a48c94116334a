"""The address by which a purchase is followed without an account: whoever has it may see the purchase."""

from marketplace.orders.models import Purchase
from marketplace.orders.references import token_of
from marketplace.storefront.addresses import reverse_in


def tracking_path(purchase: Purchase, language: str, name: str = "purchase", **more) -> str:
    given = {"reference": purchase.reference, "token": token_of(purchase), **more}
    return reverse_in(language, f"storefront:{name}", **given)
