"""Writing the shop's own pages: the home pages that the tree begins with, standard pages, legal facts. For commands and
set-up.
"""

from collections.abc import Mapping

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from marketplace.storefront import memo, prose
from marketplace.storefront.addresses import LANGUAGES
from marketplace.storefront.models import HomePage, LegalFact, LegalFacts, StandardPage


@transaction.atomic
def lay_home_pages(*, actor=None) -> dict[str, HomePage]:
    """{language: its home page}; those that are missing are made, and the site begins at the French one."""
    first = HomePage.objects.order_by("path").first()
    pages = {}
    for language in LANGUAGES:
        locale = Locale.objects.get_or_create(language_code=language)[0]
        page = HomePage.objects.filter(locale=locale).first()
        if page is None:
            page = _new_home(language, locale, first, actor)
        first = first or page
        pages[language] = page
    _begin_at(pages[LANGUAGES[0]])
    return pages


@transaction.atomic
def write_home_page(language: str, *, actor=None, body=None, featured=(), **fields) -> HomePage:
    """Change the words of a home page (`hero_title`, `hero_picture`, `promise_words`…), its stories and the products
    shown first.
    """
    page = lay_home_pages(actor=actor)[language]
    for name, value in fields.items():
        setattr(page, name, value)
    if body is not None:
        page.body = body
    if featured:
        page.featured = [
            page.featured.model(product=product, sort_order=place) for place, product in enumerate(featured)
        ]
    page.save_revision(user=actor, log_action=True).publish(user=actor, skip_permission_checks=True)
    page.refresh_from_db()
    return page


@transaction.atomic
def write_standard_page(
    language: str,
    slug: str,
    title: str,
    markdown: str,
    *,
    actor=None,
    is_model: bool = False,
    in_footer: bool = True,
) -> StandardPage:
    """Write the page at `/<language>/<slug>/` anew and publish it. Pages of one slug are each other's translations.

    An empty `title` is taken from the text's first `# ` line; lines that quote (`> `) are the note that it is a model,
    which the page says by itself.
    """
    home = lay_home_pages(actor=actor)[language]
    heading, rest = prose.parts(markdown)
    page = StandardPage.objects.child_of(home).filter(slug=slug).first()
    if page is None:
        page = StandardPage(title=title or heading, slug=slug, locale=home.locale, owner=actor, live=False)
        if another := StandardPage.objects.filter(slug=slug).first():
            page.translation_key = another.translation_key
        home.add_child(instance=page)
    page.title, page.is_model, page.show_in_menus = title or heading, is_model, in_footer
    page.body = [("text", prose.to_html(rest))]
    page.save_revision(user=actor, log_action=True).publish(user=actor, skip_permission_checks=True)
    page.refresh_from_db()
    memo.forget_all()
    return page


@transaction.atomic
def write_legal_facts(given: Mapping[str, str | Mapping[str, str]]) -> None:
    """{name: value} or {name: {language: value}}; facts not named here stay."""
    facts = LegalFacts.load()
    for name, value in given.items():
        values = {"fr": value} if isinstance(value, str) else value
        columns = {f"value_{language}": values.get(language, "") for language in LANGUAGES}
        LegalFact.objects.update_or_create(name=name, defaults={"facts": facts, **columns})
    memo.forget_all()


def _new_home(language: str, locale: Locale, first: HomePage | None, actor) -> HomePage:
    with translation.override(language):
        title = _("The fair, all year round")
    page = HomePage(title="Maarad", slug=f"home-{language}", locale=locale, owner=actor, hero_title=title)
    if first:
        page.translation_key = first.translation_key
    return Page.get_first_root_node().add_child(instance=page)


def _begin_at(page: HomePage) -> None:
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    if site.root_page_id != page.pk:
        site.root_page, site.site_name = page, "Maarad"
        site.save()
