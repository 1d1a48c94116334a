"""Between a purchase's page and the provider that takes its card: there and back."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect

from marketplace.orders.models import Purchase
from marketplace.payments import settling
from marketplace.payments.models import Payment
from marketplace.payments.providers.protocol import Unreachable
from marketplace.storefront.tracking_addresses import tracking_path


def on_to(purchase: Purchase, language: str, *, is_by_card: bool = True) -> HttpResponse:
    """To the provider, where something is to be paid by card; else to the purchase's page, which says what to do. So it
    does too when the provider does not answer: the pieces are kept, and the key is there to try again. `is_by_card`
    false: it is known already that no card pays it.
    """
    path = tracking_path(purchase, language)
    try:
        url = settling.begin(purchase, back=f"{settings.PUBLIC_ORIGIN}{path}?paid") if is_by_card else None
    except Unreachable:
        url = None
    return HttpResponseRedirect(url or path, status=303)


def look_again(purchase: Purchase) -> None:
    """She is back, perhaps before the provider has told us: ask it."""
    settling.ask_again(Payment.objects.filter(collection__purchase=purchase))
