"""What the linter of templates does not know of ours."""

import re

import pytest

from tests.database import ROOT

TEMPLATES = sorted(path.relative_to(ROOT / "templates") for path in (ROOT / "templates").rglob("*.html"))
ADMIN = re.compile(r"(^|/)staff[/_]|^office/|^messaging/")
# A script of data or from a file is none of these.
INLINE = re.compile(
    r"""<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*(src=|type="application/(ld\+)?json"))"""
)
UNTRIMMED = re.compile(r"{% blocktranslate (?![^%]*trimmed)[^%]*%}[^{]*\n")


def source(path):
    return (ROOT / "templates" / path).read_text()


@pytest.mark.parametrize("path", [path for path in TEMPLATES if not ADMIN.search(str(path))], ids=str)
def test_public_template_has_no_inline_script_or_style(path):
    assert INLINE.findall(source(path)) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_template_translates_sentences_without_the_lines_they_are_written_in(path):
    assert UNTRIMMED.findall(source(path)) == []


@pytest.mark.parametrize(
    "text",
    ['<p style="x">', "<style>", "<script>", '<script type="module">', '<a onclick="x">', '<a href="javascript:x">'],
)
def test_inline_of_each_kind_is_seen(text):
    assert INLINE.search(text)


@pytest.mark.parametrize(
    "text", ['<script src="a.js">', '<script type="application/ld+json">', "<p data-style=1 lang=ar>"]
)
def test_inline_of_what_is_allowed_is_not(text):
    assert not INLINE.search(text)
