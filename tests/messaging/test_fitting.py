import pytest

from marketplace.messaging import fitting


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Ça m’a plu, forêt – cœur…", "Ça m'a plu, foret - coeur..."),
        ("1\u202f850\u00a0DH « très »", '1 850 DH "très"'),
        ("Aït Ourir, Kelaât", "Ait Ourir, Kelaat"),
        ("إتري ن تيزنيت", "itri n tiznit"),
        ("\u2066+212 6\u2069", "+212 6"),
        ("🧶 Laine", " Laine"),
        ("ⵜⴰⵎⴰⵣⵉⵖⵜ", "tamazight"),
    ],
)
def test_latin_keeps_to_the_alphabet_of_telephones(written, said):
    assert fitting.latin(written) == said
    assert fitting.is_gsm(said)


@pytest.mark.parametrize(("text", "counted"), [("Maarad", 6), ("[a]", 5), ("معرض", 4), ("ê", 1), ("🧶", 2)])
def test_length_is_counted_as_a_telephone_does(text, counted):
    assert fitting.length(text) == counted


@pytest.mark.parametrize(
    ("word", "room", "kept"),
    [
        ("Coopérative Azetta n Iguer", 20, "Coopérative Azetta n"),
        ("Coopérative Azetta n Iguer", 18, "Coopérative Azetta"),
        ("Coopérative Azetta", 15, "Coopérative"),
        ("Abc Coopérativedemontagne", 9, "Abc Coopé"),
        ("Azetta", 2, "Azetta"),
        ("Menuiserie", 2, "Menuis"),
    ],
)
def test_cut_ends_between_words_where_that_costs_little(word, room, kept):
    assert fitting.cut(word, room) == kept


def test_fitted_cuts_the_longest_name_first_and_nothing_that_fits():
    words = {"maker": "M" * 30, "town": "Rabat", "ref": "K7M4QX2"}

    def said(given):
        return f"{given['maker']} {given['town']} {given['ref']} " + "x" * 130

    assert fitting.fitted(said, words, "fr") == "M" * 15 + " Rabat K7M4QX2 " + "x" * 130
    assert fitting.fitted(lambda given: given["maker"], words, "fr") == "M" * 30
