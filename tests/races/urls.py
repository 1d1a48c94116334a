"""`take` goes through the verb; `take-carelessly` is the negative control: it must oversell, or the race proves nothing."""

import time

from django.db import connection, transaction
from django.urls import include, path

from catalogue import stock
from catalogue.models import Card, Stock
from marketplace import urls as shop
from tests import factories
from tests.races.answers import answer


def scene(request, on_hand):
    # The factories count per process, and any of them may answer.
    once = f"race-{time.time_ns()}"
    actor, vendor = factories.user(email=f"{once}@example.org"), factories.vendor(code=once)
    piece = factories.published(on_hand=on_hand, actor=actor, vendor=vendor)
    return answer(variant=piece.variants.get().pk)


def take(request, variant):
    try:
        stock.take({variant: 1}, actor=None)
    except stock.SoldOut as refusal:
        return answer(409, left=refusal.left)
    return answer()


def take_carelessly(request, variant):
    on_hand = Stock.objects.get(pk=variant).on_hand
    time.sleep(0.05)
    if on_hand < 1:
        return answer(409, left=on_hand)
    with transaction.atomic():
        Stock.objects.filter(pk=variant).update(on_hand=on_hand - 1)
        stock.StockMovement.objects.create(variant_id=variant, kind="take", quantity=-1)
    return answer()


def drop_checks(request):
    """Takes away the last wall behind the verb, where the database knows how."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT conname FROM pg_constraint WHERE conrelid = 'catalogue_stock'::regclass AND contype = 'c'"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'ALTER TABLE catalogue_stock DROP CONSTRAINT "{name}"')
    return answer()


def outcome(request, variant):
    taken = stock.StockMovement.objects.filter(variant=variant, kind="take").count()
    card = Card.objects.get(product__variants=variant)
    return answer(on_hand=Stock.objects.get(pk=variant).on_hand, taken=taken, card_left=card.left)


urlpatterns = [
    path("ready/", lambda request: answer()),
    path("scene/<int:on_hand>/", scene),
    path("take/<int:variant>/", take),
    path("take-carelessly/<int:variant>/", take_carelessly),
    path("drop-checks/", drop_checks),
    path("outcome/<int:variant>/", outcome),
    path("orders/", include("tests.races.order_urls")),
    *shop.urlpatterns,
]
