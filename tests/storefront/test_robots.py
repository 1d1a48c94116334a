"""What robots are asked to leave alone."""

from urllib.robotparser import RobotFileParser

import pytest
from django.urls import Resolver404, resolve

from marketplace.storefront import robots

ORIGIN = "http://127.0.0.1:8000"


def rules(client, host="127.0.0.1:8000"):
    response = client.get("/robots.txt", headers={"Host": host})
    assert (response.status_code, response["Content-Type"]) == (200, "text/plain; charset=utf-8")
    parser = RobotFileParser()
    parser.parse(response.content.decode().splitlines())
    return parser


def test_robots_may_read_the_shop_and_nothing_of_anybody(client):
    may = rules(client)
    for language in ("fr", "ar", "en"):
        for path in ("", "catalogue/", "produits/1-x/", "artisans/", "foires/", "feed.xml"):
            assert may.can_fetch("Googlebot", f"{ORIGIN}/{language}/{path}")
        for path in ("cart/", "checkout/delivery/", "orders/", "desk/", "account/login/", "search/?q=x"):
            assert not may.can_fetch("Googlebot", f"{ORIGIN}/{language}/{path}")
    assert not may.can_fetch("Googlebot", f"{ORIGIN}/admin/")
    assert may.can_fetch("Googlebot", f"{ORIGIN}/media/p/ab/x-320.jpg")
    assert may.site_maps() == [f"{ORIGIN}/sitemap.xml"]


@pytest.mark.parametrize("path", [*(f"/fr/{path}" for path in robots.OWN if path != "pay/"), "/admin/", "/sitemap.xml"])
def test_addresses_named_are_addresses_of_the_shop(path):
    try:
        assert resolve(path).url_name != "wagtail_serve"
    except Resolver404:
        pytest.fail(f"{path} is nobody's")


@pytest.mark.parametrize(
    ("is_loopback", "demo", "host", "closed"),
    [
        (True, True, "127.0.0.1:8000", False),
        (True, True, "[::1]:8000", False),
        (True, False, "shop.example.org", True),
        (False, True, "shop.example.org", True),
        (False, True, "127.0.0.1:8000", True),
        (False, False, "shop.example.org", False),
    ],
)
def test_demo_that_others_can_reach_is_closed_to_robots(settings, is_loopback, demo, host, closed):
    settings.IS_LOOPBACK, settings.DEMO_ACCOUNTS = is_loopback, demo
    assert robots.is_closed(host) is closed
    assert ("Disallow: /\n" in robots.words(host)) is closed
    assert ("Sitemap:" in robots.words(host)) is not closed
