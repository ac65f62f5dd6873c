"""Dates of which only a part is known.

A year stays a year: nothing here turns 1976 into 1 January 1976.
The written form is the Extended Date/Time Format of the Library of Congress (EDTF, level 1):
`1975-08-05`, `1975-08`, `1975`, `1951/1953`, and `~` behind what the list calls approximate.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import MAXYEAR, date
from enum import StrEnum
from typing import Self

__all__ = ["PartialDate", "Precision"]


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"


_EDTF = re.compile(
    r"(?P<start>\d{4}(?:-\d\d(?:-\d\d)?)?)(?:/(?P<end>\d{4}(?:-\d\d(?:-\d\d)?)?))?(?P<about>~?)"
)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PartialDate:
    """A date known to the day, the month or the year, or a range of such dates.

    Attributes:
        year: Four-digit year.
        month: 1 to 12, or None where only the year is known.
        day: 1 to 31, or None where only the month is known.
        until: End of a range (itself without an end), or None for a single date.
        approximate: The source says "approximately" or "circa".
    """

    year: int
    month: int | None = None
    day: int | None = None
    until: "PartialDate | None" = None
    approximate: bool = False

    def __post_init__(self) -> None:
        """Refuse what no calendar has.

        Raises:
            ValueError: A part is out of range, or the range ends before it starts.
        """
        if self.day is not None and self.month is None:
            msg = "a day needs a month"
            raise ValueError(msg)
        # date() refuses what is out of range, but overflows on numbers that are huge.
        if max(abs(self.year), abs(self.month or 0), abs(self.day or 0)) > MAXYEAR:
            msg = f"no calendar has the date {self.year}-{self.month}-{self.day}"
            raise ValueError(msg)
        _ = self.earliest, self._own_latest  # date() checks the ranges
        if self.until is not None and (
            self.until.until is not None or self.until.latest < self.earliest
        ):
            msg = f"{self.until} does not end a range that starts on {self.earliest}"
            raise ValueError(msg)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the written form (EDTF level 1, see the head of the module).

        Raises:
            ValueError: `text` is not such a form.
        """
        met = _EDTF.fullmatch(text.strip())
        if met is None:
            msg = f"{text!r} is not a date like 2014, 2014-09, 2014-09-23, 1951/1953 or 1960~"
            raise ValueError(msg)
        end = met["end"]
        year, month, day = _parts(met["start"])
        return cls(
            year=year,
            month=month,
            day=day,
            until=cls(**dict(zip(("year", "month", "day"), _parts(end), strict=True)))  # type: ignore[arg-type]  # year is never None
            if end
            else None,
            approximate=bool(met["about"]),
        )

    @classmethod
    def of(cls, day: date) -> Self:
        """Take over a full calendar date."""
        return cls(year=day.year, month=day.month, day=day.day)

    @property
    def precision(self) -> Precision:
        """Say how much is known; a range is `RANGE` whatever its ends are."""
        if self.until is not None:
            return Precision.RANGE
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def earliest(self) -> date:
        """First calendar day that this date can mean (approximation not counted)."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """Last calendar day that this date can mean (approximation not counted)."""
        return self._own_latest if self.until is None else self.until.latest

    @property
    def _own_latest(self) -> date:
        month = self.month or 12
        day = self.day or calendar.monthrange(self.year, month)[1]
        return date(self.year, month, day)

    def overlaps(self, other: "PartialDate") -> bool:
        """Whether some calendar day can be meant by both (approximation not counted)."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def __str__(self) -> str:
        """Written form, EDTF level 1."""
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        if self.until is not None:
            text += f"/{self.until}"
        return text + "~" * self.approximate


def _parts(text: str) -> tuple[int, int | None, int | None]:
    year, *rest = (int(part) for part in text.split("-"))
    return year, rest[0] if rest else None, rest[1] if len(rest) > 1 else None
