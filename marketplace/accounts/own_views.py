"""What somebody may ask of us about herself: all that we hold of her in one file, and to be forgotten."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts import own_proof, personal
from marketplace.accounts.own_forms import EraseForm
from marketplace.accounts.views import came_by_code


@login_required
@never_cache
@require_safe
def data(request):
    return render(request, "account/data.html")


@login_required
@never_cache
@require_safe
def export(request):
    return as_file(personal.told(request.user))


def as_file(told):
    """To keep: readable by people and by programs."""
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})
    name = f"maarad-{timezone.localdate():%Y-%m-%d}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def erase(request):
    # The form may ask for the password; without a limit, a borrowed phone could guess it.
    if request.method == "POST" and (
        limited := ratelimit.consume_or_429(request, action="change_password", user=request.user)
    ):
        return limited
    is_proven = came_by_code(request)
    form = EraseForm(request.POST or None, user=request.user, about=_about(request.user), is_proven=is_proven)
    hindrances = personal.hindrances(request.user)
    # Somebody without a password has to have been sent a code first.
    may = form.asks_for_proof or is_proven
    if may and not hindrances and form.is_valid():
        try:
            personal.erase(request.user)
        except personal.Hindered as hindered:
            hindrances = hindered.why
        else:
            logout(request)
            return redirect("account_erased")
    context = {"form": form if may else None, "hindrances": hindrances, "is_proven": is_proven}
    return render(request, "account/erase.html", context, status=422 if form.is_bound else 200)


@login_required
@never_cache
@require_POST
def send_code(request):
    user = request.user
    try:
        own_proof.send(request, _about(user), phone=user.phone or "", email=user.email or "", language=get_language())
        messages.success(request, _("We have sent you a code."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("account_erase")


@require_safe
def erased(request):
    return render(request, "account/erased.html")


def _about(user):
    return f"erase-account:{user.pk}"
