"""From a cart to an order in three steps, each a page that works without script."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.checkout import carts
from marketplace.checkout.placing import Changed, NotPlaceable
from marketplace.checkout.quoting import CARD, Choices, quote
from marketplace.checkout.terms import terms
from marketplace.storefront import cart_keeping, checkout_draft, conditions, paying
from marketplace.storefront.checkout_confirming import bought_before, confirm, is_hers, variants_of
from marketplace.storefront.checkout_draft import draft_of
from marketplace.storefront.checkout_forms import DeliveryForm, DetailsForm, PaymentForm
from marketplace.storefront.checkout_page import CheckoutPage
from marketplace.storefront.checkout_places import words_of
from marketplace.storefront.checkout_proving import CodeAsked, NoCode, code_shown
from marketplace.storefront.checkout_remembered import details_of
from marketplace.storefront.page_cache import version_read

page_of_a_form = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@page_of_a_form
def details(request):
    draft = draft_of(request)
    initial = draft.details or details_of(request.user)
    form = DetailsForm(request.POST or None, initial=initial, language=get_language())
    if form.is_valid():
        # The next step looks into the cart.
        return _on_to("checkout_delivery", draft.with_(details=form.typed))
    _draft, page, _kept = _on_the_way(request, "checkout")
    if not page.can_check_out:
        return _to("cart")
    return render(request, "storefront/checkout/details.html", {"page": page, "form": form})


@never_cache
@page_of_a_form
def delivery(request):
    draft, page, _kept = _on_the_way(request, "checkout_delivery")
    if not page.can_check_out or not draft.has_address:
        return _to("checkout")
    initial = {f"note_{seller}": words for seller, words in draft.notes.items()}
    form = DeliveryForm(request.POST or None, initial=initial, quote=page.quote)
    if form.is_valid():
        onward = draft.with_(delivery=form.delivery, notes=form.notes).with_key()
        if onward.fits:
            return _on_to("checkout_payment", onward)
        form.add_error(None, _("Your notes are too long together. Shorten them a little."))
    context = {"page": page, "form": form, "stops": [(lot, form[f"note_{lot.seller_id}"]) for lot in page.sent_lots]}
    return render(request, "storefront/checkout/delivery.html", context)


@never_cache
@page_of_a_form
def payment(request):
    draft = draft_of(request)
    # Before anything else: what it bought has left the stock, and would look sold.
    if known := bought_before(request.POST.get("key", "")):
        return _bought_again(request, draft, known)
    draft, page, kept = _on_the_way(request, "checkout_payment")
    form = PaymentForm(request.POST or None, initial={"key": draft.key})
    if form.is_bound and page.lots and not page.can_check_out:
        # Others were quicker with all of it: she is told so here, in the answer to her own key.
        return _last_step(request, page, form, draft, kept, is_changed=True)
    if not page.can_check_out:
        return _to("cart")
    if not draft.has_address or not draft.key:
        return _to("checkout")
    if not form.is_valid():
        return _last_step(request, page, form, draft, kept)
    if str(form.cleaned_data["key"]) != draft.key:
        return _not_this_form(request)
    try:
        purchase = confirm(request, page.quote, draft, form.cleaned_data, language=get_language())
    except Changed as changed:
        page = _page(changed.quote, draft, "checkout_payment")
        return _last_step(request, page, form, draft, kept, is_changed=True)
    except CodeAsked as asked:
        return _ask_for_code(request, page, form, draft, kept, asked)
    except (NoCode, NotPlaceable) as refused:
        form.add_error(None, str(refused))
        status = refused.status if isinstance(refused, NoCode) else 200
        return _last_step(request, page, form, draft, kept, status=status)
    variants = {line.item.variant_id for parcel in page.quote.parcels for line in parcel.lines}
    return _bought(request, purchase, variants, is_by_card=form.cleaned_data["payment"] == CARD)


def _on_the_way(request, step):
    """What is typed, what it comes to now, and where the cart is kept."""
    kept, draft = cart_keeping.kept_by(request), draft_of(request)
    quoted = quote(carts.read(kept.wanted), draft.destination, Choices(draft.delivery), terms=terms(version_read()))
    return draft, _page(quoted, draft, step), kept


def _page(quoted, draft, step):
    language = get_language()
    return CheckoutPage(quoted, language, step=step, where=words_of(draft.country, draft.province, language))


def _ask_for_code(request, page, form, draft, kept, asked):
    """The same step again, with a field for the code; also when she comes back to it, until it is bought."""
    if asked.words:
        form.add_error("code", asked.words)
    draft = draft.with_(payment=form.cleaned_data["payment"], code_for=draft.details["phone"])
    response = _last_step(request, page, form, draft, kept, status=asked.status)
    checkout_draft.keep(response, draft)
    return response


def _last_step(request, page, form, draft, kept, *, is_changed=False, status=200):
    page.payment = form["payment"].value() or draft.payment
    context = {"page": page, "form": form, "draft": draft, "is_changed": is_changed}
    context["conditions_url"] = conditions.address_in(get_language())
    context["code"] = code_shown(page.quote, draft, get_language())
    status = 409 if is_changed else status
    response = render(request, "storefront/checkout/payment.html", context, status=status)
    # She has been told what changed.
    cart_keeping.keep(response, kept, cart_keeping.seen(page.quote.cart))
    return response


def _bought_again(request, draft, purchase):
    """The form has bought it before. What else she put in her cart since is not bought by it, and she is told so."""
    if not is_hers(request, draft, purchase):
        return _not_this_form(request)
    variants = variants_of(purchase)
    if any(row.variant_id not in variants for row in cart_keeping.kept_by(request).wanted):
        messages.info(request, _("You had confirmed this order before. What is in your cart now is not part of it."))
    return _bought(request, purchase, variants if draft.key == str(purchase.key) else None)


def _not_this_form(request):
    messages.error(
        request, _("This form was made for another order, and nothing was ordered. Check your cart, then confirm here.")
    )
    return _to("checkout_payment")


def _bought(request, purchase, variants, *, is_by_card=True):
    """On to paying, or to the purchase's page. `variants` leave the cart; None when another checkout bought them."""
    response = paying.on_to(purchase, get_language(), is_by_card=is_by_card)
    if variants is not None:
        kept = cart_keeping.kept_by(request)
        cart_keeping.keep(response, kept, [row for row in kept.wanted if row.variant_id not in variants])
        checkout_draft.forget(response, str(purchase.key))
    return response


def _on_to(name, draft):
    response = _to(name)
    checkout_draft.keep(response, draft)
    return response


def _to(name):
    return HttpResponseRedirect(reverse(f"storefront:{name}"), status=303)
