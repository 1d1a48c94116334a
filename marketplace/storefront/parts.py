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


def parts_of(product: Product) -> Parts:
    """`{"text": […], "variant": […], …}`: plain objects with the columns named below."""
    of = {"product": product.pk}
    queries = [
        _rows(
            "text", ProductText.objects.filter(**of), "language", "title", "slug", "description", "care", "ingredients"
        ),
        _rows(
            "variant",
            Variant.objects.filter(**of),
            "id",
            "size",
            "colour",
            "weight_g",
            "price",
            "currency",
            "position",
            on_hand="stock__on_hand",
        ),
        _rows(
            "picture",
            ProductPicture.objects.filter(**of),
            "id",
            "sort_order",
            **{
                name: f"picture__{name}"
                for name in ("hash", "width", "height", "ready", "dye", "alt_fr", "alt_ar", "alt_en")
            },
        ),
        _rows(
            "label",
            ProductLabel.objects.filter(**of),
            "certificate",
            "checked_on",
            code="label__code",
            checked_by="checked_by__name",
        ),
        _rows("material", Product.materials.through.objects.filter(**of), code="material__code"),
        _rows("technique", Product.techniques.through.objects.filter(**of), code="technique__code"),
        _rows("consent", Consent.objects.filter(maker=product.maker_id, withdrawn_on=None), "subject"),
    ]
    parts: Parts = defaultdict(list)
    for kind, columns in queries[0].union(*queries[1:], all=True):
        parts[kind].append(SimpleNamespace(**columns))
    parts["variant"].sort(key=lambda row: (row.position, row.id))
    parts["picture"].sort(key=lambda row: (row.sort_order or 0, row.id))
    return parts


def _rows(kind, queryset, *columns, **renamed):
    row = JSONObject(**{column: column for column in columns}, **renamed)
    return queryset.order_by().values_list(Value(kind, CharField()), row)
