"""A vendor's one order behind the short link of her message: seen, accepted or declined without signing in.

Whoever has the link may answer in her name, so it opens nothing else: not the shopper's address, no other order. It serves until she
has answered; then it says what was answered.
"""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.desk import orders
from marketplace.desk.orders_forms import DeclineForm
from marketplace.messaging import doors
from marketplace.orders import fulfilment
from marketplace.orders.models import Order, OrderEvent
from marketplace.payments import refunding

KIND = "order-answer"
# Nobody is signed in: what is known is that it was done in the vendor's name.
VENDOR = {"side": OrderEvent.Side.VENDOR, "actor": None}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, code):
    link = doors.found(request, code, KIND)
    whole = Order.objects.confirmed().whole().select_related("collected_by__collection")
    order = get_object_or_404(whole, pk=link.subject_id)
    form = DeclineForm(request.POST if request.POST.get("move") == "decline" else None)
    if request.method == "POST":
        if request.POST.get("move") == "accept":
            return _answered(request, link, order, fulfilment.accept)
        if form.is_valid():
            return _answered(request, link, order, refunding.decline, **form.cleaned_data)
    [shown] = orders.shown([order], [order.vendor_id])
    asks_why = order.state == Order.State.PLACED and (form.is_bound or "decline" in request.GET)
    context = {"order": order, "shown": shown, "form": form, "asks_why": asks_why, "dye": "saffron"}
    context |= {"canonical": "", "alternates": {}}
    return render(request, "desk/answer.html", context, status=422 if form.is_bound else 200)


def _answered(request, link, order, verb, **why):
    """Sent again, or after somebody else has answered, it changes nothing and says so."""
    try:
        verb(order, **VENDOR, **why)
    except fulfilment.NotAllowed:
        messages.info(request, _("This order was answered before. Nothing has changed now."))
    else:
        messages.success(request, _("Noted: “%(state)s”.") % {"state": order.get_state_display()})
    return redirect("desk:answer", link.code)
