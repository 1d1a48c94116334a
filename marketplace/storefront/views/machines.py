"""What programs read: sitemaps, what robots may, the feed of pieces. Written while it is sent; kept by who asks, until the shop changes."""

from functools import wraps

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from catalogue import shelf
from marketplace.storefront import feed, robots, sitemaps
from marketplace.storefront.sitemap_sources import KINDS
from vendors.words import LANGUAGES

# Whoever asks again within it is not answered anew.
SECONDS = 600


def kept_until_a_change(view):
    """One read says whether what was sent is still true: the shelf's version, and the day."""

    def etag(request, *args, **kwargs):
        return f'W/"{shelf.version()}-{timezone.localdate():%Y%m%d}"'

    return require_safe(cache_control(public=True, max_age=SECONDS)(condition(etag_func=etag)(wraps(view)(view))))


@kept_until_a_change
def sitemap_index(request):
    return _xml("".join(sitemaps.index()))


@kept_until_a_change
def sitemap(request, kind, language, number):
    found = sitemaps.urls(kind, language, int(number)) if kind in KINDS and language in LANGUAGES else None
    if found is None:
        raise Http404
    return _streamed(found, language)


@kept_until_a_change
def products_feed(request):
    language = get_language()
    return _streamed(feed.items(language, timezone.localdate()), language)


@require_safe
@cache_control(public=True, max_age=SECONDS)
def robots_txt(request):
    return HttpResponse(robots.words(request.get_host()), content_type="text/plain; charset=utf-8")


def _xml(content):
    return HttpResponse(content, content_type="application/xml; charset=utf-8")


def _streamed(pieces, language):
    headers = {"Content-Language": language}
    return StreamingHttpResponse(pieces, content_type="application/xml; charset=utf-8", headers=headers)
