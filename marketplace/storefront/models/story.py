from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from bazaars.models import Bazaar
from catalogue.models import Category
from marketplace.storefront.page_cache import for_everyone
from media.blocks import STORY_BLOCKS
from media.models import Picture, Recording
from vendors.models import Vendor


class StoryIndexPage(Page):
    """The stories of one language, the newest first. Its slug is the address: `/fr/recits/`."""

    SLUG = "recits"
    introduction = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    template = "storefront/stories.html"
    parent_page_types = ["storefront.HomePage"]
    subpage_types = ["storefront.StoryPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of stories")
        verbose_name_plural = _("lists of stories")

    def serve(self, request, *args, **kwargs):
        return for_everyone({"page"})(super().serve)(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        # The module that lists stories reads their models, which live beside this one.
        from marketplace.storefront.stories import index_context

        return super().get_context(request, *args, **kwargs) | index_context(self, request.GET)


class StoryPage(Page):
    """A story: of a maker, of a craft, of a day at a fair. What it is about is linked, so that each leads to the other."""

    introduction = models.TextField(_("introduction"), max_length=400, blank=True)
    picture = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    voice = models.ForeignKey(
        Recording,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("voice"),
        help_text=_("It opens the story, and may open the home page."),
    )
    body = StreamField(STORY_BLOCKS, blank=True, verbose_name=_("story"))
    crafts = ParentalManyToManyField(Category, blank=True, related_name="+", verbose_name=_("crafts"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("picture"),
        FieldPanel("voice"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                InlinePanel("told_vendors", label=_("maker")),
                FieldPanel("crafts", widget=forms.CheckboxSelectMultiple),
                InlinePanel("told_fairs", label=_("fair")),
            ],
            heading=_("What it is about"),
        ),
    ]
    template = "storefront/story.html"
    parent_page_types = ["storefront.StoryIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def serve(self, request, *args, **kwargs):
        return for_everyone()(super().serve)(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        # The module that shows stories reads their models, which live beside this one.
        from marketplace.storefront.stories import story_context

        return super().get_context(request, *args, **kwargs) | story_context(self)


class ToldVendor(Orderable):
    page = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="told_vendors")
    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="+", verbose_name=_("maker"))

    panels = [FieldPanel("vendor")]


class ToldFair(Orderable):
    page = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="told_fairs")
    bazaar = models.ForeignKey(Bazaar, on_delete=models.CASCADE, related_name="+", verbose_name=_("fair"))

    panels = [FieldPanel("bazaar")]
