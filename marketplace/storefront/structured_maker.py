"""Who sells, for machines that read her page."""

from marketplace.storefront.addresses import public
from marketplace.storefront.structured import Thing, pictures
from marketplace.storefront.vendor_page import VendorShown


def maker(page: VendorShown) -> Thing:
    """Where she works is her town; her own address is on the page only as the law wants it said of a seller."""
    vendor = page.vendor
    return {
        "@type": "Organization",
        "@id": f"{public(page.path)}#maker",
        "name": page.name,
        "description": page.line.text,
        "url": public(page.path),
        "image": pictures([vendor.picture]),
        "foundingDate": str(vendor.founded or ""),
        "address": {
            "@type": "PostalAddress",
            "addressLocality": page.town,
            "addressRegion": page.region.title if page.region else "",
            # The first part of a territory's code is its country's.
            "addressCountry": vendor.territory.code.partition("-")[0],
        },
    }
