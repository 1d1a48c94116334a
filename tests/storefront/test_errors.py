"""Pages for what is not there, not allowed, or broken."""

import pytest
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.translation import gettext

from marketplace.storefront.views import errors


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_not_found_is_a_page_of_the_shop(client, language):
    response = client.get(f"/{language}/nothing-here/")
    assert response.status_code == 404
    assert f'lang="{language}"' in response.content.decode()


@pytest.mark.django_db
def test_forbidden_is_a_page_of_the_shop(rf):
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/fr/x/")
    request.user = AnonymousUser()
    assert errors.forbidden(request, None).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("path", ["cart/add/", "cart/change/"])
def test_form_that_comes_from_nowhere_is_answered_with_what_to_do(language, path):
    """The first says so by its origin, which a browser may hold back, the second by Django's token."""
    response = Client(enforce_csrf_checks=True).post(f"/{language}/{path}", {"variant": 1})
    assert response.status_code == 403
    html = response.content.decode()
    assert f'<html lang="{language}"' in html
    with translation.override(language):
        assert gettext("We could not take this form. Nothing was changed.") in html


@pytest.mark.parametrize(("path", "language"), [("/ar/x/", "ar"), ("/admin/", "fr"), ("/", "fr")])
def test_failed_needs_neither_database_nor_frame(path, language):
    response = errors.failed(RequestFactory().get(path))
    assert response.status_code == 500
    assert f'<html lang="{language}"' in response.content.decode()
