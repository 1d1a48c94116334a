import pytest

from marketplace.checkout import tariff_files
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
    [
        b"",
        b"\n\n",
        b"price\n35",
        HEAD.encode(),
        b"\x00\xff\xfe",
        b'"',
        b"PK\x03\x04 an XLSX",
        b"\xef\xbb\xbf",
        b"\xff\xfe\x00",
    ],
)
def test_read_what_is_no_list_of_tariffs_says_so(content):
    rows, faults = tariff_files.read(content)
    assert rows == []
    assert len(faults) == 1


def test_read_stops_at_some_number_of_faults():
    assert len(faults_of(file(*[";XX;1;1;MAD;1;1;;"] * 500))) <= tariff_files.MOST_FAULTS + 1


GOOD = ";MA-05;1000;35;MAD;2;4;Amana;1"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (file(GOOD, f";MA-05;2000;35;MAD;2;4;{'x' * 200_000};1"), "3"),
        (file(GOOD, f";MA-05;2000;{'9' * 5_000};MAD;2;4;Amana;1"), "3"),
        (file(GOOD, ';MA-05;2000;35;MAD;2;4;"Amana;1', *[GOOD] * 10_000), "3"),
        (file(GOOD, ";MA-05;2000;35;MAD;2;4;A\0mana;1"), "CSV"),
        (b"PK\x03\x04" + bytes(range(256)) * 20, "CSV UTF-8"),
        (b"\xd0\xcf\x11\xe0" + bytes(range(256)) * 20, "CSV UTF-8"),
        (bytes(range(256)) * 20, "CSV"),
        (file(";MA-05;1000;35;MAD;2;4;أمانة;1", encoding="cp1256"), "CSV UTF-8"),
        (file(";MA-05;1000;35;MAD;2;4;Société;1", encoding="mac-roman"), "CSV UTF-8"),
        (file(GOOD, ";MA-05;2000;35;MAD;2;4;Amana;1;and more"), "3"),
        (file("nobody;MA-05;1000;35;1;2", head="vendeur;territory;up_to_g;price;min_days;max_days"), "vendeur"),
        (file("MA-05;1000;35;45;1;2", head="territory;up_to_g;price;price;min_days;max_days"), "price"),
        (file(f"{GOOD}".replace(";MA-05", f"{'v' * 500};MA-05")), "vvv…"),
    ],
    ids=[
        *(
            "a cell too long",
            "a price too long",
            "a quotation mark that never ends",
            "a NUL",
            "XLSX",
            "XLS",
            "anything",
        ),
        *("Arabic Windows", "old Mac", "more cells than columns", "an unknown column", "a column twice", "a long word"),
    ],
)
def test_read_what_cannot_be_read_says_why_and_where(content, words):
    [fault] = faults_of(content)
    assert words in fault
    assert len(fault) < 250


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_read_what_excel_calls_unicode_text(region, encoding):
    mark = "" if encoding == "utf-16" else "\ufeff"
    [row] = read_rows((mark + file(GOOD).decode().replace(";", "\t")).encode(encoding))
    assert (row.territory_id, row.carrier) == (region.pk, "Amana")


def test_read_lines_as_an_old_mac_ends_them(region):
    assert len(read_rows(file(GOOD, GOOD.replace("1000", "2000")).replace(b"\n", b"\r"))) == 2


def test_read_a_number_that_is_no_tariffs_or_stands_twice_is_a_fault(region):
    number = buying.tariff(territory=region).pk
    head = f"tariff;{HEAD}"
    assert len(read_rows(file(f"{number};{GOOD}", f";{GOOD.replace('1000', '500')}", head=head))) == 2
    [fault] = faults_of(file(f"{number + 1};{GOOD}", head=head))
    assert str(number + 1) in fault
    [fault] = faults_of(file(f"{number};{GOOD}", f"{number};{GOOD.replace('1000', '500')}", head=head))
    assert "3" in fault
    assert "2" in fault
