"""Text messages that cost one message each: 160 signs of GSM's 7-bit alphabet, or 70 of any other as soon as one is outside it."""

import re
import unicodedata
from collections.abc import Callable, Mapping

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
# In the alphabet too, at the price of two.
EXTENDED = frozenset("^{}\\[~]|€")
MOST = {True: 160, False: 70}
# What may be said shorter, and how short at the least.
ELASTIC = ("maker", "workshop", "title", "reason", "holder", "carrier", "town", "provider", "method", "pieces")
LEAST = 6
VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0670\u0640]")
QUOTED = re.compile("«\\s?(.+?)\\s?»")
# Invisible, but they cost as much as letters.
DIRECTIONS = re.compile("[\u200e\u200f\u2066-\u2069]")

TYPED = {
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "–": "-",
    "—": "-",
    "…": "...",
    "œ": "oe",
    "Œ": "OE",
}
TYPED |= dict.fromkeys("\u00a0\u202f\u2009", " ")
# As Moroccans write their names in Latin letters, without the short vowels that Arabic leaves out.
ARABIC = dict(zip("ابتجحدرزسصضطعفقكلمنهيىةأإآؤئڭگپڤ", "abtjhdrzssdtafqklmnhiaaaiaouggpv", strict=True))
ARABIC |= {
    "ث": "th",
    "خ": "kh",
    "ذ": "d",
    "ش": "ch",
    "ظ": "d",
    "غ": "gh",
    "و": "ou",
    "؟": "?",
    "،": ",",
    "؛": ";",
    "ء": "",
}
TIFINAGH = dict(zip("ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵙⵚⵜⵟⵡⵢⵣⵥ", "abgddefkhhaxqijlmnurrssttwyzz", strict=True))
TIFINAGH |= {"ⵖ": "gh", "ⵛ": "ch", "ⵞ": "tch", "ⵯ": ""}
SAID = TYPED | ARABIC | TIFINAGH


def latin(text: str) -> str:
    """`text` within GSM's alphabet: accents that it lacks fall, other scripts are written in Latin letters."""
    text = QUOTED.sub(r'"\1"', DIRECTIONS.sub("", VOWEL_SIGNS.sub("", text)))
    return "".join(_sign(sign) for sign in text)


def _sign(sign: str) -> str:
    if sign in BASIC or sign in EXTENDED:
        return sign
    said = SAID.get(sign, unicodedata.normalize("NFKD", sign))
    return "".join(letter for letter in said if letter in BASIC)


def arabic(text: str) -> str:
    return DIRECTIONS.sub("", VOWEL_SIGNS.sub("", text))


def is_gsm(text: str) -> bool:
    return all(sign in BASIC or sign in EXTENDED for sign in text)


def length(text: str) -> int:
    """As a telephone counts."""
    if is_gsm(text):
        return len(text) + sum(sign in EXTENDED for sign in text)
    return len(text.encode("utf-16-le")) // 2


def fits(text: str) -> bool:
    return length(text) <= MOST[is_gsm(text)]


def fitted(said: Callable[[Mapping[str, str]], str], words: Mapping[str, str], language: str) -> str:
    """What `said` makes of the words, its names cut as far as one message needs. What is too long even so goes in two."""
    spell = arabic if language == "ar" else latin
    # Written signs of a template may lie outside the alphabet as well.
    words = {name: spell(word) for name, word in words.items()}
    for name in sorted(ELASTIC, key=lambda name: -len(words.get(name, ""))):
        text = spell(said(words))
        over = length(text) - MOST[is_gsm(text)]
        if over > 0 and name in words:
            words[name] = cut(words[name], len(words[name]) - over)
    return spell(said(words))


def cut(word: str, room: int) -> str:
    """At most `room` signs of it, but `LEAST` at the least; between two words where that costs little."""
    room = max(room, LEAST)
    if len(word) <= room:
        return word
    start = word[:room]
    between = start.rfind(" ") if word[room] != " " else room
    return start[: between if between >= LEAST else room].rstrip(" ,-'")
