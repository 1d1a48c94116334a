"""Pages in Arabic hold no word of the interface that somebody forgot to translate: no Latin word outside `[lang]` elements."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import translation

from bazaars.models import Bazaar
from catalogue.models import Card, Product, Variant
from marketplace.accounts.models import User
from marketplace.checkout.models import Tariff
from marketplace.demo import accounts
from marketplace.orders import withdrawing
from marketplace.orders.models import Order, Purchase
from marketplace.orders.references import token_of
from marketplace.storefront.memo import forget_all
from marketplace.storefront.models import StandardPage
from vendors.models import Territory, Vendor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

# Names and formats that are written so in Arabic too; people's names are as they gave them.
ALLOWED = {
    "Maarad",
    "WhatsApp",
    "SMS",
    "JPEG",
    "PNG",
    "ONSSA",
    "ICE",
    "CNDP",
    "WCAG",
    "AA",
    "RIB",
    "XL",
    "QX",
    "Banque",
    "Exemple",
}
NUMBERS = re.compile(
    r"\S+@\S+|https?:\S+|\b[A-Z]{1,3}[-./][\w./-]*\d[\w./-]*|\b[A-Z]{2}\d{9}[A-Z]{2}\b|\b[\w.-]+\.(?:ma|example)\b"
)
WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
SPOKEN = {"alt", "title", "aria-label", "placeholder", "content"}
SILENT = {"script", "style", "template"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Words(HTMLParser):
    """Collects what a reader of Arabic sees or hears."""

    def __init__(self):
        super().__init__()
        self.open, self.found = [], []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        own = given.get("lang", "ar") == "ar" and tag not in SILENT
        is_read = own and all(read for _tag, read in self.open)
        is_words = tag != "meta" or given.get("name") == "description"
        if is_read and is_words:
            self.found += [value for name, value in attributes if name in SPOKEN and value]
        if tag not in VOID:
            self.open.append((tag, own))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        if all(read for _tag, read in self.open):
            self.found.append(text)


def latin_words(html):
    words = Words()
    words.feed(html)
    text = "\n".join(words.found)
    for reference in Purchase.objects.values_list("reference", flat=True):
        text = text.replace(reference, " ")
    text = NUMBERS.sub(" ", text)
    people = {part for name in User.objects.values_list("name", flat=True) for part in name.split()}
    carriers = {part for name in Tariff.objects.values_list("carrier", flat=True) for part in name.split()}
    typed = {part for pair in Purchase.objects.values_list("name", "town") for part in WORD.findall(" ".join(pair))}
    return set(WORD.findall(text)) - ALLOWED - people - carriers - typed


@pytest.fixture(autouse=True)
def nothing_remembered():
    forget_all()
    yield
    forget_all()


@pytest.fixture
def get():
    def get(path, client=None):
        response = (client or Client()).get(path)
        assert response.status_code == 200, path
        return response.content.decode()

    return get


def samples():
    """By the name of an address, what to fill it with: for each address of the shop at least one."""
    vendors = Vendor.objects.in_bulk(["azetta-n-iguer", "khaymat-sakia", "rafia-diabet"], field_name="code")
    products = [card.product for card in Card.objects.select_related("product").order_by("category")]
    followed = [
        {"reference": purchase.reference, "token": token_of(purchase)} for purchase in Purchase.objects.order_by("pk")
    ]
    fairs = [{"pk": fair.pk, "slug": fair.slug_in("ar")} for fair in Bazaar.objects.shown()]
    return {
        "home": [{}],
        "listing": [{}],
        "category": [{"slug": "carpets"}, {"slug": "teapots"}],
        "region": [{"slug": "fes-meknes"}, {"slug": "benin"}],
        "label": [{"slug": "handmade"}],
        "search": [{}],
        "product": [{"pk": product.pk, "slug": product.text_in("ar").slug} for product in products],
        "vendors": [{}],
        "vendor": [{"pk": vendor.pk, "slug": vendor.slug_in("ar")} for vendor in vendors.values()],
        "report": [{"pk": products[0].pk}],
        "find_purchase": [{}],
        "purchase": followed,
        "purchase_conditions": followed[:1],
        "purchase_address": followed[:1],
        "purchase_data": followed,
        "purchase_withdraw": [
            {**given, "number": order.number}
            for given in followed
            for order in Order.objects.filter(purchase__reference=given["reference"])
            if withdrawing.is_in_time(order, withdrawing.days_given())
        ],
        "bazaars": [{}],
        "bazaar": fairs,
        "bazaar_tour": fairs,
    }


# They only lead to another address, or do something.
LEADING = {"product_by_id", "vendor_by_id", "bazaar_by_id"}
DOING = {"cart_add", "cart_change", "purchase_data_code", "purchase_pay", "purchase_cancel", "purchase_report"}
# For machines, with the names that makers have in the language that has one.
READ_BY_MACHINES = {"bazaar_calendar", "feed"}
# Pages that are different for each shopper: below.
HERS = {"addresses", "cart", "checkout", "checkout_delivery", "checkout_payment", "purchases"}


def paths_of(name):
    with translation.override("ar"):
        from django.urls import reverse

        return [reverse(f"storefront:{name}", kwargs=given) for given in samples()[name]]


def shop_names():
    resolver = get_resolver("marketplace.storefront.urls")
    return sorted(
        {name for name in resolver.reverse_dict if isinstance(name, str)} - LEADING - DOING - HERS - READ_BY_MACHINES
    )


@pytest.mark.parametrize("name", shop_names())
def test_shop_page_in_arabic_holds_no_latin_word(name, get):
    for path in paths_of(name):
        assert latin_words(get(path)) == set(), path


@pytest.mark.parametrize(
    "query", ["?q=زربية", "?q=xyzzy", "?min=100&max=2000&available=1", "?material=nonsense", "?sort=price_up"]
)
def test_list_with_choices_in_arabic_holds_no_latin_word(query, get):
    html = get(f"/ar/search/{query}")
    assert latin_words(html) - {"xyzzy"} == set()


def test_standard_pages_in_arabic_hold_no_latin_word(get):
    for slug in StandardPage.objects.filter(locale__language_code="ar").values_list("slug", flat=True):
        assert latin_words(get(f"/ar/{slug}/")) == set(), slug


def test_missing_page_in_arabic_holds_no_latin_word():
    response = Client().get("/ar/nothing/here/")
    assert response.status_code == 404
    assert latin_words(response.content.decode()) == set()


def test_sign_in_in_arabic_holds_no_latin_word(get):
    assert latin_words(get("/ar/account/login/")) == set()


def test_desk_in_arabic_holds_no_latin_word(get):
    client = Client()
    client.force_login(
        User.objects.get(email=accounts.EMAILS[2]), backend="marketplace.accounts.backends.PhoneOrEmailBackend"
    )
    home = get("/ar/desk/", client)
    own = Product.objects.filter(vendor__code="azetta-n-iguer")
    links = sorted(set(re.findall(r'href="(/ar/desk/[^"#]+)"', home)))
    assert own.exists()
    assert len(links) > 1
    for path in links:
        assert latin_words(get(path, client)) == set(), path


def test_checkout_in_arabic_holds_no_latin_word(get):
    shopper = Client(headers={"Sec-Fetch-Site": "same-origin"})
    on_sale = Variant.objects.filter(
        stock__on_hand__gt=0, product__card__is_on_holiday=False, product__card__country="MA"
    )
    for variant in on_sale.order_by("pk")[:3]:
        assert shopper.post("/ar/cart/add/", {"variant": variant.pk}).status_code == 303
    province = Territory.objects.filter(level=Territory.Level.PROVINCE).first()
    details = {
        "name": "سلمى",
        "phone": "0612345678",
        "country": "MA",
        "province": province.pk,
        "town": "سلا",
        "address": "حي",
    }
    pages = {"/ar/cart/": None, "/ar/checkout/": details, "/ar/checkout/delivery/": {}, "/ar/checkout/payment/": None}
    for path, typed in pages.items():
        html = get(path, shopper)
        assert latin_words(html) == set(), path
        if typed is not None:
            chosen = dict(re.findall(r'name="(delivery_\d+)" value="(\w+)" checked', html))
            assert shopper.post(path, {**typed, **chosen}).status_code == 303, path


def test_purchases_of_ones_own_in_arabic_hold_no_latin_word(get):
    person = User.objects.get(email=accounts.EMAILS[2])
    Purchase.objects.update(user=person)
    client = Client()
    client.force_login(person, backend="marketplace.accounts.backends.PhoneOrEmailBackend")
    assert latin_words(get("/ar/orders/", client)) == set()


def test_words_forgotten_in_arabic_are_found():
    html = '<p>بحث <b>Search</b> <i lang="en">Fair</i></p><img alt="A plate"><input placeholder="نعم">'
    assert latin_words(html) == {"Search", "plate"}
