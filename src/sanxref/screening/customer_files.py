"""Customer files, read in pieces: CSV, JSON lines, Parquet, Excel."""

import csv
import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any, Self

from sanxref.errors import ArticleError, ConfigError

__all__ = ["CUSTOMER_SUFFIXES", "CustomerTable", "RawRow", "open_customers"]

RawRow = tuple[object, ...] | str
"""Values of the wanted columns, or in words why the row cannot be read."""

CUSTOMER_SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".xlsx")

_LOOKED_AT = 200
"""Rows of JSON lines whose keys make up the columns."""
_MOST_CELL = 1_000_000
"""Characters of one CSV cell; more is a quotation mark that is never closed."""
_MOST_STRINGS = 500_000_000
"""Bytes of an Excel file's texts when unpacked; the library holds them in memory."""
_PARQUET_ROWS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerTable:
    """A file that is open for reading; a context manager that closes it.

    Attributes:
        path: The file.
        columns: Its columns, in order.
        total: Number of rows, where the format tells it beforehand.
        read: Given the wanted columns, gives the rows in order; once.
        close: Closes the file.
    """

    path: Path
    columns: tuple[str, ...]
    total: int | None
    read: Callable[[Sequence[str]], Iterator[RawRow]]
    close: Callable[[], None]

    def __enter__(self) -> Self:
        """Give the table itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()


def open_customers(
    path: Path, *, encoding: str = "utf-8", sheet: str | None = None
) -> CustomerTable:
    """Open a customer file by its suffix; memory does not grow with its rows.

    Args:
        path: `.csv` (commas, semicolons, tabs or bars), `.tsv`, `.jsonl`, `.ndjson`, `.parquet`
            or `.xlsx`.
        encoding: Of CSV and JSON lines; a byte order mark overrules it.
        sheet: Sheet of an Excel file; the first one where not said.

    Raises:
        ConfigError: There is no such file, sheet or encoding, or no reader for it.
        ArticleError: The file is damaged or empty.
    """
    if not path.is_file():
        raise ConfigError(f"there is no file {path}")
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        return _open_parquet(path)
    if suffix == ".xlsx":
        return _open_excel(path, sheet)
    if suffix in {".jsonl", ".ndjson"}:
        return _open_json_lines(path, encoding)
    if suffix in {".csv", ".tsv"}:
        return _open_csv(path, encoding)
    hint = "; save it as .xlsx or .csv" if suffix == ".xls" else ""
    raise ConfigError(
        f"{path} is no customer file that can be read ({', '.join(CUSTOMER_SUFFIXES)}){hint}"
    )


def _open_text(path: Path, encoding: str) -> IO[str]:
    """Open as text; bytes of another encoding become lone surrogates, told row by row."""
    with path.open("rb") as reader:
        head = reader.read(4)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif head.startswith(b"\xef\xbb\xbf"):
        encoding = "utf-8-sig"
    try:
        return path.open(encoding=encoding, errors="surrogateescape", newline="")
    except LookupError as exc:
        raise ConfigError(f"{encoding!r} is not an encoding that Python knows") from exc


def _open_csv(path: Path, encoding: str) -> CustomerTable:
    csv.field_size_limit(max(csv.field_size_limit(), _MOST_CELL))
    stream = _open_text(path, encoding)
    try:
        header = stream.readline()
        stream.seek(0)
        delimiter = "\t" if path.suffix.lower() == ".tsv" else max(",;\t|", key=header.count)
        lines = csv.reader(stream, delimiter=delimiter)
        columns = tuple(next(lines, []))
    except (UnicodeError, OSError, csv.Error) as exc:
        stream.close()
        raise ArticleError(f"{path} has no header to read: {exc}", article=str(path)) from exc
    if not any(column.strip() for column in columns):
        stream.close()
        raise ArticleError(f"{path} is empty; a header line is needed", article=str(path))

    def read(wanted: Sequence[str]) -> Iterator[RawRow]:
        return _csv_rows(lines, columns, wanted)

    return CustomerTable(path=path, columns=columns, total=None, read=read, close=stream.close)


def _csv_rows(
    lines: Iterator[list[str]], columns: tuple[str, ...], wanted: Sequence[str]
) -> Iterator[RawRow]:
    places = [columns.index(column) for column in wanted]
    width = len(columns)
    while True:
        try:
            for cells in lines:
                if len(cells) == width:
                    yield tuple([cells[at] for at in places])
                elif cells:
                    yield _odd_row(cells, places, width)
        except csv.Error as exc:
            yield f"not valid CSV: {exc}"
            continue
        except UnicodeError as exc:
            yield f"not in the file's encoding: {exc}"
            return
        return


def _odd_row(cells: list[str], places: list[int], width: int) -> RawRow:
    """Take a row with fewer cells as it is; one with more has lost its order."""
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        return f"{len(cells)} values where the header has {width}; a comma without quotes?"
    return tuple(cells[at] if at < len(cells) else "" for at in places)


def _open_json_lines(path: Path, encoding: str) -> CustomerTable:
    stream = _open_text(path, encoding)
    first = list(islice(_json_rows(stream), _LOOKED_AT))
    columns = tuple(dict.fromkeys(key for row in first if isinstance(row, dict) for key in row))
    if not columns:
        stream.close()
        raise ArticleError(f"{path} holds no JSON objects, one a line", article=str(path))

    def read(wanted: Sequence[str]) -> Iterator[RawRow]:
        return (_json_cells(row, wanted) for row in chain(first, _json_rows(stream)))

    return CustomerTable(path=path, columns=columns, total=None, read=read, close=stream.close)


def _json_cells(row: dict[str, object] | str, wanted: Sequence[str]) -> RawRow:
    return row if isinstance(row, str) else tuple([row.get(column) for column in wanted])


def _json_rows(lines: Iterable[str]) -> Iterator[dict[str, object] | str]:
    try:
        yield from (_json_row(line) for line in lines if line.strip())
    except UnicodeError as exc:
        yield f"not in the file's encoding: {exc}"


def _json_row(line: str) -> dict[str, object] | str:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as exc:
        return f"not valid JSON: {exc}"
    return value if isinstance(value, dict) else "not a JSON object"


def _open_parquet(path: Path) -> CustomerTable:
    # Imported here: pyarrow takes 0.2 s, and few runs read Parquet.
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as exc:
        raise ArticleError(f"{path} is a damaged Parquet file: {exc}", article=str(path)) from exc

    def read(wanted: Sequence[str]) -> Iterator[RawRow]:
        try:
            for batch in file.iter_batches(batch_size=_PARQUET_ROWS, columns=list(wanted)):
                yield from zip(*(batch.column(name).to_pylist() for name in wanted), strict=True)
        except (pa.ArrowException, OSError, UnicodeDecodeError) as exc:
            raise ArticleError(f"{path} is damaged: {exc}", article=str(path)) from exc

    names = tuple(file.schema_arrow.names)
    rows = file.metadata.num_rows
    return CustomerTable(path=path, columns=names, total=rows, read=read, close=file.close)


def _open_excel(path: Path, sheet: str | None) -> CustomerTable:
    try:
        # Imported here: an extra, and few runs read Excel.
        from openpyxl import load_workbook  # noqa: PLC0415
    except ModuleNotFoundError as exc:
        raise ConfigError(
            "reading Excel files needs a library: pip install 'sanxref[xlsx]'"
        ) from exc
    _refuse_bombs(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except _DAMAGED_EXCEL as exc:
        raise ArticleError(f"{path} is a damaged Excel file: {exc}", article=str(path)) from exc
    if sheet is not None and sheet not in book.sheetnames:
        book.close()
        raise ConfigError(f"{path} has no sheet {sheet!r}; it has {', '.join(book.sheetnames)}")
    rows = _excel_rows(path, book, sheet)
    with ExitStack() as closing:
        closing.callback(book.close)
        header = next(rows, None)
        if header is None:
            raise ArticleError(f"{path} has no rows in its first sheet", article=str(path))
        closing.pop_all()
    columns = tuple("" if cell is None else str(cell) for cell in header)

    def read(wanted: Sequence[str]) -> Iterator[RawRow]:
        places = [columns.index(column) for column in wanted]
        for cells in rows:
            yield tuple([cells[at] if at < len(cells) else None for at in places])

    return CustomerTable(path=path, columns=columns, total=None, read=read, close=book.close)


# What openpyxl, the XML parser and zipfile raise, of a damaged file, wherever it is read.
_DAMAGED_EXCEL = (
    OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, SyntaxError, EOFError,
    NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def _excel_rows(
    path: Path,
    book: Any,  # noqa: ANN401 - openpyxl has no types
    sheet: str | None,
) -> Iterator[tuple[object, ...]]:
    """Give the rows that are not empty.

    Raises:
        ArticleError: The file is damaged.
    """
    try:
        chosen = book[sheet] if sheet is not None else book.worksheets[0]
        for cells in chosen.iter_rows(values_only=True):
            if any(cell is not None for cell in cells):
                yield cells
    except _DAMAGED_EXCEL as exc:
        raise ArticleError(f"{path} is damaged: {exc}", article=str(path)) from exc


def _refuse_bombs(path: Path) -> None:
    """Refuse a file whose texts would fill the memory before a row is read."""
    try:
        with zipfile.ZipFile(path) as packed:
            texts = sum(
                entry.file_size
                for entry in packed.infolist()
                if entry.filename.lower().endswith(("sharedstrings.xml", "styles.xml"))
            )
    except (OSError, zipfile.BadZipFile) as exc:
        raise ArticleError(f"{path} is no Excel file: {exc}", article=str(path)) from exc
    if texts > _MOST_STRINGS:
        raise ArticleError(
            f"{path} holds {texts:,} bytes of texts, more than are read; save it as CSV",
            article=str(path),
        )
