"""People. How they sign in is allauth's work; what they may do their groups (staff) or memberships (vendors) say."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from marketplace.accounts import phones


class UserManager(BaseUserManager):
    def create_user(self, *, email=None, phone=None, password=None, **fields):
        """Phone and e-mail as people write them; either is enough. Without a password she signs in by code."""
        user = self.model(email=email, phone=phone, **fields)
        user.tidy()
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, *, password=None, **fields):
        return self.create_user(password=password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by a telephone number (E.164), an e-mail address (lower case), or both."""

    phone = models.CharField(_("Phone"), max_length=16, null=True, blank=True, unique=True)
    phone_verified = models.BooleanField(default=False, editable=False)
    email = models.EmailField(_("E-mail"), null=True, blank=True, unique=True)
    name = models.CharField(_("Name"), max_length=150, blank=True)
    language = models.CharField(_("Language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    # She asked to be forgotten: the row is empty from then on (`personal.erase`).
    erased_at = models.DateTimeField(null=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=Q(phone__isnull=False) | Q(email__isnull=False) | Q(erased_at__isnull=False),
                name="user_has_phone_or_email",
            ),
            models.CheckConstraint(condition=~Q(phone="") & ~Q(email=""), name="user_phone_email_never_empty"),
            # The same number or address written twice must be one row, so both have one spelling.
            models.CheckConstraint(condition=Q(phone__startswith="+"), name="user_phone_international"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_lower_case"),
        ]

    def __str__(self):
        return self.name or self.get_username() or gettext("an erased account")

    def clean(self):
        """Django's own would rewrite the user name, an e-mail that may be absent."""
        self.tidy()

    def tidy(self):
        """Phone and e-mail in their one spelling, absent when empty. Raises ValidationError."""
        self.email = self.email.strip().lower() or None if self.email else None
        self.phone = phones.normalise(self.phone) if self.phone else None

    def get_username(self):
        return self.email or self.readable_phone

    @property
    def readable_phone(self):
        return phones.readable(self.phone) if self.phone else ""

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)
