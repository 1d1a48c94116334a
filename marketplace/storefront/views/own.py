"""What a shopper may ask about herself: the addresses of her account, and the data of one purchase by its link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.models import Product
from marketplace.accounts import own_proof
from marketplace.accounts.own_views import as_file
from marketplace.orders import erasing, withdrawing
from marketplace.orders.fulfilment import NotAllowed
from marketplace.orders.phrases import title
from marketplace.storefront.own_addresses import addresses_of
from marketplace.storefront.own_forms import OwnDataForm, WithdrawForm
from marketplace.storefront.returns import returns_of
from marketplace.storefront.tracking_addresses import tracking_path
from marketplace.storefront.views.purchases import SHOPPER, with_purchase

WITHDRAWALS = dict(Product.Withdrawal.choices)


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


@require_http_methods(["GET", "HEAD", "POST"])
@with_purchase
def withdraw(request, purchase, number):
    """Within the days of the law she chooses what she sends back."""
    order = purchase.orders.whole().filter(number=number).first()
    if order is None:
        raise Http404
    language = get_language()
    back = f"{tracking_path(purchase, language)}#parcel-{number}"
    [shown] = returns_of(purchase, [order], language) or [None]
    if shown is None or not shown.ask_url:
        messages.info(
            request, _("Nothing of this parcel can be sent back now. Something is wrong with it? Tell us here.")
        )
        return HttpResponseRedirect(back, status=303)
    form = WithdrawForm(request.POST or None, order=order, language=language)
    if form.is_valid():
        actor = request.user if request.user.is_authenticated else None
        try:
            withdrawing.ask(order, form.pieces, side=SHOPPER, actor=actor, words=form.cleaned_data["words"])
            messages.success(request, _("It is noted. We call you about how to send it."))
        except NotAllowed as refused:
            messages.error(request, str(refused))
        return HttpResponseRedirect(back, status=303)
    kept = [line for line in order.goods if line.kept and not withdrawing.may_come_back(line)]
    context = {
        "order": order,
        "shown": shown,
        "form": form,
        "excluded": [(title(line, language), WITHDRAWALS.get(line.withdrawal, "")) for line in kept],
        "back": back,
        "canonical": "",
        "alternates": {},
    }
    return render(request, "storefront/own/withdraw.html", context, status=422 if form.is_bound else 200)


def _about(purchase) -> str:
    return f"data-of-purchase:{purchase.pk}"
