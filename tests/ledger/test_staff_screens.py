"""The books in the admin, through their HTTP pages."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from catalogue import shelf
from marketplace.ledger import accounts, depositing
from marketplace.ledger.accounts import Kind, Ref
from marketplace.ledger.models import Account, Deposit, Entry, SplitRule
from tests import factories
from tests.ledger.conftest import RECEIVABLE, SOLD
from tests.sayings import said, text
from tests.staff import administrator, errors, signed_in, staff

# The rule's own change of the shelf's version, and that of whatever staff write.
HEARD = 2
pytestmark = pytest.mark.django_db
AMANA = Ref(Kind.CUSTODY, "courier:Amana")
LISTS = ["ledger_accounts", "ledger_entries", "ledger_deposits", "split_rules"]


def page(client, name, **asked):
    return client.get(reverse(f"{name}:index"), asked)


def rows(response):
    return list(response.context["object_list"])


@pytest.mark.parametrize("name", LISTS)
def test_books_are_seen_by_finance_and_administrators_only(name, admin):
    seen = {group: page(signed_in(staff(group)), name).status_code for group in ("Curator", "Moderator", "Order desk")}
    assert seen == dict.fromkeys(seen, 302)
    assert page(admin, name).status_code == page(signed_in(administrator()), name).status_code == 200


@pytest.mark.parametrize("model", ["ledger_accounts", "ledger_entries", "ledger_deposits"])
@pytest.mark.parametrize("action", ["add", "edit", "delete"])
def test_books_are_edited_by_nobody_not_even_an_administrator(book, model, action):
    book(AMANA, RECEIVABLE, 500)
    depositing.deposit(
        key=uuid4(), holder=AMANA.key, amount=5, currency="MAD", on=timezone.localdate(), actor=factories.user()
    )
    pk = {"ledger_accounts": Account, "ledger_entries": Entry, "ledger_deposits": Deposit}[model].objects.first().pk
    url = reverse(f"{model}:{action}", args=[] if action == "add" else [pk])
    client = signed_in(administrator())
    if (model, action) == ("ledger_deposits", "add"):
        assert client.get(url).status_code == 200
    else:
        assert [client.get(url).status_code, client.post(url).status_code] == [302, 302]


def test_order_desk_reads_no_entry(book):
    entry = book(RECEIVABLE, SOLD, 500)
    client = signed_in(staff("Order desk"))
    assert client.get(reverse("ledger_entries:inspect", args=[entry.pk])).status_code == 302


def test_chart_shows_who_it_is_and_what_is_held_or_owed(book, admin):
    vendor = factories.vendor(name_fr="Atelier Safae")
    book(RECEIVABLE, SOLD, 50000)
    book(SOLD, accounts.payable(vendor.pk), 30000)
    book(AMANA, RECEIVABLE, 50000)
    response = page(admin, "ledger_accounts")
    assert [(each.kind, each.whose, each.shown_balance) for each in rows(response)] == [
        ("receivable", "", 0),
        ("custody", said("Courier %(name)s", name="Amana"), 50000),
        ("sold", "", 20000),
        ("payable", "Atelier Safae", 30000),
    ]
    assert response.context["totals"][0]["held"] == response.context["totals"][0]["owed"]
    assert f"account=payable&amp;whose={vendor.pk}&amp;currency=MAD" in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_chart_takes_as_many_queries_for_any_number_of_accounts(count, book, admin, django_assert_num_queries):
    for _n in range(count):
        book(SOLD, accounts.payable(factories.vendor().pk), 100)
    page(admin, "ledger_accounts")
    with django_assert_num_queries(12):
        assert len(rows(page(admin, "ledger_accounts"))) == count + 1


@pytest.mark.parametrize("count", [1, 3])
def test_entries_take_as_many_queries_for_any_number(count, book, admin, django_assert_num_queries):
    for _n in range(count):
        book(RECEIVABLE, SOLD, 100, actor=factories.user())
    page(admin, "ledger_entries")
    with django_assert_num_queries(10):
        assert len(rows(page(admin, "ledger_entries"))) == count


@pytest.mark.parametrize("count", [1, 3])
def test_deposits_take_as_many_queries_for_any_number(count, book, finance, admin, django_assert_num_queries):
    for _n in range(count):
        holder = Ref(Kind.CUSTODY, f"vendor:{factories.vendor().pk}")
        book(holder, RECEIVABLE, 100)
        depositing.deposit(
            key=uuid4(), holder=holder.key, amount=5, currency="MAD", on=timezone.localdate(), actor=finance
        )
    page(admin, "ledger_deposits")
    with django_assert_num_queries(11):
        assert len(rows(page(admin, "ledger_deposits"))) == count


@pytest.mark.parametrize("count", [1, 3])
def test_rules_take_as_many_queries_for_any_number(count, admin, django_assert_num_queries):
    for n in range(count):
        SplitRule.objects.create(name=f"Rule {n}", vendor=factories.vendor(), category=factories.category())
    page(admin, "split_rules")
    with django_assert_num_queries(10):
        assert len(rows(page(admin, "split_rules"))) == count


@pytest.fixture
def three(book):
    """A sale in July, cash of a courier today, and what a seller is owed today."""
    vendor = factories.vendor(name_fr="Atelier Safae")
    return [
        book(RECEIVABLE, SOLD, 50000, order="K7-PL2"),
        book(AMANA, RECEIVABLE, 50000, kind="cash", order="K7-PL2"),
        book(SOLD, accounts.payable(vendor.pk), 50000, kind="delivery", order="M4-RT9"),
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [2, 1, 0]),
        ({"kind": "cash"}, [1]),
        ({"order": "k7"}, [1, 0]),
        ({"q": "M4-RT9"}, [2]),
        ({"account": "sold"}, [2, 0]),
        ({"account": "sold", "whose": "Safae"}, []),
        ({"account": "payable", "whose": "Safae"}, [2]),
        ({"whose": "Amana"}, [1]),
        ({"whose": "courier:Amana"}, [1]),
        ({"currency": "XOF"}, []),
        ({"at_from": timezone.localdate().isoformat()}, [2, 1, 0]),
        ({"at_to": (timezone.localdate() - timedelta(days=1)).isoformat()}, []),
    ],
)
def test_entries_are_found_by(asked, found, three, admin):
    assert rows(page(admin, "ledger_entries", **asked)) == [three[place] for place in found]


def test_entries_link_of_the_chart_finds_what_touched_the_account(three, admin):
    [payable] = [each for each in rows(page(admin, "ledger_accounts")) if each.kind == "payable"]
    assert rows(page(admin, "ledger_entries", account="payable", whose=payable.key)) == [three[2]]


def test_entry_leads_to_the_screen_of_its_order(three, admin):
    url = reverse("office_order", args=["K7-PL2"])
    assert f'href="{url}"' in text(admin.get(reverse("ledger_entries:inspect", args=[three[0].pk])))


def test_entry_shows_its_postings_and_the_others_of_its_order(three, admin):
    response = admin.get(reverse("ledger_entries:inspect", args=[three[0].pk]))
    assert [str(posting["amount"]) for posting in response.context["postings"]] == ["<bdi>500\u00a0DH</bdi>"]
    assert list(response.context["others"]) == [three[1]]
    assert "K7-PL2" in text(response)


def read_csv(response):
    return list(csv.reader(StringIO(b"".join(response.streaming_content).decode("utf-8-sig")), delimiter=";"))


def read_xlsx(response):
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize(("form", "read"), [("csv", read_csv), ("xlsx", read_xlsx)])
@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_export_of_entries_is_one_posting_a_row_without_formulas(form, read, typed, book, admin):
    book(RECEIVABLE, SOLD, 50050, order="K7-PL2", note=typed, actor=factories.user(name="=cmd"))
    _head, row = read(page(admin, "ledger_entries", export=form))
    assert row[3] == "K7-PL2"
    assert row[6] in ("500,50", 500.5)
    assert [row[7], row[8]] == ["MAD", "'=cmd"]
    assert row[9].startswith("'")


@pytest.mark.parametrize(("form", "read"), [("csv", read_csv), ("xlsx", read_xlsx)])
def test_export_of_the_chart_names_each_account(form, read, book, admin):
    vendor = factories.vendor(name_fr="=Atelier")
    book(SOLD, accounts.payable(vendor.pk), 100)
    _head, _sold, row = read(page(admin, "ledger_accounts", export=form))
    assert row[1:3] == ["'=Atelier", str(vendor.pk)]
    assert row[3] in ("1,00", 1)
    assert row[4] == "MAD"


def rule(**changes):
    return {
        "name": "Fair price",
        "position": "10",
        "vendor": "",
        "cooperative": "",
        "category": "",
        "platform_part": "2,5",
        "cooperative_part": "10",
        "fund_part": "0",
        "fee_part": "0",
        "starts": timezone.localdate().isoformat(),
        "ends": "",
        **changes,
    }


def test_rule_written_in_percent_is_kept_in_ten_thousandths_and_heard_of(admin):
    before = shelf.version()
    response = admin.post(reverse("split_rules:add"), rule())
    assert response.status_code == 302, errors(response)
    written = SplitRule.objects.get()
    assert (written.platform_part, written.cooperative_part, written.maker_part) == (250, 1000, 8750)
    assert shelf.version() == before + HEARD


def test_rule_shown_and_sent_again_stays_as_it_is(admin):
    written = SplitRule.objects.create(name="Fair price", platform_part=225)
    url = reverse("split_rules:edit", args=[written.pk])
    shown = admin.get(url).context["form"]
    sent = {name: shown[name].value() or "" for name in shown.fields}
    sent["starts"] = written.starts.isoformat()
    assert admin.post(url, sent).status_code == 302
    written.refresh_from_db()
    assert written.platform_part == 225


@pytest.mark.parametrize(
    "wrong",
    [
        {"platform_part": "101"},
        {"platform_part": "-1"},
        {"platform_part": "1,234"},
        {"platform_part": "90", "fund_part": "5"},
        {"ends": (timezone.localdate() - timedelta(days=1)).isoformat()},
    ],
)
def test_rule_that_cannot_be_is_refused_with_a_sentence(wrong, admin):
    response = admin.post(reverse("split_rules:add"), rule(**wrong))
    assert response.status_code == 200
    assert any(errors(response))
    assert not SplitRule.objects.exists()


def test_rule_for_a_cooperative_takes_no_other_vendor(admin):
    response = admin.post(reverse("split_rules:add"), rule(cooperative=str(factories.vendor().pk)))
    assert set(errors(response)[0]) == {"cooperative"}


def test_rule_deleted_is_heard_of(admin):
    written = SplitRule.objects.create(name="Fair price")
    before = shelf.version()
    admin.post(reverse("split_rules:delete", args=[written.pk]))
    assert not SplitRule.objects.exists()
    assert shelf.version() == before + HEARD


def slip(**changes):
    holder = Account.objects.get(kind="custody")
    today = timezone.localdate().isoformat()
    return {"key": str(uuid4()), "holder": holder.pk, "amount": "250", "on": today, "note": "", **changes}


def test_deposit_entered_by_finance_is_booked_once(book, finance, admin):
    book(AMANA, RECEIVABLE, 50000)
    sent = slip(note="slip 12")
    for _time in range(2):
        assert admin.post(reverse("ledger_deposits:add"), sent).status_code == 302
    made = Deposit.objects.get()
    assert (made.holder, made.amount, made.currency, made.actor) == (AMANA.key, 25000, "MAD", finance)
    assert depositing.held(AMANA.key, "MAD") == 25000


def test_deposit_form_offers_those_who_hold_something(book, admin):
    book(AMANA, RECEIVABLE, 50000)
    book(Ref(Kind.CUSTODY, "desk:Rabat"), RECEIVABLE, 100)
    book(RECEIVABLE, Ref(Kind.CUSTODY, "desk:Rabat"), 100)
    choices = admin.get(reverse("ledger_deposits:add")).context["form"].fields["holder"].choices
    assert [pk for pk, _label in choices] == ["", Account.objects.get(key=AMANA.key).pk]
    assert "500" in choices[1][1]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"amount": "501"}, "amount"),
        ({"amount": "0"}, "amount"),
        ({"amount": "much"}, "amount"),
        ({"holder": ""}, "holder"),
        ({"on": (timezone.localdate() + timedelta(days=1)).isoformat()}, "on"),
        ({"key": ""}, "key"),
    ],
)
def test_deposit_that_cannot_be_is_refused_beside_its_field(wrong, field, book, admin):
    book(AMANA, RECEIVABLE, 50000)
    response = admin.post(reverse("ledger_deposits:add"), slip(**wrong))
    assert set(errors(response)[0]) == {field}
    assert not Deposit.objects.exists()


def test_deposit_in_a_currency_without_decimals_is_read_in_it(book, admin):
    book(AMANA, RECEIVABLE, 5000, currency="XOF")
    admin.post(reverse("ledger_deposits:add"), slip(amount="2500"))
    assert (Deposit.objects.get().amount, Deposit.objects.get().currency) == (2500, "XOF")
