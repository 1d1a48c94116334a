from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from marketplace.accounts import staff_urls
from marketplace.desk.arrival import arrival

urlpatterns = [
    path("admin/", include(staff_urls)),
    path("admin/", include(wagtailadmin_urls)),
]
urlpatterns += i18n_patterns(
    path("account/", include("marketplace.accounts.urls")),
    path("account/arrival/", arrival, name="arrival"),
    path("desk/", include("marketplace.desk.urls")),
    path("", include(wagtail_urls)),
)

handler429 = "marketplace.accounts.views.too_many_tries"
