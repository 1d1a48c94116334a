"""All that hangs on a product, in one statement: its words, options, pictures, labels, materials, techniques, its
maker's consents.

Rows of unlike tables come as JSON objects, each with its kind: seven prefetches would be seven statements on the page
most looked at.
"""

from collections import defaultdict
from types import SimpleNamespace

from django.db.models import CharField, Value
from django.db.models.functions import JSONObject

from catalogue.models import Product, ProductLabel, ProductPicture, ProductText, Variant
from vendors.models import Consent

Parts = dict[str, list[SimpleNamespace]]


def _row(*columns: str, **renamed: str) -> JSONObject:
    return JSONObject(**{column: column for column in columns}, **renamed)


ALTS = {alt: f"picture__{alt}" for alt in ("alt_fr", "alt_ar", "alt_en")}
FILES = {column: f"picture__{column}" for column in ("hash", "width", "height", "ready", "dye")}
TABLES = {
    "text": (ProductText, _row("language", "title", "slug", "description", "care", "ingredients")),
    "variant": (
        Variant,
        _row("id", "size", "colour", "weight_g", "price", "currency", "position", on_hand="stock__on_hand"),
    ),
    "picture": (ProductPicture, _row("id", "sort_order", **FILES, **ALTS)),
    "label": (ProductLabel, _row("certificate", "checked_on", code="label__code", checked_by="checked_by__name")),
    "material": (Product.materials.through, _row(code="material__code")),
    "technique": (Product.techniques.through, _row(code="technique__code")),
    "consent": (Consent, _row("subject")),
}


def parts_of(product: Product) -> Parts:
    """`{"text": […], "variant": […], …}`: plain objects with the columns of `TABLES`."""
    first, *others = (_rows(product, kind, model, row) for kind, (model, row) in TABLES.items())
    parts: Parts = defaultdict(list)
    for kind, columns in first.union(*others, all=True):
        parts[kind].append(SimpleNamespace(**columns))
    parts["variant"].sort(key=lambda row: (row.position, row.id))
    parts["picture"].sort(key=lambda row: (row.sort_order or 0, row.id))
    return parts


def _rows(product, kind, model, row):
    hers = {"maker": product.maker_id, "withdrawn_on": None} if model is Consent else {"product": product.pk}
    return model.objects.filter(**hers).order_by().values_list(Value(kind, CharField()), row)
