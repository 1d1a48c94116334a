from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from marketplace.office.panels import HealthPanel
from marketplace.office.views import HealthView


@hooks.register("register_admin_urls")
def health_url():
    return [path("health/", HealthView.as_view(), name="office_health")]


@hooks.register("register_reports_menu_item")
def health_menu_item():
    return MenuItem(_("Background work"), reverse("office_health"), icon_name="history", order=950)


@hooks.register("construct_homepage_panels")
def health_panel(request, panels):
    panels.append(HealthPanel())
