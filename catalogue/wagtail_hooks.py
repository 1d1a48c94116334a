from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from catalogue.models import Product, Report
from catalogue.notes import CraftNoteViewSet
from catalogue.staff_views import PictureDeleteView
from catalogue.viewsets import PRODUCT_MOVES, REPORT_MOVES, catalogue_group, product_chooser_viewset
from media.models import Picture
from vendors.staff_moves import bulk_action


@hooks.register("register_admin_viewset")
def staff_screens():
    return [product_chooser_viewset, catalogue_group]


# Before Wagtail's own address, which has no hook that could refuse.
@hooks.register("register_admin_urls", order=-1)
def picture_delete_url():
    return [path("images/<int:image_id>/delete/", PictureDeleteView.as_view())]


@hooks.register("before_bulk_action")
def keep_pictures_of_products(request, action_type, objects, action):
    if action_type != "delete" or action.model is not Picture:
        return None
    used = Picture.objects.filter(pk__in=[each.pk for each in objects], in_products__isnull=False).distinct().count()
    if not used:
        return None
    sentence = ngettext(
        "%(n)s of these pictures is in a product, so none was deleted.",
        "%(n)s of these pictures are in products, so none was deleted.",
        used,
    )
    messages.error(request, sentence % {"n": used})
    return redirect(action.next_url)


for model, moves in ((Product, PRODUCT_MOVES), (Report, REPORT_MOVES)):
    for priority, move in enumerate(moves.values()):
        hooks.register("register_bulk_action", bulk_action(model, move, priority))

register_snippet(CraftNoteViewSet)
