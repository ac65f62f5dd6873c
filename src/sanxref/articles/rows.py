"""Files with an article in each row: JSON lines, JSON, CSV, Parquet."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path
from typing import IO

from sanxref.articles.datelines import read_date
from sanxref.articles.extract import Extraction, Refusal
from sanxref.articles.options import ReadOptions

__all__ = [
    "Row",
    "read_json",
    "read_json_lines",
    "read_parquet",
    "read_table",
    "row_extraction",
    "table_fault",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a file.

    Attributes:
        number: Place in the file, from 1.
        data: The bytes that identify it: the line, or its values.
        content: Its values by column; or why there are none.
        of_table: Whether all rows of the file have the same columns.
    """

    number: int
    data: bytes
    content: Mapping[str, object] | Refusal
    of_table: bool = False


def read_json_lines(lines: Iterable[bytes], options: ReadOptions) -> Iterator[Row]:
    """Read one JSON object a line; blank lines count but give nothing."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield Row(number=number, data=line, content=_json_object(line, options))


def read_json(data: bytes) -> Iterator[Row] | Refusal:
    """Read one JSON object, or an array of objects."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as fault:
        return Refusal(reason=f"not valid JSON ({fault})")
    items = value if isinstance(value, list) else [value]
    return (
        Row(
            number=number,
            data=json.dumps(item, ensure_ascii=True).encode(),
            content=item if isinstance(item, dict) else Refusal(reason="not a JSON object"),
        )
        for number, item in enumerate(items, start=1)
    )


def _json_object(line: bytes, options: ReadOptions) -> Mapping[str, object] | Refusal:
    if len(line) > options.max_bytes:
        return Refusal(reason=f"over the size limit of {options.max_bytes:,} bytes")
    try:
        value = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as fault:
        return Refusal(reason=f"not valid JSON ({fault})")
    return value if isinstance(value, dict) else Refusal(reason="not a JSON object")


def read_table(stream: IO[str], suffix: str, options: ReadOptions) -> Iterator[Row]:
    """Read a table with a header line, parted by commas, semicolons or tabs."""
    # The limit is the process's own; it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), options.max_bytes))
    header = stream.readline()
    delimiter = "\t" if suffix == ".tsv" else max(",;\t", key=header.count)
    columns = next(csv.reader([header], delimiter=delimiter), [])
    rows = csv.reader(stream, delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            values = next(rows, None)
        except csv.Error as fault:
            yield Row(number=number, data=b"", content=Refusal(reason=f"not valid CSV ({fault})"))
            continue
        if values is None:
            return
        if any(value.strip() for value in values):
            data = json.dumps(values).encode()
            content = dict(zip(columns, chain(values, repeat("")), strict=False))
            yield Row(number=number, data=data, content=content, of_table=True)


def read_parquet(path: Path) -> Iterator[Row] | Refusal:
    """Read a Parquet file batch by batch."""
    # Imported here: pyarrow takes 0.2 s, and few runs read Parquet.
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as fault:
        return Refusal(reason=f"damaged Parquet file ({fault})")
    return _parquet_rows(file)


def _parquet_rows(file: object) -> Iterator[Row]:
    """Give the rows up to the first batch that is damaged, and for that batch one refusal."""
    import pyarrow as pa  # noqa: PLC0415 - see read_parquet

    batches = file.iter_batches(batch_size=256)  # type: ignore[attr-defined]  # pyarrow has no types
    number = 0
    while True:
        try:
            batch = next(batches, None)
            items = () if batch is None else batch.to_pylist()
        except (pa.ArrowException, OSError, UnicodeDecodeError) as fault:
            reason = f"damaged Parquet file, not read any further ({fault})"
            yield Row(number=number + 1, data=b"", content=Refusal(reason=reason))
            return
        if batch is None:
            return
        for item in items:
            number += 1
            data = json.dumps(item, default=str).encode()
            yield Row(number=number, data=data, content=item, of_table=True)


def row_extraction(row: Mapping[str, object], options: ReadOptions) -> Extraction | Refusal:
    """Take the parts of an article from the columns of a row.

    Column names are compared without regard to case. The text is not yet looked at: a row may
    hold HTML.

    Returns:
        The parts; or a refusal that names the columns that were looked for.
    """
    values = _by_column(row)
    found = [name for name in options.text_columns if name in values]
    if not found:
        return _no_text_column(values, options)
    text = next((str(values[name]) for name in found if values[name]), "")
    if not text.strip():
        return Refusal(reason=f"no text in the row (column {found[0]})")
    label = _first(values, options.id_columns)
    return Extraction(
        text=text,
        title=" ".join(_first(values, options.title_columns).split()),
        published=read_date(_first_value(values, options.published_columns)),
        language=_first(values, options.language_columns),
        notes=(f"row {label}",) if label else (),
    )


def table_fault(row: Row, options: ReadOptions) -> Refusal | None:
    """Say what keeps every row of a file from being an article; None where nothing does.

    Args:
        row: The first one that could be read.
        options: Names of columns.
    """
    if not row.of_table or isinstance(row.content, Refusal):
        return None
    values = _by_column(row.content)
    fits = any(name in values for name in options.text_columns)
    return None if fits else _no_text_column(values, options)


def _by_column(row: Mapping[str, object]) -> dict[str, object]:
    return {str(name).strip().lower().lstrip("\ufeff"): value for name, value in row.items()}


def _no_text_column(values: Mapping[str, object], options: ReadOptions) -> Refusal:
    return Refusal(
        reason=f"no text column (looked for {', '.join(options.text_columns)}; there are "
        f"{', '.join(values) or 'none'}); a file of names is for: sanxref match FILE"
    )


def _first_value(values: Mapping[str, object], names: tuple[str, ...]) -> object:
    return next((values[name] for name in names if values.get(name)), None)


def _first(values: Mapping[str, object], names: tuple[str, ...]) -> str:
    value = _first_value(values, names)
    return "" if value is None else str(value).strip()
