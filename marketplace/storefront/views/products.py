"""A product's page, and the word that something is wrong with it."""

from django.http import Http404, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.reporting import report as record
from marketplace.storefront import addresses, limits, product_page, structured, structured_product
from marketplace.storefront.forms import ReportForm
from marketplace.storefront.page_cache import for_everyone
from marketplace.storefront.product_page import ProductPage
from marketplace.storefront.sharing import Shared
from marketplace.storefront.vocabulary import vocabulary


@require_safe
@for_everyone({"option"})
def product(request, pk, slug=""):
    found = product_page.find(pk)
    if found is None:
        raise Http404
    language = get_language()
    page = ProductPage(found, language, vocabulary(), option=request.GET.get("option", ""))
    if slug != page.slugs[language]:
        query = request.META.get("QUERY_STRING")
        return HttpResponsePermanentRedirect(page.path + (f"?{query}" if query else ""))
    context = {"page": page, "product": found, "section": "catalogue", "dye": page.dye}
    context |= addresses.links(page.paths, language)
    if product_page.is_gone(found):
        return render(request, "storefront/gone.html", context, status=410)
    context["shared"] = Shared(page.title, page.text.description, "product", next(iter(page.gallery), None))
    context["structured"] = structured.block(
        structured_product.product(page), structured.breadcrumb(page.trail, context["canonical"])
    )
    return render(request, "storefront/product.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    found = product_page.find(pk)
    if found is None or product_page.is_gone(found):
        raise Http404
    form = ReportForm(request.POST or None)
    page = ProductPage(found, get_language(), vocabulary())
    context = {"page": page, "form": form, "is_sent": "sent" in request.GET, "section": "catalogue", "dye": page.dye}
    if request.method != "POST" or not form.is_valid():
        return render(request, "storefront/report.html", context)
    if not limits.may_report(request):
        return render(request, "storefront/report.html", context | {"is_too_many": True}, status=429)
    record(found, actor=request.user if request.user.is_authenticated else None, **form.cleaned_data)
    return HttpResponseRedirect(reverse("storefront:report", args=[pk]) + "?sent")
