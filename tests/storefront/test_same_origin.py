"""Who may send a form that carries no token."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from marketplace.storefront.same_origin import same_origin

OURS, THEIRS = "http://testserver", "https://evil.example"


@same_origin
def view(request):
    return HttpResponse("done")


def send(**headers):
    return view(RequestFactory().post("/", headers=headers)).status_code


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Origin": OURS},
        {"Origin": "http://127.0.0.1:8000"},
        {"Referer": f"{OURS}/fr/catalogue/"},
    ],
)
def test_form_of_our_own_page_is_taken(headers):
    assert send(**headers) == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": OURS},
        {"Sec-Fetch-Site": "none"},
        {"Origin": THEIRS},
        {"Origin": "null"},
        {"Origin": THEIRS, "Referer": f"{OURS}/"},
        {"Referer": f"{THEIRS}/?{OURS}/"},
        {"Referer": f"{OURS}.evil.example/"},
    ],
)
def test_form_of_another_site_or_of_nobody_is_refused(headers):
    with pytest.raises(PermissionDenied):
        send(**headers)


def test_form_of_our_own_page_needs_no_token():
    assert view.csrf_exempt
