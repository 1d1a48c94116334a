"""Pages for what is not there, not allowed, or broken."""

import pytest
from django.test import RequestFactory

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


@pytest.mark.parametrize(("path", "language"), [("/ar/x/", "ar"), ("/admin/", "fr"), ("/", "fr")])
def test_failed_needs_neither_database_nor_frame(path, language):
    response = errors.failed(RequestFactory().get(path))
    assert response.status_code == 500
    assert f'<html lang="{language}"' in response.content.decode()
