"""What a shopper may ask about herself: the addresses of her account, and the data of one purchase by its link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts import own_proof
from marketplace.accounts.own_views import as_file
from marketplace.orders import erasing
from marketplace.orders.fulfilment import NotAllowed
from marketplace.storefront.own_addresses import addresses_of
from marketplace.storefront.own_forms import OwnDataForm
from marketplace.storefront.tracking_addresses import tracking_path
from marketplace.storefront.views.purchases import with_purchase


@login_required
@never_cache
@require_safe
def addresses(request):
    return render(request, "storefront/own/addresses.html", {"addresses": addresses_of(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
@with_purchase
def purchase_data(request, purchase):
    """The link alone may be passed on: both wishes need a code, sent to whoever made the purchase."""
    hindrances = erasing.hindrances(purchase)
    is_forgotten = purchase.anonymised_at is not None
    form = OwnDataForm(request.POST or None, about=_about(purchase)) if own_proof.is_sent(_about(purchase)) else None
    if form and not is_forgotten and not hindrances and form.is_valid():
        if form.cleaned_data["wish"] == form.TELL:
            return as_file(erasing.tell(purchase))
        try:
            erasing.anonymise(purchase)
        except NotAllowed as refused:
            hindrances = [str(refused)]
        else:
            messages.success(request, _("We have forgotten who made this purchase."))
            return HttpResponseRedirect(tracking_path(purchase, get_language()), status=303)
    context = {
        "purchase": purchase,
        "back": tracking_path(purchase, get_language()),
        "code_url": tracking_path(purchase, get_language(), "purchase_data_code"),
        "form": form,
        "hindrances": hindrances,
        "is_forgotten": is_forgotten,
        "canonical": "",
        "alternates": {},
    }
    return render(request, "storefront/own/purchase_data.html", context, status=422 if form and form.is_bound else 200)


@require_POST
@with_purchase
def purchase_data_code(request, purchase):
    path = HttpResponseRedirect(tracking_path(purchase, get_language(), "purchase_data"), status=303)
    if purchase.anonymised_at or erasing.hindrances(purchase):
        return path
    try:
        own_proof.send(request, _about(purchase), phone=purchase.phone, email=purchase.email, language=get_language())
        messages.success(request, _("We have sent you a code."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return path


def _about(purchase) -> str:
    return f"data-of-purchase:{purchase.pk}"
