"""The books. Written by `marketplace.ledger.booking` alone, and never changed: the database refuses it.

Orders are contracts that go on changing: accepted in part, sent, taken back. A question of money is about the past: what
was owed that day, and why. So each event that moves money leaves an `Entry` here, in the transaction of the verb that did
it. Its postings each take a positive amount out of one account into another, so no entry can be out of balance, and no
column holds a balance that could be wrong: a balance is a sum. What went wrong is put right by a new entry.

The price of it: a sum over all postings of an account, and nobody can correct a typing error in a note.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AccountQuerySet(models.QuerySet):
    def with_balances(self):
        """Each with its `balance`: what it received less what it gave, in minor units of its currency; 0 without postings."""
        return self.annotate(balance=_moved("target") - _moved("source"))

    def in_order(self):
        """As a chart of accounts goes: by kind, as `Account.Kind` lists them."""
        places = [models.When(kind=kind, then=place) for place, kind in enumerate(Account.Kind)]
        return self.order_by(models.Case(*places, default=len(places)), "key", "currency")

    def totals(self):
        """By currency: what is held, what of it is owed, what of it is kept; held is always owed and kept together."""
        totals = {}
        for kind, currency, balance in self.with_balances().values_list("kind", "currency", "balance"):
            sums = totals.setdefault(currency, {"held": 0, "owed": 0, "kept": 0})
            sums["held" if kind in Account.HELD else "kept" if kind in Account.KEPT else "owed"] += balance
        for sums in totals.values():
            sums["held"] = -sums["held"]
        return totals


def _moved(side):
    """What moved on one side of the account of the outer query; each sum is read from an index alone."""
    postings = Posting.objects.filter(**{side: models.OuterRef("pk")}).order_by()
    sums = postings.values(side).annotate(sum=Sum("amount")).values("sum")
    return Coalesce(models.Subquery(sums), 0, output_field=models.BigIntegerField())


class Account(models.Model):
    """A place where money is, or a person or purpose it is owed to. Made when it is first booked on.

    A posting takes from its source: so what we hold or are owed (`HELD`) has a balance below zero, what we owe one above,
    and all balances of a currency sum to zero.
    """

    class Kind(models.TextChoices):
        RECEIVABLE = "receivable", _("To collect from shoppers")
        CUSTODY = "custody", _("Cash held for us")  # key: courier:<name>, vendor:<id> or desk:<name>
        GATEWAY = "gateway", _("At the payment provider")  # key: the provider
        BANK = "bank", _("At the bank")
        SOLD = "sold", _("Sold, not handed over yet")
        PAYABLE = "payable", _("Owed to a seller")  # key: the vendor's id
        CARRIER = "carrier", _("Owed to a carrier")  # key: its name
        TAX = "tax", _("Taxes")
        REFUNDS = "refunds", _("Refunds to pay to shoppers")
        PLATFORM = "platform", _("Contribution to Maarad")
        FUND = "fund", _("The solidarity fund")
        FEES = "fees", _("Payment fees")
        DIFFERENCE = "difference", _("Cash difference")
        # What a provider has turned into the currency of its own account: held in the one, owed in the other.
        EXCHANGE = "exchange", _("Exchanged by the payment provider")

    KEYED = frozenset({Kind.PAYABLE, Kind.CUSTODY, Kind.GATEWAY, Kind.CARRIER})
    HELD = frozenset({Kind.RECEIVABLE, Kind.CUSTODY, Kind.GATEWAY, Kind.BANK, Kind.EXCHANGE})
    KEPT = frozenset({Kind.PLATFORM, Kind.FUND, Kind.FEES, Kind.DIFFERENCE})

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    key = models.CharField(_("Whose"), max_length=80, blank=True)
    currency = models.CharField(_("currency"), max_length=3)

    objects = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(fields=["kind", "key", "currency"], name="account_once")]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.key}" if self.key else str(self.get_kind_display())

    @property
    def is_held(self):
        return self.kind in self.HELD

    @property
    def shown_balance(self):
        """As people say it: so much is held, so much is owed. Of an account read `with_balances`."""
        return -self.balance if self.is_held else self.balance


class EntryQuerySet(models.QuerySet):
    def with_amounts(self):
        """Each with its `amount`: what all its postings move, in minor units."""
        postings = Posting.objects.filter(entry=models.OuterRef("pk")).order_by().values("entry")
        return self.annotate(amount=models.Subquery(postings.annotate(sum=Sum("amount")).values("sum")))

    def touching(self, accounts):
        """Those that gave to or took from one of the accounts, a queryset."""
        postings = Posting.objects.filter(entry=models.OuterRef("pk"))
        ids = accounts.values("pk")
        return self.filter(models.Exists(postings.filter(Q(source__in=ids) | Q(target__in=ids))))


class Entry(models.Model):
    """One event that moved money; `subject` is the row that did it (a payment, a refund, an order's event), once a kind."""

    class Kind(models.TextChoices):
        SALE = "sale", _("Sale")
        PAYMENT = "payment", _("Payment")
        CASH = "cash", _("Cash received")
        DELIVERY = "delivery", _("Handed over")
        DECLINE = "decline", _("Not sold after all")
        REFUND = "refund", _("Refund")
        PAID_BACK = "paid_back", _("Paid back")
        CARRIAGE = "carriage", _("Carriage of a parcel that came back")
        BORNE = "borne", _("Borne by another")  # makes good what others gave back for a refund
        DEPOSIT = "deposit", _("Cash deposit")
        REVERSAL = "reversal", _("Correction")
        FEE = "fee", _("Payment fee")
        EXCHANGE = "exchange", _("Exchanged")  # in the shop's currency: what the provider turned into another
        SETTLED = "settled", _("Settled by the payment provider")  # and in that other one

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.PositiveBigIntegerField()
    order = models.CharField(_("Order"), max_length=40, blank=True, db_index=True)
    currency = models.CharField(_("currency"), max_length=3)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Who"),
    )
    at = models.DateTimeField(_("When"), default=timezone.now, db_index=True)
    note = models.CharField(_("note"), max_length=250, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Entry")
        verbose_name_plural = _("entries")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_kind", "subject_id"], name="entry_once_a_subject")
        ]

    def __str__(self):
        return f"{self.get_kind_display()} #{self.pk}"


class Posting(models.Model):
    """`amount` minor units of the entry's currency, out of `source` into `target`."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings")
    source = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="given", db_index=False)
    target = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="received", db_index=False)
    amount = models.PositiveBigIntegerField(_("Amount"))

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = ("id",)
        indexes = [
            # With the amount beside it, a balance is summed without reading the rows.
            models.Index(fields=["source", "amount"], name="posting_source"),
            models.Index(fields=["target", "amount"], name="posting_target"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="posting_moves_something"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="posting_between_two_accounts"),
        ]
