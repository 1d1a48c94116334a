"""What the linter of templates does not know of ours. Inline scripts and styles: tests/office/test_policy.py."""

import re

from tests.database import ROOT

# A sentence over several lines would take its line breaks and indentation into the catalogue.
UNTRIMMED = re.compile(r"{% blocktranslate (?![^%]*trimmed)[^%]*%}[^{]*\n")


def test_templates_translate_sentences_without_the_lines_they_are_written_in():
    templates = sorted((ROOT / "templates").rglob("*.html"))
    assert [path.name for path in templates if UNTRIMMED.search(path.read_text())] == []


def test_untrimmed_sentence_is_seen():
    assert UNTRIMMED.search("{% blocktranslate with a=b %}\n  Some {{ a }}\n{% endblocktranslate %}")
    assert not UNTRIMMED.search("{% blocktranslate trimmed with a=b %}\n  Some {{ a }}\n{% endblocktranslate %}")
