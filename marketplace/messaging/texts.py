"""The words of messages: one file a kind under `texts/`, in every language a subject line, a text message and an e-mail.

`{{name}}` is filled; `[[ … {{name}} … ]]` disappears whole when a name in it is empty; so does a paragraph of which nothing is left.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from marketplace.messaging import fitting

FOLDER = Path(__file__).resolve().parent / "texts"
# French: `de Amina` is `d’Amina`, whatever the name turns out to be.
ELISION = re.compile(r"\b([Dd])e \{\{(\w+)\}\}")
VOWELS = frozenset("aeiouyàâéèêëîïôûœæ")
NAME = re.compile(r"\{\{(\w+)\}\}")
SPAN = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)
# A telephone number: within Arabic its groups would be shown in the wrong order.
NUMBER = re.compile(r"^\+?\d[\d ]{6,}$")
LANGUAGE = re.compile(r"^## (\w+)$", re.MULTILINE)
PART = re.compile(r"^\*\*.+\*\*$", re.MULTILINE)


@dataclass(frozen=True)
class Text:
    title: str
    text: str
    email: str

    @property
    def names(self) -> set[str]:
        return set(NAME.findall(f"{self.title} {self.text} {self.email}"))


@dataclass(frozen=True)
class Filled:
    title: str
    text: str
    email: str


# Facts of whoever runs the shop, which any text may name: {name: language -> value}. The package that keeps them says where they are.
_facts: dict[str, Callable[[str], str]] = {}


def know(name: str, value: Callable[[str], str]) -> None:
    _facts[name] = value


@cache
def texts() -> dict[str, dict[str, Text]]:
    """{kind: {language: Text}}, read once a process."""
    return {path.stem: _parsed(path) for path in sorted(FOLDER.glob("*-*.md"))}


def filled(kind: str, language: str, words: Mapping[str, str], brief: Mapping[str, str]) -> Filled:
    """`brief` is what the text message says in place of `words`. A name that neither has is a KeyError."""
    text = texts()[kind][language]
    facts = {name: value(language) for name, value in _facts.items() if name in text.names - set(words)}
    words = facts | dict(words)
    short = {name: _without_scheme(value) for name, value in words.items()} | dict(brief)
    if language == "ar":
        words = {name: NUMBER.sub("\u2066\\g<0>\u2069", value) for name, value in words.items()}
    return Filled(
        title=" ".join(fill(text.title, words).split())[:250],
        text=fitting.fitted(lambda given: fill(text.text, given), short, language),
        email=fill(text.email, words),
    )


def fill(template: str, words: Mapping[str, str]) -> str:
    def span(match: re.Match[str]) -> str:
        return match[1] if all(words[name].strip() for name in NAME.findall(match[1])) else ""

    def elided(match: re.Match[str]) -> str:
        return f"{match[1]}’{{{{{match[2]}}}}}" if words[match[2]][:1].lower() in VOWELS else match[0]

    text = ELISION.sub(elided, SPAN.sub(span, template))
    text = NAME.sub(lambda match: words[match[1]], text)
    lines = "\n".join(re.sub(r" {2,}", " ", line).strip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def _without_scheme(word: str) -> str:
    """Telephones make a link of an address without it too."""
    return word.removeprefix("https://").removeprefix("http://")


def _parsed(path: Path) -> dict[str, Text]:
    pieces = LANGUAGE.split(path.read_text(encoding="utf-8"))
    return {
        language: Text(*(part.strip() for part in PART.split(body)[1:]))
        for language, body in zip(pieces[1::2], pieces[2::2], strict=True)
    }
