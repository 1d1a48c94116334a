"""She says that pieces came back to her. To decline a return is the centre's: whoever would have to give money back does not judge it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.desk.orders_views import SIDE, order_view
from marketplace.orders.fulfilment import NotAllowed
from marketplace.payments import returning


@order_view
@require_POST
def came_back(request, order, withdrawal):
    found = order.withdrawals.filter(pk=withdrawal).first()
    if found is None:
        raise Http404
    try:
        returning.receive(found, side=SIDE, actor=request.user, restock="restock" in request.POST)
        messages.success(request, _("Noted. The shopper gets her money back from the centre."))
    except NotAllowed as refused:
        messages.info(request, str(refused))
    return redirect("desk:order", order.pk)
