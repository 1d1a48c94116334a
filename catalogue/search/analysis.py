"""From a text, or from what a person typed, to the terms that engines store and match.

Words are analysed here and nowhere else, the same way at index and query time, whatever the engine. Nobody has to
say which language a word is: its script decides, and the rules for Latin letters hold for French and English at once.
A word stands in the index as it is written, without what Arabic writes onto it, and as its stem; it is found by a query
word that shares one of these with it.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from catalogue.search import arabic, latin

TEXT_LENGTH = 50_000
QUERY_LENGTH = 10_000
MAX_TERMS = 3_000
MAX_QUERY_WORDS = 24
TERM_LENGTH = 40

# With their accents: « thé » is a good word, "the" is not. « Or » is gold, so it is none of them.
SMALL_WORDS = """
à a au aux avec ce ces dans de des du elle en et eux il la le les leur leurs où par pas pour qu que qui sa ses son sur
un une vos votre an and as at by for from in into is it its of on that the their this to with your
من في على مع عن إلى الى أو او و ذات ذو ديال هذا هذه التي الذي اللي
"""
STOP_WORDS = frozenset(SMALL_WORDS.split())
# Typographic, modifier letter, prime, acute, grave; the hyphens that Unicode knows beside the ASCII one.
APOSTROPHES = map(ord, "\u2019\u2018\u02bc\u02b9\u2032\u00b4\u0060")
HYPHENS = map(ord, "\u2010\u2011")
ELISION = re.compile(r"(?<!\w)(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'(?=\w)")
POSSESSIVE = re.compile(r"(?<=\w)'s(?!\w)")
WORD = re.compile(rf"[{latin.LETTERS}]+|[{arabic.LETTERS}]+|\d+|[^\W\d_{latin.LETTERS}{arabic.LETTERS}]+")
COMPOUND = re.compile(rf"[{latin.LETTERS}]+(?:-[{latin.LETTERS}]+){{1,3}}")


@dataclass(frozen=True)
class Word:
    """One word asked for: found by any of these terms, or by any term that begins with one of the prefixes."""

    terms: tuple[str, ...]
    prefixes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Query:
    """All its words must be found. Without a word it is false, and finds nothing."""

    words: tuple[Word, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)


def analyse(text: str) -> list[str]:
    """The terms of a text to be indexed, each once: saying a word ten times must not lift a piece above the others."""
    text = normalise(text[:TEXT_LENGTH])
    words = [word for word in dict.fromkeys(WORD.findall(text)) if word not in STOP_WORDS]
    # « Porte-clés » is asked for as « porteclés » too.
    words += [compound.replace("-", "") for compound in COMPOUND.findall(text)]
    return list(dict.fromkeys(chain.from_iterable(map(_terms_of, words))))[:MAX_TERMS]


def analyse_query(text: str) -> Query:
    """What a person typed; its last word may be unfinished."""
    asked = WORD.findall(normalise(text[:QUERY_LENGTH]))
    # Nothing but small words: the last one must be the beginning of another.
    kept = [word for word in asked if word not in STOP_WORDS] or asked[-1:]
    kept = kept[:MAX_QUERY_WORDS]
    finished = dict.fromkeys(Word(_terms_of(word)) for word in kept[:-1])
    return Query((*finished, *(Word(_terms_of(word), _prefixes_of(word)) for word in kept[-1:])))


def normalise(text: str) -> str:
    """Small letters, one form of each character, no marks, Western digits, nothing elided; accented letters stay."""
    # Folding may undo what composing did: composed again.
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(CHARACTERS)
    return POSSESSIVE.sub(" ", ELISION.sub(" ", text))


def _terms_of(word: str) -> tuple[str, ...]:
    return _terms_of_short(word[:TERM_LENGTH])


@lru_cache(maxsize=10_000)
def _terms_of_short(word: str) -> tuple[str, ...]:
    folded = _fold(word)
    if _is_arabic(word):
        surely, perhaps = arabic.readings(folded)
        forms = [folded, *surely, *perhaps]
        stemmed = [*surely, *perhaps] if surely else forms
        return tuple(dict.fromkeys([*forms, *map(arabic.stem, stemmed)]))
    if _is_latin(word):
        return tuple(dict.fromkeys([folded, latin.stem(folded)]))
    return (folded,)


def _prefixes_of(word: str) -> tuple[str, ...]:
    folded = _fold(word)
    return (folded, *arabic.readings(folded)[0]) if _is_arabic(word) else (folded,)


def _fold(word: str) -> str:
    if _is_arabic(word):
        word = arabic.fold(word)
    elif _is_latin(word):
        word = latin.fold(word)
    return word[:TERM_LENGTH]


_is_arabic = re.compile(f"[{arabic.LETTERS}]").match
_is_latin = re.compile(f"[{latin.LETTERS}]").match


def _characters() -> dict[int, str | None]:
    """Marks, tatweel and invisible characters go; digits become Western; apostrophes and hyphens become one."""
    table: dict[int, str | None] = {ord("ـ"): None}
    table.update(dict.fromkeys(APOSTROPHES, "'"))
    table.update(dict.fromkeys(HYPHENS, "-"))
    # Marks stand in the first two planes, and invisible characters beside them in the fifteenth.
    for code in chain(range(0x20000), range(0xE0000, 0xE0200)):
        char = chr(code)
        category = unicodedata.category(char)
        if category[0] == "M" or category == "Cf":
            table[code] = None
        elif category == "Nd" and not char.isascii():
            table[code] = str(unicodedata.digit(char))
    return table


CHARACTERS = _characters()
