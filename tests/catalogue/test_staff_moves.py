"""What the staff decide about products and reports, and restocking; who did, and when."""

import pytest
from django.urls import reverse

from catalogue import editing, publishing, reporting, shelf
from catalogue.models import Card, Product, Report, Stock
from tests import factories
from tests.sayings import said, text

pytestmark = pytest.mark.django_db


def test_restock_goes_through_the_verb(admin, curator, piece):
    variant = piece.variants.get()
    address = reverse("products:stock", args=[piece.pk])
    assert admin.get(address).status_code == 200

    response = admin.post(address, {f"variant_{variant.pk}": "3", "note": "From the fair"})

    assert response.status_code == 302
    assert variant.stock.on_hand == 5
    moved = variant.movements.last()
    assert (moved.quantity, moved.actor, moved.note) == (3, curator, "From the fair")


def test_restock_below_zero_is_refused_whole(admin, piece):
    variant = piece.variants.get()

    response = admin.post(reverse("products:stock", args=[piece.pk]), {f"variant_{variant.pk}": "-3"})

    assert response.status_code == 200
    assert Stock.objects.get(pk=variant.pk).on_hand == 2


def test_publish_button_puts_a_submitted_product_on_the_shelf(admin, curator, waiting):
    product = waiting

    offered = admin.get(reverse("products:edit", args=[product.pk])).context["moves"]
    admin.post(reverse("products:move", args=[product.pk, "publish"]))

    assert [each["move"].name for each in offered] == ["publish", "refuse", "withdraw"]
    assert Card.objects.shown().filter(product=product).exists()
    assert product.events.last().actor == curator


def test_refuse_asks_for_a_reason_and_shows_it(admin, waiting):
    product = waiting
    address = reverse("products:move", args=[product.pk, "refuse"])

    assert said("The price looks wrong") in text(admin.get(address))
    assert admin.post(address, {"words": "…"}).status_code == 200
    assert admin.post(address, {"reason": "other", "words": " "}).status_code == 200
    product.refresh_from_db()
    assert product.state == Product.State.SUBMITTED

    response = admin.post(address, {"reason": "picture", "words": "Plus près, s’il vous plaît"}, follow=True)

    product.refresh_from_db()
    assert (product.state, product.refusal) == (Product.State.REFUSED, "picture")
    assert "Plus près" in text(response)


def test_publishing_many_publishes_the_submitted_and_leaves_the_others(admin):
    waiting = [factories.product() for _n in range(2)]
    for product in waiting:
        publishing.submit(product, actor=factories.user())
    draft = factories.product()
    query = "&".join(f"id={each.pk}" for each in [*waiting, draft])

    address = reverse("wagtail_bulk_action", args=["catalogue", "product", "publish"])
    assert admin.get(f"{address}?{query}").status_code == 200
    before = shelf.version()
    response = admin.post(f"{address}?{query}&next=/admin/products/", follow=True)

    states = dict(Product.objects.values_list("pk", "state"))
    assert states == {waiting[0].pk: "published", waiting[1].pk: "published", draft.pk: "draft"}
    assert shelf.version() == before + 1
    assert said("%(n)s was left as it is.", "%(n)s were left as they are.", 1, n=1) in text(response)


def test_refusing_many_gives_all_the_same_reason(admin):
    waiting = [factories.product() for _n in range(2)]
    for product in waiting:
        publishing.submit(product, actor=factories.user())
    query = "&".join(f"id={each.pk}" for each in waiting)
    address = reverse("wagtail_bulk_action", args=["catalogue", "product", "refuse"])

    admin.post(f"{address}?{query}", {"reason": "words", "words": ""})

    assert set(Product.objects.values_list("state", "refusal")) == {("refused", "words")}


def test_history_shows_reasons_and_prices(admin, piece):
    editing.change_price(piece.variants.get(), actor=factories.user(name="Zahra"), price=200000)
    publishing.refuse(piece, actor=factories.user(), reason="price", words="Trop bas")

    html = admin.get(reverse("products:history", args=[piece.pk])).content.decode()

    assert "Trop bas" in html
    assert "Zahra" in html
    assert "2\u202f000" in html or "2,000" in html


def test_report_is_read_and_closed_once_and_says_by_whom(admin, curator, piece):
    report = reporting.report(piece, actor=None, reason="copy", words="Vu ailleurs")
    screen = reverse("reports:edit", args=[report.pk])

    assert "Vu ailleurs" in admin.get(screen).content.decode()
    admin.post(reverse("reports:move", args=[report.pk, "close"]))
    again = admin.post(reverse("reports:move", args=[report.pk, "close"]), follow=True)

    assert Report.objects.get().closed_at
    assert said("This report is closed already.") in text(again)
    assert curator.name in admin.get(reverse("reports:history", args=[report.pk])).content.decode()
