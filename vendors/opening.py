"""Whether a vendor's shop is open: applied, approved, paused, closed. Only these verbs move `Vendor.state`.

A move is one conditional update, so of two curators who decide at once the second is told, not obeyed.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from vendors.models import Vendor, VendorEvent

State, Kind = Vendor.State, VendorEvent.Kind

# Each move: from which states, to which one.
MOVES = {
    Kind.APPROVED: ({State.APPLIED}, State.APPROVED),
    Kind.PAUSED: ({State.APPROVED}, State.PAUSED),
    Kind.CLOSED: ({State.APPLIED, State.APPROVED, State.PAUSED}, State.CLOSED),
    Kind.REOPENED: ({State.PAUSED, State.CLOSED}, State.APPROVED),
}


class NotAllowed(Exception):
    """The vendor's state forbids the move; the message says so in the reader's language."""


def can(vendor: Vendor, kind: VendorEvent.Kind) -> bool:
    """Whether a button for this move makes sense."""
    return vendor.state in MOVES[kind][0]


def approve(vendor: Vendor, *, actor, note: str = "") -> None:
    _move(vendor, Kind.APPROVED, actor, note)


def pause(vendor: Vendor, *, actor, note: str = "") -> None:
    """Off the shop for a while, by the centre's decision; a holiday is hers and leaves her pieces in view."""
    _move(vendor, Kind.PAUSED, actor, note)


def close(vendor: Vendor, *, actor, note: str = "") -> None:
    _move(vendor, Kind.CLOSED, actor, note)


def reopen(vendor: Vendor, *, actor, note: str = "") -> None:
    _move(vendor, Kind.REOPENED, actor, note)


@transaction.atomic
def _move(vendor, kind, actor, note):
    origins, state = MOVES[kind]
    moved = Vendor.objects.filter(pk=vendor.pk, state__in=origins).update(state=state)
    vendor.refresh_from_db(fields=["state"])
    if not moved:
        raise NotAllowed(
            _("This vendor is “%(state)s” by now, so that cannot be done. Look again.")
            % {"state": vendor.get_state_display()}
        )
    VendorEvent.objects.create(vendor=vendor, kind=kind, actor=actor, note=note)
    # An update sends no signal, and the shelf, which stands above, follows `Vendor` by one.
    vendor.save(update_fields=["state"])
