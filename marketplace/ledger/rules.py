"""The rules by which prices are shared out, as the centre has written them: read once a process."""

from catalogue.models import Product
from catalogue.remembered import Remembered
from marketplace.ledger.models import SplitRule
from marketplace.ledger.split import Rule, Sale


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


# All of them, of whatever dates, in order.
current = Remembered(lambda: tuple(map(_rule, SplitRule.objects.all())))
