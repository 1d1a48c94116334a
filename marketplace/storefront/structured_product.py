"""A piece, and what it costs, for machines that read its page."""

from types import SimpleNamespace

from catalogue.money import to_decimal
from marketplace.storefront.addresses import public
from marketplace.storefront.availability import availability
from marketplace.storefront.product_page import ProductPage
from marketplace.storefront.structured import Thing, pictures
from vendors.words import resolve


def product(page: ProductPage) -> Thing:
    """In the page's words. No rating, no number that nobody gave."""
    address = public(page.path)
    return {
        "@type": "Product",
        "@id": f"{address}#product",
        "url": address,
        "name": page.title,
        "description": page.text.description,
        "image": pictures(page.gallery),
        "sku": str(page.product.pk),
        "category": page.product.category.name_in(page.language),
        "material": page.materials,
        "brand": {"@type": "Brand", "name": page.vendor.name},
        "manufacturer": _maker(page),
        "offers": _offers(page),
    }


def _maker(page: ProductPage) -> Thing:
    if page.maker:
        return {"@type": "Person", "name": page.maker.name}
    return {"@type": "Organization", "name": page.vendor.name, "url": public(page.vendor.url)}


def _offers(page: ProductPage) -> Thing | list[Thing]:
    """One of each option, at the address that shows it."""
    variants = page.parts["variant"]
    if len(variants) == 1:
        return _offer(page, variants[0], public(page.path))
    return [_offer(page, row, public(f"{page.path}?option={row.id}")) for row in variants]


def _offer(page: ProductPage, variant: SimpleNamespace, address: str) -> Thing:
    vendor = page.product.vendor
    state = availability(
        on_hand=variant.on_hand or 0,
        is_made_to_order=page.product.is_made_to_order,
        is_away=vendor.is_on_holiday or vendor.seller.is_on_holiday,
    )
    seller = vendor.seller
    return {
        "@type": "Offer",
        "url": address,
        "price": f"{to_decimal(variant.price, variant.currency):f}",
        "priceCurrency": variant.currency,
        "availability": state.schema,
        "itemCondition": "https://schema.org/NewCondition",
        "seller": {
            "@type": "Organization",
            "name": resolve(seller.names, page.language)[0],
            "url": public(seller.address_in(page.language)),
        },
    }
