"""The staff's screens about products, through their HTTP forms."""

import io

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from catalogue import editing, publishing, reporting, shelf, stock
from catalogue.forms import ProductForm
from catalogue.models import Card, CardFacet, Label, Material, Product, ProductEvent, Report, Stock
from media import intake
from media.models import Picture
from tests import factories
from tests.sayings import said, text

pytestmark = pytest.mark.django_db

State, Kind = Product.State, ProductEvent.Kind
IN_PRODUCTS = (
    "%(n)s of these pictures is in a product, so none was deleted.",
    "%(n)s of these pictures are in products, so none was deleted.",
)


def staff(group):
    person = factories.user(is_staff=True)
    person.groups.add(Group.objects.get(name=group))
    return person


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def curator():
    return staff("Curator")


@pytest.fixture
def admin(curator):
    return signed_in(curator)


@pytest.fixture(autouse=True)
def previews_in_memory(monkeypatch):
    """Wagtail leaves the temporary file of a chooser's preview to the garbage collector, which warns."""
    monkeypatch.setattr("wagtail.images.models.SpooledTemporaryFile", lambda max_size: io.BytesIO())


@pytest.fixture
def photo(db):
    """With its files: Wagtail's chooser shows a preview of what is chosen."""
    buffer = io.BytesIO()
    Image.new("RGB", (320, 400), (170, 34, 34)).save(buffer, "JPEG")
    return intake.take_in(SimpleUploadedFile("photo.jpg", buffer.getvalue(), "image/jpeg"), title="Tapis")


@pytest.fixture
def piece(photo):
    return factories.published(title="Tapis d’Azilal", price=185000, on_hand=2, pictures=[photo])


@pytest.fixture
def waiting(photo):
    """Submitted, not yet looked at."""
    product = factories.product(pictures=[photo])
    publishing.submit(product, actor=factories.user())
    return product


def rows(instances, fields, changes=()):
    """Inline rows as the form would send them back, in their order; `changes` updates the first."""
    sent = [
        {field: getattr(each, field) or "" for field in fields} | {"id": each.pk, "ORDER": place}
        for place, each in enumerate(instances, start=1)
    ]
    if sent:
        sent[0] |= dict(changes)
    return sent


def form(product, *, variant=(), text=(), labels=(), pictures=None, more_variants=(), **changes):
    """What the edit form of `product` sends, as it was opened now."""
    texts = list(product.texts.all())
    variants = list(product.variants.all())
    shown = rows(list(product.pictures.all()), ["picture_id"]) if pictures is None else pictures
    for each in shown:
        each.setdefault("picture", each.get("picture_id"))
    sent_variants = rows(variants, ["price", "size", "colour", "weight_g", "sku"], variant)
    for each, original in zip(sent_variants, variants, strict=True):
        if "price" not in dict(variant) or original is not variants[0]:
            each["price"] = str(original.price // 100)
    data = {
        "vendor": product.vendor_id,
        "category": product.category_id,
        "maker": product.maker_id or "",
        "withdrawal": product.withdrawal,
        "lead_time_days": "",
        "dimensions": product.dimensions,
        "hours_of_work": "",
        "net_weight_g": "",
        "net_volume_ml": "",
        "best_before": "",
        "onssa_number": "",
        "seen": product.events.order_by("-pk").values_list("pk", flat=True).first() or "",
        "pictures": inline_formset(shown, initial=sum("id" in each for each in shown)),
        "texts": inline_formset(
            rows(texts, ["language", "title", "description", "care", "ingredients"], text), initial=len(texts)
        ),
        "variants": inline_formset([*sent_variants, *more_variants], initial=len(variants)),
        "labels": inline_formset(labels, initial=0),
        **changes,
    }
    return nested_form_data(data)


def edit(client, product, **given):
    return client.post(reverse("products:edit", args=[product.pk]), form(product, **given))


def errors(response):
    sent = response.context and response.context["form"]
    return sent and (sent.errors, {name: each.errors for name, each in sent.formsets.items()})


def test_price_changed_in_the_form_stands_on_the_card_at_once(admin, curator, piece):
    before = shelf.version()

    response = edit(admin, piece, variant={"price": "2 100,50"})

    assert response.status_code == 302, errors(response)
    card = Card.objects.get(product=piece)
    assert card.price_from == 210050
    assert card.words["fr"]["price"] == "2\u202f100,50"
    assert card.version == shelf.version() > before
    priced = ProductEvent.objects.get(kind=Kind.PRICED)
    assert (priced.actor, priced.details["before"], priced.details["after"]) == (curator, 185000, 210050)


def test_price_changed_in_the_form_shows_in_listing_and_search_at_the_next_request(admin, client, piece):
    addresses = [reverse("storefront:listing"), f"{reverse('storefront:search')}?q=azilal"]
    assert all("1\u202f850" in client.get(address).content.decode() for address in addresses)

    edit(admin, piece, variant={"price": "2100"})

    for address in addresses:
        html = client.get(address).content.decode()
        assert "2\u202f100" in html
        assert "1\u202f850" not in html


@pytest.mark.parametrize("typed", ["0", "-5", "abc", "", "1.2.3"])
def test_price_without_sense_is_refused(admin, piece, typed):
    response = edit(admin, piece, variant={"price": typed})

    assert response.status_code == 200
    assert piece.variants.get().price == 185000


def test_title_changed_in_the_form_is_on_the_card_and_logged(admin, curator, piece):
    edit(admin, piece, text={"title": "Tapis neuf"})

    assert Card.objects.get(product=piece).words["fr"]["title"] == "Tapis neuf"
    assert ProductEvent.objects.filter(kind=Kind.CHANGED, actor=curator, details__facts=["texts"]).exists()


def test_form_saved_unchanged_writes_no_event(admin, piece):
    before = ProductEvent.objects.count()

    assert edit(admin, piece).status_code == 302
    assert ProductEvent.objects.count() == before


def test_form_never_takes_state_refusal_or_stock(admin, piece):
    edit(admin, piece, state="withdrawn", refusal="price", published_at="2001-01-01", on_hand="99")

    piece.refresh_from_db()
    assert piece.state == State.PUBLISHED
    assert piece.published_at.date() == timezone.now().date()
    assert Stock.objects.get(variant__product=piece).on_hand == 2


def test_form_opened_before_a_sale_leaves_the_stock(admin, piece):
    opened = form(piece)
    stock.take({piece.variants.get().pk: 1}, actor=None)

    admin.post(reverse("products:edit", args=[piece.pk]), opened)

    assert Stock.objects.get(variant__product=piece).on_hand == 1


def test_form_opened_before_another_change_is_refused(admin, piece):
    opened = form(piece)
    editing.change_price(piece.variants.get(), actor=factories.user(), price=90000)

    response = admin.post(reverse("products:edit", args=[piece.pk]), opened)

    assert response.status_code == 200
    stale = "Someone has changed this product since you opened it. Open it again, then write your changes."
    assert said(stale) in text(response)
    assert piece.variants.get().price == 90000


def test_form_saved_while_a_verb_moves_the_state_keeps_the_verbs(admin, piece, monkeypatch):
    clean = ProductForm.clean

    def clean_then_somebody_withdraws(self):
        cleaned = clean(self)
        publishing.withdraw(Product.objects.get(pk=piece.pk), actor=factories.user())
        return cleaned

    monkeypatch.setattr(ProductForm, "clean", clean_then_somebody_withdraws)

    assert edit(admin, piece, text={"title": "Tapis neuf"}).status_code == 302
    piece.refresh_from_db()
    assert piece.state == State.WITHDRAWN
    assert not Card.objects.shown().filter(product=piece).exists()


def test_form_taking_away_an_option_that_was_in_stock_is_refused(admin, piece):
    extra = {"price": "90", "size": "S", "colour": "", "weight_g": "", "sku": "", "ORDER": 2}

    response = edit(admin, piece, variant={"DELETE": "1", "price": "1850"}, more_variants=[extra])

    assert response.status_code == 200
    assert said("An option that has been in stock stays. Set its stock to zero instead.") in text(response)
    assert piece.variants.count() == 1


def test_form_cannot_give_the_product_to_another_vendor(admin, piece):
    edit(admin, piece, vendor=factories.vendor().pk)

    assert Product.objects.get(pk=piece.pk).vendor == piece.vendor


def test_form_offers_only_the_vendors_own_makers(admin, piece):
    hers, stranger = factories.maker(piece.vendor), factories.maker(factories.vendor())

    assert edit(admin, piece, maker=stranger.pk).status_code == 200
    assert edit(admin, piece, maker=hers.pk).status_code == 302
    assert Product.objects.get(pk=piece.pk).maker == hers


def test_form_taking_the_last_photo_of_a_product_on_sale_is_refused(admin, piece):
    shown = piece.pictures.get()

    response = edit(admin, piece, pictures=[{"id": shown.pk, "picture": shown.picture_id, "DELETE": "1"}])

    assert response.status_code == 200
    assert piece.pictures.exists()


def test_form_made_to_order_without_days_is_refused(admin, piece):
    response = edit(admin, piece, is_made_to_order="on")

    assert set(response.context["form"].errors) == {"lead_time_days"}


def test_new_option_gets_its_stock_row_and_order(admin, piece):
    edit(
        admin, piece, more_variants=[{"price": "90", "size": "S", "colour": "", "weight_g": "", "sku": "", "ORDER": 2}]
    )

    first, second = piece.variants.order_by("position", "pk")
    assert (second.price, second.sku, second.stock.on_hand) == (9000, None, 0)


def test_label_that_needs_a_certificate_demands_its_number(admin, curator, piece):
    organic = Label.objects.create(code="organic", name_fr="Bio", needs_certificate=True)

    refused = edit(admin, piece, labels=[{"label": organic.pk, "certificate": "", "checked_on": ""}])
    assert refused.status_code == 200

    edit(admin, piece, labels=[{"label": organic.pk, "certificate": "MA-17", "checked_on": ""}])
    checked = piece.labels.get()
    assert (checked.checked_by, checked.checked_on) == (curator, timezone.localdate())
    assert CardFacet.objects.filter(card=piece.pk, value="label:organic").exists()


def test_add_makes_a_draft_and_leads_to_its_stock(admin, curator):
    vendor, category, picture = factories.vendor(), factories.category(), factories.picture()
    text = {"language": "ar", "title": "زربية", "description": "", "care": "", "ingredients": ""}
    data = {
        "vendor": vendor.pk,
        "category": category.pk,
        "withdrawal": "allowed",
        "pictures": inline_formset([{"picture": picture.pk}], initial=0),
        "texts": inline_formset([text], initial=0),
        "variants": inline_formset(
            [{"price": "250", "size": "", "colour": "", "weight_g": "", "sku": "", "ORDER": 1}], initial=0
        ),
        "labels": inline_formset([], initial=0),
    }

    response = admin.post(reverse("products:add"), nested_form_data(data))

    assert response.status_code == 302, errors(response)
    made = Product.objects.get()
    assert response["Location"] == reverse("products:stock", args=[made.pk])
    assert (made.state, made.title_in("fr"), made.variants.get().price) == (State.DRAFT, ("زربية", "ar"), 25000)
    assert list(made.events.values_list("kind", "actor")) == [("created", curator.pk)]


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
    assert product.state == State.SUBMITTED

    response = admin.post(address, {"reason": "picture", "words": "Plus près, s’il vous plaît"}, follow=True)

    product.refresh_from_db()
    assert (product.state, product.refusal) == (State.REFUSED, "picture")
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


def test_history_shows_reasons_and_prices(admin, piece):
    editing.change_price(piece.variants.get(), actor=factories.user(name="Zahra"), price=200000)
    publishing.refuse(piece, actor=factories.user(), reason="price", words="Trop bas")

    html = admin.get(reverse("products:history", args=[piece.pk])).content.decode()

    assert "Trop bas" in html
    assert "Zahra" in html
    assert "2\u202f000" in html or "2,000" in html


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
    admin = signed_in(factories.user(is_staff=True, is_superuser=True))

    admin.post(reverse("products:delete", args=[piece.pk]))
    response = admin.post(reverse("categories:delete", args=[piece.category_id]), follow=True)

    assert Product.objects.filter(pk=piece.pk).exists()
    assert said("“%(row)s” is in use, so it stays.", row="Tapis noués") in text(response)


def test_photo_of_a_product_is_not_deleted_from_its_screen(piece, photo):
    admin = signed_in(factories.user(is_staff=True, is_superuser=True))

    response = admin.post(reverse("wagtailimages:delete", args=[photo.pk]), follow=True)

    assert Picture.objects.filter(pk=photo.pk).exists()
    assert said("“%(row)s” is in use, so it stays.", row=photo.title) in text(response)


def test_photos_of_which_a_product_has_one_are_not_deleted_together(piece, photo):
    admin = signed_in(factories.user(is_staff=True, is_superuser=True))
    free = factories.picture()
    address = reverse("wagtail_bulk_action", args=["media", "picture", "delete"])
    query = f"id={photo.pk}&id={free.pk}&next={reverse('wagtailimages:index')}"

    # The free one has no file for the list to show: what the next screen says is read from the messages.
    response = admin.post(f"{address}?{query}")

    assert response.status_code == 302
    assert set(Picture.objects.filter(pk__in=[photo.pk, free.pk])) == {photo, free}
    sentence = said(*IN_PRODUCTS, 1, n=1)
    assert [str(message).strip() for message in get_messages(response.wsgi_request)] == [sentence]


def test_photos_of_no_product_are_deleted_from_either_screen(db):
    admin = signed_in(factories.user(is_staff=True, is_superuser=True))
    one, two, three = (factories.picture() for _n in range(3))
    address = reverse("wagtail_bulk_action", args=["media", "picture", "delete"])

    admin.post(reverse("wagtailimages:delete", args=[one.pk]))
    admin.post(f"{address}?id={two.pk}&id={three.pk}&next={reverse('wagtailimages:index')}")

    assert not Picture.objects.exists()


def test_report_is_read_and_closed_once_and_says_by_whom(admin, curator, piece):
    report = reporting.report(piece, actor=None, reason="copy", words="Vu ailleurs")
    screen = reverse("reports:edit", args=[report.pk])

    assert "Vu ailleurs" in admin.get(screen).content.decode()
    admin.post(reverse("reports:move", args=[report.pk, "close"]))
    again = admin.post(reverse("reports:move", args=[report.pk, "close"]), follow=True)

    assert Report.objects.get().closed_at
    assert said("This report is closed already.") in text(again)
    assert curator.name in admin.get(reverse("reports:history", args=[report.pk])).content.decode()


@pytest.mark.parametrize("screen", ["products", "reports", "categories", "materials", "techniques", "labels"])
def test_every_list_and_form_opens(admin, piece, screen):
    assert admin.get(reverse(f"{screen}:index")).status_code == 200
    if screen in {"products", "categories", "materials", "techniques", "labels"}:
        assert admin.get(reverse(f"{screen}:add")).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("screen", ["edit", "move", "stock", "history", "delete"])
def test_vendor_never_enters_the_admin_even_for_her_own_product(piece, screen, method):
    person = factories.member(piece.vendor)
    args = [piece.pk, "withdraw"] if screen == "move" else [piece.pk]

    response = getattr(signed_in(person), method)(reverse(f"products:{screen}", args=args))

    assert response.status_code in {302, 403}
    assert "/account/login/" in response.get("Location", "/account/login/")
    piece.refresh_from_db()
    assert piece.state == State.PUBLISHED


def test_order_desk_looks_but_may_not_change(piece):
    client = signed_in(staff("Order desk"))

    assert client.get(reverse("products:index")).status_code == 200
    client.post(reverse("products:move", args=[piece.pk, "withdraw"]))
    client.post(reverse("products:stock", args=[piece.pk]), {f"variant_{piece.variants.get().pk}": "5"})
    client.post(f"{reverse('wagtail_bulk_action', args=['catalogue', 'product', 'withdraw'])}?id={piece.pk}")

    piece.refresh_from_db()
    assert piece.state == State.PUBLISHED
    assert Stock.objects.get(variant__product=piece).on_hand == 2
