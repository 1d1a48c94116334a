"""The one public address of this package: a short link, which leads on to the page it is for."""

from allauth.core.exceptions import ImmediateHttpResponse
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.messaging import limits, links


@never_cache
@require_safe
def short_link(request, code):
    """A look changes nothing: telephones and chat programs open links by themselves."""
    return HttpResponseRedirect(links.door(found(request, code)))


def found(request, code, kind=None):
    """The link; Http404 where there is none, and an answer of its own to somebody who goes on trying."""
    if not limits.may_try(request):
        raise ImmediateHttpResponse(render(request, "messaging/too_many.html", status=429))
    if link := links.find(code, kind):
        return link
    limits.missed(request)
    raise Http404
