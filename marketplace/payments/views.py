from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from marketplace.payments import settling
from marketplace.payments.providers import named
from marketplace.payments.providers.protocol import NotGenuine, Unreachable


@csrf_exempt
@require_POST
def notice(request, provider):
    """400: not a provider's. 503: it could not be asked again, so it may tell us once more. Its body is never trusted."""
    try:
        news = named(provider).read_notice(request)
    except (KeyError, NotGenuine):
        return HttpResponse(status=400)
    try:
        if news:
            settling.hear(provider, *news)
    except Unreachable:
        return HttpResponse(status=503)
    return HttpResponse(status=204)
