"""The shop's own pages, valid and published, one a call."""

from wagtail.models import Locale, Page, Site

from marketplace.storefront import memo
from marketplace.storefront.models import HomePage, LegalFact, LegalFacts, StandardPage


def home_page(language="fr", **fields):
    """Published; the site begins at the French one. Home pages are each other's translations."""
    locale = Locale.objects.get_or_create(language_code=language)[0]
    page = HomePage(title="Maarad", slug=f"home-{language}", locale=locale, **{"hero_title": "La foire", **fields})
    if another := HomePage.objects.first():
        page.translation_key = another.translation_key
    Page.get_first_root_node().add_child(instance=page)
    page.save_revision().publish()
    if language == "fr":
        Site.objects.update_or_create(is_default_site=True, defaults={"root_page": page, "hostname": "localhost"})
    return HomePage.objects.get(pk=page.pk)


def standard_page(home, slug, html, **fields):
    """Published, linked at the foot. Pages of one slug are each other's translations."""
    given = {"title": slug.capitalize(), "show_in_menus": True, "body": [("text", html)], **fields}
    page = StandardPage(slug=slug, locale=home.locale, **given)
    if another := StandardPage.objects.filter(slug=slug).first():
        page.translation_key = another.translation_key
    home.add_child(instance=page)
    page.save_revision().publish()
    memo.forget_all()
    return StandardPage.objects.get(pk=page.pk)


def legal_facts(**values):
    """name=value, or name={language: value}."""
    facts = LegalFacts.load()
    for name, value in values.items():
        words = value if isinstance(value, dict) else {"fr": value}
        LegalFact.objects.create(facts=facts, name=name, **{f"value_{code}": text for code, text in words.items()})
    memo.forget_all()
