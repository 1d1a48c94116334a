"""The staff's screen for notes on crafts: registration only."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from catalogue.models import CraftNote


class CraftNoteViewSet(SnippetViewSet):
    model = CraftNote
    icon = "doc-full-inverse"
    menu_label = _("Notes on crafts")
    list_display = ["title", "craft", "language"]
    list_filter = ["craft", "language"]
    search_fields = ["title"]
