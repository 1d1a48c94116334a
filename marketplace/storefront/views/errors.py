"""What is shown when there is nothing to show."""

from django.conf import settings
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation


def not_found(request, exception):
    return render(request, "storefront/404.html", status=404)


def forbidden(request, exception):
    return render(request, "storefront/403.html", status=403)


def failed(request):
    """Without the frame: whatever failed may fail it too."""
    language = request.path.split("/")[1]
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    with translation.override(language):
        return HttpResponseServerError(render_to_string("storefront/500.html"))
