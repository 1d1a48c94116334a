"""Sixty real pieces, indexed without cards: an engine knows terms and ids only."""

import csv
from pathlib import Path

from django.db import connection

from catalogue import search
from catalogue.search import SearchRow

STOCK = Path(__file__).with_name("stock.tsv")


def pieces() -> list[dict[str, str]]:
    with STOCK.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def rows() -> list[SearchRow]:
    return [
        SearchRow(number, f"{piece['fr']} {piece['ar']} {piece['en']}", piece["town"], piece["materials"])
        for number, piece in enumerate(pieces(), 1)
    ]


def names() -> dict[int, str]:
    return {number: piece["key"] for number, piece in enumerate(pieces(), 1)}


def found(text: str) -> set[int]:
    """The ids that the engine finds for what a person typed."""
    query = search.matching(search.analyse_query(text))
    with connection.cursor() as cursor:
        cursor.execute(query.sql, query.params)
        return {pk for (pk,) in cursor.fetchall()}
