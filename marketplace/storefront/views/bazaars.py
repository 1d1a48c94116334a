"""Fairs: the list of them, each one's page, its itinerary, and its days for a calendar."""

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bazaars.calendar import calendar
from marketplace.storefront import addresses, bazaars_list, structured, structured_fair
from marketplace.storefront.bazaar_page import BazaarShown, find, tour_address
from marketplace.storefront.page_cache import for_everyone
from marketplace.storefront.sharing import Shared
from marketplace.storefront.vocabulary import vocabulary
from vendors.words import LANGUAGES


@require_safe
@for_everyone({"region", "page"})
def bazaars(request):
    fairs = bazaars_list.read(request.GET, vocabulary(), path=request.path, language=get_language(), now=timezone.now())
    if fairs is None:
        raise Http404
    # The first one that is on now comes right below: it has a dye of its own.
    is_next = bool(fairs.now) and fairs.now[0].bazaar.dye == "indigo"
    context = {"fairs": fairs, "section": "fairs", "dye": "saffron" if is_next else "indigo"}
    context |= {"noindex": not fairs.is_first, "shared": Shared(_("Fairs"), fairs.introduction)}
    return render(request, "storefront/bazaars.html", context)


@require_safe
@for_everyone({"sequence"})
def bazaar(request, pk, slug=""):
    return _shown(request, pk, slug, "storefront/bazaar.html", lambda found, language: found.address_in(language))


@require_safe
@for_everyone()
def tour(request, pk, slug):
    return _shown(request, pk, slug, "storefront/bazaar_tour.html", tour_address)


@require_safe
def bazaar_calendar(request, pk):
    found = find(pk)
    events = found and calendar(found, get_language(), now=timezone.now())
    if not events:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{found.code}.ics"'}
    return HttpResponse(events, content_type="text/calendar; charset=utf-8", headers=headers)


def _shown(request, pk, slug, template, address):
    """A page about one fair, at `address(fair, language)`."""
    found = find(pk)
    if found is None:
        raise Http404
    language = get_language()
    if slug != found.slug_in(language):
        query = request.META.get("QUERY_STRING")
        return HttpResponsePermanentRedirect(address(found, language) + (f"?{query}" if query else ""))
    page = BazaarShown(found, language, vocabulary(), timezone.now(), asked=request.GET.get("sequence", ""))
    context = {"page": page, "bazaar": found, "section": "fairs", "dye": found.dye}
    paths = {code: address(found, code) for code in LANGUAGES}
    context |= addresses.links(paths, language, request.META.get("QUERY_STRING", ""))
    context["shared"] = Shared(page.name, f"{page.dates}. {page.theme.text}", picture=found.picture)
    context["structured"] = structured.block(
        *structured_fair.events(page), structured.breadcrumb(page.trail, addresses.public(page.path))
    )
    return render(request, template, context)
