"""Words for files that programs read as XML: whatever a person wrote stays words."""

import re
from xml.sax.saxutils import escape

# What XML 1.0 has no place for, escaped or not: a title may hold it, pasted from somewhere.
_NOWHERE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(words: str) -> str:
    return escape(_NOWHERE.sub("", words), {'"': "&quot;"})


def element(name: str, words: str, language: str = "") -> str:
    """`<name>words</name>`, or nothing for no words; `language` is said when it is not the file's."""
    if not words:
        return ""
    told = f' xml:lang="{text(language)}"' if language else ""
    return f"<{name}{told}>{text(words)}</{name}>"
