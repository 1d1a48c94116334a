from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "marketplace.accounts"
    label = "accounts"

    def ready(self):
        # A module that needs the models loaded.
        from marketplace.accounts import groups

        post_migrate.connect(groups.set_up, sender=self, dispatch_uid="staff_groups")
