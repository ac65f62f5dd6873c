"""A source parted into units that different processes can read: a file, an address, or one row.

What is cheap stays with the caller (finding the rows of a file); what costs time or may break
(decoding, extraction, repair) is done where the unit is read.
"""

import io
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from sanxref.articles.encodings import decode_text
from sanxref.articles.extract import Refusal
from sanxref.articles.inputs import STDIN, is_address
from sanxref.articles.kinds import FileKind, kind_of, refusal_of, refuse_list
from sanxref.articles.making import file_not_screened
from sanxref.articles.options import ReadOptions
from sanxref.articles.read import read_articles
from sanxref.articles.rowfiles import lines_of, row_articles, table_rows
from sanxref.articles.rows import Row, read_json_lines, read_parquet, table_fault
from sanxref.model.articles import Article, NotScreened

__all__ = ["ReadingUnit", "part_source", "read_unit"]

_HEAD_BYTES = 8192
_STREAMED = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"})
_ROW_KINDS = frozenset({FileKind.PARQUET, FileKind.JSON_LINES, FileKind.TABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingUnit:
    """What one process reads at a time; it can be pickled.

    Attributes:
        source: As the user named it; of a row, the file.
        number: Of a row, its place in the file from 1; else 0.
        line: Of a row of JSON lines, its bytes, not yet parsed; of standard input, all of it.
        row: A row of a table, or why it is none.
        refusal: Why the source is not read at all; empty where it is.
    """

    source: str
    number: int = 0
    line: bytes = b""
    row: Row | None = None
    refusal: str = ""

    @property
    def name(self) -> str:
        """The source as reports name it: `file`, `file#3`."""
        return f"{self.source}#{self.number}" if self.number else self.source

    @property
    def data(self) -> bytes | None:
        """The bytes that its hash is taken over, where they are at hand: of a row."""
        if not self.number:
            return None
        return self.row.data if self.row is not None else self.line

    @property
    def size(self) -> int:
        """Bytes that it carries, roughly."""
        return len(self.line) + (2 * len(self.row.data) if self.row is not None else 0)


def part_source(
    source: str, options: ReadOptions, *, stdin: BinaryIO | None = None
) -> Iterator[ReadingUnit]:
    """Part a source of `expand_inputs` into units, without keeping more than one at a time.

    A file that is larger than the limit and is not read row by row is refused by its size alone.
    Reading all units gives what `read_articles` gives.
    """
    if source == STDIN:
        data = stdin.read(options.max_bytes + 1) if stdin is not None else b""
        yield ReadingUnit(
            source=source, line=data, refusal="" if stdin is not None else "no standard input"
        )
    elif is_address(source):
        yield ReadingUnit(source=source)
    else:
        yield from _part_file(source, Path(source), options)


def _part_file(source: str, path: Path, options: ReadOptions) -> Iterator[ReadingUnit]:
    streamed = path.suffix.lower() in _STREAMED
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            yield ReadingUnit(source=source)
            return
        if not streamed:
            yield ReadingUnit(source=source, refusal=_refuse_size(path, found.st_size, options))
            return
        with path.open("rb") as stream:
            yield from _part_rows(source, path, stream, options)
    except (OSError, ValueError):
        yield ReadingUnit(source=source)  # its reader tells what is wrong


def _refuse_size(path: Path, size: int, options: ReadOptions) -> str:
    if size <= options.max_bytes:
        return ""
    with path.open("rb") as stream:
        other = refuse_list(stream.read(_HEAD_BYTES))
    return other or f"over the size limit: {size:,} bytes, at most {options.max_bytes:,}"


def _part_rows(
    source: str, path: Path, stream: BinaryIO, options: ReadOptions
) -> Iterator[ReadingUnit]:
    head = stream.read(_HEAD_BYTES)
    stream.seek(0)
    kind = _kind(head, path.suffix.lower())
    if refusal_of(head) or kind not in _ROW_KINDS:
        yield ReadingUnit(source=source)
        return
    number = 0
    if kind is FileKind.JSON_LINES:
        for number, line in enumerate(lines_of(stream, options.max_bytes), start=1):
            if line.strip():
                yield ReadingUnit(source=source, number=number, line=line)
    else:
        rows = (
            read_parquet(path)
            if kind is FileKind.PARQUET
            else table_rows(stream, path.suffix.lower(), options)
        )
        if isinstance(rows, Refusal):
            yield ReadingUnit(source=source, refusal=rows.reason)
            return
        for row in rows:
            if (fault := table_fault(row, options)) is not None:
                yield ReadingUnit(source=source, refusal=fault.reason)
                return
            number = row.number
            yield ReadingUnit(source=source, number=number, row=row)
    if not number:
        yield ReadingUnit(source=source, refusal="no rows in the file")


def _kind(head: bytes, suffix: str) -> FileKind:
    # The head may end within a character; half of it then decodes.
    decoded = decode_text(head, "") or decode_text(head[: _HEAD_BYTES // 2], "")
    return kind_of(head, decoded.text if decoded else None, suffix)


def read_unit(unit: ReadingUnit, options: ReadOptions) -> Iterator[Article | NotScreened]:
    """Read the articles of a unit: one, but for a file that holds several."""
    if unit.refusal:
        yield file_not_screened(unit.source, unit.refusal)
    elif unit.source == STDIN:
        yield from read_articles(STDIN, options, stdin=io.BytesIO(unit.line))
    elif unit.number:
        yield from row_articles(unit.source, iter([_row(unit, options)]), options)
    else:
        yield from read_articles(unit.source, options)


def _row(unit: ReadingUnit, options: ReadOptions) -> Row:
    if unit.row is not None:
        return unit.row
    (row,) = read_json_lines([unit.line], options)
    return replace(row, number=unit.number)
