"""The interface's words: `python -m marketplace.locale.strings update|check|compile`, from the project's root.

update   reads every string out of the code and the templates into `{fr,ar}/LC_MESSAGES/django.po`; what has no translation there is
         taken from the glossary, and from the files named after it; what nobody uses any more is dropped
check    fails when a translation is missing, fuzzy, used no more, or breaks a rule of its language
compile  writes the .mo files through Babel: no gettext tools, no Django settings

The msgids are English, so English needs no catalogue. Where an English word has two meanings, the code says which by `pgettext`.
"""

import argparse
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from marketplace.locale import rules, words
from marketplace.locale.words import PLURALS

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LANGUAGES = tuple(PLURALS)
_KINDS = {"gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
KEYWORDS = {"_": None, "gettext_noop": None, **_KINDS, **{f"{name}_lazy": places for name, places in _KINDS.items()}}

# Written by hand: Babel's would change a date at every update.
HEADER = """# Maarad: the words of the interface.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: nplurals={count}; plural={rule};\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["update", "check", "compile"])
    parser.add_argument("files", nargs="*", type=Path, help="files of words, for update")
    given = parser.parse_args(arguments)
    if given.action == "compile":
        compile_all()
        return 0
    template = used()
    if given.action == "update":
        update(template, given.files)
    found = [line for language in LANGUAGES for line in check(template, read(language))]
    for line in found:
        print(line)
    print(f"{len(template)} strings, {len(found)} faults")
    return 1 if found and given.action == "check" else 0


def used():
    """A catalogue of every string in the code and the templates."""
    catalogue = Catalog()
    for path in _sources():
        content = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            # What templatize leaves of a template is not indented as Python would have it.
            content = "\n".join(line.lstrip() for line in templatize(content, origin=str(path)).splitlines())
        strings = extract("python", BytesIO(content.encode()), KEYWORDS, ("Translators:",))
        for _line, english, comments, context in strings:
            catalogue.add(
                english,
                locations=[(path.relative_to(ROOT).as_posix(), 0)],
                auto_comments=comments,
                context=context,
            )
    return catalogue


def _sources():
    packages = [path.parent for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"]
    files = {file for package in packages for suffix in ("py", "html") for file in package.rglob(f"*.{suffix}")}
    return sorted(files | set((ROOT / "templates").rglob("*.html")))


def update(template, files=()):
    """Bring the catalogues up to date with the code."""
    known = words.glossary()
    for path in files:
        words.read_into(known, path)
    for language in LANGUAGES:
        old = read(language)
        new = Catalog(locale=language)
        for message in _messages(template):
            kept = old.get(message.id, message.context)
            forms = _written(kept, message) or next(iter(known.forms_of(message, language)), None)
            blank = ("",) * PLURALS[language][0] if message.pluralizable else ("",)
            new[message.id] = message
            added = new.get(message.id, message.context)
            added.string = (forms or blank) if message.pluralizable else (forms or blank)[0]
            added.flags |= {"fuzzy"} & set(kept.flags) if kept else set()
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        with path_of(language).open("wb") as file:
            file.write(HEADER.format(language=language, count=PLURALS[language][0], rule=PLURALS[language][1]).encode())
            write_po(file, new, sort_output=True, include_lineno=False, width=0, omit_header=True)


def check(template, catalogue):
    """One line for each fault of a catalogue."""
    language, known = str(catalogue.locale), words.glossary()
    for message in _messages(template):
        written = catalogue.get(message.id, message.context)
        if written is None or written.pluralizable != message.pluralizable or written.id != message.id:
            yield f"{language}: not in the catalogue, run update: {message.id!r}"
            continue
        for fault in rules.faults(written, language, known.forms_of(message, language)):
            yield f"{language}: {fault}: {message.id!r}"
    for message in _messages(catalogue):
        if template.get(message.id, message.context) is None:
            yield f"{language}: used no more: {message.id!r}"


def compile_all():
    for language in LANGUAGES:
        with path_of(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, read(language))


def path_of(language):
    return HERE / language / "LC_MESSAGES" / "django.po"


def read(language):
    """The catalogue as it is; an empty one when there is none yet."""
    if not path_of(language).exists():
        return Catalog(locale=language)
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def _messages(catalogue):
    return [message for message in catalogue if message.id]


def _written(message, like):
    """The forms somebody wrote, or None."""
    if message is None or message.pluralizable != like.pluralizable or message.id != like.id:
        return None
    forms = message.string if message.pluralizable else (message.string,)
    return tuple(forms) if all(forms) else None


if __name__ == "__main__":
    sys.exit(main())
