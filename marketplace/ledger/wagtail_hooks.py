from wagtail import hooks
from wagtail.permissions import register_permission_policy

from marketplace.ledger.models import Account, Deposit, Entry, Posting
from marketplace.ledger.policies import OnlyPolicy
from marketplace.ledger.viewsets import books_group

for model in (Account, Entry, Posting):
    register_permission_policy(model, OnlyPolicy(model, "view"))
register_permission_policy(Deposit, OnlyPolicy(Deposit, "view", "add"))


@hooks.register("register_admin_viewset")
def books():
    return books_group
