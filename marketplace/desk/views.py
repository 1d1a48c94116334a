"""The artisan's desk. Every view starts from `vendors_for(request.user)`: what is not hers is not there (404)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catalogue import editing, publishing, stock
from catalogue.models import Product, ProductEvent
from marketplace.desk import products
from marketplace.desk.forms import MOST_PHOTOS, AddForm, ChangeForm, PhotosForm
from marketplace.desk.orders import count_to_answer
from marketplace.desk.tiles import crafts_with_categories
from media import intake
from vendors.access import vendors_for

# What she may do with the state of a product: the verb, and what it would be logged as.
MOVES = {
    "submit": (publishing.submit, ProductEvent.Kind.SUBMITTED),
    "withdraw": (publishing.withdraw, ProductEvent.Kind.WITHDRAWN),
    "reopen": (publishing.reopen, ProductEvent.Kind.REOPENED),
}


def desk_view(view):
    """Signed in and a member of some vendor, or there is no desk; nothing of it is kept in a shared cache."""

    @never_cache
    @login_required
    def door(request, *args, **kwargs):
        request.vendors = vendors_for(request.user).select_related("sells_through", "territory")
        return view(request, *args, **kwargs)

    return door


def product_view(view):
    """As `desk_view`, with the product the address names; before the method is looked at, so that a stranger learns nothing."""

    @desk_view
    def door(request, pk, **kwargs):
        hers = Product.objects.filter(vendor__in=request.vendors.values("pk"))
        product = get_object_or_404(hers.select_related("vendor", "category__parent"), pk=pk)
        return view(request, product, **kwargs)

    return door


@desk_view
@require_GET
def home(request):
    vendors = list(request.vendors)
    pieces = (
        Product.objects.filter(vendor__in=vendors)
        .select_related("vendor")
        .prefetch_related("texts", "variants__stock", "pictures__picture")
    )
    to_answer = count_to_answer([vendor.pk for vendor in vendors])
    context = {"vendors": vendors, "products": pieces, "to_answer": to_answer, "dye": "saffron"}
    return render(request, "desk/home.html", context)


@desk_view
@require_http_methods(["GET", "POST"])
def add(request):
    if not request.vendors.exists():
        return redirect("desk:home")
    form = AddForm(request.POST or None, request.FILES or None, vendors=request.vendors)
    if request.method == "POST" and form.is_valid():
        try:
            product = products.add(form, actor=request.user)
        except intake.Refused as refusal:
            form.add_error("photos", str(refusal))
        else:
            if "submit" in request.POST and product.state == Product.State.DRAFT:
                return _moved(request, product, publishing.submit)
            messages.success(request, _("Saved."))
            return redirect("desk:change", product.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "crafts": crafts_with_categories(form["category"].value()), "dye": "saffron"}
    return render(request, "desk/add.html", context, status=status)


@product_view
@require_http_methods(["GET", "POST"])
def change(request, product):
    form = ChangeForm(request.POST or None, product=product)
    if request.method == "POST" and form.is_valid():
        products.change(form, actor=request.user)
        messages.success(request, _("Saved."))
        return redirect("desk:change", product.pk)
    context = {
        "form": form,
        "product": product,
        "photos": products.photos_of(product),
        "photos_form": PhotosForm(),
        "crafts": crafts_with_categories(form["category"].value()),
        "can": {name: publishing.can(product, kind) for name, (_verb, kind) in MOVES.items()},
        "dye": "saffron",
    }
    return render(request, "desk/change.html", context, status=422 if form.is_bound else 200)


@product_view
@require_POST
def move(request, product):
    if found := MOVES.get(request.POST.get("move")):
        verb, _kind = found
        return _moved(request, product, verb)
    return redirect("desk:change", product.pk)


def _moved(request, product, verb):
    try:
        verb(product, actor=request.user)
    except publishing.NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        done = {
            Product.State.SUBMITTED: _("It is sent. The centre looks at it and answers you."),
            Product.State.WITHDRAWN: _("It is no longer shown."),
        }
        messages.success(request, done.get(product.state, _("Saved.")))
    return redirect("desk:change", product.pk)


@product_view
@require_POST
def restock(request, product):
    variant = get_object_or_404(product.variants, pk=_number(request.POST.get("variant")))
    step = _number(request.POST.get("step"))
    if step in (1, -1):
        try:
            stock.restock(variant.pk, step, actor=request.user)
        except stock.SoldOut as refusal:
            messages.error(request, str(refusal))
    return redirect("desk:home")


@product_view
@require_POST
def add_photos(request, product):
    form = PhotosForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            products.add_photos(product, form.cleaned_data["photos"], actor=request.user, most=MOST_PHOTOS)
        except (intake.Refused, editing.NotAccepted) as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, " ".join(form.errors["photos"]))
    return redirect("desk:change", product.pk)


@product_view
@require_POST
def arrange_photo(request, product, shown):
    products.arrange_photo(product, shown, request.POST.get("to", ""), actor=request.user)
    return redirect("desk:change", product.pk)


def _number(text):
    try:
        return int(text or "")
    except ValueError:
        return 0
