"""What a translation must respect, whatever it says."""

import re

from marketplace.locale.words import PLACEHOLDER, names_in

_LETTER = re.compile(r"[^\W\d_]")
_ENTITY = re.compile(r"&\w+;|https?:\S+")
_FRENCH = {
    "a straight apostrophe, ’ is wanted": re.compile(r"'"),
    "a narrow no-break space is wanted before ; ! ?": re.compile(r"[^\u202f;!?][;!?](?!\w)"),
    "a no-break space is wanted before :": re.compile(r"[^\u00a0\u202f\d]:(?!/)"),
    "no-break spaces are wanted within « »": re.compile(r"«[^\u00a0\u202f]|[^\u00a0\u202f]»"),
}
_ARABIC = {
    "، ؛ ؟ are wanted, not , ; ?": re.compile(r"[\u0621-\u064a]\s*[,;?]"),
    "Western digits are wanted": re.compile(r"[\u0660-\u0669]"),
}
_RULES = {"fr": _FRENCH, "ar": _ARABIC}


def faults(message, language, known=()):
    """Sentences on what is wrong with a translation; `known` are the glossary's, to which it must keep."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    if message.fuzzy:
        return ["fuzzy"]
    if not all(forms):
        return ["missing"]
    found = [fault for form in forms for fault in _typing(form, language)]
    found += _placeholders(message, forms)
    if (
        language == "ar"
        and not message.pluralizable
        and forms[0] == message.id
        and _LETTER.search(PLACEHOLDER.sub("", message.id))
    ):
        found.append("still in English")
    if known and forms not in known:
        found.append("the glossary says " + " or ".join(" | ".join(each) for each in known))
    return found


def _typing(form, language):
    text = _ENTITY.sub("", PLACEHOLDER.sub("x", form))
    return [fault for fault, pattern in _RULES[language].items() if pattern.search(text)]


def _placeholders(message, forms):
    """A form for none, one or two may leave its number unsaid; nothing else may lose or invent a placeholder."""
    wanted = set(names_in(message.id[1] if message.pluralizable else message.id))
    may_be_silent = forms[:3] if len(forms) == 6 else forms[:1] if message.pluralizable else ()
    found = []
    for place, form in enumerate(forms):
        names = set(names_in(form))
        if names - wanted or (names != wanted and not (place < len(may_be_silent) and len(wanted - names) == 1)):
            found.append(f"placeholders {sorted(names)} instead of {sorted(wanted)}")
    return found
