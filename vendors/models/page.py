from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpResponsePermanentRedirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from media.blocks import STORY_BLOCKS
from vendors.models.vendor import Vendor


class VendorStories(Page):
    """Where the stories of one language live in the tree; it has no face of its own. Made by `vendors.stories`."""

    is_creatable = False
    preview_modes = []
    subpage_types = ["vendors.VendorPage"]

    class Meta:
        verbose_name = _("makers' stories")
        verbose_name_plural = _("makers' stories")

    def get_url_parts(self, request=None):
        """No address: what visitors see are the stories, each at its vendor's own."""
        return None


class VendorPage(Page):
    """A vendor's story in one language. It copies no fact; the shop shows its body at the vendor's own address."""

    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="pages", verbose_name=_("vendor"))
    # The page's locale once more, for the constraint: Wagtail keeps it in the parent table.
    language = models.CharField(max_length=10, editable=False)
    body = StreamField(STORY_BLOCKS, blank=True, verbose_name=_("story"))

    content_panels = [*Page.content_panels, FieldPanel("vendor"), FieldPanel("body")]
    template = "vendors/vendor_page.html"
    parent_page_types = ["vendors.VendorStories"]
    subpage_types = []

    class Meta:
        verbose_name = _("maker's story")
        verbose_name_plural = _("makers' stories")
        constraints = [models.UniqueConstraint(fields=["vendor", "language"], name="vendor_page_one_per_language")]

    def save(self, *args, **kwargs):
        self.language = self._locale().language_code
        return super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        self._check_only_story()

    def minimal_clean(self):
        """What Wagtail checks of a draft."""
        super().minimal_clean()
        self._check_only_story()

    def _check_only_story(self):
        told = VendorPage.objects.filter(vendor=self.vendor_id, language=self._locale().language_code)
        if self.vendor_id and told.exclude(pk=self.pk).exists():
            raise ValidationError({"vendor": _("This vendor already has a story in this language.")})

    def _locale(self):
        return self.locale if self.locale_id else self.get_default_locale()

    def get_url_parts(self, request=None):
        """The vendor's address in the shop: url, full_url, the sitemap and the admin's links all come from here."""
        sites = self._get_relevant_site_root_paths(request) or self._get_site_root_paths(request)
        if not sites:
            return None
        return sites[0].site_id, sites[0].root_url, self.vendor.address_in(self._locale().language_code)

    def serve(self, request, *args, **kwargs):
        """The tree's own path only leads to the shop's."""
        return HttpResponsePermanentRedirect(self.vendor.address_in(self._locale().language_code))
