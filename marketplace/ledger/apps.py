from django.apps import AppConfig
from django.db.models.signals import post_migrate


class LedgerConfig(AppConfig):
    name = "marketplace.ledger"
    label = "ledger"

    def ready(self):
        # Models are there only now.
        from marketplace.ledger import accounts, append_only, checks  # noqa: F401
        from marketplace.ledger.models import Account, Deposit, Entry, Posting

        for model in (Entry, Posting, Deposit):
            append_only.protect(model)
        append_only.protect(Account, "kind", "key", "currency")
        post_migrate.connect(append_only.install_after_migrate, sender=self, dispatch_uid="append-only tables")
        post_migrate.connect(accounts.forget, sender=self, dispatch_uid="accounts forgotten")
