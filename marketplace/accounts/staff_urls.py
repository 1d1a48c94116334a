"""Addresses that take the place of Wagtail's own: there is one way to sign in, with its limits and its second step."""

from django.urls import path
from django.views.generic import RedirectView
from wagtail.admin.auth import require_admin_access

from marketplace.accounts.staff_views import StaffAccountView

urlpatterns = [
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("account/", require_admin_access(StaffAccountView.as_view())),
]
