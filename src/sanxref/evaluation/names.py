"""Labelled names against lists: are the listed found, and the others left alone?"""

import time
from collections.abc import Mapping
from pathlib import Path

from sanxref.evaluation.labelled_rows import read_rows
from sanxref.evaluation.measures import Answer, MatchFigures, measure
from sanxref.matching import Matcher
from sanxref.model.matches import Query

__all__ = ["evaluate_names"]

_RENAMED = {"full_name": "name", "reference_number": "reference"}
_OWN = {"name", "reference"}
_MOST_VALUES = 30
"""Distinct values from which a column is data (a date of birth) and no group."""


def evaluate_names(
    matcher: Matcher, *, positives: Path | None = None, negatives: Path | None = None
) -> MatchFigures:
    """Ask for names of listed persons and for ordinary ones.

    The threshold is that of the matcher's options.

    Args:
        matcher: With the lists to ask.
        positives: CSV `name,reference`; found when a potential match has the reference, or,
            in a row without a reference, when there is any.
        negatives: CSV `name`; any potential match is a false alert.

    Raises:
        EvaluationError: A file cannot be read, or lacks its column.
    """
    answers: list[Answer] = []
    seconds = 0.0
    for path, expected in ((positives, True), (negatives, False)):
        if path is None:
            continue
        rows = read_rows(path, required=("name",), renamed=_RENAMED)
        begin = time.process_time()
        given = [_is_found(matcher, row) for row in rows]
        seconds += time.process_time() - begin
        columns = _grouping(rows)
        answers += [
            Answer(
                expected=expected,
                given=answer,
                groups=tuple(f"{column}={row[column]}" for column in columns if row[column]),
            )
            for row, answer in zip(rows, given, strict=True)
        ]
    return measure(answers, cpu_seconds=seconds)


def _is_found(matcher: Matcher, row: Mapping[str, str]) -> bool:
    matches = matcher.match(Query(names=(row["name"],)))
    reference = row.get("reference", "").strip()
    return any(not reference or match.reference == reference for match in matches)


def _grouping(rows: tuple[dict[str, str], ...]) -> tuple[str, ...]:
    """Columns beside the name whose values are groups."""
    return tuple(
        column
        for column in rows[0]
        if column not in _OWN and len({row[column] for row in rows}) <= _MOST_VALUES
    )
