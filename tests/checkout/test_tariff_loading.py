import pytest

from catalogue import shelf
from marketplace.checkout import tariff_files
from marketplace.checkout.models import Tariff
from marketplace.checkout.tariff_loading import Refused, Written, load
from tests import buying, factories

pytestmark = pytest.mark.django_db

HEAD = "tariff;vendor;territory;up_to_g;price;currency;min_days;max_days;carrier;takes_cash"


@pytest.fixture(autouse=True)
def region():
    return factories.territory()


def rows_of(*lines):
    rows, faults = tariff_files.read("\n".join([HEAD, *lines]).encode())
    assert faults == []
    return rows


def exported():
    tariffs = Tariff.objects.select_related("vendor", "territory").order_by("pk")
    return tariff_files.write(tariffs).removeprefix("\ufeff")


def loaded(text, **options):
    rows, faults = tariff_files.read(text.encode())
    assert faults == []
    return load(rows, **({"replace": False} | options))


def test_load_adds_changes_and_keeps_the_rest(region):
    kept = buying.tariff(territory=None, carrier="DHL")
    changed = buying.tariff(territory=region)
    before = shelf.version()
    rows = rows_of(";;MA-05;20000;40;MAD;3;5;Amana;0", ";;MA-05;1000;20;MAD;1;2;Amana;1")
    assert load(rows, replace=False) == Written(added=1, changed=1, same=0, deleted=0)
    changed.refresh_from_db()
    assert (changed.amount, changed.min_days, changed.max_days, changed.takes_cash) == (4000, 3, 5, False)
    assert Tariff.objects.count() == 3
    assert Tariff.objects.filter(pk=kept.pk).exists()
    assert shelf.version() > before


def test_load_instead_of_what_is_there_deletes_the_rest(region):
    buying.tariff(territory=None, carrier="DHL")
    changed = buying.tariff(territory=region)
    assert load(rows_of(";;MA-05;20000;40;MAD;3;5;Amana;0"), replace=True) == Written(0, 1, 0, 1)
    assert Tariff.objects.get().pk == changed.pk


def test_load_what_was_written_changes_nothing(region):
    buying.tariff(vendor=factories.vendor(), carrier="=Express", amount=0)
    buying.tariff(territory=None, carrier="", takes_cash=False)
    buying.tariff(territory=region, amount=3555, currency="MAD")
    before = list(Tariff.objects.order_by("pk").values())
    assert ";'=Express;" in exported()
    assert loaded(exported(), replace=True) == Written(0, 0, 3, 0)
    assert list(Tariff.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("old", "new", "name", "value"),
    [
        (";Amana;", ";Amana Express;", "carrier", "Amana Express"),
        (";20000;", ";30000;", "up_to_g", 30_000),
        (";MA-05;", ";;", "territory", None),
        (";35,00;", ";45,00;", "amount", 4500),
    ],
)
def test_load_anything_changed_in_excel_changes_the_row(region, old, new, name, value):
    tariff = buying.tariff(territory=region)
    assert old in exported()
    assert loaded(exported().replace(old, new)) == Written(0, 1, 0, 0)
    tariff.refresh_from_db()
    assert Tariff.objects.get() == tariff
    assert getattr(tariff, name) == value


def test_load_two_that_take_each_others_place(region):
    small, large = buying.tariff(territory=region, up_to_g=1000), buying.tariff(territory=region, up_to_g=5000)
    text = exported().replace(";1000;", ";X;").replace(";5000;", ";1000;").replace(";X;", ";5000;")
    assert loaded(text) == Written(0, 2, 0, 0)
    assert Tariff.objects.get(up_to_g=5000) == small
    assert Tariff.objects.get(up_to_g=1000) == large


def test_load_a_new_one_in_the_place_that_another_leaves(region):
    moved = buying.tariff(territory=region)
    rows = rows_of(f"{moved.pk};;MA-05;30000;35;MAD;2;4;Amana;1", ";;MA-05;20000;25;MAD;2;4;Amana;1")
    assert load(rows, replace=False) == Written(1, 1, 0, 0)
    assert dict(Tariff.objects.values_list("up_to_g", "amount")) == {30_000: 3500, 20_000: 2500}


def test_load_in_the_place_of_one_that_is_not_in_the_file_is_refused_unless_that_goes(region):
    tariff, other = buying.tariff(territory=region), buying.tariff(territory=region, carrier="DHL")
    rows = rows_of(f"{tariff.pk};;MA-05;20000;35;MAD;2;4;DHL;1")
    with pytest.raises(Refused) as refused:
        load(rows, replace=False)
    assert ["2" in fault for fault in refused.value.faults] == [True]
    assert set(Tariff.objects.values_list("carrier", flat=True)) == {"Amana", "DHL"}
    assert load(rows, replace=True) == Written(0, 1, 0, 1)
    assert Tariff.objects.get().carrier == "DHL"
    assert not Tariff.objects.filter(pk=other.pk).exists()


def test_load_of_one_deleted_meanwhile_is_refused(region):
    tariff = buying.tariff(territory=region)
    rows = rows_of(f"{tariff.pk};;MA-05;20000;45;MAD;2;4;Amana;1")
    tariff.delete()
    with pytest.raises(Refused):
        load(rows, replace=False)
    assert not Tariff.objects.exists()


def test_load_only_looking_counts_and_writes_nothing(region):
    buying.tariff(territory=region)
    before, version = list(Tariff.objects.values()), shelf.version()
    rows = rows_of(";;MA-05;1000;20;MAD;1;2;Amana;1")
    assert load(rows, replace=True, only_look=True) == Written(1, 0, 0, 1)
    assert list(Tariff.objects.values()) == before
    assert shelf.version() == version
