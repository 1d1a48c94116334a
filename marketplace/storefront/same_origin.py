"""Forms on pages that a cache keeps carry no token; the browser itself says where they were sent from."""

from functools import wraps

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.views.decorators.csrf import csrf_exempt


class NotFromHere(PermissionDenied):
    """Nobody says that one of our own pages sent it."""


def same_origin(view):
    """Only what one of our own pages sends; a request that does not say where it comes from is refused too."""

    @csrf_exempt
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not is_ours(request):
            raise NotFromHere
        return view(request, *args, **kwargs)

    return wrapped


def is_ours(request: HttpRequest) -> bool:
    """Sec-Fetch-Site, which no script can forge, else Origin, else Referer: browsers of before 2023 lack the first."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origins = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    if origin := request.headers.get("Origin"):
        return origin in origins
    referrer = request.headers.get("Referer", "")
    return any(referrer.startswith(f"{origin}/") for origin in origins)
