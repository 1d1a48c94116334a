"""One purchase with everything on it, and the addresses of its buttons."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views import generic

from marketplace.office import moves, purchase_facts
from marketplace.office.forms import NoteForm
from marketplace.orders import references
from marketplace.orders.models import Order, Purchase, Withdrawal
from marketplace.payments.models import Collection, Payment, Refund
from vendors.staff_moves import MoveView

SEE = "orders.view_purchase"


class PurchaseView(generic.InspectView):
    template_name = "office/purchase.html"
    page_title = gettext_lazy("Purchase")
    any_permission_required = ("view",)

    def get_object(self, queryset=None):
        if purchase := purchase_facts.purchase_of(self.pk):
            return purchase
        raise Http404

    def get_fields(self):
        return []

    def get_context_data(self, **kwargs):
        may_write = self.request.user.has_perm("orders.add_purchasenote")
        return super().get_context_data(**kwargs) | {
            **purchase_facts.facts(self.object, self.request.user),
            "note_form": NoteForm() if may_write else None,
            "note_url": reverse("purchases:note", args=[self.object.pk]),
        }


class PurchaseMoveView(MoveView):
    """`needs` is the permission, `purchase_path` leads from the row to its purchase's id."""

    needs = ""
    purchase_path = ""

    def setup(self, request, *args, **kwargs):
        # Whoever may not is told so before she learns what there is.
        if request.user.is_authenticated and not request.user.has_perm(self.needs):
            raise PermissionDenied
        super().setup(request, *args, **kwargs)

    def user_has_permission(self, permission):
        return self.request.user.has_perm(self.needs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"row": self.object}

    def get_success_url(self):
        found = self.model.objects.filter(pk=self.object.pk).values_list(self.purchase_path, flat=True)
        return reverse("purchases:inspect", args=[found.get()])


class OrderMoveView(PurchaseMoveView):
    model, moves, needs, purchase_path = Order, moves.ORDER_MOVES, purchase_facts.MOVE_ORDERS, "purchase"


class GiveBackView(PurchaseMoveView):
    model, moves, needs, purchase_path = Order, moves.GIVE_BACK, purchase_facts.GIVE_BACK, "purchase"


class ReturnMoveView(PurchaseMoveView):
    model, moves, needs, purchase_path = Withdrawal, moves.RETURN_MOVES, purchase_facts.MOVE_ORDERS, "order__purchase"


class RefundMoveView(PurchaseMoveView):
    model, moves, needs, purchase_path = Refund, moves.REFUND_MOVES, purchase_facts.MOVE_REFUNDS, "order__purchase"


class CollectionMoveView(PurchaseMoveView):
    model, moves, needs, purchase_path = Collection, moves.COLLECTION_MOVES, purchase_facts.RECEIVE, "purchase"


class PaymentMoveView(PurchaseMoveView):
    model, moves, needs, purchase_path = Payment, moves.PAYMENT_MOVES, purchase_facts.RECEIVE, "collection__purchase"


class NoteView(View):
    http_method_names = ["post"]

    def post(self, request, pk):
        if not request.user.has_perm("orders.add_purchasenote"):
            raise PermissionDenied
        purchase = Purchase.objects.filter(pk=pk).first()
        if purchase is None:
            raise Http404
        form = NoteForm(request.POST)
        if form.is_valid():
            note = form.save(commit=False)
            note.purchase, note.actor = purchase, request.user
            note.save()
            messages.success(request, _("The note is written."))
        else:
            messages.error(request, " ".join(form.errors.get("words", [])))
        return redirect("purchases:inspect", pk)


class ByReferenceView(View):
    """From an order's reference, as the books name it, to its purchase's page."""

    def get(self, request, reference):
        if not request.user.has_perm(SEE):
            raise PermissionDenied
        purchase = Purchase.objects.filter(reference=references.tidy(reference)).first()
        if purchase is None:
            raise Http404
        return redirect("purchases:inspect", purchase.pk)
