"""The pieces like one."""

from django.db.models import Case, IntegerField, Value, When
from django.utils.safestring import SafeString

from catalogue.models import Card, Product
from marketplace.storefront.cards import cards_html
from vendors.models import Territory

SIZE = 8


def similar(product: Product, language: str) -> list[SafeString]:
    """Of its craft, in one statement: its category first, what can be had before what is sold, its region first."""
    category, above = product.category, product.vendor.territory.ancestor_ids()
    region = Territory.objects.filter(pk__in=above, level=Territory.Level.REGION).values("code")
    cards = (
        Card.objects.shown()
        .filter(craft=category.craft.code)
        .exclude(pk=product.pk)
        .order_by(
            _first(category=category.code), _first(in_stock=True), _first(region__in=region), "-published_at", "-pk"
        )
    )
    return cards_html(list(cards[:SIZE]), language, eager=0)


def _first(**condition) -> Case:
    return Case(When(then=Value(0), **condition), default=Value(1), output_field=IntegerField())
