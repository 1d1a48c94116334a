from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from vendors.models import VendorPage, VendorStories


@hooks.register("before_copy_page")
def tell_that_a_story_is_told_once(request, page):
    """A vendor has one story a language, so a copy could not be stored; "translate" is the way to another language."""
    if isinstance(page.specific, VendorPage | VendorStories):
        messages.warning(
            request, _("A maker has one story in each language. To write it in another, choose “Translate”.")
        )
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None
