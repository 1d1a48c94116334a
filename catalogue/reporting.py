"""A visitor's word that something is wrong with a product."""

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from catalogue.models import Product, Report


class NotAllowed(Exception):
    """It has been closed before; the message says so in the reader's language."""


def report(product: Product, *, actor, reason: str, words: str = "", contact: str = "") -> Report:
    """`actor` is the visitor when signed in, else None: she may stay unknown, so only what she gave is kept."""
    if actor is not None and not contact:
        contact = actor.get_username()
    return Report.objects.create(product=product, reason=reason, words=words.strip(), contact=contact.strip())


def close(report: Report, *, actor) -> None:
    """Somebody of the centre has looked and done what there was to do."""
    if not Report.objects.filter(pk=report.pk, closed_at=None).update(closed_at=timezone.now()):
        raise NotAllowed(_("This report is closed already."))
    log(report, "wagtail.edit", user=actor)
