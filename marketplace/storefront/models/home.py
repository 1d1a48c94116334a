from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from catalogue.models import Product
from marketplace.storefront.blocks import HOME_BLOCKS
from media.models import Picture


class HomePage(Page):
    """The home page in one language. What is on the stalls, the makers and the crafts come from the shop; these are its
    words.
    """

    hero_title = models.CharField(_("large title"), max_length=80)
    hero_title_there = models.CharField(
        _("large title in the other script"),
        max_length=80,
        blank=True,
        help_text=_("In Arabic on the French and English pages, in French on the Arabic one."),
    )
    hero_words = models.TextField(_("words under the title"), max_length=400, blank=True)
    hero_picture = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    promise_title = models.CharField(_("title of the promise"), max_length=120, blank=True)
    promise_words = models.TextField(_("words of the promise"), max_length=600, blank=True)
    body = StreamField(HOME_BLOCKS, blank=True, verbose_name=_("stories"))

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("hero_title"),
                FieldPanel("hero_title_there"),
                FieldPanel("hero_words"),
                FieldPanel("hero_picture"),
            ],
            heading=_("Opening"),
        ),
        InlinePanel(
            "featured", label=_("piece on the stalls"), heading=_("Pieces shown first; else the newest"), max_num=12
        ),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("promise_title"), FieldPanel("promise_words")], heading=_("Promise")),
    ]
    template = "storefront/home.html"
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request, *args, **kwargs):
        # Wagtail's preview and the shop's own view show the same page; the view's module needs this one.
        from marketplace.storefront.home import home_context

        return super().get_context(request, *args, **kwargs) | home_context(self, self.locale.language_code)


class FeaturedProduct(Orderable):
    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="featured")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+", verbose_name=_("product"))

    panels = [FieldPanel("product")]
