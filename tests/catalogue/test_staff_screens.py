"""The staff's lists, and the vocabulary they keep."""

import pytest
from django.urls import reverse

from catalogue import editing
from catalogue.models import Card, CardFacet, Material, Product
from tests import factories
from tests.sayings import said, text
from tests.staff import administrator, errors, signed_in

pytestmark = pytest.mark.django_db


def test_list_finds_by_title_vendor_and_filters(admin):
    azilal = factories.published(title="Tapis d’Azilal")
    bowl = factories.product(
        title="Bol de Safi",
        category=factories.category("bowls", "pottery"),
        vendor=factories.vendor(name_fr="Four de Safi", territory=factories.territory("MA-07")),
    )

    def found(**query):
        return {each.pk for each in admin.get(reverse("products:index"), query).context["object_list"]}

    assert found() == {azilal.pk, bowl.pk}
    assert found(q="azilal tapis") == {azilal.pk}
    assert found(q="four bol") == {bowl.pk}
    assert found(state="draft") == {bowl.pk}
    assert found(category=bowl.category_id) == {bowl.pk}
    assert found(craft=bowl.category.parent_id) == {bowl.pk}
    assert found(vendor=azilal.vendor_id) == {azilal.pk}
    assert found(region=bowl.vendor.territory_id) == {bowl.pk}
    assert found(q="azilal", state="draft") == set()


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_whatever_the_number(admin, count, django_assert_max_num_queries):
    for _n in range(count):
        factories.published()
    admin.get(reverse("products:index"))

    with django_assert_max_num_queries(32):
        assert admin.get(reverse("products:index")).status_code == 200


def test_category_renamed_is_on_its_products_cards_at_once(admin, piece):
    category = piece.category
    data = {"name_fr": "Tapis nouveaux", "name_ar": "", "name_en": "", "parent": category.parent_id, "icon": ""}

    response = admin.post(
        reverse("categories:edit", args=[category.pk]),
        data | {"dye": "", "regime": "plain", "position": "0", "code": "changed"},
    )

    assert response.status_code == 302, errors(response)
    assert Card.objects.get(product=piece).words["fr"]["category"] == "Tapis nouveaux"
    category.refresh_from_db()
    assert category.code == "rugs"


def test_material_in_use_deleted_leaves_the_cards_facets(admin, piece):
    wool = Material.objects.create(code="wool", name_fr="Laine")
    editing.change_facts(piece, actor=factories.user(), materials=[wool])
    assert CardFacet.objects.filter(value="material:wool").exists()

    admin.post(reverse("materials:delete", args=[wool.pk]))

    assert not Material.objects.exists()
    assert not CardFacet.objects.filter(value="material:wool").exists()


def test_product_and_used_category_are_never_deleted(piece):
    admin = signed_in(administrator())

    admin.post(reverse("products:delete", args=[piece.pk]))
    response = admin.post(reverse("categories:delete", args=[piece.category_id]), follow=True)

    assert Product.objects.filter(pk=piece.pk).exists()
    assert said("“%(row)s” is in use, so it stays.", row="Tapis noués") in text(response)


@pytest.mark.parametrize("screen", ["products", "reports", "categories", "materials", "techniques", "labels"])
def test_every_list_and_form_opens(admin, piece, screen):
    assert admin.get(reverse(f"{screen}:index")).status_code == 200
    if screen in {"products", "categories", "materials", "techniques", "labels"}:
        assert admin.get(reverse(f"{screen}:add")).status_code == 200
