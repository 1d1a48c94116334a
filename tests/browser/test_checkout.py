"""A guest buys from three makers and pays each at the door, on a phone, in both writing directions, with script and without."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.reach import out_of_reach
from tests.browser.walking import PHONE

SAYS = {"fr": "Trois ateliers, une commande.", "ar": "ثلاث ورشات، طلبية واحدة."}
BUTTON = {"fr": "Commander avec obligation de payer", "ar": "تأكيد الطلبية مع الالتزام بالأداء"}
THANKS = {"fr": "Merci. Votre commande est enregistrée.", "ar": "شكرا. سُجلت طلبيتكم."}
# What the last text message to a telephone says.
TEXT = "from marketplace.messaging import outbox; print(next(m['body'] for m in outbox.newest(500) if m['to'] == '{phone}'))"
BROKEN = "from tests.promises import broken; print(broken())"

ways = pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
languages = pytest.mark.parametrize("language", ["fr", "ar"])


@pytest.fixture
def page(browser, script):
    context = browser.new_context(viewport={"width": PHONE, "height": 800}, java_script_enabled=script)
    page = context.new_page()
    page.complaints = complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert complaints == []


def add(page, shop, scene, language, place):
    """From the piece's own page, by its button."""
    page.goto(
        f"{shop.url}/{language}/produits/{scene['ids'][f'product{place}']}/?option={scene['ids'][f'variant{place}']}"
    )
    page.locator(".buy__add button").click()
    page.wait_for_url(f"**/{language}/cart/")


def fill_details(page, scene):
    page.fill("[name=name]", "سلمى الإدريسي")
    page.fill("[name=phone]", "06 12 34 56 78")
    page.select_option("[name=province]", str(scene["ids"]["province"]))
    page.fill("[name=town]", "سلا")
    page.fill("[name=address]", "12، زنقة الورشات، حي السلام")


@ways
@languages
def test_guest_buys_from_three_makers_and_pays_at_the_door(page, shop, scene, language, script):
    for place in (1, 2, 3):
        add(page, shop, scene, language, place)
    expect(page.locator("h1")).to_have_text(SAYS[language])
    expect(page.locator(".lot")).to_have_count(3)
    if script:
        expect(page.locator("[data-cart-count]")).to_have_text("3")
    page.locator(".till__sum .button--filled").click()

    # A mistake is said, and nothing typed is lost.
    fill_details(page, scene)
    page.fill("[name=phone]", "06 12")
    page.locator(".till__details .button--filled").click()
    expect(page.locator(".notice--alert a")).to_have_attribute("href", "#id_phone")
    expect(page.locator("[name=town]")).to_have_value("سلا")
    page.fill("[name=phone]", "06 12 34 56 78")
    page.locator(".till__details .button--filled").click()

    page.wait_for_url("**/checkout/delivery/")
    page.locator('.lot input[value="pickup"]').first.check()
    page.locator("main form .button--filled").click()

    page.wait_for_url("**/checkout/payment/")
    # The way back is safe.
    page.go_back()
    expect(page.locator('.lot input[value="pickup"]').first).to_be_checked()
    page.go_forward()
    page.locator('input[name="payment"][value="on_delivery"]').check()
    total = page.locator(".total__sum dd bdi").inner_text()
    button = page.locator("#order button")
    expect(button).to_have_text(BUTTON[language])
    button.click()
    expect(page.locator(".notice--alert a")).to_have_attribute("href", "#id_accept")
    expect(page.locator('input[name="payment"][value="on_delivery"]')).to_be_checked()
    page.check("[name=accept]")
    button.click()

    page.wait_for_url(re.compile(r"/orders/[0-9A-Z]{7}-[0-9a-f]{20}/"))
    expect(page.locator("h1")).to_have_text(THANKS[language])
    expect(page.locator(".parcel")).to_have_count(3)
    assert page.locator(".total__sum dd bdi").inner_text() == total
    expect(page.locator(".parcel .notice")).to_have_count(3)
    # The cart is empty, and one parcel is given up again.
    assert not {cookie["name"] for cookie in page.context.cookies()} & {"cart", "cart_count", "sessionid"}
    page.locator(".parcel .note summary").first.click()
    page.locator(".parcel .note button").first.click()
    expect(page.locator(".parcel .notice")).to_have_count(2)
    assert shop.do(BROKEN) == "[]"


@ways
@languages
def test_first_order_of_a_telephone_is_confirmed_by_a_code(page, shop, scene, language, script):
    number = {("fr", True): 1, ("fr", False): 2, ("ar", True): 3, ("ar", False): 4}[language, script]
    add(page, shop, scene, language, 1)
    page.locator(".till__sum .button--filled").click()
    fill_details(page, scene)
    page.fill("[name=phone]", f"06 61 22 33 0{number}")
    page.locator(".till__details .button--filled").click()
    page.locator("main form .button--filled").click()
    page.locator('input[name="payment"][value="on_delivery"]').check()
    page.check("[name=accept]")
    page.locator("#order .button--filled").click()

    # What was chosen is still chosen; the field is where she looks, and says why.
    code = page.locator("[name=code]")
    expect(code).to_be_focused()
    expect(page.locator(".code")).to_contain_text(f"06 61 22 33 0{number}")
    expect(page.locator("[name=accept]")).to_be_checked()
    if script:
        assert out_of_reach(page) == []
    code.fill("000000")
    code.press("Enter")
    expect(page.locator(".notice--alert a")).to_have_attribute("href", "#id_code")
    expect(page.locator("#id_code_error")).to_be_visible()
    # From the way back, she finds it again.
    page.goto(f"{shop.url}/{language}/checkout/payment/")
    expect(page.locator('input[name="payment"][value="on_delivery"]')).to_be_checked()
    page.check("[name=accept]")
    said = shop.do(TEXT.format(phone=f"+21266122330{number}"))
    code.fill(re.search(r"\b\d{6}\b", said).group())
    code.press("Enter")
    page.wait_for_url(re.compile(r"/orders/[0-9A-Z]{7}-[0-9a-f]{20}/"))
    expect(page.locator("h1")).to_have_text(THANKS[language])
    assert shop.do(BROKEN) == "[]"


@ways
@pytest.mark.parametrize("language", ["ar"])
def test_cart_is_changed_by_its_keys_and_by_typing(page, shop, scene, language, script):
    add(page, shop, scene, language, 1)
    quantity = page.locator(".stepper input")
    page.locator('.stepper button[value="1"]').click()
    expect(quantity).to_have_value("2")
    quantity.fill("4")
    quantity.press("Enter")
    expect(quantity).to_have_value("4")
    page.locator('.stepper button[value="-1"]').click()
    expect(quantity).to_have_value("3")
    if script:
        expect(page.locator("[data-cart-count]")).to_have_text("3")
    page.locator('button[name="remove"]').click()
    expect(page.locator(".empty h1")).to_be_visible()
    expect(page.locator("[data-cart-count]")).to_be_hidden()


@ways
@pytest.mark.parametrize("language", ["fr"])
def test_purchase_is_found_again_by_reference_and_telephone(page, shop, scene, language, script):
    reference = scene["ids"]["followed"].split("-")[0]
    page.goto(f"{shop.url}/{language}/orders/find/")
    page.fill("[name=reference]", reference.lower())
    page.fill("[name=phone]", "0612345678")
    page.locator("main form button").click()
    page.wait_for_url(f"**/orders/{scene['ids']['followed']}/")
    expect(page.locator(".stages")).to_have_count(3)
