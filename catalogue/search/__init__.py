"""Placeholder until the engines are wired: the search owner replaces this file."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SearchRow:
    card_id: int
    title: str
    vendor: str
    rest: str


def index(rows):
    pass


def remove(card_ids):
    pass
