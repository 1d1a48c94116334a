"""What a vendor hears of her products: that one is on sale for the first time, or that something is to be put right."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import override

from catalogue.models import Product, ProductEvent
from marketplace.messaging import links
from marketplace.messaging.queueing import enqueue
from vendors.contacts import contacts_of

# Put on sale again, it is no news; nor is what was published long ago and brought here now.
NEWS_FOR = timedelta(days=1)
KINDS = {ProductEvent.Kind.PUBLISHED: "vendor-product-published", ProductEvent.Kind.REFUSED: "vendor-product-refused"}


def write(event_id: int) -> None:
    event = ProductEvent.objects.get(pk=event_id)
    product = Product.objects.select_related("vendor__sells_through").prefetch_related("texts").get(pk=event.product_id)
    if event.kind == ProductEvent.Kind.PUBLISHED and not _is_first(product, event):
        return
    # Who sells for her hears of it where nobody of her own can.
    contacts = contacts_of(product.vendor) or contacts_of(product.vendor.seller)
    with transaction.atomic():
        for contact in contacts:
            with override(contact.language):
                enqueue(
                    KINDS[ProductEvent.Kind(event.kind)],
                    ("product_event", event.pk),
                    language=contact.language,
                    email=contact.email,
                    phone=contact.phone,
                    words=_words(product, event, contact.name, contact.language),
                )


def _is_first(product: Product, event: ProductEvent) -> bool:
    return product.published_at is not None and event.at - product.published_at < NEWS_FOR


def _words(product: Product, event: ProductEvent, name: str, language: str) -> dict[str, str]:
    refusal = event.details.get("refusal", "")
    said = " ".join(event.details.get("refusal_words", "").split())
    is_other = refusal == Product.Refusal.OTHER
    return {
        "name": name,
        "title": product.title_in(language)[0],
        "reason": said if is_other else str(Product.Refusal(refusal).label) if refusal else "",
        "words": "" if is_other else said,
        "link": links.address("product", product.pk, language),
    }
