"""Changes made below the shelf reach it here: a vendor paused, renamed or away, a picture ready. In the same transaction."""

from django.db.models import Q
from django.db.models.signals import post_save

from catalogue import shelf, tasks
from catalogue.models import Product
from media.models import Picture
from vendors.models import Vendor

AT_ONCE = 200


def connect():
    post_save.connect(shelve_those_of, sender=Vendor, dispatch_uid="shelve vendor")
    post_save.connect(shelve_those_with, sender=Picture, dispatch_uid="shelve picture")


def shelve_those_of(sender, instance, created, **kwargs):
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
