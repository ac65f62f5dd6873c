"""A source that a user named to articles, or to the reason why it was not screened."""

import io
import os
import stat
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

import httpx

from sanxref.articles.addresses import FetchedPage, fetch_article, open_client
from sanxref.articles.encodings import decode_text
from sanxref.articles.extract import Extraction, Refusal
from sanxref.articles.inputs import STDIN, is_address, is_pattern
from sanxref.articles.kinds import FileKind, kind_of, refusal_of
from sanxref.articles.mails import extract_mail
from sanxref.articles.making import file_not_screened, make_article, not_screened
from sanxref.articles.markdowns import extract_markdown
from sanxref.articles.options import ReadOptions
from sanxref.articles.pdfs import extract_pdf
from sanxref.articles.rowfiles import lines_of, row_articles, table_rows
from sanxref.articles.rows import Row, read_json, read_json_lines, read_parquet
from sanxref.articles.webpages import extract_webpage
from sanxref.articles.wordfiles import extract_word
from sanxref.model.articles import Article, NotScreened

__all__ = ["read_articles"]

_HEAD_BYTES = 8192
_HEAD_CHARACTERS = 4000


def read_articles(
    source: str,
    options: ReadOptions,
    *,
    client: httpx.Client | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | NotScreened]:
    """Read the articles of one source.

    Rows of a file are read one by one, so that a file of any size takes little memory.
    Nothing is raised for what a user's input may hold: it becomes `NotScreened` with a reason.

    Args:
        source: File, http(s) address, or `-`, as `expand_inputs` gives it.
        options: Limits and column names.
        client: Used for addresses; without one a client is opened for this address alone.
        stdin: Stream behind `-`.

    Yields:
        At least one article or `NotScreened`; for rows one each, with the source `file#number`.
    """
    if source == STDIN:
        yield from _read_stream(stdin, options)
    elif is_address(source):
        yield from _read_address(source, options, client)
    else:
        yield from _read_file(source, options)


def _read_stream(stdin: BinaryIO | None, options: ReadOptions) -> Iterator[Article | NotScreened]:
    if stdin is None:
        yield not_screened(STDIN, "no standard input at hand")
        return
    data = stdin.read(options.max_bytes + 1)
    yield from _read_data(STDIN, data, "", options)


def _read_address(
    source: str, options: ReadOptions, client: httpx.Client | None
) -> Iterator[Article | NotScreened]:
    with open_client(options) if client is None else nullcontext(client) as opened:
        page = fetch_article(source, options, opened)
    if isinstance(page, Refusal):
        yield not_screened(source, page.reason)
        return
    yield from _read_data(source, page.data, _suffix_of_page(page), options, page=page)


# Media types that say more than the bytes do (IANA).
_SUFFIX_BY_TYPE = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "message/rfc822": ".eml",
    "text/csv": ".csv",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "text/plain": ".txt",
}


def _suffix_of_page(page: FetchedPage) -> str:
    by_type = _SUFFIX_BY_TYPE.get(page.content_type)
    return by_type or Path(urlsplit(page.address).path).suffix.lower()


def _read_file(source: str, options: ReadOptions) -> Iterator[Article | NotScreened]:
    path = Path(source)
    reason = _refuse_path(path, source)
    if reason:
        yield not_screened(source, reason)
        return
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as stream:
            if stream.seekable() and suffix in _STREAMED:
                yield from _read_rows(source, path, stream, options)
                return
            data = stream.read(options.max_bytes + 1)
    except OSError as fault:
        yield not_screened(source, f"not readable ({fault.strerror or fault})")
        return
    yield from _read_data(source, data, suffix, options)


_PIPE_FOLDERS = ("/dev/fd/", "/proc/self/fd/", "/dev/stdin")
_STREAMED = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"})


def _refuse_path(path: Path, source: str) -> str:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return "no file matches the pattern" if is_pattern(source) else "no such file"
    except (OSError, ValueError) as fault:
        return f"not readable ({getattr(fault, 'strerror', None) or fault})"
    if stat.S_ISDIR(mode):
        readable = os.access(path, os.R_OK | os.X_OK)
        return "no file in the folder" if readable else "not readable (folder without permission)"
    if not stat.S_ISREG(mode) and not source.startswith(_PIPE_FOLDERS):
        return "not a regular file; to read a stream, pipe it in and name it -"
    return ""


def _read_rows(
    source: str, path: Path, stream: BinaryIO, options: ReadOptions
) -> Iterator[Article | NotScreened]:
    """Read a file with an article in each row, unless its content is something else."""
    head = stream.read(_HEAD_BYTES)
    stream.seek(0)
    reason = refusal_of(head)
    if reason:
        yield file_not_screened(source, reason)
        return
    decoded = decode_text(head, "") or decode_text(head[: _HEAD_BYTES // 2], "")
    kind = kind_of(head, decoded.text if decoded else None, path.suffix.lower())
    match kind:
        case FileKind.PARQUET:
            rows: Iterator[Row] | Refusal = read_parquet(path)
        case FileKind.JSON_LINES:
            rows = read_json_lines(lines_of(stream, options.max_bytes), options)
        case FileKind.TABLE:
            rows = table_rows(stream, path.suffix.lower(), options)
        case _:
            data = stream.read(options.max_bytes + 1)
            yield from _read_data(source, data, path.suffix.lower(), options)
            return
    yield from row_articles(source, rows, options)


def _read_data(
    source: str,
    data: bytes,
    suffix: str,
    options: ReadOptions,
    *,
    page: FetchedPage | None = None,
) -> Iterator[Article | NotScreened]:
    """Read bytes that are wholly at hand."""
    reason = refusal_of(data[: options.max_bytes])
    if not reason and len(data) > options.max_bytes:
        reason = f"over the size limit of {options.max_bytes:,} bytes"
    if reason and len(data) > options.max_bytes:
        yield file_not_screened(source, reason)  # what is at hand is only its beginning
        return
    if reason:
        yield not_screened(source, reason, data)
        return
    decoded = decode_text(data, page.charset if page else "")
    kind = kind_of(data, decoded.text[:_HEAD_CHARACTERS] if decoded else None, suffix)
    match kind:
        case FileKind.JSON:
            yield from row_articles(source, read_json(data), options)
        case FileKind.JSON_LINES:
            lines = io.BytesIO(data)
            yield from row_articles(source, read_json_lines(lines, options), options)
        case FileKind.TABLE:
            yield from row_articles(source, table_rows(io.BytesIO(data), suffix, options), options)
        case _:
            extraction = _extract(kind, data, decoded.text if decoded else None, options, page)
            if isinstance(extraction, Refusal):
                yield not_screened(source, extraction.reason, data)
            else:
                notes = decoded.notes if decoded and kind in _DECODED else ()
                extraction = replace(extraction, notes=(*extraction.notes, *notes))
                yield make_article(source, extraction, data, options)


_DECODED = frozenset({FileKind.TEXT, FileKind.HTML, FileKind.MARKDOWN})


def _extract(
    kind: FileKind, data: bytes, text: str | None, options: ReadOptions, page: FetchedPage | None
) -> Extraction | Refusal:
    """Extract one article from bytes of a kind that holds one."""
    match kind:
        case FileKind.PDF:
            return extract_pdf(data, options.max_pages)
        case FileKind.WORD:
            return extract_word(data, options.max_unpacked_bytes)
        case FileKind.MAIL:
            return extract_mail(data)
        case FileKind.PARQUET:
            return Refusal(reason="Parquet is read from a file only; save it with .parquet")
        case _:
            return _extract_text(kind, text, options, page.address if page else "")


def _extract_text(
    kind: FileKind, text: str | None, options: ReadOptions, address: str
) -> Extraction | Refusal:
    if text is None:
        return Refusal(reason="encoding not recognized; save it as UTF-8")
    if kind is FileKind.HTML:
        return extract_webpage(text, address, options.keep_html_share)
    if kind is FileKind.MARKDOWN:
        return extract_markdown(text)
    return Extraction(text=text)
