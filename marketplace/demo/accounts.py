"""Who can sign in to the demo. Their password is public, so they exist only on a machine that nobody else reaches."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from marketplace.accounts import profiles
from marketplace.accounts.groups import CURATOR, FINANCE, MODERATOR, ORDER_DESK
from marketplace.accounts.models import User
from vendors.models import Membership, Vendor

PASSWORD = "bonjour-maarad"
# The vendors whose people can sign in.
COOPERATIVE, ARTISAN = "azetta-n-iguer", "itri-n-tiznit"


@dataclass(frozen=True)
class Account:
    role: str
    email: str
    phone: str
    name: str
    language: str
    group: str = ""
    vendor: str = ""

    @property
    def where(self):
        return "/admin/" if self.group else f"/{self.language}/desk/"


ACCOUNTS = (
    Account("curator", "curator@maarad.example", "+212600000001", "Salma Benkirane", "fr", group=CURATOR),
    Account("moderator, who approves", "moderator@maarad.example", "+212600000002", "Youssef Amrani", "fr", group=MODERATOR),
    Account(
        "manager of a cooperative", "cooperative@maarad.example", "+212600000003", "Khadija Aït Oussana", "fr",
        vendor=COOPERATIVE,
    ),
    Account("artisan", "artisan@maarad.example", "+212600000004", "زهرة أوبلا", "ar", vendor=ARTISAN),
    Account("order desk", "orders@maarad.example", "+212600000005", "Imane Lahlou", "fr", group=ORDER_DESK),
    Account("finance", "finance@maarad.example", "+212600000006", "Hassan Berrada", "fr", group=FINANCE),
)  # fmt: skip
EMAILS = tuple(account.email for account in ACCOUNTS)


def open_staff():
    """All of them; the curator, who is the demo's hand in everything, and the moderator, who approves, come first."""
    only_on_this_machine()
    return [_open(account) for account in ACCOUNTS if account.group]


def only_on_this_machine():
    if not settings.DEMO_ACCOUNTS:
        raise ImproperlyConfigured("Demo accounts have a public password: they are only for a shop on this machine.")


def open_sellers():
    """Those who work for a vendor of the demo. The last thing to be made: see `were_opened`."""
    only_on_this_machine()
    vendors = Vendor.objects.in_bulk([account.vendor for account in ACCOUNTS if account.vendor], field_name="code")
    for account in ACCOUNTS:
        if vendor := vendors.get(account.vendor):
            Membership.objects.get_or_create(
                user=_open(account), vendor=vendor, defaults={"role": Membership.Role.MANAGER}
            )


def were_opened():
    """Whether the demo was once made to its end, by this release or an earlier one; what people changed in it since is theirs."""
    return Membership.objects.filter(user__email__in=EMAILS).exists()


@transaction.atomic
def _open(account):
    """Her account; one that is there stays as it is."""
    person = User.objects.filter(email=account.email).first()
    if person is None:
        person = User.objects.create_user(
            email=account.email,
            phone=account.phone,
            phone_verified=True,
            name=account.name,
            language=account.language,
            password=PASSWORD,
        )
        if account.group:
            person.groups.add(Group.objects.get(name=account.group))
    if account.group:
        profiles.read_in_own_language(person)
    return person
