"""The address by which a purchase is followed without an account: whoever has it may see the purchase."""

from marketplace.messaging.models import ShortLink
from marketplace.orders.models import Purchase
from marketplace.orders.references import token_of
from marketplace.storefront.addresses import reverse_in


def tracking_path(purchase: Purchase, language: str, name: str = "purchase", **more) -> str:
    given = {"reference": purchase.reference, "token": token_of(purchase), **more}
    return reverse_in(language, f"storefront:{name}", **given)


def short_link_path(link: ShortLink) -> str | None:
    """Where a message's link to a purchase leads."""
    purchase = Purchase.objects.filter(pk=link.subject_id).first()
    return tracking_path(purchase, link.language) if purchase else None
