from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from marketplace.storefront.page_cache import for_everyone
from media.blocks import STORY_BLOCKS


class StandardPage(Page):
    """A page of words: legal notice, conditions, how it works. `{{name}}` in it becomes that legal fact when it is
    shown.
    """

    body = StreamField(STORY_BLOCKS, blank=True, verbose_name=_("text"))
    is_model = models.BooleanField(
        _("model to be validated by a lawyer"), default=False, help_text=_("Says so at the top of the page.")
    )

    content_panels = [*Page.content_panels, FieldPanel("is_model"), FieldPanel("body")]
    template = "storefront/standard_page.html"
    parent_page_types = ["storefront.HomePage"]
    subpage_types = []

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def serve(self, request, *args, **kwargs):
        return for_everyone()(super().serve)(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        # The module that fills in legal facts reads their models, which live beside this one.
        from marketplace.storefront.legal import standard_context

        return super().get_context(request, *args, **kwargs) | standard_context(self)
