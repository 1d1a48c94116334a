"""Words in Latin letters. One set of rules for French and English, since neither a text nor a query says which it is.

They bring number, gender and participles of both languages to one stem, and leave derivation (broder, broderie) alone.
"""

import re
import unicodedata

LETTERS = r"a-z\u00df-\u00f6\u00f8-\u02af\u1e00-\u1eff\u2c60-\u2c7f"

# Letters that no decomposition reduces: European ones, and those of West African and Amazigh spellings.
PLAIN = str.maketrans("øłđðıɛɔɖɗɓŋɲɣǝəƴʋ", "olddieoddbnngeeyv") | str.maketrans({"œ": "oe", "æ": "ae", "þ": "th"})
MIN_STEM = 3
VOWEL = re.compile("[aeiouy]")
DOUBLED = re.compile(r"([bcdfglmnprstz])\1$")

FORMS = """
joyaux:joyau tuyaux:tuyau noyaux:noyau emaux:email vitraux:vitrail travaux:travail yeux:oeil
seche:sec seches:sec douce:doux douces:doux fraiche:frais fraiches:frais belle:beau belles:beau nouvelle:nouveau
nouvelles:nouveau vieille:vieux vieilles:vieux rousse:roux rousses:roux
women:woman men:man children:child feet:foot teeth:tooth
wooden:wood woolen:wool woollen:wool golden:gold silken:silk woven:weave wove:weave
"""
IRREGULAR = dict(pair.split(":") for pair in FORMS.split())
# Not what their endings say: a cape is no cap, and clothing is not what covers a jar.
WHOLE = frozenset(
    {"base", "cape", "care", "ceiling", "clothing", "earring", "evening", "fraise", "lace", "morning", "purse"}
)


def fold(word: str) -> str:
    """Without accents and ligatures."""
    decomposed = unicodedata.normalize("NFKD", word.translate(PLAIN))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(PLAIN)


def stem(word: str) -> str:
    """Of a folded word."""
    word = _singular(IRREGULAR.get(word, word))
    if word in WHOLE:
        return word
    return _ending(_without_e(_participle(word)))


def _singular(word: str) -> str:
    if word.endswith("aux") and not word.endswith("eaux") and len(word) > 4:
        return word[:-2] + "l"
    if word.endswith(("s", "x")) and not word.endswith("ss") and len(word) > MIN_STEM:
        return word[:-1]
    return word


def _participle(word: str) -> str:
    for suffix in ("ing", "ed"):
        rest = word.removesuffix(suffix)
        if rest != word and len(rest) >= MIN_STEM and VOWEL.search(rest) and not rest.endswith("e"):
            return rest
    return word


def _without_e(word: str) -> str:
    for suffix, kept in (("euse", 2), ("ise", 1), ("aise", 2), ("oise", 2), ("ee", 0), ("e", 0)):
        length = len(word) - len(suffix) + kept
        if word.endswith(suffix) and length >= MIN_STEM:
            return word[:length]
    return word


def _ending(word: str) -> str:
    """Spellings that a lost ending leaves behind: naturell, blanch, longu, grecqu, olev; and the English y."""
    if len(word) <= MIN_STEM:
        return word
    for ending, instead in (("gu", "g"), ("qu", "c"), ("nch", "nc"), ("v", "f"), ("y", "i")):
        if word.endswith(ending):
            word = word.removesuffix(ending) + instead
            break
    return DOUBLED.sub(r"\1", word)
