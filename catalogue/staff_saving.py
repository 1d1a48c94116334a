"""What belongs to saving a product's staff form, beside the rows of the form itself: stock rows, the log, the shelf."""

from catalogue import shelf
from catalogue.models import Product, ProductEvent, Stock

Kind = ProductEvent.Kind


STATE = ("state", "refusal", "refusal_words", "published_at")


def hold(product: Product) -> None:
    """Lock the row and take over its state as it is by now: the form writes every column, and a verb may have moved it."""
    now = Product.objects.select_for_update().values(*STATE).get(pk=product.pk)
    for column, value in now.items():
        setattr(product, column, value)


def finish(product: Product, *, actor, form, is_new: bool) -> None:
    """Called inside the form's transaction, after its children are stored."""
    with shelf.changes():
        without = product.variants.model.objects.filter(product=product, stock=None)
        Stock.objects.bulk_create(Stock(variant=variant) for variant in without)
        events = (
            [ProductEvent(product=product, kind=Kind.CREATED, actor=actor)]
            if is_new
            else _changes(product, actor, form)
        )
        ProductEvent.objects.bulk_create(events)
        shelf.shelve([product.pk])


def _changes(product, actor, form):
    changed = sorted(set(form.changed_data) - {"seen"})
    changed += [name for name, formset in form.formsets.items() if formset.has_changed() and name != "variants"]
    prices = []
    for each in form.formsets["variants"].forms:
        named = set(each.changed_data)
        if each.instance.pk and "price" in named and each.initial.get("price"):
            details = {"variant": each.instance.pk, "before": each.initial["price"], "after": each.instance.price}
            prices.append(ProductEvent(product=product, kind=Kind.PRICED, actor=actor, details=details))
            named -= {"price"}
        if named and "variants" not in changed:
            changed.append("variants")
    if changed:
        prices.append(ProductEvent(product=product, kind=Kind.CHANGED, actor=actor, details={"facts": changed}))
    return prices
