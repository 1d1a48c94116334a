"""Where allauth meets our people: telephones, words, limits. Accounts are opened by the centre, never by a visitor."""

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.accounts import codes, limits, phones
from marketplace.accounts.models import User

WRONG_PASSWORD = _("That is not the password. You can receive a code instead.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("That is not the code. Check it, or ask for another."),
        "email_password_mismatch": WRONG_PASSWORD,
        "phone_password_mismatch": WRONG_PASSWORD,
        "incorrect_password": WRONG_PASSWORD,
        "invalid_login": WRONG_PASSWORD,
        "too_many_login_attempts": limits.TOO_MANY,
        "rate_limited": limits.TOO_MANY,
    }

    def is_open_for_signup(self, request):
        return False

    def clean_phone(self, phone):
        return phones.normalise(phone)

    def get_phone(self, user):
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user, phone, verified):
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user, phone):
        self.set_phone(user, phone, True)

    def get_user_by_phone(self, phone):
        return User.objects.filter(phone=phone).first()

    def generate_phone_verification_code(self, *, user, phone):
        return self.generate_login_code()

    def send_verification_code_sms(self, user, phone, code, **kwargs):
        codes.send_by_text(to=phone, code=code, language=get_language())

    def send_mail(self, template_prefix, email, context):
        """The only letter allauth writes for us is the one with a sign-in code."""
        codes.send_by_email(to=email, code=context["code"], language=get_language())

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """Only messages of our own: "you have signed in" is news to nobody."""
        if message:
            super().add_message(request, level, extra_tags=extra_tags, message=message)

    def _get_login_attempts_cache_key(self, request, **credentials):
        # allauth's key knows no telephone: all numbers would share one budget, and five mistakes shut everybody out.
        return f"{credentials.get('email') or credentials.get('phone') or ''}".lower()
