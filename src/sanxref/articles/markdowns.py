"""Markdown to text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import yaml

from sanxref.articles.datelines import read_date
from sanxref.articles.extract import Extraction

if TYPE_CHECKING:  # the type alone; the library is loaded where a file needs it
    from markdown_it.token import Token

__all__ = ["extract_markdown"]

_FENCE = "---\n"


def extract_markdown(text: str) -> Extraction:
    """Drop markup, keep the words: of links the text, of images the description.

    A YAML head ("front matter") gives title, date and language; else the first heading of the
    first level is the title.
    """
    head, body = _split_front_matter(text)
    blocks = tuple(_blocks(body))
    heading = next((words for tag, words in blocks if tag == "h1"), "")
    return Extraction(
        text="\n\n".join(words for _, words in blocks if words.strip()),
        title=str(head.get("title") or heading).strip(),
        published=read_date(head.get("date") or head.get("published")),
        language=str(head.get("language") or head.get("lang") or ""),
    )


def _split_front_matter(text: str) -> tuple[dict[str, object], str]:
    if not text.startswith(_FENCE):
        return {}, text
    head, found, body = text[len(_FENCE) :].partition("\n" + _FENCE)
    if not found:
        return {}, text
    try:
        values = yaml.safe_load(head)
    except yaml.YAMLError:
        return {}, text
    if not isinstance(values, dict):
        return {}, text
    return {str(key).lower(): value for key, value in values.items()}, body


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Give (tag of the block around it, its words) for each run of inline text."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  # 60 ms

    tag = ""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for token in parser.parse(text):
        if token.nesting == 1:
            tag = token.tag
        elif token.type == "inline":
            yield tag, "".join(_words(token))
        elif token.type in {"fence", "code_block"}:
            yield "pre", token.content.strip("\n")
        elif token.type == "html_block":
            yield "html", _html_words(token.content)


def _html_words(html: str) -> str:
    from sanxref.articles.webpages import visible_text  # noqa: PLC0415  # loads lxml

    return visible_text(html)


def _words(inline: "Token") -> Iterator[str]:
    for child in inline.children or ():
        if child.type in {"text", "code_inline"}:
            yield child.content
        elif child.type in {"softbreak", "hardbreak"}:
            yield "\n"
        elif child.type == "image":
            yield child.content
