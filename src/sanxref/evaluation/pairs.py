"""Labelled pairs of names: does the matcher say that two names may be one (DESIGN section 6)?"""

import time
from collections.abc import Mapping
from pathlib import Path

from sanxref.errors import EvaluationError
from sanxref.evaluation.labelled_rows import read_rows
from sanxref.evaluation.measures import Answer, MatchFigures, measure
from sanxref.matching import MatchingOptions, compare_names

__all__ = ["evaluate_pairs"]

_COLUMNS = ("name1", "name2", "is_match")
_LABELS = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}


def evaluate_pairs(
    path: Path, options: MatchingOptions, *, threshold: float | None = None
) -> MatchFigures:
    """Compare labelled pairs of names.

    Args:
        path: CSV `name1,name2,is_match`; further columns become groups `column=value`.
        options: Of the matcher.
        threshold: Score from which a pair counts as a match; that of the options where None.

    Raises:
        EvaluationError: The file cannot be read, or a label is neither true nor false.
    """
    rows = read_rows(path, required=_COLUMNS)
    expected = [_label(path, number, row) for number, row in enumerate(rows, 2)]
    least = options.threshold if threshold is None else threshold
    begin = time.process_time()
    given = [compare_names(row["name1"], row["name2"], options).score >= least for row in rows]
    seconds = time.process_time() - begin
    answers = [
        Answer(expected=label, given=answer, groups=_groups(row))
        for row, label, answer in zip(rows, expected, given, strict=True)
    ]
    return measure(answers, cpu_seconds=seconds)


def _label(path: Path, number: int, row: Mapping[str, str]) -> bool:
    label = _LABELS.get(row["is_match"].strip().lower())
    if label is None:
        raise EvaluationError(
            f"{path}, line {number}: is_match is {row['is_match']!r}; it must be true or false"
        )
    return label


def _groups(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        f"{column}={value}" for column, value in row.items() if column not in _COLUMNS and value
    )
