"""The OFAC-comparable score against scores that OFAC's own search gave.

    .venv/bin/python benchmarks/matching_ofac.py

Prints mean errors on ../shared/cases/ofac_scores.csv: of the score as it is; of the score when its
numbers are chosen without the queries that they are measured on (five parts of the queries, each
measured with the numbers that do best on the other four), which shows whether they were made to
fit; and of a named peer, Jaro-Winkler of rapidfuzz over full names or over the best parts,
whichever is higher. "Not shown" counts as 0.
"""

import csv
import itertools
import json
from collections.abc import Iterable
from pathlib import Path
from unittest.mock import patch

from rapidfuzz.distance import JaroWinkler

from sanxref.matching import ofac_score as module
from sanxref.matching.ofac_score import ofac_score

_CASES = Path(__file__).resolve().parents[2] / "shared" / "cases" / "ofac_scores.csv"
_FOLDS = 5
_NUMBERS = {
    "_FULL_BEGINNING": (4, 5, 6),
    "_PART_BEGINNING": (4, 5, 6),
    "_LEAST_ALIKE": (0.4, 0.5, 0.6),
    "_SHORT": (0, 1, 2, 3),
}

Row = tuple[str, str, int]


def main() -> None:
    """Print one JSON object."""
    with _CASES.open(encoding="utf-8") as reader:
        rows = [
            (row["query_name"], row["result_name"], max(0, int(row["ofac_score"])))
            for row in csv.DictReader(reader)
        ]
    chosen, held_out = _cross_validated(rows)
    print(
        json.dumps(
            {
                "count": len(rows),
                "mean_error": _mean(errors_of(rows)),
                "exact": sum(error == 0 for error in errors_of(rows)),
                "mean_error_cross_validated": _mean(held_out),
                "numbers_chosen": chosen,
                "mean_error_peer": _mean(abs(peer_score(q, n) - score) for q, n, score in rows),
                "peer": "rapidfuzz Jaro-Winkler, full names or best parts",
            },
            indent=2,
        )
    )


def errors_of(rows: Iterable[Row]) -> list[int]:
    return [abs(ofac_score(query, name).score - score) for query, name, score in rows]


def _cross_validated(rows: list[Row]) -> tuple[list[dict[str, float]], list[int]]:
    queries = sorted({query for query, _, _ in rows})
    fold = {query: number % _FOLDS for number, query in enumerate(queries)}
    grid = [
        dict(zip(_NUMBERS, values, strict=True)) for values in itertools.product(*_NUMBERS.values())
    ]
    errors = []
    for numbers in grid:
        with patch.multiple(module, **numbers):
            errors.append(errors_of(rows))
    chosen, held_out = [], []
    for part in range(_FOLDS):
        within = [fold[query] != part for query, _, _ in rows]
        totals = [sum(itertools.compress(one, within)) for one in errors]
        best = totals.index(min(totals))
        chosen.append(grid[best])
        held_out += [error for error, is_in in zip(errors[best], within, strict=True) if not is_in]
    return chosen, held_out


def peer_score(query: str, name: str) -> float:
    asked, listed = query.upper().split(), name.upper().replace(",", " ").split()
    full = JaroWinkler.similarity(" ".join(asked), " ".join(listed))
    parts = [max(JaroWinkler.similarity(one, other) for other in listed) for one in asked]
    return 100 * max(full, sum(parts) / len(parts))


def _mean(errors: Iterable[float]) -> float:
    values = list(errors)
    return round(sum(values) / len(values), 2)


if __name__ == "__main__":
    main()
