"""Changes made below the shelf reach it here, in the same transaction: a vendor paused, renamed or away, a picture ready; and what
staff wrote that is on no card, which makes every kept page old.
"""

from django.db.models import Q
from django.db.models.signals import post_save
from wagtail.models import ModelLogEntry, PageLogEntry

from catalogue import shelf, tasks
from catalogue.models import Product
from media.models import Picture
from vendors.models import Vendor

AT_ONCE = 200
DRAFTED = frozenset({"wagtail.create", "wagtail.edit", "wagtail.comments.create", "wagtail.comments.edit"})


def connect():
    post_save.connect(shelve_those_of, sender=Vendor, dispatch_uid="shelve vendor")
    post_save.connect(shelve_those_with, sender=Picture, dispatch_uid="shelve picture")
    post_save.connect(bump_for_page, sender=PageLogEntry, dispatch_uid="bump for page")
    post_save.connect(bump, sender=ModelLogEntry, dispatch_uid="bump for model")


def bump(sender, **kwargs):
    shelf.bump()


def bump_for_page(sender, instance, **kwargs):
    """Wagtail logs whatever staff do; a draft is nobody's business yet."""
    if instance.action not in DRAFTED:
        shelf.bump()


def shelve_those_of(sender, instance, created, **kwargs):
    # She may be shown where none of her pieces is: in the list of makers, at a fair.
    shelf.bump()
    if not created:
        shelve_where(Q(vendor=instance) | Q(vendor__sells_through=instance))


def shelve_those_with(sender, instance, created, **kwargs):
    if not created:
        shelve_where(Q(pictures__picture=instance))


def shelve_where(condition):
    published = Product.objects.filter(condition, state=Product.State.PUBLISHED)
    product_ids = list(published.values_list("pk", flat=True).distinct())
    if len(product_ids) > AT_ONCE:
        tasks.shelve.enqueue(product_ids)
    elif product_ids:
        shelf.shelve(product_ids)
