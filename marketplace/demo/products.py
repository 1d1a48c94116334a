"""The pieces, put on sale as anybody's are: created, submitted, looked at, published."""

from itertools import islice

from catalogue import editing, publishing, shelf, stock
from catalogue.models import Category, Product
from marketplace.demo import assignment, decoding, facts, pictures, source, tasks
from vendors.models import Maker, Vendor

BATCH = 40
# What the demo's people find on their desks: not everything has been published.
SUBMITTED = {"carpets-taznakht-03", "jewellery-khamsa-02", "pottery-jug-02", "wood-toys-02"}
REFUSED = {
    "jewellery-earrings-03": (
        Product.Refusal.PICTURE,
        "Le fermoir ne se voit pas. Une photo de plus près, à la lumière du jour.",
    ),
    "carpets-zanafi-03": (Product.Refusal.WORDS, "Dites la laine et la teinture : on nous le demande chaque fois."),
}
DRAFTS = {"jewellery-khamsa-00", "textile-wool-skeins-02"}
WITHDRAWN = {"carpets-round-rug-01"}
NEVER_PUBLISHED = SUBMITTED | DRAFTS | REFUSED.keys()


def make(pieces, curator, step):
    """Make those of `pieces` that are not there yet, and enqueue their second pictures."""
    sellers = assignment.sellers(source.pieces())
    keys = {pictures.key_of(piece.name): piece for piece in pieces}
    there = set(Product.objects.filter(key__in=keys).values_list("key", flat=True))
    missing = [piece for key, piece in keys.items() if key not in there]
    step("pieces that are there", count=len(pieces) - len(missing))
    vendors, categories = Vendor.objects.in_bulk(field_name="code"), Category.objects.in_bulk(field_name="code")
    places = {piece.name: place for place, piece in enumerate(pieces)}
    decoded = zip(missing, decoding.prepared([piece.picture for piece in missing]), strict=True)
    while batch := list(islice(decoded, BATCH)):
        # Files are written outside the transaction that follows.
        taken = [(piece, pictures.of_piece(ready, piece, curator)) for piece, ready in batch]
        with shelf.changes():
            for piece, picture in taken:
                when = facts.published_at(piece, places[piece.name], len(pieces))
                vendor = vendors[sellers[piece.name]]
                product = _create(piece, picture, vendor, categories[piece.category], curator, when)
                _move(product, piece, curator)
                step(piece.facts["title"]["fr"])


def _create(piece, picture, vendor, category, curator, when):
    """`when` it was published is part of the story: the newest stand first."""
    return editing.create_product(
        vendor=vendor,
        actor=curator,
        category=category,
        maker=_maker(piece, vendor),
        texts=facts.texts(piece),
        variants=facts.variants(piece),
        pictures=[picture],
        materials=facts.materials(piece),
        techniques=facts.techniques(piece),
        labels=facts.labels(piece, vendor, curator),
        key=pictures.key_of(piece.name),
        published_at=None if piece.name in NEVER_PUBLISHED else when,
        **facts.fields(piece),
    )


def _maker(piece, vendor):
    """One of those who work there; of a cooperative not the one who keeps the books."""
    makers = list(Maker.objects.filter(vendor=vendor).exclude(craft_fr__contains="comptes"))
    return facts.chance(piece, "maker").choice(makers) if makers else None


def _move(product, piece, curator):
    if piece.detail:
        tasks.add_detail.enqueue(piece.name)
    if piece.name in DRAFTS:
        return
    publishing.submit(product, actor=curator)
    if piece.name in SUBMITTED:
        return
    if piece.name in REFUSED:
        reason, words = REFUSED[piece.name]
        publishing.refuse(product, actor=curator, reason=reason, words=words)
        return
    publishing.publish(product, actor=curator)
    if piece.name in WITHDRAWN:
        publishing.withdraw(product, actor=curator)
    elif facts.is_sold_out(piece):
        left = {variant.pk: variant.stock.on_hand for variant in product.variants.select_related("stock")}
        stock.take({pk: on_hand for pk, on_hand in left.items() if on_hand}, actor=curator, note="Sold at the fair")
