"""The one public address of this package: a short link, which leads on to the page it is for."""

from allauth.core.exceptions import ImmediateHttpResponse
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.messaging import limits, links


@never_cache
@require_safe
def short_link(request, code):
    """A look changes nothing: telephones and chat programs open links by themselves."""
    path = links.door(found(request, code))
    if path is None:
        raise Http404
    return HttpResponseRedirect(path)


def found(request, code, kind=None):
    """The link. Where there is none Http404; one that has expired, and somebody who tries code after code, are told so."""
    link = links.find(code, kind)
    if link is None:
        if not limits.may_try(request):
            raise ImmediateHttpResponse(render(request, "messaging/too_many.html", status=429))
        limits.missed(request)
        raise Http404
    if link.has_expired:
        with translation.override(link.language):
            raise ImmediateHttpResponse(render(request, "messaging/expired.html", status=410))
    return link
