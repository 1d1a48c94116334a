"""A query of very many columns by primary keys: naming the columns takes Django several times as long as reading them takes."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

# What a vendor's database writes for one key among others.
MARK = "%s"


class Prepared:
    """The rows of `rows()`, made with `values`, whose primary keys are given. Its SQL and what makes Python values of its columns are
    made once a process, by Django, and read by all threads afterwards.
    """

    def __init__(self, rows: Callable[[], QuerySet]):
        self._rows = rows
        self._made: tuple[str, list[str], list[tuple[int, list, Any]]] | None = None

    def of(self, keys: Sequence[int]) -> Iterator[dict[str, Any]]:
        sql, names, converters = self._made = self._made or self._make()
        marks = ", ".join([MARK] * len(keys))
        with connection.cursor() as cursor:
            cursor.execute(sql.replace(f"IN ({MARK})", f"IN ({marks})"), list(keys))
            rows = cursor.fetchall()
        for row in map(list, rows):
            for place, convert, expression in converters:
                for each in convert:
                    row[place] = each(row[place], expression, connection)
            yield dict(zip(names, row, strict=True))

    def _make(self):
        query = self._rows().filter(pk__in=[0]).query
        compiler = query.get_compiler(connection=connection)
        sql, _values = compiler.as_sql()
        if sql.count(MARK) != 1 or f"IN ({MARK})" not in sql:
            raise ValueError(f"only the keys may vary: {sql}")
        converters = compiler.get_converters([column[0] for column in compiler.select])
        return sql, list(query.values_select), [(place, *how) for place, how in converters.items()]
