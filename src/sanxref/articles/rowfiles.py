"""Rows of a file to articles."""

import codecs
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from sanxref.articles.encodings import decode_text
from sanxref.articles.extract import Extraction, Refusal
from sanxref.articles.kinds import FileKind, kind_of
from sanxref.articles.making import file_not_screened, make_article, not_screened
from sanxref.articles.options import ReadOptions
from sanxref.articles.rows import Row, read_table, row_extraction, table_fault
from sanxref.articles.webpages import extract_webpage
from sanxref.model.articles import Article, NotScreened

__all__ = ["lines_of", "row_articles", "table_rows"]

_HEAD_CHARACTERS = 4000


def lines_of(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """Give lines, of an overlong one only the beginning (which its reader then refuses)."""
    while line := stream.readline(limit + 1):
        rest = line
        while len(rest) > limit and not rest.endswith(b"\n"):
            rest = stream.readline(limit + 1)
        yield line


def table_rows(stream: BinaryIO, suffix: str, options: ReadOptions) -> Iterator[Row] | Refusal:
    """Read a table in UTF-8 as a stream; in another encoding whole, within the size limit."""
    if _is_utf8(stream):
        return _streamed_rows(stream, suffix, options)
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        return Refusal(reason="over the size limit; save it as UTF-8, which is read row by row")
    decoded = decode_text(data)
    if decoded is None:
        return Refusal(reason="encoding not recognized; save it as UTF-8")
    return read_table(io.StringIO(decoded.text, newline=""), suffix, options)


def _streamed_rows(stream: BinaryIO, suffix: str, options: ReadOptions) -> Iterator[Row]:
    wrapped = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        yield from read_table(wrapped, suffix, options)
    finally:
        wrapped.detach()  # the stream is closed by the one who opened it


def _is_utf8(stream: BinaryIO) -> bool:
    """Whether the whole stream is UTF-8; it is rewound."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := stream.read(1 << 20):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        stream.seek(0)
    return True


def row_articles(
    source: str, rows: Iterator[Row] | Refusal, options: ReadOptions
) -> Iterator[Article | NotScreened]:
    """Make an article of each row; sources are `file#1`, `file#2`, ..."""
    if isinstance(rows, Refusal):
        yield file_not_screened(source, rows.reason)
        return
    empty = True
    for row in rows:
        empty = False
        if (fault := table_fault(row, options)) is not None:
            yield file_not_screened(source, fault.reason)
            return
        yield _row_article(f"{source}#{row.number}", row, options)
    if empty:
        yield file_not_screened(source, "no rows in the file")


def _row_article(source: str, row: Row, options: ReadOptions) -> Article | NotScreened:
    if isinstance(row.content, Refusal):
        return not_screened(source, row.content.reason, row.data)
    extraction = row_extraction(row.content, options)
    if not isinstance(extraction, Refusal):
        extraction = _unwrap_html(extraction, options)
    if isinstance(extraction, Refusal):
        return not_screened(source, extraction.reason, row.data)
    return make_article(source, extraction, row.data, options)


def _unwrap_html(extraction: Extraction, options: ReadOptions) -> Extraction | Refusal:
    """Extract the text of a row that holds a web page; the row's own columns go before it."""
    head = extraction.text[:_HEAD_CHARACTERS]
    if kind_of(b"", head, "") is not FileKind.HTML:
        return extraction
    page = extract_webpage(extraction.text, keep_share=options.keep_html_share)
    if isinstance(page, Refusal):
        return page
    return replace(
        page,
        title=extraction.title or page.title,
        published=extraction.published or page.published,
        language=extraction.language or page.language,
        notes=(*extraction.notes, *page.notes),
    )
