"""What is written to people, and the short addresses in it. A subject is (kind, id), a receiver an address."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MessageQuerySet(models.QuerySet):
    def due(self, now):
        """To be sent now: new, or failed and waited for long enough, or left by a worker that was killed."""
        return self.filter(state__in=Message.OPEN, due_at__lte=now)


class Message(models.Model):
    """One message to one address. Written by `messaging.queueing` in the transaction that is its reason, sent by `messaging.delivering`."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        TEXT = "text", _("Text message")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")  # nobody has tried yet, or somebody is trying now
        SENT = "sent", _("sent")  # the server or the gateway has taken it over
        FAILED = "failed", _("will be tried again")
        GIVEN_UP = "given_up", _("given up")  # tried for a day, or refused for good: a person looks

    OPEN = (State.WAITING, State.FAILED)

    kind = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    channel = models.CharField(max_length=5, choices=Channel)
    to = models.CharField(max_length=254)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    # The subject line of an e-mail.
    title = models.CharField(max_length=250, blank=True)
    body = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    # Before this moment nobody tries: after a failure a delay, during a try the time it may take at most.
    due_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("Message")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_kind", "subject_id", "channel", "to"], name="message_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False), name="message_sent_has_date"
            ),
        ]
        indexes = [models.Index(fields=["state", "due_at"])]


class ShortLink(models.Model):
    """An address short enough for a text message: whoever has it may do what its kind allows with its subject, until it expires."""

    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject_id", "language"], name="short_link_once")]

    @property
    def has_expired(self):
        return self.expires_at <= timezone.now()
