"""What a vendor hears of her products."""

from datetime import timedelta

import pytest

from catalogue import publishing
from catalogue.models import Product
from marketplace.messaging import links
from marketplace.messaging.models import Message
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece():
    seller = factories.vendor(phone="+212661000001", email="zohra@example.org")
    return factories.product(vendor=seller, title="Tapis «Soleil»")


def told():
    return [(row.kind, row.channel) for row in Message.objects.order_by("pk")]


def test_publish_tells_the_vendor_once(piece, run_tasks):
    curator = factories.user()
    publishing.submit(piece, actor=curator)
    publishing.publish(piece, actor=curator)
    run_tasks()
    assert told() == [("vendor-product-published", "email"), ("vendor-product-published", "text")]
    publishing.withdraw(piece, actor=curator)
    publishing.reopen(piece, actor=curator)
    Product.objects.update(published_at=piece.published_at - timedelta(days=2))
    piece.refresh_from_db()
    publishing.submit(piece, actor=curator)
    publishing.publish(piece, actor=curator)
    run_tasks()
    assert len(told()) == 2


@pytest.mark.parametrize(
    ("reason", "words", "said"),
    [
        ("picture", "Plus de lumière", ["La photo ne montre pas", "Plus de lumière"]),
        ("other", "Trop  cher", ["Raison : Trop cher."]),
    ],
)
def test_refuse_tells_the_vendor_why_and_where_to_put_it_right(piece, run_tasks, client, reason, words, said):
    curator = factories.user()
    publishing.submit(piece, actor=curator)
    publishing.refuse(piece, actor=curator, reason=reason, words=words)
    run_tasks()
    body = Message.objects.get(channel="email").body.replace("\u00a0", " ")
    assert all(each in body for each in said)
    address = body.partition("/s/")[2][: links.LENGTH]
    assert client.get(f"/s/{address}").url == f"/fr/desk/products/{piece.pk}/"


def test_publish_of_a_member_who_has_no_address_is_told_to_her_cooperative(run_tasks):
    cooperative = factories.cooperative()
    factories.member(cooperative, email="coop@example.org")
    factories.published(vendor=factories.vendor(sells_through=cooperative))
    run_tasks()
    assert [row.to for row in Message.objects.all()] == ["coop@example.org"]
