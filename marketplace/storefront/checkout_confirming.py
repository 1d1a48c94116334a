"""From the last step's form to a purchase: what was shown is held against what holds now, then placed."""

import uuid

from django.utils.translation import gettext as _

from marketplace.checkout import placing
from marketplace.checkout.placing import Changed, NotPlaceable
from marketplace.checkout.quoting import Quote
from marketplace.orders.models import OrderLine, Purchase
from marketplace.storefront.checkout_draft import Draft
from marketplace.storefront.checkout_forms import DetailsForm
from marketplace.storefront.checkout_page import digest_of, paid_with
from marketplace.storefront.checkout_proving import prove
from marketplace.storefront.conditions import accepted_in


def bought_before(key: str) -> Purchase | None:
    """What the form has already bought: its first answer was lost on the way, or it was sent twice."""
    try:
        return Purchase.objects.filter(key=uuid.UUID(key)).first()
    except ValueError:
        return None


def is_hers(request, draft: Draft, purchase: Purchase) -> bool:
    """Made with this browser or this account: a key that was read over a shoulder shows nobody's purchase."""
    user = request.user
    return str(purchase.key) in (draft.key, draft.bought) or (user.is_authenticated and purchase.user_id == user.pk)


def confirm(request, quote: Quote, draft: Draft, given: dict, *, language: str) -> Purchase:
    """Raises Changed, with the quote to show; NotPlaceable, with a sentence; or CodeAsked, before anything is bought."""
    details = DetailsForm(dict(draft.details), language=language)
    if not details.is_valid():
        raise NotPlaceable(_("Something in your details is not right any more. Go back to them once."))
    if given["shown"] != digest_of(quote):
        raise Changed(quote)
    chosen = paid_with(quote, given["payment"])
    prove(request, chosen, key=given["key"], phone=details.contact.phone, given=given, language=language)
    return placing.place(
        chosen,
        key=given["key"],
        contact=details.contact,
        address=details.where,
        notes=draft.notes,
        accepted=accepted_in(language),
        language=language,
        user=request.user if request.user.is_authenticated else None,
    )


def variants_of(purchase: Purchase) -> set[int]:
    return set(OrderLine.objects.filter(order__purchase=purchase).values_list("variant_id", flat=True))
