"""StreamField blocks that know no goods: words, pictures, quotations."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

RICH_TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]


class QuotationBlock(blocks.StructBlock):
    words = blocks.TextBlock(label=_("Words"))
    who = blocks.CharBlock(label=_("Who says it"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "media/blocks/quotation.html"


class PictureBlock(blocks.StructBlock):
    picture = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "media/blocks/picture.html"


class GalleryBlock(blocks.ListBlock):
    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "media/blocks/gallery.html"


STORY_BLOCKS = [
    ("text", blocks.RichTextBlock(features=RICH_TEXT, label=_("Text"), template="media/blocks/text.html")),
    ("picture", PictureBlock()),
    ("quotation", QuotationBlock()),
    ("gallery", GalleryBlock(PictureBlock())),
]
