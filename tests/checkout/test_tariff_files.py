import pytest

from catalogue import shelf
from marketplace.checkout import tariff_files
from marketplace.checkout.models import Tariff
from tests import buying, factories

pytestmark = pytest.mark.django_db

HEAD = "vendor;territory;up_to_g;price;currency;min_days;max_days;carrier;takes_cash"


@pytest.fixture(autouse=True)
def region():
    return factories.territory()


def file(*lines, head=HEAD, encoding="utf-8"):
    return "\n".join([head, *lines]).encode(encoding)


def read_rows(content):
    rows, faults = tariff_files.read(content)
    assert faults == []
    return rows


def faults_of(content):
    rows, faults = tariff_files.read(content)
    return faults


@pytest.mark.parametrize(
    "content",
    [
        file(";MA-05;20000;35,50;MAD;2;4;Amana;1"),
        file(";MA-05;20000;35,50;MAD;2;4;Amana;1", encoding="utf-8-sig"),
        file(",MA-05,20000,35.50,MAD,2,4,Amana,oui", head=HEAD.replace(";", ",")),
        file(',MA-05,20000,"35,50",MAD,2,4,Amana,yes', head=HEAD.replace(";", ",")),
        file("\tMA-05\t20000\t35,50\tMAD\t2\t4\tAmana\t", head=HEAD.replace(";", "\t")),
        file(";MA-05;20 000;35,50 DH;;2;4;Amana;Vrai", "", ";;;;;;;;").replace(b"\n", b"\r\n"),
        file("MA-05;20000;35,50;2;4;Amana", head="territory;up_to_g;price;min_days;max_days;carrier"),
        file(";MA-05;20\u202f000;٣٥٫٥٠;mad;2;4;Amana;نعم"),
    ],
)
def test_read_what_people_and_spreadsheets_write(content, region):
    [row] = read_rows(content)
    assert (row.vendor_id, row.territory_id, row.up_to_g) == (None, region.pk, 20_000)
    assert (row.amount, row.currency, row.min_days, row.max_days) == (3550, "MAD", 2, 4)
    assert (row.carrier, row.takes_cash) == ("Amana", True)


def test_read_what_excel_in_french_calls_csv():
    [row] = read_rows(file(";MA-05;1000;35;MAD;2;4;Société Rapide d’été;0", encoding="cp1252"))
    assert (row.carrier, row.takes_cash) == ("Société Rapide d’été", False)


@pytest.mark.parametrize("price", ["0", "0,00", "0.0"])
def test_read_a_price_of_nothing_is_carried_for_nothing(price):
    [row] = read_rows(file(f";MA-05;1000;{price};MAD;0;0;;1"))
    assert row.amount == 0


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("nobody;MA-05;1000;35;MAD;2;4;Amana;1", "nobody"),
        (";XX-99;1000;35;MAD;2;4;Amana;1", "XX-99"),
        (";MA-05;lourd;35;MAD;2;4;Amana;1", "lourd"),
        (";MA-05;0;35;MAD;2;4;Amana;1", "up_to_g"),
        (";MA-05;-5;35;MAD;2;4;Amana;1", "-5"),
        (";MA-05;1.5;35;MAD;2;4;Amana;1", "1.5"),
        (";MA-05;1000;cher;MAD;2;4;Amana;1", "cher"),
        (";MA-05;1000;;MAD;2;4;Amana;1", "prix"),
        (";MA-05;1000;-35;MAD;2;4;Amana;1", "-35"),
        (";MA-05;1000;35;dirham;2;4;Amana;1", "DIRHAM"),
        (";MA-05;1000;35;MAD;5;4;Amana;1", "min_days"),
        (";MA-05;1000;35;MAD;;4;Amana;1", "min_days"),
        (";MA-05;1000;35;MAD;2;4;Amana;perhaps", "perhaps"),
        (f";MA-05;1000;35;MAD;2;4;{'x' * 61};1", "60"),
        (";MA-05;;35;MAD;2;4;Amana;1", "up_to_g"),
        (";MA-05", "min_days"),
    ],
)
def test_read_a_fault_is_told_with_its_line(line, word):
    good = ";MA-05;20000;35,50;MAD;2;4;Amana;1"
    [fault] = faults_of(file(good, line))
    assert "3" in fault
    assert word in fault


def test_read_every_fault_at_once():
    faults = faults_of(file(";XX;1;1;MAD;1;1;;", ";MA-05;1;1;MAD;1;1;;", ";YY;1;1;MAD;1;1;;"))
    assert len(faults) == 2


def test_read_the_same_tariff_twice_is_a_fault():
    [fault] = faults_of(file(";MA-05;1000;35;MAD;2;4;Amana;1", ";MA-05;1000;45;MAD;2;4;Amana;1"))
    assert "2" in fault


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", b"price\n35", HEAD.encode(), b"\x00\xff\xfe", b'"', b"PK\x03\x04 an XLSX", b"\xef\xbb\xbf"],
)
def test_read_what_is_no_list_of_tariffs_says_so(content):
    rows, faults = tariff_files.read(content)
    assert rows == []
    assert len(faults) == 1


def test_read_stops_at_some_number_of_faults():
    assert len(faults_of(file(*[";XX;1;1;MAD;1;1;;"] * 500))) <= tariff_files.MOST_FAULTS + 1


def test_load_adds_changes_and_keeps_the_rest(region):
    kept = buying.tariff(territory=None, carrier="DHL")
    changed = buying.tariff(territory=region)
    before = shelf.version()
    rows = read_rows(file(";MA-05;20000;40;MAD;3;5;Amana;0", ";MA-05;1000;20;MAD;1;2;Amana;1"))
    assert tariff_files.load(rows, replace=False) == (2, 0)
    changed.refresh_from_db()
    assert (changed.amount, changed.min_days, changed.max_days, changed.takes_cash) == (4000, 3, 5, False)
    assert Tariff.objects.count() == 3
    assert Tariff.objects.filter(pk=kept.pk).exists()
    assert shelf.version() > before


def test_load_instead_of_what_is_there_deletes_the_rest(region):
    buying.tariff(territory=None, carrier="DHL")
    changed = buying.tariff(territory=region)
    assert tariff_files.load(read_rows(file(";MA-05;20000;40;MAD;3;5;Amana;0")), replace=True) == (1, 1)
    assert Tariff.objects.get().pk == changed.pk


def test_write_what_read_takes_back_unchanged(region):
    vendor = factories.vendor()
    buying.tariff(vendor=vendor, carrier="=Express", amount=0)
    buying.tariff(territory=None, carrier="", takes_cash=False)
    buying.tariff(territory=region, amount=3555, currency="MAD")
    before = list(Tariff.objects.order_by("pk").values())
    written = tariff_files.write(Tariff.objects.select_related("vendor", "territory"))
    assert ";'=Express;" in written
    assert tariff_files.load(read_rows(written.encode()), replace=True) == (3, 0)
    assert list(Tariff.objects.order_by("pk").values()) == before
