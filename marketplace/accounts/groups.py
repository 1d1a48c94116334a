"""The centre's four groups and what each may do.

They are the house's: each `migrate` sets their permissions to this table again, so that an upgrade reaches every shop.
For other needs, administrators make groups of their own. Models are named, not imported: they stand above this app.
Nobody here may touch people, groups or sites: who may change an address may become anybody.
"""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connections, transaction
from django.db.models import Q

CURATOR, MODERATOR, ORDER_DESK, FINANCE = "Curator", "Moderator", "Order desk", "Finance"

SEE = ("view",)
EDIT = ("view", "add", "change")
ALL = ("view", "add", "change", "delete")

PERMISSIONS = {
    # Makes the shop: vendors, products, pictures, words. Her pages wait for a moderator's approval.
    CURATOR: {
        "bazaars.bazaar": ALL,
        "bazaars.stop": ALL,
        "catalogue.product": EDIT,
        "catalogue.variant": EDIT,
        "catalogue.stock": SEE,
        "catalogue.stockmovement": SEE,
        "catalogue.productevent": SEE,
        "catalogue.category": EDIT,
        "catalogue.material": ALL,
        "catalogue.technique": ALL,
        "catalogue.label": EDIT,
        "catalogue.craftnote": ALL,
        "catalogue.report": ("view", "change"),
        "media.recording": ALL,
        "media.film": ALL,
        "vendors.vendor": EDIT,
        "vendors.maker": EDIT,
        "vendors.consent": EDIT,
        "vendors.membership": ALL,
        "vendors.partner": ALL,
        "vendors.territory": SEE,
    },
    # Approves what the public reads, and answers the reports of visitors.
    MODERATOR: {
        "catalogue.product": ("view", "change"),
        "catalogue.productevent": SEE,
        "catalogue.report": ("view", "change"),
        "media.recording": ("view", "change"),
        "media.film": ("view", "change"),
        "vendors.vendor": ("view", "change"),
        "vendors.maker": ("view", "change"),
        "vendors.consent": EDIT,
        "vendors.partner": SEE,
    },
    # Follows parcels: steps in where a vendor or a shopper cannot, and sees what is paid without moving money.
    ORDER_DESK: {
        "orders.purchase": SEE,
        "orders.order": ("view", "change"),
        "orders.purchasenote": ("view", "add"),
        "messaging.message": ("view", "change"),
        "payments.collection": SEE,
        "payments.refund": SEE,
        "checkout.tariff": SEE,
        "checkout.usualweight": ALL,
        "catalogue.product": SEE,
        "catalogue.variant": SEE,
        "catalogue.stock": SEE,
        "catalogue.stockmovement": SEE,
        "vendors.vendor": SEE,
        "vendors.maker": SEE,
    },
    # Keeps the books (what is written in them nobody changes), receives transfers, pays back, sets tariffs.
    FINANCE: {
        "orders.purchase": SEE,
        "orders.order": SEE,
        "orders.purchasenote": ("view", "add"),
        "payments.collection": ("view", "change"),
        "payments.refund": EDIT,
        "checkout.tariff": ALL,
        "checkout.usualweight": ALL,
        "ledger.account": SEE,
        "ledger.entry": SEE,
        "ledger.posting": SEE,
        "ledger.deposit": ("view", "add"),
        "ledger.splitrule": ALL,
        "catalogue.product": SEE,
        "vendors.vendor": SEE,
        "vendors.partner": SEE,
    },
}
PAGES = {CURATOR: ("add", "change"), MODERATOR: ("add", "change", "publish", "lock", "unlock")}
PICTURES = {CURATOR: ("add", "change", "choose"), MODERATOR: ("change", "choose")}
# What these groups were in a new Wagtail: its Moderators hold the task of its first workflow, so they become ours.
WAGTAILS = {"Moderators": MODERATOR, "Editors": CURATOR}
TABLES = {"auth_group", "wagtailcore_page", "wagtailcore_grouppagepermission", "wagtailcore_groupcollectionpermission"}


def names_of(group):
    """The permissions of `group` as `app.codename`."""
    models = PERMISSIONS[group].items()
    return {"wagtailadmin.access_admin"} | {
        f"{app}.{verb}_{model}"
        for (app, model), verbs in ((key.split("."), verbs) for key, verbs in models)
        for verb in verbs
    }


def set_up(sender=None, using="default", **kwargs):
    """Make the groups and set their permissions. After each migrate and each flush of the tests; safe to repeat."""
    if TABLES.difference(connections[using].introspection.table_names()):
        # A migration of one app alone: the rest is not there yet.
        return
    for config in apps.get_app_configs():
        # Django makes an app's permissions when its turn comes, which may be after ours.
        create_permissions(config, verbosity=0, using=using)
    with transaction.atomic(using=using):
        _take_over_wagtails(using)
        for name in PERMISSIONS:
            group, _made = Group.objects.using(using).get_or_create(name=name)
            group.permissions.set(_permissions(names_of(name), using))
            _allow_pages(group, PAGES.get(name, ()), using)
            _allow_pictures(group, PICTURES.get(name, ()), using)


def _take_over_wagtails(using):
    for theirs, ours in WAGTAILS.items():
        if not Group.objects.using(using).filter(name=ours).exists():
            Group.objects.using(using).filter(name=theirs).update(name=ours)


def _permissions(names, using):
    wanted = Q()
    for app, codename in (name.split(".") for name in names):
        wanted |= Q(content_type__app_label=app, codename=codename)
    return Permission.objects.using(using).filter(wanted)


def _allow_pages(group, verbs, using):
    allowed = apps.get_model("wagtailcore.GroupPagePermission").objects.using(using)
    root = apps.get_model("wagtailcore.Page").objects.using(using).filter(depth=1).first()
    wanted = _permissions({f"wagtailcore.{verb}_page" for verb in verbs}, using) if root and verbs else ()
    allowed.filter(group=group).exclude(page=root, permission__in=wanted).delete()
    for permission in wanted:
        allowed.get_or_create(group=group, page=root, permission=permission)


def _allow_pictures(group, verbs, using):
    """Wagtail asks for its own image's permissions, whatever model the images have."""
    allowed = apps.get_model("wagtailcore.GroupCollectionPermission").objects.using(using)
    root = apps.get_model("wagtailcore.Collection").objects.using(using).filter(depth=1).first()
    wanted = _permissions({f"wagtailimages.{verb}_image" for verb in verbs}, using) if root and verbs else ()
    allowed.filter(group=group).exclude(collection=root, permission__in=wanted).delete()
    for permission in wanted:
        allowed.get_or_create(group=group, collection=root, permission=permission)
