from django.apps import AppConfig
from django.db.models.signals import post_migrate

from marketplace import timetable


class LedgerConfig(AppConfig):
    name = "marketplace.ledger"
    label = "ledger"

    def ready(self):
        # Models are there only now.
        from catalogue import shelf
        from marketplace.ledger import accounts, append_only, cards, checks, rules, ruling  # noqa: F401
        from marketplace.ledger.models import Account, Deposit, Entry, Posting

        for model in (Entry, Posting, Deposit):
            append_only.protect(model)
        append_only.protect(Account, "kind", "key", "currency")
        post_migrate.connect(append_only.install_after_migrate, sender=self, dispatch_uid="append-only tables")
        post_migrate.connect(accounts.forget, sender=self, dispatch_uid="accounts forgotten")
        post_migrate.connect(rules.current.forget, sender=self, dispatch_uid="split rules forgotten")
        shelf.contribute(cards.KEY, cards.shares)
        timetable.every(3600, "split rules", ruling.turn)
