"""Name and address of a purchase. Its link alone may be passed on, or read over a shoulder, so this asks for one thing more."""

import hmac

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from marketplace.storefront import limits
from marketplace.storefront.recipient import DIGITS, DigitsForm, lines_of
from marketplace.storefront.views.purchases import with_purchase


@require_http_methods(["GET", "HEAD", "POST"])
@with_purchase
def recipient(request, purchase):
    if not purchase.phone or purchase.anonymised_at:
        raise Http404
    form = DigitsForm(request.POST or None)
    context = {"purchase": purchase, "form": form, "canonical": "", "alternates": {}}
    if not form.is_valid():
        return render(request, "storefront/purchase/recipient.html", context, status=422 if form.is_bound else 200)
    if not limits.may_ask_for_address(purchase):
        return render(request, "storefront/purchase/recipient.html", context | {"is_too_many": True}, status=429)
    if not hmac.compare_digest(form.cleaned_data["digits"], purchase.phone[-DIGITS:]):
        limits.missed_address(purchase)
        form.add_error("digits", form.WRONG)
        return render(request, "storefront/purchase/recipient.html", context, status=422)
    return render(request, "storefront/purchase/recipient.html", context | {"lines": lines_of(purchase)})
