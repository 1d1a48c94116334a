"""What is shown when there is nothing to show."""

from django.conf import settings
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from marketplace.storefront.same_origin import NotFromHere


def not_found(request, exception):
    return render(request, "storefront/404.html", status=404)


def forbidden(request, exception):
    if isinstance(exception, NotFromHere):
        return not_from_here(request)
    return render(request, "storefront/403.html", status=403)


def not_from_here(request, reason=""):
    """A form without proof of where it was sent from, by Django's token or by what the browser says."""
    return render(request, "storefront/not_from_here.html", status=403)


def failed(request):
    """Without the frame: whatever failed may fail it too."""
    language = request.path.split("/")[1]
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    with translation.override(language):
        return HttpResponseServerError(render_to_string("storefront/500.html"))
