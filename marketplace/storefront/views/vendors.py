"""Makers: the list of them, and each one's page."""

from django.http import Http404, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace.storefront import addresses, filters, structured, structured_maker, vendors_list
from marketplace.storefront.page_cache import for_everyone
from marketplace.storefront.sharing import Shared
from marketplace.storefront.vendor_page import VendorShown, find
from marketplace.storefront.vocabulary import vocabulary
from vendors.words import LANGUAGES


@require_safe
@for_everyone({"craft", "region", "page"})
def vendors(request):
    language = get_language()
    makers = vendors_list.read(request.GET, vocabulary(), path=request.path, language=language)
    if makers is None:
        raise Http404
    context = {"makers": makers, "section": "makers", "noindex": not makers.is_for_engines}
    return render(request, "storefront/vendors.html", context | {"shared": Shared(_("Makers"))})


@require_safe
@for_everyone(filters.KNOWN)
def vendor(request, pk, slug=""):
    found = find(pk)
    if found is None:
        raise Http404
    language, words = get_language(), vocabulary()
    if slug != found.slug_in(language):
        return HttpResponsePermanentRedirect(found.address_in(language))
    wish, _is_whole = filters.read(request.GET, words)
    page = VendorShown(found, language, words, wish.with_(chosen=frozenset(), switched=frozenset(), cursor=wish.cursor))
    if page.pieces.is_past_the_end:
        return HttpResponseRedirect(found.address_in(language))
    paths = {code: found.address_in(code) for code in LANGUAGES}
    context = {"page": page, "vendor": found, "section": "makers", "dye": page.dye}
    context |= addresses.links(paths, language)
    context["noindex"] = bool(wish.cursor or wish.sort)
    context["shared"] = Shared(page.name, page.line.text, picture=found.picture)
    context["structured"] = structured.block(
        structured_maker.maker(page), structured.breadcrumb(page.trail, context["canonical"])
    )
    return render(request, "storefront/vendor.html", context)
