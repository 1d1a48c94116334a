from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from vendors.models import Vendor, VendorPage, VendorStories
from vendors.staff_moves import bulk_action
from vendors.viewsets import MOVES, makers_group, territory_chooser_viewset, vendor_chooser_viewset


@hooks.register("register_admin_viewset")
def staff_screens():
    return [vendor_chooser_viewset, territory_chooser_viewset, makers_group]


for priority, move in enumerate(MOVES.values()):
    hooks.register("register_bulk_action", bulk_action(Vendor, move, priority))


@hooks.register("insert_global_admin_css")
def staff_sheet():
    return format_html('<link rel="stylesheet" href="{}">', static("staff/staff.css"))


@hooks.register("before_copy_page")
def tell_that_a_story_is_told_once(request, page):
    """A vendor has one story a language, so a copy could not be stored; "translate" is the way to another language."""
    if isinstance(page.specific, VendorPage | VendorStories):
        messages.warning(
            request, _("A maker has one story in each language. To write it in another, choose “Translate”.")
        )
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None
