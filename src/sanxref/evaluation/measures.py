"""Counts of right and wrong answers, and the figures that are made of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

__all__ = ["Answer", "MatchFigures", "measure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a matcher said of one labelled item.

    Attributes:
        expected: The label: a match, or none.
        given: The matcher's answer.
        groups: Groups that the item counts in, as `column=value`.
    """

    expected: bool
    given: bool
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchFigures:
    """What was measured; shares are 0.0 to 1.0, and None where nothing was to be counted.

    Attributes:
        count: Items.
        positives: Items labelled as matches.
        recall: Share of the positives that were found.
        precision: Share of what was found that is labelled so.
        f1: Harmonic mean of recall and precision.
        false_positive_rate: Share of the other items that were found.
        items_per_cpu_second: Throughput on one core, reading of files aside; 0.0 in groups.
        groups: The same by group, sorted.
    """

    count: int
    positives: int
    recall: float | None
    precision: float | None
    f1: float | None
    false_positive_rate: float | None
    items_per_cpu_second: float = 0.0
    groups: tuple[tuple[str, "MatchFigures"], ...] = ()


def measure(answers: Iterable[Answer], *, cpu_seconds: float) -> MatchFigures:
    """Turn answers into figures.

    Args:
        answers: One for each labelled item.
        cpu_seconds: Time that the matcher took for all of them.
    """
    everything = list(answers)
    by_group: dict[str, list[Answer]] = {}
    for answer in everything:
        for group in answer.groups:
            by_group.setdefault(group, []).append(answer)
    return replace(
        _figures(everything),
        items_per_cpu_second=round(len(everything) / max(cpu_seconds, 1e-6), 1),
        groups=_grouped(by_group),
    )


def _grouped(by_group: Mapping[str, list[Answer]]) -> tuple[tuple[str, MatchFigures], ...]:
    return tuple((name, _figures(by_group[name])) for name in sorted(by_group))


def _figures(answers: list[Answer]) -> MatchFigures:
    hits = sum(answer.expected and answer.given for answer in answers)
    positives = sum(answer.expected for answer in answers)
    given = sum(answer.given for answer in answers)
    negatives = len(answers) - positives
    return MatchFigures(
        count=len(answers),
        positives=positives,
        recall=_share(hits, positives),
        precision=_share(hits, given),
        f1=_share(2 * hits, positives + given),
        false_positive_rate=_share(given - hits, negatives),
    )


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
