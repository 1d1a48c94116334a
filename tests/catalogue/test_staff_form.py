"""A product, its words, options, pictures and labels, through the staff's form."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from catalogue import editing, publishing, shelf, stock
from catalogue.forms import ProductForm
from catalogue.models import Card, CardFacet, Label, Product, ProductEvent, Stock
from media.models import Picture
from tests import factories
from tests.sayings import said, text
from tests.staff import errors

pytestmark = pytest.mark.django_db

MEANWHILE = "Somebody changed the same thing at this moment, so nothing was saved. Look again, then save."


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


def test_price_changed_in_the_form_stands_on_the_card_at_once(admin, curator, piece):
    before = shelf.version()

    response = edit(admin, piece, variant={"price": "2 100,50"})

    assert response.status_code == 302, errors(response)
    card = Card.objects.get(product=piece)
    assert card.price_from == 210050
    assert card.words["fr"]["price"] == "2\u202f100,50"
    assert card.version == shelf.version() > before
    priced = ProductEvent.objects.get(kind=ProductEvent.Kind.PRICED)
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
    assert ProductEvent.objects.filter(kind=ProductEvent.Kind.CHANGED, actor=curator, details__facts=["texts"]).exists()


def test_form_saved_unchanged_writes_no_event(admin, piece):
    before = ProductEvent.objects.count()

    assert edit(admin, piece).status_code == 302
    assert ProductEvent.objects.count() == before


def test_form_never_takes_state_refusal_or_stock(admin, piece):
    edit(admin, piece, state="withdrawn", refusal="price", published_at="2001-01-01", on_hand="99")

    piece.refresh_from_db()
    assert piece.state == Product.State.PUBLISHED
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
    assert piece.state == Product.State.WITHDRAWN
    assert not Card.objects.shown().filter(product=piece).exists()


@pytest.mark.django_db(transaction=True)
def test_form_saved_while_its_photo_is_deleted_is_answered_with_a_sentence(admin, piece, monkeypatch):
    clean = ProductForm.clean
    chosen = factories.picture()
    sent = form(piece, pictures=[*rows(piece.pictures.all(), ["picture_id"]), {"picture": chosen.pk, "ORDER": 2}])

    def clean_then_somebody_deletes(self):
        cleaned = clean(self)
        Picture.objects.filter(pk=chosen.pk).delete()
        return cleaned

    monkeypatch.setattr(ProductForm, "clean", clean_then_somebody_deletes)

    response = admin.post(reverse("products:edit", args=[piece.pk]), sent | {"dimensions": "9 × 9"})

    assert response.status_code == 200
    assert said(MEANWHILE) in text(response)
    assert Product.objects.get(pk=piece.pk).dimensions == piece.dimensions


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
    assert (made.state, made.title_in("fr"), made.variants.get().price) == (Product.State.DRAFT, ("زربية", "ar"), 25000)
    assert list(made.events.values_list("kind", "actor")) == [("created", curator.pk)]
