from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from media.blocks import STORY_BLOCKS
from vendors.models.story import FactPage, StoriesPage
from vendors.models.vendor import Vendor


class VendorStories(StoriesPage):
    """It has no face of its own."""

    first_title = _("Stories")
    slug_stem = "stories"
    subpage_types = ["vendors.VendorPage"]

    class Meta:
        verbose_name = _("makers' stories")
        verbose_name_plural = _("makers' stories")

    def get_url_parts(self, request=None):
        """No address: what visitors see are the stories, each at its vendor's own."""
        return None


class VendorPage(FactPage):
    """A vendor's story in one language. It copies no fact; the shop shows its body at the vendor's own address."""

    fact = "vendor"
    kept_in = VendorStories
    already_told = _("This vendor already has a story in this language.")
    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="pages", verbose_name=_("vendor"))
    body = StreamField(STORY_BLOCKS, blank=True, verbose_name=_("story"))

    content_panels = [*Page.content_panels, FieldPanel("vendor"), FieldPanel("body")]
    template = "vendors/vendor_page.html"
    parent_page_types = ["vendors.VendorStories"]

    class Meta:
        verbose_name = _("maker's story")
        verbose_name_plural = _("makers' stories")
        constraints = [models.UniqueConstraint(fields=["vendor", "language"], name="vendor_page_one_per_language")]
