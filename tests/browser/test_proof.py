"""The one proof of the first floor: a maker's photo becomes a product that strangers find."""

import io
from concurrent.futures import ThreadPoolExecutor

import pillow_heif
import pytest
from PIL import Image
from playwright.sync_api import expect

PASSWORD = "une-phrase-assez-longue"
SCENE = f"""
from django.contrib.auth.models import Group
from marketplace.accounts.groups import CURATOR
from marketplace.accounts.models import User
from marketplace.demo.building import make_shop
from tests import factories
from vendors.models import Territory
make_shop()
vendor = factories.vendor(code="proof", name_fr="Atelier Tislit", name_ar="ورشة تيسليت", territory=Territory.objects.get(code="MA-08"))
factories.member(vendor, email=None, phone="+212612345678", password="{PASSWORD}", language="ar", name="Fadma")
curator = User.objects.create_user(email="proof@example.org", password="{PASSWORD}", is_staff=False, name="Salma")
curator.groups.add(Group.objects.get(name=CURATOR))
"""
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
TITLE = "زربية أزيلال بالمعينات"
GPS = {1: "N", 2: (30.0, 34.0, 12.5), 3: "W", 4: (7.0, 54.0, 3.25)}
MAKE = b"TelephoneDeFadma"


def photograph(kind):
    """12 megapixels with a position, a maker and a thumbnail's worth of detail, as a phone writes them."""
    picture = Image.linear_gradient("L").resize((4000, 3000)).convert("RGB")
    picture.paste((170, 34, 34), (900, 700, 3100, 2300))
    exif = Image.Exif()
    exif[0x010F] = MAKE.decode()
    exif.get_ifd(0x8825).update(GPS)
    buffer = io.BytesIO()
    if kind == "heic":
        pillow_heif.from_pillow(picture).save(buffer, exif=exif.tobytes(), quality=60)
    else:
        picture.save(buffer, "JPEG", exif=exif, quality=88)
    assert MAKE in buffer.getvalue()
    return buffer.getvalue()


def sign_in(page, shop, language, login):
    page.goto(f"{shop.url}/{language}/account/login/")
    page.fill('input[autocomplete~="username"]', login)
    page.fill('input[type="password"]', PASSWORD)
    page.locator("form.form button.button--filled").click()


@pytest.fixture
def people(browser, shop):
    """(the artisan's page at 360 px in Arabic, the curator's at 1280 px in French, a stranger's)."""
    shop.do(SCENE)
    contexts = [
        browser.new_context(viewport=PHONE, locale="ar-MA"),
        browser.new_context(viewport=DESK, locale="fr-FR"),
        browser.new_context(viewport=PHONE, locale="ar-MA"),
    ]
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def test_photo_of_a_maker_becomes_a_product_that_strangers_find(people, shop):
    artisan, curator, stranger = people

    sign_in(artisan, shop, "ar", "06 12 34 56 78")
    artisan.wait_for_url("**/desk/")
    artisan.locator('a[href$="/desk/products/new/"]').first.click()
    artisan.set_input_files(
        'input[name="photos"]',
        [
            {"name": "IMG_0001.JPG", "mimeType": "image/jpeg", "buffer": photograph("jpeg")},
            {"name": "IMG_0002.HEIC", "mimeType": "image/heic", "buffer": photograph("heic")},
        ],
    )
    artisan.locator('details[name="craft"] summary', has=artisan.locator('use[href$="#carpets"]')).click()
    artisan.locator('details[name="craft"][open] input[name="category"]').first.check()
    artisan.fill('input[name="title"]', TITLE)
    artisan.fill('input[name="price"]', "18")
    artisan.locator('button[name="submit"]').click()
    expect(artisan.locator('[data-state="submitted"]')).to_be_visible()
    piece = artisan.url.rstrip("/").rpartition("/")[2]

    sign_in(curator, shop, "fr", "proof@example.org")
    curator.wait_for_url("**/admin/")
    curator.goto(f"{shop.url}/admin/products/edit/{piece}/")
    curator.locator(f'[href$="/products/move/{piece}/refuse/"]').first.click()
    curator.check('input[name="reason"][value="price"]')
    curator.fill('textarea[name="words"]', "Dix-huit dirhams, ou mille huit cents ?")
    curator.locator('form[method="post"] button.serious').click()

    artisan.reload()
    expect(artisan.get_by_text("Dix-huit dirhams, ou mille huit cents ?")).to_be_visible()
    artisan.locator('input[name^="price_"]').fill("1850")
    artisan.locator("form.desk-form button.button--filled").click()
    artisan.locator('button[value="submit"]').click()
    expect(artisan.locator('[data-state="submitted"]')).to_be_visible()

    assert stranger.goto(f"{shop.url}/ar/produits/{piece}/").status == 404
    curator.goto(f"{shop.url}/admin/products/edit/{piece}/")
    curator.locator(f'form[action$="/products/move/{piece}/publish/"] button').first.click()

    # Inflected, with a conjunction and an article before it; then the French word for what it is.
    for language, words in (("ar", "والزرابي"), ("fr", "tapis")):
        stranger.goto(f"{shop.url}/{language}/")
        search = stranger.locator('input[name="q"]').first
        search.fill(words)
        search.press("Enter")
        found = stranger.locator(f'main a[href*="/{language}/produits/{piece}-"]')
        expect(found.first).to_be_visible()
    found.first.click()
    expect(stranger.locator("h1")).to_contain_text(TITLE)
    expect(stranger.locator("main")).to_contain_text("1\u202f850")

    files = [path for folder in ("media", "private") for path in (shop.var / folder).rglob("*") if path.is_file()]
    assert len([path for path in files if path.suffix == ".avif"]) >= 2
    for path in files:
        content = path.read_bytes()
        assert MAKE not in content
        assert b"Exif" not in content
        if path.suffix == ".jpg":
            with Image.open(path) as picture:
                assert not picture.getexif()

    take = (
        "from catalogue import stock\nfrom catalogue.models import Variant\n"
        f"variant = Variant.objects.get(product={piece})\n"
        "try:\n    stock.take({variant.pk: 1}, actor=None)\n    print('took')\n"
        "except stock.SoldOut:\n    print('sold out')\n"
    )
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(shop.do, [take, take])) == ["sold out", "took"]
