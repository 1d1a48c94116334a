"""StreamField blocks that know no goods: words, pictures, quotations, voices, videos."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from media import bars, embeds
from media.viewsets import film_chooser_viewset, recording_chooser_viewset

RecordingChooserBlock = recording_chooser_viewset.get_block_class("RecordingChooserBlock", module_path="media.blocks")
FilmChooserBlock = film_chooser_viewset.get_block_class("FilmChooserBlock", module_path="media.blocks")
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


def voice_context(recording):
    """What `media/_voice.html` shows of a recording; nothing of one that is gone or withheld."""
    if recording is None or recording.is_withheld:
        return {"recording": None}
    words, lang = recording.words_in()
    return {
        "recording": recording,
        "rectangles": bars.rectangles(recording.heights),
        "words": words,
        "words_lang": lang,
        "is_translated": bool(words) and lang != recording.language,
    }


def voices_in(body):
    """The recordings that a body of STORY_BLOCKS has."""
    return [block.value["recording"] for block in body if block.block_type == "voice" and block.value["recording"]]


class VoiceBlock(blocks.StructBlock):
    """Who speaks, in which language, and the same in writing are the recording's own."""

    recording = RecordingChooserBlock(label=_("Recording"))

    class Meta:
        icon = "media"
        label = _("Voice")
        template = "media/_voice.html"

    def get_context(self, value, parent_context=None):
        return super().get_context(value, parent_context) | voice_context(value["recording"])


class VideoBlock(blocks.StructBlock):
    """A file of ours, or a video elsewhere: of that nothing is loaded before a visitor asks for it."""

    title = blocks.CharBlock(label=_("What it shows"), max_length=150)
    poster = ImageChooserBlock(label=_("Picture shown before"))
    film = FilmChooserBlock(label=_("Video"), required=False)
    link = blocks.URLBlock(label=_("Or its address"), required=False, help_text=_("At YouTube or Vimeo."))

    class Meta:
        icon = "media"
        label = _("Video")
        template = "media/blocks/video.html"

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned["film"]) == bool(cleaned["link"]):
            raise StructBlockValidationError(
                {"film": ValidationError(_("Choose a video or give its address, one of both."))}
            )
        if cleaned["link"] and embeds.read(cleaned["link"]) is None:
            sentence = _("We can show videos of YouTube and Vimeo. Copy the address of the video’s own page.")
            raise StructBlockValidationError({"link": ValidationError(sentence)})
        return cleaned

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        film, embed = value["film"], embeds.read(value["link"] or "")
        if film and not film.is_withheld:
            words, lang = film.words_in()
            return context | {"film": film, "words": words, "words_lang": lang}
        request = (parent_context or {}).get("request")
        if embed and request:
            # The policy of this answer, and of no other, lets the provider's frame in: `office.policy` reads it.
            request.frame_origins = {*getattr(request, "frame_origins", ()), embed.origin}
        return context | {"film": None, "embed": embed, "frame": embed.frame if embed and request else ""}


STORY_BLOCKS = [
    ("text", blocks.RichTextBlock(features=RICH_TEXT, label=_("Text"), template="media/blocks/text.html")),
    ("picture", PictureBlock()),
    ("quotation", QuotationBlock()),
    ("gallery", GalleryBlock(PictureBlock())),
    ("voice", VoiceBlock()),
    ("video", VideoBlock()),
]
