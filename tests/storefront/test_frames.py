"""The frame of a stranger's own pages: kept, and still what its templates write."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from marketplace.storefront.templatetags import frames
from tests import factories

pytestmark = pytest.mark.django_db

PARTS = ["components/header.html", "components/footer.html"]


def written(source, path, user=None):
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    with translation.override(path.split("/")[1]):
        return engines["django"].from_string(source).render({}, request)


@pytest.fixture(autouse=True)
def _nothing_kept():
    frames.forget()


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_frame_is_what_its_template_writes_at_each_address(part, language):
    for path in ("cart/", "checkout/?a=1&b=%22", "orders/K7M4QX2-0123456789abcdef0123/"):
        plain = written(f'{{% include "{part}" %}}', f"/{language}/{path}")
        assert written(f'{{% load frames %}}{{% frame "{part}" %}}', f"/{language}/{path}") == plain


def test_frame_of_somebody_signed_in_is_hers_and_not_kept():
    part = '{% load frames %}{% frame "components/footer.html" %}'
    hers, strangers = written(part, "/en/cart/", factories.user()), written(part, "/en/cart/")
    assert "Sign out" in hers
    assert "Sign out" not in strangers
    assert written(part, "/en/cart/", factories.user()) == hers
