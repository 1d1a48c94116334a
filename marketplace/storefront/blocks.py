"""StreamField blocks of the shop's own pages."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from media.models import Dye


class StoryTileBlock(blocks.StructBlock):
    """A voice beside a picture, both on one dye; it leads to a maker or a page."""

    picture = ImageChooserBlock(label=_("Picture"))
    dye = blocks.ChoiceBlock(choices=Dye.choices, default=Dye.INDIGO, label=_("Dye"))
    title = blocks.CharBlock(label=_("Title"))
    words = blocks.TextBlock(label=_("Words"), required=False)
    link = blocks.PageChooserBlock(label=_("Page"), required=False)
    link_words = blocks.CharBlock(label=_("Words of the link"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Story")
        template = "storefront/blocks/story_tile.html"


HOME_BLOCKS = [("story", StoryTileBlock())]
