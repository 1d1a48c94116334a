"""What to know of a craft, beside its pieces."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from catalogue.models import CraftNote
from marketplace.storefront.memo import Memo
from vendors.words import nearest


@dataclass(frozen=True)
class Note:
    title: str
    body: SafeString
    lang: str


def _read() -> dict[str, dict[str, Note]]:
    notes: dict[str, dict[str, Note]] = {}
    rows = CraftNote.objects.order_by().values_list("craft__code", "language", "title", "body")
    for craft, language, title, body in rows:
        notes.setdefault(craft, {})[language] = Note(title, mark_safe(expand_db_html(body)), language)  # noqa: S308
    return notes


_notes = Memo(_read)


def note_on(craft: str, language: str) -> Note | None:
    """In `language`, else in the first one it was written in."""
    told = _notes().get(craft, {})
    return told.get(nearest(told, language))
