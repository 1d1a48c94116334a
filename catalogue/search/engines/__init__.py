"""Engines store terms, match them and rank what they find; which one serves is the database's to say."""

from django.db import connection

from catalogue.search.engines.base import Engine
from catalogue.search.engines.postgresql import PostgreSQL
from catalogue.search.engines.sqlite import SQLite

ENGINES: dict[str, type[Engine]] = {"sqlite": SQLite, "postgresql": PostgreSQL}


def engine_for(vendor: str | None = None) -> Engine:
    """The engine of a database vendor, of the site's own unless told otherwise."""
    return ENGINES[vendor or connection.vendor]()
