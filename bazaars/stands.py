"""Stand codes in the order in which one walks past them: A2 before A10."""

import re

_PARTS = re.compile(r"\d+|\D+")


def order(code: str) -> tuple:
    """A key to sort by; who has no stand yet comes last."""
    parts = [(0, int(part), "") if part.isdecimal() else (1, 0, part.casefold()) for part in _PARTS.findall(code)]
    return (not code, parts)
