"""Search: the words of cards, analysed once in Python, then stored, matched and ranked by the database's own full text.

The shelf calls `index` and `remove` in its transaction; lists ask `analyse_query`, then `matching` or `ranked`.
"""

from catalogue.search.analysis import Query, analyse_query
from catalogue.search.finding import matching, ranked
from catalogue.search.indexing import SearchRow, clear, count, index, remove

__all__ = ["Query", "SearchRow", "analyse_query", "clear", "count", "index", "matching", "ranked", "remove"]
