"""The same on both databases: what the cases must find, and what a reading of the terms in Python finds."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from catalogue import publishing, search
from catalogue.models import Card, CardFacet
from catalogue.search import SearchRow
from catalogue.search.analysis import Query, Word, analyse, analyse_query
from tests import factories
from tests.catalogue.search import cases, corpus
from tests.third_party import naughty_strings

pytestmark = pytest.mark.django_db


@pytest.fixture
def stock():
    search.index(corpus.rows())


def read(query: Query, terms: set[str]) -> bool:
    """Whether the query finds these terms: the rule itself, said once more without an engine."""

    def holds(word: Word) -> bool:
        return any(term in word.terms or term.startswith(word.prefixes or ("\0",)) for term in terms)

    return bool(query) and all(holds(word) for word in query.words)


def found_by_reading(text: str, rows) -> set[int]:
    query = analyse_query(text)
    return {row.card_id for row in rows if read(query, {*analyse(row.title), *analyse(row.vendor), *analyse(row.rest)})}


def test_cases_are_as_many_as_were_judged():
    assert [len(group) for group in (cases.ARABIC, cases.FRENCH, cases.ENGLISH, cases.NOTHING)] == [25, 20, 10, 5]
    assert len(cases.CASES) == 60
    assert set().union(*cases.CASES.values()) <= set(corpus.names().values())


@pytest.mark.parametrize("text", cases.CASES)
@pytest.mark.usefixtures("stock")
def test_search_of_a_judged_case_finds_exactly_that(text):
    names = corpus.names()
    assert {names[pk] for pk in corpus.found(text)} == cases.CASES[text]


@pytest.mark.usefixtures("stock")
def test_search_of_nothing_finds_nothing():
    assert corpus.found("") == corpus.found(" !? ") == set()


WORDS = sorted({word for row in corpus.rows() for word in row.title.split()})
TYPED = st.lists(st.sampled_from(WORDS) | st.sampled_from(WORDS).map(lambda word: word[:3]), max_size=3).map(" ".join)


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TYPED)
def test_search_finds_what_reading_the_terms_finds(stock, text):
    assert corpus.found(text) == found_by_reading(text, corpus.rows())


@hypothesis_settings(max_examples=40, deadline=None)
@given(title=st.text(max_size=30), text=st.text(max_size=20))
def test_search_in_any_text_finds_what_reading_the_terms_finds(title, text):
    row = SearchRow(7, title, "", text)
    with transaction.atomic():
        search.index([row])
        assert corpus.found(text) == found_by_reading(text, [row])
        assert corpus.found(title) == found_by_reading(title, [row])
        search.remove([7])


@pytest.mark.usefixtures("stock")
@pytest.mark.parametrize(
    "text",
    [
        '"',
        "'",
        "''tapis''",
        "tapis'; DROP TABLE catalogue_search; --",
        "title:tapis",
        "tapis NOT azilal",
        "NEAR(tapis azilal, 2)",
        "tapis & !azilal | (",
        "^tapis*",
        "tap*is",
        "-tapis",
        "{title} : tapis",
        "tapis\x00azilal",
        "tapis\ud800",
        "%s %(x)s %",
        "tapis " * 1_700,
        "x" * 10_000,
        "قفطان" * 2_000,
        "AND OR NOT",
    ],
)
def test_search_of_hostile_text_is_only_words(text):
    assert corpus.found(text) == found_by_reading(text, corpus.rows())


@pytest.mark.usefixtures("stock")
def test_search_of_naughty_strings_is_safe():
    texts = naughty_strings()
    rows = corpus.rows()
    assert [text for text in texts if corpus.found(text) != found_by_reading(text, rows)] == []


def test_index_of_naughty_strings_finds_each_by_itself():
    rows = [SearchRow(pk, text, "", "") for pk, text in enumerate(naughty_strings(), 1)]
    search.index(rows)
    assert [row.title for row in rows if row.card_id not in corpus.found(row.title) and analyse(row.title)] == []


@pytest.mark.usefixtures("stock")
def test_index_again_replaces_the_words():
    number = next(pk for pk, name in corpus.names().items() if name == "honey-00")
    search.index([SearchRow(number, "Nougat", "", "")])
    assert corpus.found("miel") == set()
    assert corpus.found("nougat") == {number}
    assert search.count() == len(corpus.rows())


def test_index_of_unchanged_words_writes_nothing():
    row = SearchRow(1, "Miel de thym", "Azilal", "500 g")
    search.index([row])
    before = total_changes()
    search.index([row])
    assert total_changes() == before
    search.index([SearchRow(1, "Miel de romarin", "Azilal", "500 g")])
    assert total_changes() > before
    assert corpus.found("thym") == set()


def total_changes() -> int:
    """How many rows were ever written, as the database itself counts them."""
    if connection.vendor == "sqlite":
        return connection.connection.total_changes
    with connection.cursor() as cursor:
        cursor.execute("SELECT n_tup_ins + n_tup_upd FROM pg_stat_xact_user_tables WHERE relname = 'catalogue_search'")
        return cursor.fetchone()[0]


@pytest.mark.usefixtures("stock")
def test_remove_forgets_these_only():
    tapis = corpus.found("tapis")
    search.remove(sorted(tapis)[:2])
    assert corpus.found("tapis") == set(sorted(tapis)[2:])


@pytest.mark.usefixtures("stock")
def test_clear_forgets_all():
    search.clear()
    assert search.count() == 0
    assert corpus.found("tapis") == set()


@pytest.mark.usefixtures("stock")
def test_index_in_a_transaction_rolled_back_leaves_no_trace():
    with transaction.atomic():
        search.index([SearchRow(999, "Nougat", "", "")])
        assert corpus.found("nougat") == {999}
        transaction.set_rollback(True)
    assert corpus.found("nougat") == set()


def test_ranked_title_comes_before_vendor_before_the_rest():
    in_rest, in_vendor, in_title, elsewhere = (factories.published(title=f"Pièce {n}") for n in range(4))
    search.index(
        [
            SearchRow(in_rest.pk, "Plat", "Amal", "safran"),
            SearchRow(in_vendor.pk, "Plat", "Safran", "terre"),
            SearchRow(in_title.pk, "Safran", "Amal", "terre"),
            SearchRow(elsewhere.pk, "Plat", "Amal", "terre"),
        ]
    )
    cards = search.ranked(Card.objects.shown(), analyse_query("safran"))
    assert [card.pk for card in cards] == [in_title.pk, in_vendor.pk, in_rest.pk]
    relevance = [card.relevance for card in cards]
    assert relevance == sorted(relevance, reverse=True)
    assert len(set(relevance)) == 3


def test_ranked_equal_pieces_come_newest_first_page_by_page(django_assert_num_queries):
    pieces = [factories.published(title="Miel de thym") for _ in range(5)]
    cards = search.ranked(Card.objects.shown(), analyse_query("miel"))
    with django_assert_num_queries(3):
        pages = [[card.pk for card in cards[start : start + 2]] for start in (0, 2, 4)]
    assert [pk for page in pages for pk in page] == [piece.pk for piece in reversed(pieces)]


def test_ranked_composes_with_filters_and_counts():
    red, blue = factories.published(title="Tapis rouge"), factories.published(title="Tapis bleu")
    CardFacet.objects.create(card_id=red.pk, value="material:silk")
    silk = Card.objects.shown().filter(facets__value="material:silk")
    assert [card.pk for card in search.ranked(silk, analyse_query("tapis"))] == [red.pk]
    assert search.ranked(Card.objects.all(), analyse_query("tapis")).count() == 2
    assert list(search.ranked(Card.objects.all(), analyse_query("bleu")).values_list("pk", flat=True)) == [blue.pk]
    assert list(search.ranked(Card.objects.all(), Query())) == []


def test_matching_composes_with_cards_and_facets():
    red, _blue = factories.published(title="Tapis rouge"), factories.published(title="Tapis bleu")
    query = analyse_query("tapis roug")
    assert list(Card.objects.filter(pk__in=search.matching(query)).values_list("pk", flat=True)) == [red.pk]
    assert set(CardFacet.objects.filter(card__in=search.matching(query)).values_list("card", flat=True)) == {red.pk}
    assert not Card.objects.filter(pk__in=search.matching(Query())).exists()


def test_shelf_withdrawn_piece_is_not_found():
    actor = factories.user()
    piece = factories.published(actor=actor, title="Tapis rouge")
    assert corpus.found("tapis rouge") == {piece.pk}
    publishing.withdraw(piece, actor=actor)
    assert corpus.found("tapis rouge") == set()


@pytest.mark.django_db(transaction=True)
def test_flush_of_the_tests_forgets_search_too():
    search.index(corpus.rows())
    call_command("flush", interactive=False, verbosity=0)
    assert search.count() == 0


@pytest.mark.django_db(transaction=True)
def test_migration_backwards_and_forwards_leaves_an_empty_engine():
    search.index(corpus.rows())
    (operation,) = import_module("catalogue.migrations.0002_search").Migration.operations
    with connection.schema_editor() as editor:
        operation.reverse_code(apps, editor)
    with pytest.raises(DatabaseError):
        search.count()
    with connection.schema_editor() as editor:
        operation.code(apps, editor)
    assert search.count() == 0
    search.index(corpus.rows())
    assert corpus.found("tapis azilal")
