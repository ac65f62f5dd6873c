"""Extracted text to an article: cleaned, repaired, dated and named."""

import contextlib
import hashlib
from pathlib import Path

from sanxref.articles.datelines import find_dateline
from sanxref.articles.encodings import clean_characters
from sanxref.articles.extract import Extraction
from sanxref.articles.inputs import STDIN
from sanxref.articles.languages import UNDETERMINED, identify_language
from sanxref.articles.options import ReadOptions
from sanxref.articles.repair import repair_text
from sanxref.model.articles import Article, NotScreened

__all__ = ["file_not_screened", "make_article", "not_screened"]

_HEAD_CHARACTERS = 600
"""A headline that stands within so many characters of the text is not put before it again."""

_LARGEST_HASHED = 4_000_000_000
"""Bytes of a refused file whose hash is still taken: some ten seconds of the time of an article."""

_LANGUAGE_LENGTHS = (2, 5)
"""Of `en` and `en-GB`."""


def make_article(
    source: str, extraction: Extraction, data: bytes, options: ReadOptions
) -> Article | NotScreened:
    """Clean, repair and label extracted text.

    The headline is put before the text where the text does not begin with it: a name may stand
    in the headline alone.

    Args:
        source: As the user named it.
        extraction: Parts of the article.
        data: Bytes as received; their hash names the article.
        options: Limits.
    """
    title = " ".join(clean_characters(extraction.title).split())
    text = clean_characters(extraction.text).strip()
    if not any(char.isalnum() for char in text):
        return not_screened(source, "no text in it", data)
    if title and title not in " ".join(text[: _HEAD_CHARACTERS + len(title)].split()):
        text = f"{title}\n\n{text}"
    if len(text) > options.max_characters:
        return not_screened(
            source,
            f"over the length limit: {len(text):,} characters, at most {options.max_characters:,}",
            data,
        )
    repaired = repair_text(text)
    sha256 = hashlib.sha256(data).hexdigest()
    return Article(
        id=article_id(source, sha256),
        source=source,
        text=repaired.text,
        title=title,
        published=extraction.published or find_dateline(repaired.text),
        language=_language(extraction.language, repaired.text),
        sha256=sha256,
        notes=(*extraction.notes, *repaired.notes),
    )


def _language(declared: str, text: str) -> str:
    found = identify_language(text)
    if found != UNDETERMINED:
        return found
    code = declared.strip().lower().replace("_", "-")
    if len(code) in _LANGUAGE_LENGTHS and code[:2].isalpha():
        return code[:2]
    return UNDETERMINED


def article_id(source: str, sha256: str) -> str:
    """Name an article by what it is and where it stood, so that equal texts stay apart."""
    return "a" + hashlib.sha256(f"{source}\0{sha256}".encode("utf-8", "replace")).hexdigest()[:12]


def not_screened(source: str, reason: str, data: bytes | None = None) -> NotScreened:
    """Say why a source was not screened; the hash is of the bytes where they were had."""
    sha256 = "" if data is None else hashlib.sha256(data).hexdigest()
    return NotScreened(id=article_id(source, sha256), source=source, reason=reason, sha256=sha256)


def file_not_screened(source: str, reason: str) -> NotScreened:
    """Say why a file was not screened; it is read for its hash alone, and never as a whole."""
    sha256 = ""
    path = Path(source)
    with contextlib.suppress(OSError, ValueError):
        if source != STDIN and path.is_file() and path.stat().st_size <= _LARGEST_HASHED:
            with path.open("rb") as stream:
                sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return NotScreened(id=article_id(source, sha256), source=source, reason=reason, sha256=sha256)
