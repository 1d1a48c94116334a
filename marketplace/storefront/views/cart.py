"""The cart: what is in it, put in, changed, taken out."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from catalogue.models import Variant
from marketplace.checkout import carts
from marketplace.checkout.quoting import Choices, quote
from marketplace.checkout.terms import terms
from marketplace.storefront import cart_keeping
from marketplace.storefront.cart_forms import AddForm, ChangeForm
from marketplace.storefront.cart_page import CartPage
from marketplace.storefront.checkout_draft import draft_of
from marketplace.storefront.same_origin import same_origin


@never_cache
@require_safe
def cart(request):
    kept, draft = cart_keeping.kept_by(request), draft_of(request)
    found = carts.read(kept.wanted)
    quoted = quote(found, draft.destination, Choices(draft.delivery), terms=terms())
    page = CartPage(quoted, get_language(), is_estimate=not draft.has_address)
    response = render(request, "storefront/cart.html", {"page": page, "dye": "saffron"})
    cart_keeping.keep(response, kept, cart_keeping.seen(found))
    return response


@same_origin
@require_POST
def add(request):
    form = AddForm(request.POST)
    variant = Variant.objects.filter(pk=form.cleaned_data["variant"]).first() if form.is_valid() else None
    if variant is None:
        raise Http404
    kept = cart_keeping.kept_by(request)
    quantity = kept.quantity_of(variant.pk) + form.quantity_or_one
    return _changed(kept, variant.pk, quantity, variant.price)


@require_POST
def change(request):
    form, kept = ChangeForm(request.POST), cart_keeping.kept_by(request)
    if not form.is_valid():
        return HttpResponseRedirect(reverse("storefront:cart"), status=303)
    variant = form.cleaned_data["variant"]
    row = next((row for row in kept.wanted if row.variant_id == variant), None)
    if row is None:
        return HttpResponseRedirect(reverse("storefront:cart"), status=303)
    return _changed(kept, variant, form.wanted_quantity, row.price_seen, f"#piece-{variant}")


def _changed(kept, variant, quantity, price, where=""):
    response = HttpResponseRedirect(reverse("storefront:cart") + where, status=303)
    cart_keeping.keep(response, kept, carts.changed(kept.wanted, variant, quantity, price))
    return response
