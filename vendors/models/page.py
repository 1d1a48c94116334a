from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from media.blocks import STORY_BLOCKS
from vendors.models.vendor import Vendor


class VendorPage(Page):
    """A vendor's story in one language. It copies no fact; the shop shows its body at the vendor's own address."""

    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="pages", verbose_name=_("vendor"))
    body = StreamField(STORY_BLOCKS, blank=True, verbose_name=_("story"))

    content_panels = [*Page.content_panels, FieldPanel("vendor"), FieldPanel("body")]
    template = "vendors/vendor_page.html"
    subpage_types = []

    class Meta:
        verbose_name = _("vendor's story")
        verbose_name_plural = _("vendors' stories")
