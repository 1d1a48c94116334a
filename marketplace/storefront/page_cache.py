"""Whole pages, kept in the process for visitors of whom nothing is known, under the shelf's version they were made from.

A page is kept only when its view says that it is `for_everyone`, and never holds anything of anyone: neither a request with a
session nor one of Wagtail's previews is answered from here, and an answer that sets a cookie is not kept. The version is read *before* a
page is made, so whatever changes the shop while it is being made makes it old.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from urllib.parse import unquote_plus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control

from catalogue import shelf
from vendors.words import LANGUAGES

# What other sites add to our addresses: it changes nothing here, so no page is made anew, nor kept, for it.
FOREIGN = ("utm_", "mtm_", "fbclid", "gclid", "msclkid", "igshid", "ttclid", "_ga")
# Days begin and end, at fairs too, without anybody changing anything.
SECONDS = 60
PREFIXES = tuple(f"/{language}/" for language in LANGUAGES)
# Beside its body: headers, the key, the objects that hold them.
OVERHEAD = 2500

_version: ContextVar[int | None] = ContextVar("version", default=None)


def version_read() -> int | None:
    """The shelf's version when the page that is being made was asked for; None when nobody keeps it."""
    return _version.get()


def for_everyone(known: Iterable[str] = ()):
    """A view whose answer is the same for all who have no session. `known`: the parameters it reads; with another one in the address,
    its answer is not kept, so that nobody fills the cache with addresses of his own."""
    names = frozenset(known)

    def decorate(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            response = view(request, *args, **kwargs)
            if names.issuperset(request.GET):
                response.is_for_everyone = True
                # Browsers may keep it, and ask each time whether it is still so.
                patch_cache_control(response, no_cache=True)
            return response

        return wrapped

    return decorate


@dataclass(frozen=True)
class Kept:
    version: int
    until: float
    body: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str


class Store:
    """The pages last asked for, in at most so many bytes."""

    def __init__(self, size: int):
        self.size, self.used = size, 0
        self._pages: OrderedDict[tuple, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple, version: int) -> Kept | None:
        with self._lock:
            page = self._pages.get(key)
            if page is None:
                return None
            if page.version != version or page.until < time.monotonic():
                self._drop(key)
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: tuple, page: Kept) -> None:
        with self._lock:
            if key in self._pages:
                self._drop(key)
            self._pages[key] = page
            self.used += len(page.body) + OVERHEAD
            while self.used > self.size:
                self._drop(next(iter(self._pages)))

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.used = 0

    def _drop(self, key: tuple) -> None:
        self.used -= len(self._pages.pop(key).body) + OVERHEAD


store = Store(settings.PAGE_CACHE_BYTES)


class PageCacheMiddleware:
    """Before everything that knows a person: session, sign-in, language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        if request.method not in {"GET", "HEAD"} or not request.path_info.startswith(PREFIXES):
            return self.get_response(request)
        meta["QUERY_STRING"] = _without_foreign(meta.get("QUERY_STRING", ""))
        if request.method == "HEAD" or not store.size or _is_somebody(request):
            return self.get_response(request)
        version = shelf.version()
        key = (
            request.scheme,
            meta.get("HTTP_HOST", ""),
            request.get_full_path(),
            "gzip" in meta.get("HTTP_ACCEPT_ENCODING", ""),
        )
        page = store.get(key, version)
        if page is None:
            token = _version.set(version)
            try:
                response = self.get_response(request)
            finally:
                _version.reset(token)
            if not _is_keepable(response):
                return response
            page = _kept(response, version)
            store.put(key, page)
        return _answer(page, meta.get("HTTP_IF_NONE_MATCH", ""))


def _without_foreign(query: str) -> str:
    if not query:
        return query
    return "&".join(part for part in query.split("&") if not unquote_plus(part).startswith(FOREIGN))


def _is_somebody(request: HttpRequest) -> bool:
    """Whoever has a session, or is told something: and Wagtail's previews, which are asked for by the page's own address."""
    cookies = request.META.get("HTTP_COOKIE", "")
    named = settings.SESSION_COOKIE_NAME in cookies or "messages=" in cookies
    return named or getattr(request, "is_dummy", False) or "HTTP_AUTHORIZATION" in request.META


def _is_keepable(response: HttpResponse) -> bool:
    is_meant = getattr(response, "is_for_everyone", False)
    return is_meant and response.status_code == 200 and not response.cookies and not response.streaming


def _kept(response: HttpResponse, version: int) -> Kept:
    body = response.content
    etag = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
    return Kept(version, time.monotonic() + SECONDS, body, tuple(response.items()), etag)


def _answer(page: Kept, known: str) -> HttpResponse:
    response = HttpResponseNotModified() if page.etag in known else HttpResponse(page.body)
    for name, value in page.headers:
        if response.status_code == 200 or not name.startswith("Content-"):
            response.headers[name] = value
    response.headers["ETag"] = page.etag
    return response
