"""The shop's addresses: the same words in all languages, under the language's prefix."""

from django.urls import path, register_converter

from marketplace.storefront.converters import Id, Reference, Token, Words
from marketplace.storefront.views import (
    bazaars,
    cart,
    checkout,
    home,
    lists,
    machines,
    own,
    products,
    purchases,
    recipient,
    vendors,
)

register_converter(Id, "id")
register_converter(Words, "words")
register_converter(Reference, "reference")
register_converter(Token, "token")

FOLLOWED = "orders/<reference:reference>-<token:token>/"

app_name = "storefront"
urlpatterns = [
    path("", home.home, name="home"),
    path("catalogue/", lists.everything, name="listing"),
    path("catalogue/<slug:slug>/", lists.category, name="category"),
    path("regions/<slug:slug>/", lists.region, name="region"),
    path("labels/<slug:slug>/", lists.label, name="label"),
    path("search/", lists.search, name="search"),
    path("feed.xml", machines.products_feed, name="feed"),
    path("produits/<id:pk>-<words:slug>/", products.product, name="product"),
    path("produits/<id:pk>/", products.product, name="product_by_id"),
    path("produits/<id:pk>/report/", products.report, name="report"),
    path("cart/", cart.cart, name="cart"),
    path("cart/add/", cart.add, name="cart_add"),
    path("cart/change/", cart.change, name="cart_change"),
    path("checkout/", checkout.details, name="checkout"),
    path("checkout/delivery/", checkout.delivery, name="checkout_delivery"),
    path("checkout/payment/", checkout.payment, name="checkout_payment"),
    path("orders/", purchases.purchases, name="purchases"),
    path("orders/find/", purchases.find, name="find_purchase"),
    path("orders/addresses/", own.addresses, name="addresses"),
    path(FOLLOWED, purchases.purchase, name="purchase"),
    path(f"{FOLLOWED}conditions/", purchases.conditions, name="purchase_conditions"),
    path(f"{FOLLOWED}address/", recipient.recipient, name="purchase_address"),
    path(f"{FOLLOWED}data/", own.purchase_data, name="purchase_data"),
    path(f"{FOLLOWED}data/code/", own.purchase_data_code, name="purchase_data_code"),
    path(f"{FOLLOWED}pay/", purchases.pay, name="purchase_pay"),
    path(f"{FOLLOWED}<id:number>/cancel/", purchases.cancel, name="purchase_cancel"),
    path(f"{FOLLOWED}<id:number>/withdraw/", own.withdraw, name="purchase_withdraw"),
    path(f"{FOLLOWED}<id:number>/report/", purchases.report, name="purchase_report"),
    path("artisans/", vendors.vendors, name="vendors"),
    path("artisans/<id:pk>-<words:slug>/", vendors.vendor, name="vendor"),
    path("artisans/<id:pk>/", vendors.vendor, name="vendor_by_id"),
    path("foires/", bazaars.bazaars, name="bazaars"),
    path("foires/<id:pk>.ics", bazaars.bazaar_calendar, name="bazaar_calendar"),
    path("foires/<id:pk>-<words:slug>/", bazaars.bazaar, name="bazaar"),
    path("foires/<id:pk>-<words:slug>/itineraire/", bazaars.tour, name="bazaar_tour"),
    path("foires/<id:pk>/", bazaars.bazaar, name="bazaar_by_id"),
]
