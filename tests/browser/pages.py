"""Every page a person can open, from the site's own addresses: a named address without a rule here fails a test."""

from dataclasses import dataclass

from django.urls import URLPattern, get_resolver

from marketplace.demo.pages import STANDARD


@dataclass(frozen=True)
class Visit:
    """One page in one state. `path` is under the language's prefix; `{name}` in it is an id of the scene.

    `who` looks at it: a stranger, somebody of the scene (`buyer` has a cart and no account), or somebody in the
    middle of signing in (`halfway`, `coded`).
    """

    name: str
    path: str
    who: str = "stranger"
    status: int = 200

    def __str__(self):
        return self.name


LEADS_ELSEWHERE = "answers with a redirect"
ONLY_POST = "takes what a form sends, and redirects"
A_FILE = "is saved, not shown"
NOT_OURS = "Wagtail's, for pages that a curator keeps for some; the shop has none"

RULES = {
    "storefront:home": [Visit("home", "")],
    "storefront:listing": [
        Visit("listing", "catalogue/"),
        Visit(
            "listing-filtered", "catalogue/?category=carpets&category=metal&available=1&min=10&max=90000&sort=price_up"
        ),
        Visit("listing-empty", "catalogue/?category=carpets&min=99999"),
        Visit("listing-nonsense", "catalogue/?category=unicorns&sort=sideways"),
    ],
    "storefront:category": [
        Visit("craft", "catalogue/carpets/"),
        Visit("category", "catalogue/siroua-rugs/"),
    ],
    "storefront:region": [Visit("region", "regions/draa-tafilalet/")],
    "storefront:label": [Visit("label", "labels/women/")],
    "storefront:search": [
        Visit("search", "search/?q={word}"),
        Visit("search-nothing", "search/?q={word}+{word}404"),
        Visit("search-without-words", "search/"),
    ],
    "storefront:product": [
        Visit("product", "produits/{shown}/"),
        Visit("product-sold", "produits/{sold}/"),
        Visit("product-gone", "produits/{gone}/", status=410),
    ],
    "storefront:product_by_id": LEADS_ELSEWHERE,
    "storefront:report": [
        Visit("report", "produits/{shown}/report/"),
        Visit("report-sent", "produits/{shown}/report/?sent"),
    ],
    "storefront:vendors": [Visit("vendors", "artisans/")],
    "storefront:vendor": [Visit("vendor", "artisans/{vendor}/"), Visit("vendor-on-holiday", "artisans/{resting}/")],
    "storefront:vendor_by_id": LEADS_ELSEWHERE,
    "storefront:bazaars": [
        Visit("fairs", "foires/"),
        Visit("fairs-of-region", "foires/?region=MA-01"),
        Visit("fairs-nonsense", "foires/?region=nowhere"),
    ],
    "storefront:bazaar": [
        Visit("fair", "foires/{fair}/"),
        Visit("fair-coming", "foires/{fair_coming}/"),
        Visit("fair-past", "foires/{fair_past}/"),
        Visit("fair-cancelled", "foires/{fair_cancelled}/"),
    ],
    "storefront:bazaar_tour": [Visit("fair-tour", "foires/{fair}-x/itineraire/")],
    "storefront:bazaar_by_id": LEADS_ELSEWHERE,
    "storefront:bazaar_calendar": A_FILE,
    "storefront:feed": A_FILE,
    "storefront:cart": [Visit("cart", "cart/", "buyer"), Visit("cart-empty", "cart/")],
    "storefront:cart_add": ONLY_POST,
    "storefront:cart_change": ONLY_POST,
    "storefront:checkout": [Visit("checkout", "checkout/", "buyer")],
    "storefront:checkout_delivery": [Visit("checkout-delivery", "checkout/delivery/", "buyer")],
    "storefront:checkout_payment": [Visit("checkout-payment", "checkout/payment/", "buyer")],
    "storefront:purchase": [
        Visit("purchase", "orders/{followed}/"),
        Visit("purchase-to-pay", "orders/{transferred}/"),
    ],
    "storefront:purchase_address": [Visit("purchase-address", "orders/{followed}/address/")],
    "storefront:purchase_withdraw": [Visit("withdraw", "orders/{followed}/3/withdraw/")],
    "storefront:purchase_data": [Visit("purchase-data", "orders/{followed}/data/")],
    "storefront:purchase_data_code": ONLY_POST,
    "storefront:addresses": [Visit("addresses", "orders/addresses/", "artisan")],
    "storefront:purchase_conditions": [Visit("purchase-conditions", "orders/{followed}/conditions/")],
    "storefront:purchase_pay": ONLY_POST,
    "storefront:purchase_cancel": ONLY_POST,
    "storefront:purchase_report": ONLY_POST,
    "storefront:find_purchase": [Visit("find-purchase", "orders/find/")],
    "storefront:purchases": [Visit("purchases", "orders/", "artisan")],
    "wagtail_serve": [
        *[Visit(name, f"{name}/") for names in STANDARD.values() for name in names],
        Visit("stories", "recits/"),
        Visit("story", "recits/cent-douze-brins/"),
        Visit("not-found", "nowhere/", status=404),
    ],
    "wagtailcore_login": NOT_OURS,
    "wagtailcore_authenticate_with_password": NOT_OURS,
    "desk:home": [Visit("desk", "desk/", "artisan"), Visit("desk-of-nobody", "desk/", "curator")],
    "desk:add": [Visit("desk-add", "desk/products/new/", "artisan")],
    "desk:change": [
        Visit("desk-draft", "desk/products/{draft}/", "artisan"),
        Visit("desk-refused", "desk/products/{refused}/", "artisan"),
    ],
    "desk:move": ONLY_POST,
    "desk:stock": ONLY_POST,
    "desk:photos": ONLY_POST,
    "desk:photo": ONLY_POST,
    "desk:orders": [Visit("desk-orders", "desk/orders/", "artisan")],
    "desk:order": [Visit("desk-order", "desk/orders/{order}/", "artisan")],
    "desk:order_move": ONLY_POST,
    "desk:order_decline": [Visit("desk-order-decline", "desk/orders/{order}/decline/", "artisan")],
    "desk:order_part": [Visit("desk-order-part", "desk/orders/{order}/part/", "artisan")],
    "desk:order_send": [Visit("desk-order-send", "desk/orders/{packed}/send/", "artisan")],
    "desk:order_came_back": ONLY_POST,
    "desk:answer": [Visit("desk-answer", "desk/answer/{answer}/")],
    "payments:sandbox": [Visit("paying", "pay/sandbox/{paying}/")],
    "arrival": LEADS_ELSEWHERE,
    "account": [Visit("account", "account/", "artisan"), Visit("account-of-staff", "account/", "curator")],
    "account_data": [
        Visit("own-data", "account/data/", "artisan"),
        Visit("own-data-of-staff", "account/data/", "curator"),
    ],
    "account_export": A_FILE,
    "account_erase": [Visit("erase", "account/data/erase/", "curator")],
    "account_erase_code": ONLY_POST,
    "account_erased": [Visit("erased", "account/data/erased/")],
    "account_login": [Visit("sign-in", "account/login/")],
    "account_request_login_code": [Visit("ask-for-code", "account/login/code/")],
    "account_confirm_login_code": [Visit("type-code", "account/login/code/confirm/", "coded")],
    "account_logout": [Visit("sign-out", "account/logout/", "artisan")],
    "account_inactive": [Visit("inactive", "account/inactive/")],
    "account_change_password": [Visit("change-password", "account/password/", "artisan")],
    "account_reauthenticate": [Visit("reauthenticate", "account/reauthenticate/", "artisan")],
    "mfa_authenticate": [Visit("second-step", "account/2fa/authenticate/", "halfway")],
    "mfa_index": [Visit("mfa-off", "account/2fa/", "curator"), Visit("mfa-on", "account/2fa/", "careful")],
    "mfa_reauthenticate": [Visit("mfa-reauthenticate", "account/2fa/reauthenticate/", "careful")],
    "mfa_activate_totp": [Visit("mfa-activate", "account/2fa/activate/", "curator")],
    "mfa_deactivate_totp": [Visit("mfa-deactivate", "account/2fa/deactivate/", "careful")],
    "mfa_view_recovery_codes": [Visit("mfa-codes", "account/2fa/codes/", "careful")],
    "mfa_generate_recovery_codes": [Visit("mfa-new-codes", "account/2fa/codes/generate/", "careful")],
}
PATTERN_OF = {visit: name for name, visits in RULES.items() if isinstance(visits, list) for visit in visits}
VISITS = list(PATTERN_OF)
# Those that are looked at in French and English too, on a wide screen.
MAIN = ["home", "listing", "product", "vendor", "fair", "vendors", "search", "sign-in", "desk-refused"]


def visit(name):
    return next(each for each in VISITS if each.name == name)


def named_addresses():
    """The names of all addresses under a language's prefix."""
    prefixed = get_resolver().url_patterns
    return {name for each in prefixed if hasattr(each.pattern, "prefix_default_language") for name in _names(each)}


def _names(resolver, namespace=""):
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            yield f"{namespace}{each.name}"
        else:
            yield from _names(each, f"{namespace}{each.namespace}:" if each.namespace else namespace)
