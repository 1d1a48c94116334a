"""What robots are asked to leave alone: whatever is somebody's own, or without end."""

from urllib.parse import urlsplit

from django.conf import settings

from vendors.words import LANGUAGES

SITEMAP = "/sitemap.xml"
# Under each language's prefix, and above it.
OWN = ("account/", "cart/", "checkout/", "desk/", "orders/", "pay/", "search/")
WORK = ("/admin/", "/documents/", "/payments/", "/s/")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def is_closed(host: str) -> bool:
    """A demo is not for search engines: one that is kept at a public address, or at a name that its shop does not know to be its own.
    At home nothing is closed: no robot comes there, and whoever looks at the shop's pages with a tool sees what a public shop says.
    """
    if settings.IS_LOOPBACK:
        return urlsplit(f"//{host}").hostname not in LOOPBACK
    return settings.DEMO_ACCOUNTS


def words(host: str) -> str:
    if is_closed(host):
        return "User-agent: *\nDisallow: /\n"
    closed = [f"/{language}/{path}" for language in LANGUAGES for path in OWN] + list(WORK)
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        "",
        f"Sitemap: {settings.PUBLIC_ORIGIN}{SITEMAP}",
    ]
    return "\n".join(lines) + "\n"
