"""What somebody who is signed in need not type again: who she is, and where her last purchase went."""

from marketplace.orders.models import Purchase


def details_of(user) -> dict[str, str]:
    if not user.is_authenticated:
        return {}
    known = {"name": user.name, "phone": user.readable_phone, "email": user.email or ""}
    last = Purchase.objects.filter(user=user, anonymised_at=None).first()
    if last:
        known |= {"country": last.country, "town": last.town, "address": last.address, "postcode": last.postcode}
        known["province"] = str(last.territory_id or "")
    return known
