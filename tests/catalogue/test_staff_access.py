"""Who gets into which of the staff's screens."""

import pytest
from django.urls import reverse

from catalogue.models import Product, Stock
from tests import factories
from tests.staff import signed_in, staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("screen", ["edit", "move", "stock", "history", "delete"])
def test_vendor_never_enters_the_admin_even_for_her_own_product(piece, screen, method):
    person = factories.member(piece.vendor)
    args = [piece.pk, "withdraw"] if screen == "move" else [piece.pk]

    response = getattr(signed_in(person), method)(reverse(f"products:{screen}", args=args))

    assert response.status_code in {302, 403}
    assert "/account/login/" in response.get("Location", "/account/login/")
    piece.refresh_from_db()
    assert piece.state == Product.State.PUBLISHED


def test_order_desk_looks_but_may_not_change(piece):
    client = signed_in(staff("Order desk"))

    assert client.get(reverse("products:index")).status_code == 200
    client.post(reverse("products:move", args=[piece.pk, "withdraw"]))
    client.post(reverse("products:stock", args=[piece.pk]), {f"variant_{piece.variants.get().pk}": "5"})
    client.post(f"{reverse('wagtail_bulk_action', args=['catalogue', 'product', 'withdraw'])}?id={piece.pk}")

    piece.refresh_from_db()
    assert piece.state == Product.State.PUBLISHED
    assert Stock.objects.get(variant__product=piece).on_hand == 2
