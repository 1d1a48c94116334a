from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from bazaars.models.bazaar import Bazaar
from media.blocks import STORY_BLOCKS
from vendors.models.story import FactPage, StoriesPage


class BazaarIndexPage(StoriesPage):
    """What is said above the list of fairs, in one language; the stories of that language's fairs are below it.

    The list itself is a view of the shop, at the shop's address.
    """

    first_title = _("Fairs")
    slug_stem = "fairs"
    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    subpage_types = ["bazaars.BazaarPage"]

    class Meta:
        verbose_name = _("list of fairs")
        verbose_name_plural = _("lists of fairs")

    def get_url_parts(self, request=None):
        sites = self._get_relevant_site_root_paths(request) or self._get_site_root_paths(request)
        if not sites:
            return None
        with translation.override(self.locale.language_code):
            return sites[0].site_id, sites[0].root_url, reverse("storefront:bazaars")


class BazaarPage(FactPage):
    """A fair's story in one language. It copies no fact; the shop shows its body at the fair's own address."""

    fact = "bazaar"
    kept_in = BazaarIndexPage
    already_told = _("This fair already has a story in this language.")
    bazaar = models.ForeignKey(Bazaar, on_delete=models.PROTECT, related_name="pages", verbose_name=_("fair"))
    body = StreamField(STORY_BLOCKS, blank=True, verbose_name=_("story"))

    content_panels = [*Page.content_panels, FieldPanel("bazaar"), FieldPanel("body")]
    template = "bazaars/bazaar_page.html"
    parent_page_types = ["bazaars.BazaarIndexPage"]

    class Meta:
        verbose_name = _("fair's story")
        verbose_name_plural = _("fairs' stories")
        constraints = [models.UniqueConstraint(fields=["bazaar", "language"], name="bazaar_page_one_per_language")]
