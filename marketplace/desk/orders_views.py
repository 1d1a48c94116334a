"""Her orders at the desk. As everywhere there, what is not hers is not there (404), whatever the method."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.desk import orders, returns
from marketplace.desk.orders_forms import DeclineForm, PartForm, SendForm
from marketplace.desk.views import desk_view
from marketplace.orders import fulfilment
from marketplace.orders.models import Order, OrderEvent
from marketplace.payments import handing_over, refunding

SIDE = OrderEvent.Side.VENDOR
# What she does with one press, without saying anything: the verb, and where the order is afterwards.
MOVES = {
    "accept": (fulfilment.accept, Order.State.ACCEPTED),
    "ready": (fulfilment.ready, Order.State.READY),
    "deliver": (handing_over.deliver, Order.State.DELIVERED),
    "collect": (handing_over.collect, Order.State.COLLECTED),
}


def order_view(view, among=orders.orders_of):
    """As `desk_view`, with the order the address names; before the method is looked at, so that a stranger learns nothing."""

    @desk_view
    def door(request, pk, **kwargs):
        request.vendor_ids = _ids(request)
        order = get_object_or_404(among(request.vendor_ids), pk=pk)
        return view(request, order, **kwargs)

    return door


# To look at, nothing more: her cooperative's orders with her pieces too.
seen_view = partial(order_view, among=orders.seen_by)


def _ids(request):
    return list(request.vendors.values_list("pk", flat=True))


@desk_view
@require_GET
def index(request):
    vendor_ids, is_done = _ids(request), "done" in request.GET
    seen = orders.seen_by(vendor_ids)
    rows = orders.done(seen) if is_done else orders.still_open(seen)
    page = max(1, _number(request.GET.get("page")))
    found = list(rows[(page - 1) * orders.SIZE : page * orders.SIZE + 1])
    about = "done&" if is_done else ""
    context = {
        "shown": orders.shown(found[: orders.SIZE], vendor_ids),
        "is_done": is_done,
        "to_answer": orders.count_to_answer(vendor_ids),
        "coming_back": [] if is_done else returns.coming_back(orders.orders_of(vendor_ids)),
        "previous_url": f"?{about}page={page - 1}" if page > 1 else "",
        "next_url": f"?{about}page={page + 1}" if len(found) > orders.SIZE else "",
        "dye": "saffron",
    }
    return render(request, "desk/orders/index.html", context)


@seen_view
@require_GET
def show(request, order):
    context = _context(request, order)
    return render(request, f"desk/orders/{'read' if context['shown'].through else 'show'}.html", context)


@order_view
@require_POST
def move(request, order):
    if found := MOVES.get(request.POST.get("move")):
        verb, state = found
        return _moved(request, order, state, verb)
    return redirect("desk:order", order.pk)


@order_view
@require_http_methods(["GET", "POST"])
def decline(request, order):
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        return _moved(request, order, Order.State.DECLINED, refunding.decline, **form.cleaned_data)
    return _ask(request, order, form, OrderEvent.Kind.DECLINED, "desk/orders/decline.html")


@order_view
@require_http_methods(["GET", "POST"])
def accept_part(request, order):
    form = PartForm(request.POST or None, order=order)
    if form.is_valid():
        why = {name: form.cleaned_data[name] for name in ("reason", "words")}
        return _moved(request, order, Order.State.ACCEPTED, refunding.accept_part, kept=form.kept(), **why)
    return _ask(request, order, form, OrderEvent.Kind.PART_ACCEPTED, "desk/orders/part.html")


@order_view
@require_http_methods(["GET", "POST"])
def send(request, order):
    form = SendForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _moved(request, order, Order.State.SENT, fulfilment.send, **form.cleaned_data)
    return _ask(request, order, form, OrderEvent.Kind.SENT, "desk/orders/send.html")


def _ask(request, order, form, kind, template):
    """The page that asks, as long as the order is where this can be done."""
    if not fulfilment.can(order, kind, SIDE):
        messages.info(request, fulfilment.refusal(order))
        return redirect("desk:order", order.pk)
    context = _context(request, order) | {"form": form}
    if isinstance(form, PartForm):
        context["quantities"] = list(zip(context["shown"].pieces, form.quantities(), strict=True))
    return render(request, template, context, status=422 if form.is_bound else 200)


def _moved(request, order, state, verb, **said):
    try:
        verb(order, side=SIDE, actor=request.user, **said)
    except fulfilment.NotAllowed as refusal:
        now = Order.objects.values_list("state", flat=True).get(pk=order.pk)
        # A key pressed twice has done what it should: that is no error.
        level = messages.INFO if now == state else messages.ERROR
        messages.add_message(request, level, str(refusal))
    else:
        messages.success(request, _("Noted: “%(state)s”.") % {"state": order.get_state_display()})
    return redirect("desk:order", order.pk)


def _context(request, order):
    [shown] = orders.shown([order], request.vendor_ids)
    return {"shown": shown, "order": order, "dye": "saffron"} | returns.facts(order, request.vendor_ids)


def _number(text):
    return int(text) if text and text.isdecimal() and len(text) < 7 else 0
