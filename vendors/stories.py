"""Stories of facts (vendors, fairs): writing one, and reading the live one without Wagtail's page serving (6 ms a view, for nothing).

A `FactPage` exists only in the languages that have words. Drafts, preview, workflow and translation are Wagtail's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import transaction
from django.utils import translation
from django.utils.html import escape
from wagtail.models import Locale, Page, Site

from vendors.models import VendorStories
from vendors.models.story import FactPage, StoriesPage
from vendors.words import nearest


class Fact(Protocol):
    """What has stories: its `pages` are of one model of `FactPage`."""

    pk: int
    code: str
    pages: Any

    def name_in(self, language: str) -> str: ...


@dataclass(frozen=True)
class Story:
    """The live words, and the language they really are in."""

    page_id: int
    title: str
    body: object
    language: str


def live_story(fact: Fact, language: str) -> Story | None:
    """The live story in `language`, else the first in French, Arabic, English; None without any. One query."""
    told = {page.language: page for page in fact.pages.filter(live=True)}
    page = told.get(nearest(told, language))
    if page is None:
        return None
    return Story(page.pk, page.title, page.body, page.language)


@transaction.atomic
def write_story(
    fact: Fact,
    language: str,
    paragraphs: Iterable[str],
    quote: str | None = None,
    quote_who: str = "",
    *,
    actor,
    publish: bool = True,
) -> FactPage:
    """Write its story in `language` anew, from plain paragraphs; without `publish` only as a draft."""
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    body: list[tuple[str, str | dict[str, str]]] = [("text", text)] if text else []
    if quote:
        body.append(("quotation", {"words": quote, "who": quote_who}))
    page = fact.pages.filter(language=language).first()
    if page is None:
        page = _new_page(fact, language, actor)
    page.body = body
    revision = page.save_revision(user=actor, log_action=True)
    if publish:
        # Who may publish is the caller's question, as with every verb; in the admin it is Wagtail's.
        revision.publish(user=actor, skip_permission_checks=True)
    return page


def stories_in(language: str, model: type[StoriesPage] = VendorStories) -> StoriesPage:
    """Where the stories of `language` live in the tree, made when missing: under the home page of that language."""
    locale = Locale.objects.get_or_create(language_code=language)[0]
    stories = model.objects.filter(locale=locale).first()
    if stories is None:
        with translation.override(language):
            title = str(model.first_title)
        stories = model(title=title, slug=f"{model.slug_stem}-{language}", locale=locale)
        if another := model.objects.first():
            stories.translation_key = another.translation_key
        _home(locale).add_child(instance=stories)
    return stories


def _new_page(fact, language, actor):
    model = fact.pages.model
    stories = stories_in(language, model.kept_in)
    page = model(
        title=fact.name_in(language),
        slug=f"{fact.pk}-{fact.code}",
        locale=stories.locale,
        owner=actor,
        live=False,
        **{model.fact: fact},
    )
    if another := fact.pages.first():
        page.translation_key = another.translation_key
    return stories.add_child(instance=page)


def _home(locale):
    """The home page of that language; before there is one, the root of the tree: a story's address does not need it."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    home = site and site.root_page.get_translation_or_none(locale)
    return home or Page.get_first_root_node()
