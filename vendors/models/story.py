from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpResponsePermanentRedirect
from wagtail.models import Page


class StoriesPage(Page):
    """Where the stories of one language live in the tree. Made by `vendors.stories`."""

    first_title: str
    slug_stem: str
    is_creatable = False
    preview_modes = []

    class Meta:
        abstract = True


class FactPage(Page):
    """The story of a fact (a vendor, a fair) in one language: Wagtail gives it drafts, preview, workflow and translation,
    the shop shows its body at the fact's own address. It copies nothing of the fact.

    `fact` names the foreign key, `kept_in` the model of its parents; the fact has `address_in(language)`.
    """

    fact: str
    kept_in: type[StoriesPage]
    already_told: str
    # The page's locale once more, for the constraint: Wagtail keeps it in the parent table.
    language = models.CharField(max_length=10, editable=False)

    subpage_types = []

    class Meta:
        abstract = True

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
        pk = getattr(self, f"{self.fact}_id")
        told = type(self).objects.filter(**{self.fact: pk}, language=self._locale().language_code)
        if pk and told.exclude(pk=self.pk).exists():
            raise ValidationError({self.fact: self.already_told})

    def _locale(self):
        return self.locale if self.locale_id else self.get_default_locale()

    def _address(self):
        return getattr(self, self.fact).address_in(self._locale().language_code)

    def get_url_parts(self, request=None):
        """The fact's address in the shop: url, full_url, the sitemap and the admin's links all come from here."""
        sites = self._get_relevant_site_root_paths(request) or self._get_site_root_paths(request)
        return (sites[0].site_id, sites[0].root_url, self._address()) if sites else None

    def serve(self, request, *args, **kwargs):
        """The tree's own path only leads to the shop's."""
        return HttpResponsePermanentRedirect(self._address())
