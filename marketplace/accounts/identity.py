"""One field for whoever signs in: a telephone as people write it, or an e-mail address."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from marketplace.accounts import phones
from marketplace.accounts.models import User


class Identity(NamedTuple):
    """Exactly one of the two."""

    phone: str | None = None
    email: str | None = None

    def person(self):
        """Who may sign in under it, or None: the caller must not let the difference be seen."""
        person = self.anyone()
        return person if person and person.is_active else None

    def anyone(self):
        """Whose it is, even if she may not sign in any more, or None. For staff only."""
        known = {"phone": self.phone} if self.phone else {"email": self.email}
        return User.objects.filter(**known).first()


def read(written):
    """An Identity from what was typed. Raises ValidationError with the sentence for what it resembles most."""
    if "@" not in written:
        return Identity(phone=phones.normalise(written))
    try:
        validate_email(written)
    except ValidationError:
        raise ValidationError(
            _("Something is missing in this address. For example name@example.ma."), code="invalid_email"
        ) from None
    return Identity(email=written.lower())
