"""Labelled CSV files: rows with the columns that an evaluation needs."""

import csv
from collections.abc import Sequence
from pathlib import Path

from sanxref.errors import EvaluationError

__all__ = ["read_rows"]


def read_rows(
    path: Path, *, required: Sequence[str], renamed: dict[str, str] | None = None
) -> tuple[dict[str, str], ...]:
    """Read a CSV file with a header.

    Args:
        path: UTF-8, with or without byte order mark.
        required: Columns that must be there.
        renamed: Other headers that stand for a required column (`full_name` for `name`).

    Raises:
        EvaluationError: The file cannot be read, lacks a column or a row is too short.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            header = [_renamed(column, renamed) for column in reader.fieldnames or ()]
            reader.fieldnames = header
            rows = tuple(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise EvaluationError(f"{path} cannot be read: {error}") from error
    if missing := [column for column in required if column not in header]:
        raise EvaluationError(
            f"{path} lacks the column {', '.join(missing)}; it has {', '.join(header) or 'none'}"
        )
    for number, row in enumerate(rows, 2):
        if None in row or any(value is None for value in row.values()):
            raise EvaluationError(f"{path}, line {number}: not as many fields as the header has")
    if not rows:
        raise EvaluationError(f"{path} holds no labelled row")
    return rows


def _renamed(column: str, renamed: dict[str, str] | None) -> str:
    return (renamed or {}).get(column.strip(), column.strip())
