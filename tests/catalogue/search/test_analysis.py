import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalogue.search.analysis import (
    MAX_QUERY_WORDS,
    MAX_TERMS,
    TERM_LENGTH,
    Query,
    Word,
    analyse,
    analyse_query,
    normalise,
)
from catalogue.search.arabic import stem as arabic_stem

# Random text of all of Unicode rarely holds a word: most of it is drawn from what people type.
TYPED = st.text(
    st.sampled_from("abcdeéèœßlqu'’-_ .,:*\"()ABÉ0145٣٤ قفطانزربيةوبلكالءؤئىـًّگڭپ\u200c\u0000\u0301ⵣⴰ字"), max_size=60
)
TEXTS = st.text(max_size=60) | TYPED


def share_a_term(one: str, other: str) -> bool:
    return bool(set(analyse(one)) & set(analyse(other)))


@pytest.mark.parametrize(
    "forms",
    [
        "noir noire noirs noires",
        "blanc blanche blancs blanches",
        "brodé brodée brodés brodées brode BRODÉE",
        "plateau plateaux",
        "bijou bijoux",
        "cheval chevaux",
        "émail émaux email",
        "gris grise grises",
        "naturel naturelle naturels naturelles",
        "ancien ancienne anciennes",
        "long longue longues",
        "marocain marocaine marocains",
        "français française françaises",
        "massif massive massifs",
        "soyeux soyeuse soyeuses",
        "sec sèche sèches",
        "argan l'argan d’argan D’ARGAN l`argan",
        "œuf oeuf œufs",
        "carpet carpets",
        "glass glasses",
        "box boxes",
        "knife knives",
        "loaf loaves",
        "berry berries",
        "painted paint painting paints",
        "glazed glaze",
        "woven weaving weave",
        "harvester harvesters harvester’s",
        "céramique céramiques ceramic ceramics",
        "Bogolan bogolan ＢＯＧＯＬＡＮ",
        "Abɔmɛ Abome abomé",
        "قفطان القفطان والقفطان بالقفطان للقفطان قفاطن والقفاطن قِفْطان قـــفطان",
        "زربية زرابي زربيات الزرابي وزربية زربيه",
        "أحمر احمر حمراء الحمراء حمرا وحمراء",
        "نجمة بنجمة ونجوم النجوم بالنجمة",
        "وسادة وسادات وسادتان وسائد وسايد الوسائد",
        "جلد جلدية جلدي الجلد للجلد",
        "فضة فضي فضية والفضة بالفضة",
        "لون ألوان الوان بألوان بالوان والألوان",
        "كأس كؤوس كاس الكؤوس",
        "كندورة ڭندورة گندورة ݣندورة کندورہ كنادر",
        "آسفي اسفى أسفي",
        "صلاة للصلاة الصلاه",
        "حصيرة حصيرتان حصائر",
        "٤٥ 45 ۴۵",
        "ⴰⵥⴻⵟⵟⴰ",
    ],
)
def test_analyse_forms_of_a_word_share_a_term(forms):
    first, *others = forms.split()
    assert [other for other in [first, *others] if not share_a_term(first, other)] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("زيت", "زيتون"),
        ("وسادة", "سادة"),
        ("بلغة", "لغة"),
        ("كسكس", "سكس"),
        ("بني", "بنين"),
        ("بني", "بن"),
        ("thé", "the"),
        ("cap", "cape"),
        ("cloth", "clothing"),
        ("ear", "earring"),
        ("pure", "purse"),
        ("fraises", "frais"),
        ("tapis", "tapisserie"),
        ("or", "order"),
    ],
)
def test_analyse_other_words_share_no_term(one, other):
    assert not share_a_term(one, other)


def test_analyse_compound_prefixes_give_the_stem():
    assert analyse("والقفطان") == ["والقفطان", "قفطان", "قفط"]


def test_analyse_scripts_and_digits_run_together_are_parted():
    assert analyse("caftanقفطان45cm") == ["caftan", "قفطان", "قفط", "45", "cm"]


def test_analyse_small_words_are_left_out():
    assert analyse("Le miel de la coopérative et the من في") == ["miel", "cooperative", "cooperatif"]


def test_analyse_compound_is_found_written_together():
    assert "portecles" in analyse("un porte-clés")


def test_analyse_repeated_word_counts_once():
    assert analyse("tapis tapis tapis") == analyse("tapis")


@given(TEXTS)
@example("İ ŉ ͅ l'd'or a's's")
def test_normalise_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


@given(TEXTS)
def test_analyse_of_normalised_text_is_the_same(text):
    assert analyse(normalise(text)) == analyse(text)


@given(st.text("قفطانزربيةوبلكس", min_size=1, max_size=12))
def test_stem_of_a_stem_is_itself(word):
    assert arabic_stem(arabic_stem(word)) == arabic_stem(word)


@given(TEXTS)
@example("'; DROP TABLE catalogue_search; --")
@example('" OR "a" NEAR(b) * ^ { } : & | !')
@example("\ud800\udfff\x00")
def test_terms_hold_letters_marks_and_digits_only(text):
    query = analyse_query(text)
    terms = [term for word in query.words for term in (*word.terms, *word.prefixes)] + analyse(text)
    assert all(terms)
    assert {unicodedata.category(char)[0] for term in terms for char in term} <= set("LMN")
    assert max(map(len, terms), default=0) <= TERM_LENGTH


@given(TEXTS)
def test_query_of_any_text_finds_that_text(text):
    """Index and query agree: asking for a text in its own words finds it."""
    terms = set(analyse(text))
    for word in analyse_query(text).words if terms else ():
        assert terms & set(word.terms)


@pytest.mark.parametrize(
    "text", ["a " * 5_000, "é" * 10_000, "x1" * 5_000, "ﷺ" * 10_000, "قفطان " * 1_700, "\x00" * 10_000]
)
def test_query_of_ten_thousand_characters_is_bounded(text):
    query = analyse_query(text)
    assert len(query.words) <= MAX_QUERY_WORDS
    assert all(len(word.terms) <= 8 for word in query.words)


def test_analyse_of_a_whole_book_is_bounded():
    assert len(analyse(" ".join(f"mot{n} x{n}y" for n in range(20_000)))) == MAX_TERMS


@pytest.mark.parametrize("text", ["", "   ", "!?", "«»…", "\x00\x1f", "😀", "'"])
def test_query_without_a_word_is_false(text):
    assert analyse_query(text) == Query()
    assert not analyse_query(text)


def test_query_last_word_is_a_prefix_too():
    assert analyse_query("tapis noués") == Query((Word(("tapis", "tapi")), Word(("noues", "nou"), ("noues",))))


def test_query_last_arabic_word_is_a_prefix_with_and_without_its_article():
    assert analyse_query("القفطا").words[-1].prefixes == ("القفطا", "قفطا")


def test_query_of_small_words_alone_keeps_the_last_as_a_beginning():
    assert analyse_query("tapis de").words == (Word(("tapis", "tapi"), ("tapis",)),)
    assert analyse_query("de le").words == (Word(("le",), ("le",)),)
