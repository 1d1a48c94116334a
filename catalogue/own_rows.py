"""Reports of products that somebody signed with her number or address, as `accounts.personal` tells and forgets them."""

from django.core.exceptions import ValidationError
from django.db.models import Q

from catalogue.models import Report
from marketplace.accounts import phones
from marketplace.accounts.models import User
from marketplace.accounts.personal import Holder


def tell(user: User) -> object:
    return [
        {
            "product": str(report.product),
            "reason": report.reason,
            "words": report.words,
            "contact": report.contact,
            "at": report.at.isoformat(timespec="seconds"),
        }
        for report in _of(user)
    ]


def forget(user: User) -> None:
    """What she told of the product stays, without her; what she wrote may name her."""
    Report.objects.filter(pk__in=[report.pk for report in _of(user)]).update(contact="", words="")


def _of(user: User) -> list[Report]:
    """The field is free: a number in it is written as people write them, and always ends in its last digits."""
    like = Q(contact__iexact=user.email) if user.email else Q(pk__in=[])
    if user.phone:
        like |= Q(contact__contains=user.phone[-2:])
    found = Report.objects.filter(like).select_related("product").order_by("pk")
    return [report for report in found if _is_hers(report, user)]


def _is_hers(report: Report, user: User) -> bool:
    if user.email and report.contact.strip().lower() == user.email:
        return True
    try:
        return bool(user.phone) and phones.normalise(report.contact) == user.phone
    except ValidationError:
        return False


HOLDER = Holder("reports", tell=tell, forget=forget)
