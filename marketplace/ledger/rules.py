"""The rules by which prices are shared out, as the centre has written them: read once a process."""

from django.db import connection

from catalogue import shelf
from catalogue.models import Product
from marketplace.ledger.models import SplitRule
from marketplace.ledger.split import Rule, Sale

_known: tuple[int, tuple[Rule, ...]] | None = None


def current(version: int | None = None) -> tuple[Rule, ...]:
    """All of them, of whatever dates, in order. One cheap statement while the shelf's version stands still; none for who has read it."""
    global _known
    version = shelf.version() if version is None else version
    if _known and _known[0] == version:
        return _known[1]
    rules = tuple(map(_rule, SplitRule.objects.all()))
    # Within a transaction, the version and the rules may be its own: rolled back, another would get the same number.
    if not connection.in_atomic_block:
        _known = version, rules
    return rules


def forget(**kwargs) -> None:
    """After `migrate`, whose signal the tests' flush sends too: it sets the shelf's version back."""
    global _known
    _known = None


def sale_of(product: Product, amount: int, currency: str) -> Sale:
    """`product` sold for `amount`; wants its vendor with `sells_through`, and its category, at hand."""
    seller, category = product.vendor.seller, product.category
    return Sale(
        amount=amount,
        currency=currency,
        vendor_id=product.vendor_id,
        cooperative_id=seller.pk if seller.is_cooperative else None,
        category_ids=tuple(pk for pk in (category.pk, category.parent_id) if pk),
        maker_id=product.maker_id,
    )


def _rule(row: SplitRule) -> Rule:
    return Rule(
        name=row.name,
        platform=row.platform_part,
        cooperative=row.cooperative_part,
        fund=row.fund_part,
        fee=row.fee_part,
        vendor_id=row.vendor_id,
        cooperative_id=row.cooperative_id,
        category_id=row.category_id,
        starts=row.starts,
        ends=row.ends,
        position=row.position,
    )
