from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_request
from django.views.decorators.http import require_safe

from marketplace.storefront.home import home_context, live_home
from marketplace.storefront.page_cache import for_everyone


@require_safe
@for_everyone()
def home(request):
    language = get_language()
    return render(request, "storefront/home.html", home_context(live_home(language), language))


@require_safe
def best_language(request):
    """The bare address leads to the home page in the visitor's language."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response
