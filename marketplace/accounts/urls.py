"""The addresses of sign-in, under allauth's names: those of its addresses that have a page here, and no other."""

from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path

from marketplace.accounts import own_views, views
from marketplace.accounts.views import staff_only

urlpatterns = [
    path("", views.account, name="account"),
    path("login/", views.sign_in, name="account_login"),
    path("login/code/", views.request_code, name="account_request_login_code"),
    path("login/code/confirm/", views.confirm_code, name="account_confirm_login_code"),
    path("logout/", views.sign_out, name="account_logout"),
    path("inactive/", views.inactive, name="account_inactive"),
    path("password/", views.change_password, name="account_change_password"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("data/", own_views.data, name="account_data"),
    path("data/download/", own_views.export, name="account_export"),
    path("data/erase/", own_views.erase, name="account_erase"),
    path("data/erase/code/", own_views.send_code, name="account_erase_code"),
    path("data/erased/", own_views.erased, name="account_erased"),
    path("2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/", staff_only(mfa.index), name="mfa_index"),
    path("2fa/reauthenticate/", staff_only(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/activate/", staff_only(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/deactivate/", staff_only(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/codes/", staff_only(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("2fa/codes/generate/", staff_only(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
]
