"""The demo's password is public: its people must not exist where others can reach the shop."""

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connections

from marketplace.accounts.models import User
from marketplace.demo.accounts import EMAILS


@register(Tags.security, deploy=True)
def check_no_demo_people(app_configs, databases=None, **kwargs):
    if settings.IS_LOOPBACK or not (settings.DEMO_ACCOUNTS or _are_there(databases)):
        return []
    return [
        Error(
            "Demo accounts, whose password is public, are allowed or present on an origin that others can reach.",
            hint="Unset DEMO_ACCOUNTS, and delete the accounts of the demo.",
            id="demo.E001",
        )
    ]


def _are_there(databases):
    """Only where a database was given to look at, as `check --database default` and `migrate` do."""
    if "default" not in (databases or ()):
        return False
    tables = connections["default"].introspection.table_names()
    return User._meta.db_table in tables and User.objects.filter(email__in=EMAILS, is_active=True).exists()
