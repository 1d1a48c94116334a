"""Lists of pieces: all, of a craft or category, of a place, with a label; and what a search finds."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.search import analyse_query
from marketplace.storefront import addresses, filters, listing, structured
from marketplace.storefront.facets import Scope
from marketplace.storefront.frame import other_script
from marketplace.storefront.makers_found import makers_found
from marketplace.storefront.notes import note_on
from marketplace.storefront.page_cache import for_everyone
from marketplace.storefront.sharing import Shared
from marketplace.storefront.vocabulary import Term, vocabulary


@require_safe
@for_everyone(filters.KNOWN)
def everything(request):
    return _list(request, Scope(), {"title": _("Catalogue")})


@require_safe
@for_everyone(filters.KNOWN)
def category(request, slug):
    words = vocabulary()
    term = _or_404(words.get("category", slug))
    craft = words.craft_of(term)
    above = [("category", craft)] if term.parent else []
    context = _head(term, above) | {"craft": craft.code, "dye": term.dye or craft.dye}
    if not term.parent:
        context["note"] = note_on(craft.code, get_language())
    hidden = ("category",) if term.parent else ()
    return _list(request, Scope((term.facet,)), context, without_groups=hidden, within_craft=craft.code)


@require_safe
@for_everyone(filters.KNOWN)
def region(request, slug):
    words = vocabulary()
    term = _or_404(words.place(slug))
    country = words.get("region", term.parent) if term.parent else None
    context = _head(term, [("region", country)] if country else [])
    return _list(request, Scope((term.facet,)), context, without_groups=("region",))


@require_safe
@for_everyone(filters.KNOWN)
def label(request, slug):
    term = _or_404(vocabulary().get("label", slug))
    return _list(request, Scope((term.facet,)), _head(term, []), without_groups=("label",))


@require_safe
@for_everyone(filters.KNOWN)
def search(request):
    words, language, path = vocabulary(), get_language(), request.path
    wish, is_whole = filters.read(request.GET, words, searches=True)
    # Without words it is the whole catalogue that one filters.
    scope = Scope(query=analyse_query(wish.query) if wish.query else None)
    found = listing.read(scope, wish, words, path=path, language=language, is_whole=is_whole)
    if found.page.is_past_the_end:
        return _elsewhere(found)
    context = {
        "listing": found,
        "query": wish.query[:200],
        "makers": makers_found(wish.query, language) if wish.page == 1 and not wish.cursor else [],
        "section": "catalogue",
        "noindex": True,
    }
    return render(request, "storefront/search.html", context)


def _list(request, scope: Scope, context, **options):
    words, language = vocabulary(), get_language()
    wish, is_whole = filters.read(request.GET, words)
    found = listing.read(scope, wish, words, path=request.path, language=language, is_whole=is_whole, **options)
    if found.page.is_past_the_end:
        return _elsewhere(found)
    context |= {"section": "catalogue", "listing": found, "noindex": not wish.is_for_engines}
    context["shared"] = Shared(context["title"])
    if "trail" in context:
        context["structured"] = structured.block(
            structured.breadcrumb(context["trail"], addresses.public(request.path))
        )
    return render(request, "storefront/listing.html", context)


def _elsewhere(found: listing.Listing):
    """A cursor whose cards have gone leads to the first page; a page number that never was leads nowhere."""
    if found.filters.cursor:
        return HttpResponseRedirect(found.first_url)
    raise Http404


def _head(term: Term, above: list[tuple[str, Term]]):
    """title, title_lang, there, there_lang: the name in both scripts · trail · term."""
    language = get_language()
    there = other_script(language)
    trail = [{"title": _("Catalogue"), "url": reverse("storefront:listing")}]
    trail += [
        {"title": each.name(language), "url": reverse(f"storefront:{route}", args=[each.slug])} for route, each in above
    ]
    return {
        "title": term.name(language),
        "title_lang": term.name_language(language),
        "there": term.names.get(there, ""),
        "there_lang": there,
        "trail": [*trail, {"title": term.name(language)}],
        "term": term,
    }


def _or_404(term: Term | None) -> Term:
    if term is None:
        raise Http404
    return term
