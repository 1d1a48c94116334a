from django.urls import path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from catalogue.models import Product, Report
from catalogue.notes import CraftNoteViewSet
from catalogue.staff_pictures import PictureDeleteView, UploadedPictureDeleteView, keep_those_in_products
from catalogue.viewsets import PRODUCT_MOVES, REPORT_MOVES, catalogue_group, product_chooser_viewset
from vendors.staff_moves import bulk_action


@hooks.register("register_admin_viewset")
def staff_screens():
    return [product_chooser_viewset, catalogue_group]


# Before Wagtail's own addresses, which have no hook that could refuse.
@hooks.register("register_admin_urls", order=-1)
def picture_delete_urls():
    return [
        path("images/<int:image_id>/delete/", PictureDeleteView.as_view()),
        path("images/multiple/<int:image_id>/delete/", UploadedPictureDeleteView.as_view()),
    ]


hooks.register("before_bulk_action", keep_those_in_products)

for model, moves in ((Product, PRODUCT_MOVES), (Report, REPORT_MOVES)):
    for priority, move in enumerate(moves.values()):
        hooks.register("register_bulk_action", bulk_action(model, move, priority))

register_snippet(CraftNoteViewSet)
