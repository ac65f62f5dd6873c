"""HTML to the main text, headline and publication date of a page."""

import logging
import re
from typing import Any

from sanxref.articles.datelines import read_date
from sanxref.articles.extract import Extraction, Refusal

__all__ = ["extract_webpage", "visible_text"]

_HIDDEN = frozenset(
    {"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select",
     "canvas", "audio", "video", "math"}
)  # fmt: skip
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
     "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr",
     "ul"}
)  # fmt: skip
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACES = re.compile(r"[ \t\xa0]+")
_BREAKS = re.compile(r"\s*\n\s*")


def extract_webpage(html: str, address: str = "", keep_share: float = 0.25) -> Extraction | Refusal:
    """Extract the article of a web page.

    Args:
        html: The page, decoded.
        address: Where it came from; some sites carry the date in it.
        keep_share: Where the main text is shorter than this share of all visible text, the
            extractor has missed it, and all visible text is taken.

    Returns:
        Main text, headline and date; or why there are none.
    """
    # Imported here: trafilatura takes 0.5 s to import, and plain texts do not need it.
    import trafilatura  # noqa: PLC0415

    # Its messages name no file; what it could not do is told as the reason of a refusal.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    page = _XML_DECLARATION.sub("", html)
    visible = visible_text(page)
    document: Any = trafilatura.bare_extraction(
        page,
        url=address or None,
        with_metadata=True,
        include_comments=False,
        # Only dates that the page declares; a date found by searching the text is a guess.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    main = _paragraphs(document.text or "") if document is not None else ""
    notes: tuple[str, ...] = ()
    if len(main) < keep_share * len(visible):
        main = visible
        notes = ("main text not recognized; all visible text of the page was screened",)
    if not main.strip():
        return Refusal(reason="no text in the page (drawn by a script? nested too deeply?)")
    return Extraction(
        text=main,
        title=_metadata(document, "title"),
        published=read_date(_metadata(document, "date")),
        language=_metadata(document, "language"),
        notes=notes,
    )


def _metadata(document: Any, name: str) -> str:  # noqa: ANN401  # trafilatura has no types
    value = getattr(document, name, None)
    return " ".join(str(value).split()) if value else ""


def visible_text(html: str) -> str:
    """Take all text that a browser would show, blocks as paragraphs.

    Returns:
        The text; empty where the page has none.
    """
    from lxml import etree  # noqa: PLC0415  # lxml costs 50 ms
    from lxml import html as lxml_html  # noqa: PLC0415

    try:
        root = lxml_html.document_fromstring(html)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element.tag in _HIDDEN or element.get("hidden") is not None:
                walk.skip_subtree()
                continue
            if element.tag in _BLOCKS:
                pieces.append("\n")
            pieces.append(element.text or "")
        else:
            if event == "end" and element.tag in _BLOCKS:
                pieces.append("\n")
            if element is not root:
                pieces.append(element.tail or "")
    return _paragraphs(_own_lines(pieces))


def _own_lines(pieces: list[str]) -> str:
    r"""Join pieces; a line end of the source is a space, one of a block (`\n` alone) is kept."""
    return "".join(piece if piece == "\n" else " ".join(_padded(piece)) for piece in pieces)


def _padded(piece: str) -> list[str]:
    words = piece.split()
    if not words:
        return [" "] if piece else []
    if piece[0].isspace():
        words.insert(0, "")
    if piece[-1].isspace():
        words.append("")
    return words


def _paragraphs(text: str) -> str:
    """One blank line between blocks, one space between words."""
    return _BREAKS.sub("\n\n", _SPACES.sub(" ", text)).strip()
