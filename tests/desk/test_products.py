import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from catalogue import editing
from catalogue.models import Product, Stock
from media.models import Picture
from tests import factories
from vendors.models import Membership

pytestmark = pytest.mark.django_db


def photo(name="photo.jpg", size=(640, 800)):
    buffer = io.BytesIO()
    Image.new("RGB", size, (170, 34, 34)).save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/jpeg")


@pytest.fixture
def vendor():
    return factories.vendor()


@pytest.fixture
def desk(client, vendor):
    client.force_login(factories.member(vendor))
    return client


def filled(vendor, **changes):
    return {
        "key": str(uuid.uuid4()),
        "vendor": vendor.pk,
        "photos": [photo()],
        "category": factories.category().pk,
        "title": "زربية أزيلال",
        "price": "1 850",
        "on_hand": "2",
        **changes,
    }


def test_add_a_piece_makes_a_draft_in_the_language_of_its_letters(desk, vendor):
    response = desk.post(reverse("desk:add"), filled(vendor))
    product = Product.objects.get()
    assert response.url == reverse("desk:change", args=[product.pk])
    assert (product.state, product.vendor) == ("draft", vendor)
    assert [(text.language, text.title) for text in product.texts.all()] == [("ar", "زربية أزيلال")]
    variant = product.variants.get()
    assert (variant.price, Stock.objects.get(pk=variant.pk).on_hand) == (185000, 2)
    assert product.pictures.count() == 1


def test_add_and_send_submits_it(desk, vendor):
    desk.post(reverse("desk:add"), filled(vendor, submit="1"))
    assert Product.objects.get().state == "submitted"


def test_add_sent_twice_is_one_product(desk, vendor):
    form = filled(vendor, submit="1")
    for _time in range(2):
        response = desk.post(reverse("desk:add"), {**form, "photos": [photo()]})
    product = Product.objects.get()
    assert (response.url, product.pictures.count()) == (reverse("desk:change", args=[product.pk]), 1)


def test_add_sent_again_for_her_other_workshop_is_a_second_product(client):
    first, second = factories.vendor(), factories.vendor()
    person = factories.member(first)
    Membership.objects.create(user=person, vendor=second)
    client.force_login(person)
    form = filled(first)
    for vendor in (first, second):
        response = client.post(reverse("desk:add"), {**form, "vendor": vendor.pk, "photos": [photo()]})
        assert response.status_code == 302
    assert set(Product.objects.values_list("vendor", flat=True)) == {first.pk, second.pk}


def test_add_with_the_maker_of_her_other_workshop_says_so(client):
    first, second = factories.vendor(), factories.vendor()
    person = factories.member(first)
    Membership.objects.create(user=person, vendor=second)
    client.force_login(person)
    response = client.post(reverse("desk:add"), filled(first, maker=factories.maker(second).pk))
    assert response.status_code == 422
    assert "maker" in response.context["form"].errors
    assert not Picture.objects.exists()


def test_add_with_one_photo_that_cannot_be_read_keeps_none(desk, vendor):
    photos = [photo(), SimpleUploadedFile("photo.jpg", b"%PDF-1.4 not a photo")]
    assert desk.post(reverse("desk:add"), filled(vendor, photos=photos)).status_code == 422
    assert not Picture.objects.exists()


def test_change_from_a_page_opened_before_someone_elses_change_is_refused(desk, vendor):
    product = factories.product(vendor=vendor, price=25000)
    stale = change_form(desk, product)
    editing.change_price(product.variants.get(), actor=factories.user(), price=26000)
    response = desk.post(reverse("desk:change", args=[product.pk]), stale)
    assert response.status_code == 422
    assert product.variants.get().price == 26000


def test_add_photos_beyond_the_most_is_answered(desk, vendor):
    product = factories.product(vendor=vendor, pictures=[factories.picture() for _n in range(8)])
    address = reverse("desk:photos", args=[product.pk])
    response = desk.post(address, {"photos": [photo()]}, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert product.pictures.count() == 8


def test_add_for_another_vendor_is_refused(desk):
    response = desk.post(reverse("desk:add"), filled(factories.vendor()))
    assert response.status_code == 422
    assert not Product.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 151),
        ("price", "gratuit"),
        ("price", "0"),
        ("on_hand", "-1"),
        ("category", "999999"),
        ("category", ""),
        ("key", "not-a-key"),
        ("lead_time_days", "-3"),
    ],
)
def test_add_with_something_wrong_says_so_and_keeps_what_was_typed(desk, vendor, field, value):
    response = desk.post(reverse("desk:add"), filled(vendor, description="Laine de la Siroua", **{field: value}))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert "Laine de la Siroua" in response.content.decode()
    assert not Product.objects.exists()


def test_add_made_to_order_without_days_asks_for_them(desk, vendor):
    response = desk.post(reverse("desk:add"), filled(vendor, is_made_to_order="on"))
    assert "lead_time_days" in response.context["form"].errors


@pytest.mark.parametrize(
    "file", [SimpleUploadedFile("photo.jpg", b"%PDF-1.4 not a photo"), SimpleUploadedFile("empty.jpg", b"")]
)
def test_add_with_a_file_that_is_no_photo_says_so(desk, vendor, file):
    response = desk.post(reverse("desk:add"), filled(vendor, photos=[file]))
    assert response.status_code == 422
    assert "photos" in response.context["form"].errors
    assert not Product.objects.exists()


def change_form(desk, product, **changes):
    """What the change page would send back untouched, with `changes`."""
    form = desk.get(reverse("desk:change", args=[product.pk])).context["form"]
    given = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in given.items() if value not in (None, False, "")}
    sent[f"price_{product.variants.get().pk}"] = "250"
    return {**sent, **changes}


def test_change_mends_a_refused_piece_and_sends_it_again(desk, vendor):
    product = factories.product(vendor=vendor)
    Product.objects.filter(pk=product.pk).update(state="refused", refusal="price", refusal_words="Trop bas")
    page = desk.get(reverse("desk:change", args=[product.pk])).content.decode()
    assert "Trop bas" in page
    price = f"price_{product.variants.get().pk}"
    desk.post(reverse("desk:change", args=[product.pk]), change_form(desk, product, **{price: "300"}))
    desk.post(reverse("desk:move", args=[product.pk]), {"move": "submit"})
    product.refresh_from_db()
    assert (product.state, product.variants.get().price) == ("submitted", 30000)


def test_change_of_nothing_logs_nothing_about_words_or_price(desk, vendor):
    product = factories.product(vendor=vendor)
    desk.post(reverse("desk:change", args=[product.pk]), change_form(desk, product))
    assert {event.kind for event in product.events.all()} <= {"created", "changed"}
    assert not [event for event in product.events.all() if "words" in event.details]


def test_change_with_every_title_empty_is_refused(desk, vendor):
    product = factories.product(vendor=vendor)
    response = desk.post(reverse("desk:change", args=[product.pk]), change_form(desk, product, title_fr=""))
    assert response.status_code == 422
    assert product.texts.count() == 1


@pytest.mark.parametrize(("step", "expected"), [("1", 6), ("-1", 4), ("100", 5), ("x", 5)])
def test_stock_moves_by_one_and_by_nothing_else(desk, vendor, step, expected):
    product = factories.product(vendor=vendor, on_hand=5)
    variant = product.variants.get()
    desk.post(reverse("desk:stock", args=[product.pk]), {"variant": variant.pk, "step": step})
    assert Stock.objects.get(pk=variant.pk).on_hand == expected


def test_stock_below_nothing_is_answered_and_stays_at_nothing(desk, vendor):
    product = factories.product(vendor=vendor, on_hand=0)
    variant = product.variants.get()
    response = desk.post(reverse("desk:stock", args=[product.pk]), {"variant": variant.pk, "step": "-1"}, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert Stock.objects.get(pk=variant.pk).on_hand == 0


def test_move_that_the_state_forbids_is_answered(desk, vendor):
    product = factories.published(vendor=vendor)
    response = desk.post(reverse("desk:move", args=[product.pk]), {"move": "submit"}, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    product.refresh_from_db()
    assert product.state == "published"


def test_photo_shown_first_changes_the_card(desk, vendor):
    first, second = factories.picture(), factories.picture()
    product = factories.published(vendor=vendor, pictures=[first, second])
    shown = product.pictures.get(picture=second)
    desk.post(reverse("desk:photo", args=[product.pk, shown.pk]), {"to": "first"})
    product.card.refresh_from_db()
    assert product.card.picture_hash == second.hash


def test_photo_that_is_the_last_one_stays(desk, vendor):
    product = factories.product(vendor=vendor)
    desk.post(reverse("desk:photo", args=[product.pk, product.pictures.get().pk]), {"to": "away"})
    assert product.pictures.count() == 1


@pytest.mark.parametrize("pieces", [1, 3])
def test_home_any_number_of_pieces_takes_as_many_queries(desk, vendor, pieces, django_assert_num_queries):
    for _n in range(pieces):
        factories.product(vendor=vendor)
    with django_assert_num_queries(10):
        desk.get(reverse("desk:home"))
