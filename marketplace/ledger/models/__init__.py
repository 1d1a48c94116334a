from marketplace.ledger.models.books import Account, Entry, Posting
from marketplace.ledger.models.deposit import Deposit
from marketplace.ledger.models.split_rule import SplitRule

__all__ = ["Account", "Deposit", "Entry", "Posting", "SplitRule"]
