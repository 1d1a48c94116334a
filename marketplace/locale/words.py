"""Translations we know already: the glossary, and files of words that people hand in."""

import csv
import re
from collections import defaultdict
from pathlib import Path

GLOSSARY = Path(__file__).with_name("glossary.tsv")
# Django's own rules: our forms must be counted as its are.
PLURALS = {
    "fr": (2, "(n > 1)"),
    "ar": (6, "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5)"),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)([sd])")
_BRACES = re.compile(r"\{(\w+)\}")
_ARABIC_FORMS = ("zero", "one", "two", "few", "many", "other")


class Words(dict):
    """(context, English with nameless placeholders) to a list of translations, the preferred one first."""

    def add(self, english, plural, french, arabic, context=None):
        given = {"fr": french, "ar": arabic, "names": names_in(plural or english)}
        self.setdefault((context, bare(english)), []).append(given)

    def forms_of(self, message, language):
        """Every translation of `message`, with its own names of placeholders: a list of tuples of forms."""
        english = message.id if message.pluralizable else (message.id, message.id)
        count, names = PLURALS[language][0] if message.pluralizable else 1, names_in(english[1])
        return [
            tuple(_renamed(form, dict(zip(given["names"], names, strict=True))) for form in given[language])
            for given in self.get((message.context, bare(english[0])), [])
            if len(given[language]) == count and len(given["names"]) == len(names)
        ]


def names_in(text):
    return [name for name, _kind in PLACEHOLDER.findall(text)]


def bare(text):
    """So that `%(n)s left` finds `%(count)s left`."""
    return PLACEHOLDER.sub("%s", text)


def _renamed(text, names):
    return PLACEHOLDER.sub(lambda match: f"%({names.get(match[1], match[1])}){match[2]}", text)


def glossary():
    """A row is one word; `count.x.few` is one form of a count in Arabic, `count.x_oblique` has the context `oblique`."""
    words, counts = Words(), defaultdict(dict)
    with GLOSSARY.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in sorted(rows, key=_rank):
        english, french, arabic = (_BRACES.sub(r"%(\1)s", row[key]) for key in ("english", "french", "arabic"))
        if row["key"].startswith("count."):
            _count, noun, form = row["key"].split(".")
            counts[noun][form] = english, french, arabic
        else:
            words.add(english, "", (french,), (arabic,))
    for noun, forms in counts.items():
        french = forms["one"][1], forms["other"][1]
        arabic = tuple(forms[form][2] for form in _ARABIC_FORMS)
        words.add(forms["one"][0], forms["other"][0], french, arabic, "oblique" if noun.endswith("_oblique") else None)
    return words


def _rank(row):
    """Where one English word stands twice, the form's comes before the shop's, and the desk's, in Darija, last."""
    return row["key"].startswith("desk."), not row["key"].startswith("form.")


def read_into(words, path):
    """Lines of English, English plural or nothing, French, Arabic, between tabs; ` | ` between forms; `context^` before the English."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) < 4 or row[0].startswith("#"):
                continue
            english, plural, french, arabic = row[:4]
            context, _mark, english = english.rpartition("^")
            words.add(english, plural, _forms(set_french(french), plural), _forms(arabic, plural), context or None)


def _forms(text, plural):
    return tuple(text.split(" | ")) if plural else (text,)


def set_french(text):
    """As it is printed: a narrow space before ; ! ?, a no-break space before : and within guillemets, curly apostrophes."""
    text = re.sub(r"[ \u00a0\u202f]+([;!?])", "\u202f\\1", text)
    text = re.sub(r"[ \u00a0\u202f]+»", "\u00a0»", text)
    text = re.sub(r"(?<=[\w)»])[ \u00a0\u202f]*:(?=\s|$)", "\u00a0:", text)
    return re.sub(r"«[ \u00a0\u202f]+", "«\u00a0", text).replace("'", "\u2019")
