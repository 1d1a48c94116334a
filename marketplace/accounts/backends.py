from allauth.account.auth_backends import AuthenticationBackend

from marketplace.accounts.models import User


class PhoneOrEmailBackend(AuthenticationBackend):
    """allauth's, looking only at the person's own row: an address taken off it no longer opens the account."""

    def _authenticate_by_email(self, email, password):
        return self._check_password(User.objects.filter(email=email.lower()).first(), password)
