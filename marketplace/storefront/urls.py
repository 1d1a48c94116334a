"""The shop's addresses: the same words in all languages, under the language's prefix."""

from django.urls import path, register_converter

from marketplace.storefront.converters import Id, Words
from marketplace.storefront.views import cart, checkout, home, lists, products, vendors

register_converter(Id, "id")
register_converter(Words, "words")

app_name = "storefront"
urlpatterns = [
    path("", home.home, name="home"),
    path("catalogue/", lists.everything, name="listing"),
    path("catalogue/<slug:slug>/", lists.category, name="category"),
    path("regions/<slug:slug>/", lists.region, name="region"),
    path("labels/<slug:slug>/", lists.label, name="label"),
    path("search/", lists.search, name="search"),
    path("produits/<id:pk>-<words:slug>/", products.product, name="product"),
    path("produits/<id:pk>/", products.product, name="product_by_id"),
    path("produits/<id:pk>/report/", products.report, name="report"),
    path("cart/", cart.cart, name="cart"),
    path("cart/add/", cart.add, name="cart_add"),
    path("cart/change/", cart.change, name="cart_change"),
    path("checkout/", checkout.details, name="checkout"),
    path("checkout/delivery/", checkout.delivery, name="checkout_delivery"),
    path("checkout/payment/", checkout.payment, name="checkout_payment"),
    path("artisans/", vendors.vendors, name="vendors"),
    path("artisans/<id:pk>-<words:slug>/", vendors.vendor, name="vendor"),
    path("artisans/<id:pk>/", vendors.vendor, name="vendor_by_id"),
]
