import re

from marketplace.storefront.emblem import emblem_path


def knots(name):
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", emblem_path(name))
    return {(int(x) + step, int(y)) for x, y, length in runs for step in range(int(length))}


def test_emblem_of_a_name_is_always_the_same():
    assert emblem_path("Fadma Oubella") == emblem_path("Fadma Oubella")


def test_emblems_of_two_names_differ():
    names = ["Fadma Oubella", "Itto Aït Bihi", "فاطمة", "تعاونية تيسليت", "Coopérative Tisselit", ""]
    assert len({emblem_path(name) for name in names}) == len(names)


def test_emblem_is_its_own_mirror_image_both_ways():
    drawn = knots("Zahra Mouloud")
    assert drawn == {(11 - x, y) for x, y in drawn}
    assert drawn == {(x, 11 - y) for x, y in drawn}


def test_emblem_is_neither_empty_nor_full():
    for number in range(200):
        assert 0 < len(knots(f"Maker {number}")) < 144
