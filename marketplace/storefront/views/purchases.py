"""A purchase after it is made: followed by its link, found again, and the list of one's own."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.orders import fulfilment, references
from marketplace.orders.models import OrderEvent
from marketplace.payments import refunding
from marketplace.storefront import addresses, limits, paying
from marketplace.storefront.conditions import readable
from marketplace.storefront.purchases_list import PurchasesList
from marketplace.storefront.returns import returns_of
from marketplace.storefront.tracking_addresses import tracking_path
from marketplace.storefront.tracking_forms import FindForm, ParcelReportForm
from marketplace.storefront.tracking_page import TrackingPage

SHOPPER = OrderEvent.Side.SHOPPER


def with_purchase(view):
    """Gives the view the purchase of the link; whoever has the link may see it, and search engines may not."""

    @never_cache
    @wraps(view)
    def wrapped(request, reference, token, **rest):
        purchase = references.purchase_for(reference, token)
        if purchase is None:
            raise Http404
        response = view(request, purchase, **rest)
        # The address is the key. `no-referrer` would also hide from our own forms where they come from.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapped


@require_safe
@with_purchase
def purchase(request, purchase):
    if "paid" in request.GET:
        paying.look_again(purchase)
    page = TrackingPage(purchase, get_language())
    context = {"page": page, "returns": returns_of(purchase, page.orders, get_language())}
    context |= addresses.links(page.paths, get_language()) | {"canonical": "", "alternates": {}}
    return render(request, "storefront/purchase.html", context)


@require_safe
@with_purchase
def conditions(request, purchase):
    page = TrackingPage(purchase, get_language())
    context = {"page": page, "texts": readable(purchase), "canonical": "", "alternates": {}}
    return render(request, "storefront/purchase/conditions.html", context)


@require_POST
@with_purchase
def pay(request, purchase):
    page = TrackingPage(purchase, get_language())
    # A page left open may still have the key for what is not to be paid any more: the page of now says why.
    return paying.on_to(purchase, get_language()) if page.is_by_card else HttpResponseRedirect(page.path, status=303)


@require_POST
@with_purchase
def cancel(request, purchase, number):
    order = _order(purchase, number)
    try:
        refunding.cancel(order, side=SHOPPER, actor=_actor(request), reason=OrderEvent.Reason.CHANGED_MIND)
        messages.success(request, _("Your order is cancelled."))
    except fulfilment.NotAllowed as refused:
        messages.error(request, str(refused))
    return _back(purchase, number)


@require_POST
@with_purchase
def report(request, purchase, number):
    order, form = _order(purchase, number), ParcelReportForm(request.POST)
    if not form.is_valid():
        return _back(purchase, number)
    try:
        fulfilment.report(order, **form.cleaned_data, side=SHOPPER, actor=_actor(request))
        messages.success(request, _("Thank you for telling us. The centre looks into it and calls you."))
    except fulfilment.NotAllowed as refused:
        messages.error(request, str(refused))
    return _back(purchase, number)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request):
    form, status = FindForm(request.POST or None), 200
    if form.is_valid():
        trying = limits.Finding(request, **form.tidied)
        if not trying.is_allowed:
            status = 429
            form.add_error(None, _("Too many tries from here. Try again in an hour, or call the centre."))
        elif found := references.found(**form.cleaned_data):
            return HttpResponseRedirect(tracking_path(found, get_language()), status=303)
        else:
            trying.missed()
            form.add_error(None, _("No purchase has this reference and this phone. Look at both once more."))
    return render(request, "storefront/purchase/find.html", {"form": form}, status=status)


@login_required
@never_cache
@require_safe
def purchases(request):
    shown = PurchasesList(request.user, get_language(), request.GET.get("page"))
    return render(request, "storefront/purchase/list.html", {"purchases": shown})


def _order(purchase, number):
    order = purchase.orders.filter(number=number).first()
    if order is None:
        raise Http404
    return order


def _actor(request):
    return request.user if request.user.is_authenticated else None


def _back(purchase, number):
    return HttpResponseRedirect(f"{tracking_path(purchase, get_language())}#parcel-{number}", status=303)
