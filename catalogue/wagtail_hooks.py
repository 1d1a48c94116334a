from wagtail import hooks
from wagtail.snippets.models import register_snippet

from catalogue.models import Product, Report
from catalogue.notes import CraftNoteViewSet
from catalogue.viewsets import PRODUCT_MOVES, REPORT_MOVES, catalogue_group, product_chooser_viewset
from vendors.staff_moves import bulk_action


@hooks.register("register_admin_viewset")
def staff_screens():
    return [product_chooser_viewset, catalogue_group]


for model, moves in ((Product, PRODUCT_MOVES), (Report, REPORT_MOVES)):
    for priority, move in enumerate(moves.values()):
        hooks.register("register_bulk_action", bulk_action(model, move, priority))

register_snippet(CraftNoteViewSet)
