"""Results of a customer file, written piece by piece; a file appears whole or not at all."""

import csv
import io
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from sanxref.errors import ConfigError
from sanxref.reports.cells import safe_cell
from sanxref.screening.customer_runs import ResultSink
from sanxref.screening.customers import RESULT_COLUMNS, ResultRow

__all__ = ["CustomerFormat", "open_results"]

_ROWS_IN_GROUP = 50_000
"""Result rows of one Parquet row group."""


class CustomerFormat(StrEnum):
    """Formats of results."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


@contextmanager
def open_results(
    chosen: CustomerFormat, path: Path | None, standard: IO[bytes]
) -> Iterator[ResultSink]:
    """Open the results for writing.

    Args:
        chosen: Format. CSV is safe to open in a spreadsheet (reports/cells.py); for texts as they
            are, take JSON lines or Parquet.
        path: File; it is replaced when all is written. None means standard output.
        standard: Standard output.

    Raises:
        ConfigError: Parquet cannot go to standard output.
        OSError: The file cannot be written; an older file of that name is left as it was.
    """
    if path is None:
        if chosen is CustomerFormat.PARQUET:
            raise ConfigError("parquet needs a file: --format parquet=FILE")
        yield _sink(chosen, standard)
        standard.flush()
        return
    waiting = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with ExitStack() as stack:
            if chosen is CustomerFormat.PARQUET:
                yield stack.enter_context(_open_parquet(waiting))
            else:
                yield _sink(chosen, stack.enter_context(waiting.open("wb")))
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)


def _sink(chosen: CustomerFormat, stream: IO[bytes]) -> ResultSink:
    return _CsvSink(stream) if chosen is CustomerFormat.CSV else _JsonLinesSink(stream)


class _CsvSink:
    """RFC 4180, UTF-8, header first."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._write([RESULT_COLUMNS])

    def write(self, rows: Sequence[ResultRow]) -> None:
        """Write some rows."""
        self._write([[safe_cell(value) for value in row.values()] for row in rows])

    def _write(self, rows: Sequence[Sequence[str]]) -> None:
        lines = io.StringIO(newline="")
        csv.writer(lines, lineterminator="\r\n").writerows(rows)
        self._stream.write(lines.getvalue().encode("utf-8", "replace"))


class _JsonLinesSink:
    """One object a line; what is empty stays in, so that every line has all columns."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def write(self, rows: Sequence[ResultRow]) -> None:
        """Write some rows."""
        lines = (
            json.dumps(dict(zip(RESULT_COLUMNS, row.values(), strict=True)), ensure_ascii=False)
            for row in rows
        )
        text = "".join(f"{line}\n" for line in lines)
        self._stream.write(text.encode("utf-8", "replace"))


@contextmanager
def _open_parquet(path: Path) -> Iterator[ResultSink]:
    # Imported here: pyarrow takes 0.2 s, and few runs write Parquet.
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    numbers = {"row": pa.int64(), "score": pa.float64(), "ofac_score": pa.int16()}
    schema = pa.schema([(name, numbers.get(name, pa.string())) for name in RESULT_COLUMNS])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        sink = _ParquetSink(writer, schema)
        yield sink
        sink.flush()


class _ParquetSink:
    """Row groups of `_ROWS_IN_GROUP` rows."""

    def __init__(self, writer: Any, schema: Any) -> None:  # noqa: ANN401 - pyarrow has no types
        self._writer = writer
        self._schema = schema
        self._rows: list[ResultRow] = []

    def write(self, rows: Sequence[ResultRow]) -> None:
        """Write some rows."""
        self._rows += rows
        if len(self._rows) >= _ROWS_IN_GROUP:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        columns: dict[str, list[object]] = {name: [] for name in RESULT_COLUMNS}
        for row in self._rows:
            for name, value in zip(RESULT_COLUMNS, row.values(), strict=True):
                columns[name].append(value)
        if self._rows:
            self._writer.write(_arrow_table(columns, self._schema))
        self._rows = []


def _arrow_table(columns: dict[str, list[object]], schema: Any) -> Any:  # noqa: ANN401 - same
    import pyarrow as pa  # noqa: PLC0415 - heavy

    return pa.table(columns, schema=schema)
