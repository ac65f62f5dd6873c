"""What a report for readers is made of, whatever it is written in.

`overview` and `explanation` give blocks; `terminal` and `markdown` write them.
Texts are as the report has them; each writer escapes them in its own way.
"""

from dataclasses import dataclass

from sanxref.model.claims import Verdict

__all__ = ["Block", "Facts", "Grid", "Line", "Title"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A heading."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence; a warning must not be overlooked."""

    text: str
    warning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Labels with their values."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table.

    Attributes:
        headers: One for each column.
        rows: As many cells each as there are headers.
        label: Where it is given, a terminal shows it before the first row, and no headers.
        numbers: Columns that are set flush right.
        verdicts: For each row the verdict that colours column `toned`, or empty.
        toned: Index of that column.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    label: str = ""
    numbers: frozenset[int] = frozenset()
    verdicts: tuple[Verdict, ...] = ()
    toned: int = -1


Block = Title | Line | Facts | Grid
