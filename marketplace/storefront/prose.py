"""From the little Markdown our texts use to what a rich text field holds: headings, paragraphs, lists, bold, italics,
links.
"""

import re

from django.utils.html import escape

ITEM = re.compile(r"(?:[-*]|(\d+)\.)\s+(.*)", re.S)


def to_html(markdown: str) -> str:
    """Blocks are parted by empty lines. HTML in `markdown` is text; placeholders (`{{name}}`) pass through."""
    return "".join(_block(block) for block in re.split(r"\n\s*\n", markdown.strip()) if block.strip())


def parts(markdown: str) -> tuple[str, str]:
    """(title, rest): the first `# ` line, and all the others but those quoted above it (`> `: the note that a text is a
    model).
    """
    lines = [line for line in markdown.splitlines() if not line.startswith("> ")]
    title = next((line[2:].strip() for line in lines if line.startswith("# ")), "")
    return title, "\n".join(line for line in lines if not line.startswith("# "))


def _block(block: str) -> str:
    lines = [line.rstrip() for line in block.strip().splitlines()]
    if heading := re.fullmatch(r"(#{2,3}) (.*)", lines[0]):
        level = len(heading[1])
        rest = "\n".join(lines[1:])
        return f"<h{level}>{_inline(heading[2])}</h{level}>" + (_block(rest) if rest else "")
    if ITEM.fullmatch(lines[0]):
        return _list(lines)
    # A list may follow its sentence without an empty line.
    for place, line in enumerate(lines[1:], 1):
        if ITEM.fullmatch(line):
            return _block("\n".join(lines[:place])) + _list(lines[place:])
    return f"<p>{_inline(' '.join(line.lstrip('> ') for line in lines))}</p>"


def _list(lines: list[str]) -> str:
    items: list[str] = []
    for line in lines:
        if match := ITEM.fullmatch(line):
            items.append(match[2])
        else:
            items[-1] += " " + line.strip()
    tag = "ol" if lines[0][0].isdigit() else "ul"
    return f"<{tag}>" + "".join(f"<li>{_inline(item)}</li>" for item in items) + f"</{tag}>"


def _inline(text: str) -> str:
    html = str(escape(text))
    html = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", html)
    html = re.sub(r"(?<!\w)[*_](.+?)[*_](?!\w)", r"<i>\1</i>", html)
    return re.sub(r"\[([^\]]+)\]\(([^)\s]+)\)", r'<a href="\2">\1</a>', html)
