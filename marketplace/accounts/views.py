"""Signing in, by password or code; allauth's views with our forms, our words and 429 where a limit is met."""

import time
from functools import wraps
from urllib.parse import urlsplit

from allauth.account import views as allauth_views
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from marketplace.accounts import limits, phones
from marketplace.accounts.forms import CodeForm, CodeRequestForm, NewPasswordForm, PasswordForm

TOO_MANY_CODES = {"too_many_login_attempts", "too_many", "too_many_today"}


class LimitedFormMixin:
    """A form refused because of too many tries is shown again, with its sentence, as 429."""

    def render_to_response(self, context, **response_kwargs):
        errors = context["form"].errors.as_data().values() if context["form"].is_bound else ()
        if any(error.code in TOO_MANY_CODES for field in errors for error in field):
            response_kwargs["status"] = 429
        return super().render_to_response(context, **response_kwargs)


class SignInView(LimitedFormMixin, allauth_views.LoginView):
    form_class = PasswordForm

    def get_authenticated_redirect_url(self):
        """On to where she was going; from the admin, which would send her here for ever, to a page of her own."""
        url = super().get_authenticated_redirect_url()
        if urlsplit(url).path.startswith(reverse("wagtailadmin_home")) and not is_staff(self.request.user):
            return self.turned_away()
        return url

    def turned_away(self):
        list(messages.get_messages(self.request))  # Wagtail's own sentences, one for each knock.
        with translation.override(self.request.user.language):
            messages.error(self.request, _("The centre’s pages are for its team. These are yours."))
            return reverse(settings.LOGIN_REDIRECT_URL)

    def _redirect_to_pending_stage(self, request, stage):
        return start_again(request)


class CodeRequestView(LimitedFormMixin, allauth_views.RequestLoginCodeView):
    form_class = CodeRequestForm

    def _redirect_to_pending_stage(self, request, stage):
        return start_again(request)


def start_again(request):
    """Whoever comes back to the first page mistyped the number, or another person took the phone: forget the code."""
    clear_login(request)


class CodeView(allauth_views.ConfirmLoginCodeView):
    form_class = CodeForm

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        if not request.user.is_authenticated and getattr(self, "_process", None) is None:
            return self.ask_for_another(_("This code has expired. Ask for another."))
        return response

    def post(self, request, *args, **kwargs):
        if limited := ratelimit.consume_or_429(request, action="confirm_login_code"):
            return limited
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        phone = self._process.state.get("phone")
        return super().get_context_data(readable_phone=phones.readable(phone) if phone else "", **kwargs)

    def form_invalid(self, form):
        if self._process.record_invalid_attempt():
            return self.render_to_response(self.get_context_data(form=form))
        return self.ask_for_another(_("That was not the code three times. Ask for another."))

    def ask_for_another(self, sentence):
        messages.error(self.request, sentence)
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_request_login_code")))


def too_many_tries(request):
    """The site's answer to whoever asks too often (`handler429`)."""
    answer = render(request, "429.html", {"too_many": limits.TOO_MANY}, status=429)
    answer["Retry-After"] = str(limits.WINDOW_MINUTES * 60)
    return answer


@login_required
@never_cache
def account(request):
    return render(request, "account/account.html")


@login_required
@never_cache
@sensitive_post_parameters()
def change_password(request):
    # The form asks for the present password; without a limit, a borrowed phone could guess it.
    if limited := ratelimit.consume_or_429(request, action="change_password", user=request.user):
        return limited
    form = NewPasswordForm(request.POST or None, user=request.user, ask_current=must_prove(request))
    if form.is_valid():
        request.user.set_password(form.cleaned_data["password"])
        request.user.save(update_fields=["password"])
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Saved."))
        return redirect("account")
    return render(request, "account/password_change.html", {"form": form})


def must_prove(request):
    """True unless she has no password, or showed minutes ago that her phone or mailbox is hers."""
    return request.user.has_usable_password() and not came_by_code(request)


def came_by_code(request):
    """Whether she has just shown, by a code, that her phone or mailbox is hers."""
    just_now = time.time() - limits.CODE_MINUTES * 60
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "code" and record["at"] > just_now for record in records)


def is_staff(user):
    return user.has_perm("wagtailadmin.access_admin")


def staff_only(view):
    """The second step (an authenticator app) is offered to staff alone."""

    @login_required
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not is_staff(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped


sign_in = SignInView.as_view()
request_code = CodeRequestView.as_view()
confirm_code = CodeView.as_view()
sign_out = allauth_views.logout
inactive = allauth_views.account_inactive
reauthenticate = allauth_views.reauthenticate
