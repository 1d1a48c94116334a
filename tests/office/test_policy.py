import pytest

from tests import factories


def policy(response):
    parts = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize(
    "path", ["/fr/account/login/", "/ar/catalogue/", "/en/no-such-page/", "/adminish/", "/healthz"]
)
def test_policy_of_a_public_page_allows_nothing_inline(client, db, path):
    directives = policy(client.get(path))
    assert directives["default-src"] == ["'none'"]
    assert directives["script-src"] == directives["style-src"] == ["'self'"]
    assert not any("unsafe" in source for sources in directives.values() for source in sources)


@pytest.mark.parametrize(
    ("provider", "sources"),
    [("", ["'self'"]), ("sandbox", ["'self'"]), ("stripe", ["'self'", "https://checkout.stripe.com"])],
)
def test_policy_of_a_public_page_lets_forms_lead_to_who_takes_the_cards(client, db, settings, provider, sources):
    settings.CARD_PROVIDER = provider
    assert policy(client.get("/ar/catalogue/"))["form-action"] == sources
    assert policy(client.get("/fr/account/login/"))["script-src"] == ["'self'"]


@pytest.mark.parametrize("path", ["/admin/", "/admin/health/", "/admin/no-such-page/"])
def test_policy_of_the_admin_allows_wagtails_inline_scripts_and_nothing_from_elsewhere(client, db, path):
    client.force_login(factories.user(is_superuser=True, is_staff=True))
    directives = policy(client.get(path))
    assert directives["script-src"] == ["'self'", "'unsafe-inline'"]
    assert directives["img-src"] == ["'self'", "data:", "blob:"]
    assert directives["form-action"] == ["'self'"]
    assert "http" not in str(directives)
