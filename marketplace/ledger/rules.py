from marketplace.ledger.models import SplitRule
from marketplace.ledger.split import Rule


def current():
    return tuple(Rule(name=r.name, platform=r.platform_part, cooperative=r.cooperative_part, fund=r.fund_part, fee=r.fee_part, vendor_id=r.vendor_id, cooperative_id=r.cooperative_id, category_id=r.category_id, starts=r.starts, ends=r.ends, position=r.position) for r in SplitRule.objects.all())
