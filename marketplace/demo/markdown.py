"""The pages' texts, from Markdown to the HTML that Wagtail's rich text keeps."""

from dataclasses import dataclass

from markdown_it import MarkdownIt


@dataclass(frozen=True)
class Text:
    """`is_model`: it begins with the warning that a lawyer has to read it, which the page says by itself."""

    title: str
    html: str
    is_model: bool


def read(source):
    reader = MarkdownIt("commonmark", {"html": False})
    # The addresses are places for legal facts, `{{contact_link}}`: they must stay as they are.
    reader.normalizeLink = lambda url: url
    tokens = reader.parse(source)
    is_model = tokens[0].type == "blockquote_open"
    if is_model:
        tokens = tokens[_after(tokens, "blockquote_close") :]
    title = ""
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        title = tokens[1].content
        tokens = tokens[_after(tokens, "heading_close") :]
    return Text(title, reader.renderer.render(tokens, reader.options, {}), is_model)


def _after(tokens, type_):
    return next(place for place, token in enumerate(tokens) if token.type == type_) + 1
