from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from marketplace.accounts import staff_urls
from marketplace.desk.arrival import arrival
from marketplace.messaging.doors import short_link
from marketplace.payments.views import notice
from marketplace.storefront.views import machines
from marketplace.storefront.views.home import best_language

urlpatterns = [
    path("", best_language),
    path("", include("marketplace.office.urls")),
    path("robots.txt", machines.robots_txt),
    path("sitemap.xml", machines.sitemap_index, name="sitemaps"),
    re_path(
        r"^sitemap-(?P<kind>[a-z]+)-(?P<language>[a-z]+)-(?P<number>[0-9]{1,9})\.xml$", machines.sitemap, name="sitemap"
    ),
    path("s/<slug:code>", short_link, name="short_link"),
    path("admin/", include(staff_urls)),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("spoken/", include("media.urls")),
    path("payments/notices/<slug:provider>/", notice, name="payment_notice"),
]
# The shop's addresses come before Wagtail's, which take whatever is left.
urlpatterns += i18n_patterns(
    path("account/", include("marketplace.accounts.urls")),
    path("account/arrival/", arrival, name="arrival"),
    path("desk/", include("marketplace.desk.urls")),
    path("pay/", include("marketplace.payments.urls")),
    path("", include("marketplace.storefront.urls")),
    path("", include(wagtail_urls)),
)

handler403 = "marketplace.storefront.views.errors.forbidden"
handler404 = "marketplace.storefront.views.errors.not_found"
handler429 = "marketplace.accounts.views.too_many_tries"
handler500 = "marketplace.storefront.views.errors.failed"
