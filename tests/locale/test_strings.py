"""The catalogues' tools, on a small project of their own."""

import gettext

import pytest
from babel.messages.catalog import Message

from marketplace.locale import rules, strings, words

CODE = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext
_("Search")
gettext_lazy("Sold by %(seller)s")
ngettext("%(count)s product", "%(count)s products", 3)
pgettext("money", "Coming")
"""
TEMPLATE = """{% load i18n %}
<p>{% translate "Catalogue" %}</p>
  {% blocktranslate trimmed count n=total %}{{ n }} maker{% plural %}{{ n }} makers{% endblocktranslate %}
{# {% translate "Not this" %} #}
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A package and a template, with catalogues of their own."""
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").write_text(CODE)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    monkeypatch.setattr(strings, "ROOT", tmp_path)
    monkeypatch.setattr(strings, "HERE", tmp_path / "locale")
    return tmp_path


def faults_of(language="fr"):
    return list(strings.check(strings.used(), strings.read(language)))


def message(english="Search", string="Chercher", **more):
    return Message(english, string, **more)


def test_used_code_and_templates_gives_every_string(project):
    found = {(entry.context, entry.id) for entry in strings.used() if entry.id}
    assert found == {
        (None, "Search"),
        (None, "Sold by %(seller)s"),
        (None, ("%(count)s product", "%(count)s products")),
        ("money", "Coming"),
        (None, "Catalogue"),
        (None, ("%(n)s maker", "%(n)s makers")),
    }


def test_update_words_of_the_glossary_are_taken_with_the_codes_own_names(project):
    strings.update(strings.used())
    arabic = strings.read("ar")
    assert arabic.get("Search").string == "بحث"
    assert arabic.get("Sold by %(seller)s").string == "البائع: %(seller)s"
    assert arabic.get("%(count)s product").string[3:] == (
        "%(count)s منتوجات",
        "%(count)s منتوجا",
        "%(count)s منتوج",
    )


def test_update_what_somebody_wrote_stays_and_nothing_else_changes(project):
    strings.update(strings.used())
    path = strings.path_of("fr")
    path.write_text(path.read_text().replace('msgstr "Chercher"', 'msgstr "Rechercher"'))
    written = path.read_text()
    strings.update(strings.used())
    assert path.read_text() == written
    assert 'msgstr "Rechercher"' in written


def test_update_file_of_words_fills_what_the_glossary_lacks(project):
    (project / "more.tsv").write_text("money^Coming\t\tbientôt là !\tآت\n")
    strings.update(strings.used(), [project / "more.tsv"])
    assert strings.read("fr").get("Coming", "money").string == "bientôt là\u202f!"


def test_check_missing_translation_is_named(project):
    strings.update(strings.used())
    assert faults_of() == ["fr: missing: 'Coming'"]


def test_check_string_not_yet_in_the_catalogue_is_named(project):
    strings.update(strings.used())
    (project / "shop" / "more.py").write_text('_("Newcomer")')
    assert "fr: not in the catalogue, run update: 'Newcomer'" in faults_of()


def test_check_string_used_no_more_is_named_and_update_drops_it(project):
    strings.update(strings.used())
    (project / "templates" / "page.html").write_text("")
    assert "fr: used no more: 'Catalogue'" in faults_of()
    strings.update(strings.used())
    assert strings.read("fr").get("Catalogue") is None


def test_check_fuzzy_translation_stays_a_fault_after_update(project):
    strings.update(strings.used())
    path = strings.path_of("fr")
    path.write_text(path.read_text().replace('msgid "Search"', '#, fuzzy\nmsgid "Search"'))
    strings.update(strings.used())
    assert "fr: fuzzy: 'Search'" in faults_of()


def test_check_word_other_than_the_glossarys_is_named(project):
    strings.update(strings.used())
    path = strings.path_of("fr")
    path.write_text(path.read_text().replace('msgstr "Chercher"', 'msgstr "Trouver"'))
    assert "fr: the glossary says Chercher: 'Search'" in faults_of()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'atelier"),
        ("fr", "Quoi ?"),
        ("fr", "Attention!"),
        ("fr", "Prix: 3"),
        ("fr", "« mot »"),
        ("ar", "نعم, لا"),
        ("ar", "من؟ أنا?"),
        ("ar", "٣ قطع"),
    ],
)
def test_faults_wrong_typing_is_one_fault(language, text):
    assert len(rules.faults(message(string=text), language)) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L’atelier dit\u00a0: «\u00a0quoi\u202f?\u00a0»"),
        ("fr", "À 10:30, voyez https://maarad.example/?a=1"),
        ("fr", "Ici &amp; là"),
        ("ar", "نعم، أم لا؟ 3 قطع"),
    ],
)
def test_faults_right_typing_is_none(language, text):
    assert rules.faults(message(string=text), language) == []


def test_faults_english_left_in_arabic_is_named():
    assert rules.faults(message("Search", "Search"), "ar") == ["still in English"]


def test_faults_lost_or_invented_placeholder_is_named():
    entry = message("Of %(price)s", "Sur %(amount)s")
    assert rules.faults(entry, "fr") == ["placeholders ['amount'] instead of ['price']"]


def test_faults_count_may_be_unsaid_for_one_and_two_only():
    english = ("%(n)s piece", "%(n)s pieces")
    spoken = ("لا قطع", "قطعة واحدة", "قطعتان", "%(n)s قطع", "%(n)s قطعة", "%(n)s قطعة")
    assert rules.faults(message(english, spoken), "ar") == []
    assert rules.faults(message(english, (*spoken[:3], "قطع", *spoken[4:])), "ar") == [
        "placeholders [] instead of ['n']"
    ]


def test_compile_arabic_count_takes_djangos_six_forms(project):
    strings.update(strings.used())
    strings.compile_all()
    with strings.path_of("ar").with_suffix(".mo").open("rb") as file:
        arabic = gettext.GNUTranslations(file)
    spoken = [arabic.ngettext("%(n)s maker", "%(n)s makers", n) % {"n": n} for n in (0, 1, 2, 3, 11, 100)]
    assert spoken == ["لا ورشات", "ورشة واحدة", "ورشتان", "3 ورشات", "11 ورشة", "100 ورشة"]


def test_glossary_every_row_is_known():
    known = words.glossary()
    assert len(known) > 500
    assert known[None, "Catalogue"][0]["ar"] == ("المنتوجات",)
    assert known["oblique", "%s day"][0]["ar"][2] == "يومين"
