from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from marketplace.ledger.policies import OnlyPolicy
from marketplace.office.panels import HealthPanel, TodoPanel
from marketplace.office.purchase_views import ByReferenceView
from marketplace.office.views import HealthView
from marketplace.office.viewsets import sales_group
from marketplace.orders.models import Order, Purchase
from marketplace.payments.models import Refund

# Rows that verbs write: nobody adds, edits or deletes them as such, whatever rights a group was given.
for model in (Purchase, Order, Refund):
    register_permission_policy(model, OnlyPolicy(model, "view"))


@hooks.register("register_admin_viewset")
def sales():
    return sales_group


@hooks.register("register_admin_urls")
def health_url():
    return [path("health/", HealthView.as_view(), name="office_health")]


@hooks.register("register_admin_urls")
def order_url():
    return [path("orders/by-reference/<str:reference>/", ByReferenceView.as_view(), name="office_order")]


@hooks.register("register_reports_menu_item")
def health_menu_item():
    return MenuItem(_("Background work"), reverse("office_health"), icon_name="history", order=950)


@hooks.register("construct_homepage_panels")
def health_panel(request, panels):
    panels.append(HealthPanel())
    panels.append(TodoPanel())
