import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalogue import shelf
from marketplace.checkout import terms
from marketplace.checkout.models import FirstOrders, Tariff, UsualWeight
from marketplace.orders.models import Deadlines
from tests import buying, factories
from tests.office.staff import person_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def finance(client):
    client.force_login(person_of("Finance"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def region():
    return factories.territory()


def typed(**changes):
    given = {
        "territory": "",
        "vendor": "",
        "up_to_g": "1000",
        "amount": "35,50",
        "currency": "MAD",
        "min_days": "1",
        "max_days": "3",
        "carrier": "Amana",
        "takes_cash": "on",
    }
    return {**given, **changes}


def test_tariff_is_added_and_every_process_hears_of_it(finance, region):
    before = shelf.version()
    response = finance.post(reverse("tariffs:add"), typed(territory=region.pk))
    assert response.status_code == 302
    assert Tariff.objects.get().amount == 3550
    assert shelf.version() > before


def test_tariff_changed_or_deleted_is_heard_of_too(finance, region, monkeypatch):
    monkeypatch.setattr(terms.laid_down, "_known", None)
    tariff = buying.tariff(territory=region)
    before = shelf.version()
    finance.post(reverse("tariffs:edit", args=[tariff.pk]), typed(territory=region.pk, amount="0"))
    tariff.refresh_from_db()
    assert tariff.amount == 0
    changed = shelf.version()
    assert changed > before
    finance.post(reverse("tariffs:delete", args=[tariff.pk]))
    assert not Tariff.objects.exists()
    assert shelf.version() > changed


@pytest.mark.parametrize(
    "wrong",
    [{"amount": "cher"}, {"amount": ""}, {"min_days": "5"}, {"up_to_g": "0"}, {"territory": "999999"}],
)
def test_tariff_with_something_wrong_is_not_written(finance, wrong):
    response = finance.post(reverse("tariffs:add"), typed(**wrong))
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not Tariff.objects.exists()


def test_tariff_that_is_there_already_is_said_in_words(finance, region):
    buying.tariff(territory=region, up_to_g=1000)
    response = finance.post(reverse("tariffs:add"), typed(territory=region.pk))
    assert "tariff_once" not in response.content.decode()
    [error] = response.context["form"].non_field_errors()
    assert "already" in error


def upload(client, content, **more):
    file = SimpleUploadedFile("tariffs.csv", content.encode("utf-8-sig"), "text/csv")
    return client.post(reverse("tariffs:load"), {"file": file, **more}, follow=True)


GOOD = "territory;up_to_g;price;min_days;max_days;carrier\nMA-05;1000;35;1;2;Amana\n"


def test_file_is_loaded(finance, region):
    buying.tariff(territory=None)
    response = upload(finance, GOOD, replace="on")
    assert response.redirect_chain == [(reverse("tariffs:index"), 302)]
    assert list(Tariff.objects.values_list("territory__code", "amount")) == [("MA-05", 3500)]


def test_file_with_a_wrong_line_changes_nothing_and_names_it(finance, region):
    buying.tariff(territory=None)
    response = upload(finance, GOOD + "XX-9;1000;35;1;2;Amana\n", replace="on")
    assert "Line 3" in response.content.decode()
    assert "XX-9" in response.content.decode()
    assert Tariff.objects.get().territory is None


def test_file_too_large_is_refused(finance, monkeypatch):
    monkeypatch.setattr("marketplace.checkout.tariff_files.LARGEST", 10)
    assert upload(finance, GOOD).context["form"].errors


def test_file_only_looked_at_says_what_would_change_and_writes_nothing(finance, region):
    buying.tariff(territory=None)
    response = upload(finance, GOOD, replace="on", look="1")
    assert response.context["would"] == ["1 tariff is new.", "1 is deleted."]
    assert Tariff.objects.get().territory is None


def test_file_that_meets_a_tariff_it_does_not_hold_is_refused(finance, region):
    tariff = buying.tariff(territory=region, up_to_g=1000, carrier="Amana")
    moved = buying.tariff(territory=region, up_to_g=2000, carrier="Amana")
    line = f"{moved.pk};MA-05;1000;35;1;2;Amana"
    response = upload(finance, f"tariff;{GOOD.splitlines()[0]}\n{line}\n")
    assert "Line 2" in str(response.context["form"].errors["file"])
    assert set(Tariff.objects.values_list("pk", "up_to_g")) == {(tariff.pk, 1000), (moved.pk, 2000)}


@pytest.mark.parametrize(
    "content",
    [GOOD + f";1000;35;1;2;{'x' * 200_000}\n", GOOD + "MA-05;2000;35;1;2;A\0\n", "x" * 2_000_001, ""],
    ids=["a long cell", "a NUL", "a large file", "an empty file"],
)
def test_file_that_cannot_be_read_is_answered_with_a_sentence(finance, region, content):
    response = upload(finance, content)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not Tariff.objects.exists()


def test_file_of_the_present_tariffs_can_be_loaded_again(finance, region):
    buying.tariff(territory=region)
    given = finance.get(reverse("tariffs:file"))
    assert "attachment" in given["Content-Disposition"]
    upload(finance, given.content.decode("utf-8-sig"), replace="on")
    assert Tariff.objects.count() == 1


def test_file_is_not_the_order_desks_to_load(client, region):
    client.force_login(person_of("Order desk"))
    upload(client, GOOD)
    assert not Tariff.objects.exists()
    page = client.get(reverse("tariffs:index")).content.decode()
    assert reverse("tariffs:file") in page
    assert reverse("tariffs:load") not in page


def test_usual_weight_is_written_and_its_category_stays(finance):
    category, other = factories.category(), factories.category(code="other")
    before = shelf.version()
    finance.post(reverse("usual_weights:add"), {"category": category.pk, "weight_g": "1200"})
    assert shelf.version() > before
    address = reverse("usual_weights:edit", args=[category.pk])
    finance.post(address, {"category": other.pk, "weight_g": "1500"})
    assert list(UsualWeight.objects.values_list("category", "weight_g")) == [(category.pk, 1500)]


@pytest.mark.parametrize("count", [1, 3])
def test_tariffs_any_number_takes_as_many_queries(finance, region, count, django_assert_num_queries):
    for n in range(count):
        buying.tariff(territory=region, vendor=factories.vendor(), up_to_g=1000 + n)
    finance.get(reverse("tariffs:index"))
    with django_assert_num_queries(10):
        finance.get(reverse("tariffs:index"))


def test_tariffs_are_found_by_place_vendor_and_carrier(finance, region):
    tariff = buying.tariff(
        territory=region, vendor=factories.vendor(name_fr="Tisseuses de Siroua"), carrier="Chronopost"
    )
    buying.tariff(territory=None, carrier="DHL")
    for typed_ in ("chrono", "MA-05", "siroua"):
        assert list(finance.get(reverse("tariffs:index"), {"q": typed_}).context["object_list"]) == [tariff]


def test_usual_weight_deleted_is_named(finance):
    category = factories.category()
    UsualWeight.objects.create(category=category, weight_g=1000)
    response = finance.post(reverse("usual_weights:delete", args=[category.pk]), follow=True)
    assert str(category) in " ".join(str(message) for message in response.context["messages"])
    assert not UsualWeight.objects.exists()


def test_tariff_form_looks_for_places_and_vendors_instead_of_listing_them_all(finance):
    page = finance.get(reverse("tariffs:add")).content.decode()
    assert 'id="id_vendor-chooser"' in page
    assert 'id="id_territory-chooser"' in page


def test_first_orders_are_changed_by_an_administrator_and_every_process_hears_of_it(admin_client):
    before = shelf.version()
    # Where nobody has written anything, the amounts are there already.
    page = reverse("wagtailsettings:edit", args=["checkout", "firstorders"])
    html = admin_client.get(page, follow=True).content.decode()
    assert 'value="1500"' in html
    assert 'value="90000"' in html
    setting = FirstOrders.load()
    page = reverse("wagtailsettings:edit", args=["checkout", "firstorders", setting.pk])
    response = admin_client.post(page, {"above_mad": "2 000,50", "above_xof": "0"})
    assert response.status_code == 302
    assert terms.terms().first_orders == {"MAD": 200_050, "XOF": 0}
    assert shelf.version() > before


def test_first_orders_without_an_amount_are_not_written(admin_client):
    setting = FirstOrders.load()
    page = reverse("wagtailsettings:edit", args=["checkout", "firstorders", setting.pk])
    response = admin_client.post(page, {"above_mad": "", "above_xof": "peu"})
    assert set(response.context["form"].errors) == {"above_mad", "above_xof"}
    setting.refresh_from_db()
    assert setting.above_mad == 150_000


def test_deadlines_changed_are_heard_of_by_every_process():
    before = shelf.version()
    setting = Deadlines.load()
    setting.answer_hours = 5
    setting.save()
    assert shelf.version() > before
    assert terms.limits(shelf.version()).answer_hours == 5
