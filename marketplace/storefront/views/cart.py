"""The cart: what is in it, put in, changed, taken out."""

from django.contrib import messages
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
from marketplace.storefront import cart_keeping, cart_sayings
from marketplace.storefront.cart_forms import AddForm, ChangeForm
from marketplace.storefront.cart_page import CartPage
from marketplace.storefront.checkout_draft import draft_of
from marketplace.storefront.page_cache import version_read
from marketplace.storefront.same_origin import same_origin


@never_cache
@require_safe
def cart(request):
    kept, draft = cart_keeping.kept_by(request), draft_of(request)
    found = carts.read(kept.wanted)
    quoted = quote(found, draft.destination, Choices(draft.delivery), terms=terms(version_read()))
    page = CartPage(quoted, get_language(), is_estimate=not draft.has_address)
    _tell_if_too_much(request, kept)
    response = render(request, "storefront/cart.html", {"page": page, "dye": "saffron"})
    cart_keeping.keep(response, kept, cart_keeping.seen(found))
    return response


@same_origin
@require_POST
def add(request):
    form = AddForm(request.POST)
    form.is_valid()
    variant = Variant.objects.filter(pk=form.cleaned_data.get("variant")).first()
    if variant is None:
        raise Http404
    if form.errors:
        messages.error(request, cart_sayings.wrong_quantity(carts.most_of(variant.pk)))
        return _see_other(reverse("storefront:product_by_id", args=[variant.product_id]))
    kept = cart_keeping.kept_by(request)
    if not carts.has_room(kept.wanted, variant.pk):
        messages.error(request, cart_sayings.full())
    quantity = kept.quantity_of(variant.pk) + form.quantity_or_one
    return _changed(request, kept, variant.pk, quantity, variant.price)


@require_POST
def change(request):
    form, kept = ChangeForm(request.POST), cart_keeping.kept_by(request)
    form.is_valid()
    variant = form.cleaned_data.get("variant")
    row = next((row for row in kept.wanted if row.variant_id == variant), None)
    if row is None:
        return _see_other(reverse("storefront:cart"))
    if form.is_valid_quantity:
        return _changed(request, kept, variant, form.wanted_quantity, row.price_seen, f"#piece-{variant}")
    if item := carts.most_of(variant):
        messages.error(request, cart_sayings.wrong_quantity_in_cart(item))
    return _see_other(reverse("storefront:cart"))


def _changed(request, kept, variant, quantity, price, where=""):
    if quantity > carts.MOST_OF_ONE and (item := carts.most_of(variant)):
        messages.error(request, cart_sayings.too_many(item))
        # At the top of the page, where it is said.
        where = ""
    _tell_if_too_much(request, kept)
    response = _see_other(reverse("storefront:cart") + where)
    cart_keeping.keep(response, kept, carts.changed(kept.wanted, variant, quantity, price))
    return response


def _tell_if_too_much(request, kept):
    if kept.is_too_much:
        messages.warning(request, cart_sayings.left_out())


def _see_other(address):
    return HttpResponseRedirect(address, status=303)
