"""Dates as the authorities write them, made into partial dates."""

import calendar
import re
from datetime import date

from sanxref.model.dates import PartialDate

__all__ = ["date_text", "period", "read_iso", "read_ofac", "read_un_note"]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_NUMBER = {name.casefold(): number for number, name in enumerate(_MONTHS, 1)}

# LISTED_ON of ten UN records ends in a time zone, "2015-04-07-04:00" (LISTS.md section 3c); the
# date as written is the date of listing.
_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T[\d:.]+)?(?:Z|[+-]\d\d:\d\d)?")
_OFAC = re.compile(r"(?:(?:(\d{1,2}) )?([A-Z][a-z]{2}) )?(\d{4})")
_NOTE_MONTH = re.compile(r"([A-Z][a-z]{2,8})\.? (\d{4})")
_NOTE_MONTHS = re.compile(r"Between ([A-Z][a-z]{2,8})\.? and ([A-Z][a-z]{2,8})\.? (\d{4})")
_NOTE_MONTH_ALONE = re.compile(r"([A-Z][a-z]{2,8})\.?")


def read_iso(text: str) -> PartialDate:
    """Read `2014`, `2014-09-23` or `2015-04-07-04:00`.

    Raises:
        ValueError: It is none of these, or no calendar has it.
    """
    met = _ISO.fullmatch(text)
    if met is None:
        msg = f"{text!r} is not a date"
        raise ValueError(msg)
    year, month, day = met.groups()
    return PartialDate(
        year=int(year), month=int(month) if month else None, day=int(day) if day else None
    )


def read_ofac(text: str) -> PartialDate:
    """Read the shapes of a date of birth in OFAC's files (LISTS.md section 3d).

    `10 Dec 1948`, `Sep 1938`, `1946`, `circa 1951`, `1951 to 1953`,
    `01 Jan 1961 to 31 Dec 1962`: a range of whole years means that only years are known, and
    one of a whole year that only the year is.

    Raises:
        ValueError: Another shape, or no calendar has it.
    """
    rest = text.removeprefix("circa ")
    first, _, last = rest.partition(" to ")
    start = _read_ofac_point(first)
    end = _read_ofac_point(last) if last else start
    if last:
        return period(start.earliest, end.latest, approximate=rest != text)
    return PartialDate(year=start.year, month=start.month, day=start.day, approximate=rest != text)


def _read_ofac_point(text: str) -> PartialDate:
    met = _OFAC.fullmatch(text)
    if met is None:
        msg = f"{text!r} is not a date"
        raise ValueError(msg)
    day, month, year = met.groups()
    return PartialDate(
        year=int(year),
        month=_month(month) if month else None,
        day=int(day) if day else None,
    )


def read_un_note(note: str, year: int | None = None) -> PartialDate | None:
    """Read the month that some UN records give in words: `Nov. 1973`, `Sep.` beside a year.

    Returns:
        None where the note says something else.
    """
    if met := _NOTE_MONTHS.fullmatch(note):
        first, last = _known_month(met[1]), _known_month(met[2])
        if first and last and first < last:
            own = int(met[3])
            return PartialDate(year=own, month=first, until=PartialDate(year=own, month=last))
    if met := _NOTE_MONTH.fullmatch(note):
        month = _known_month(met[1])
        return PartialDate(year=int(met[2]), month=month) if month else None
    if year is not None and (met := _NOTE_MONTH_ALONE.fullmatch(note)):
        month = _known_month(met[1])
        return PartialDate(year=year, month=month) if month else None
    return None


def period(first: date, last: date, *, approximate: bool = False) -> PartialDate:
    """Make the partial date that a period of days stands for.

    OFAC's data writes a year as 1 January to 31 December and a month as its first to its last
    day (LISTS.md section 3d); such a period is that year or month and nothing more precise.

    Raises:
        ValueError: The period ends before it begins.
    """
    if first > last:
        msg = f"{first} to {last} ends before it begins"
        raise ValueError(msg)
    if first == last:
        start, end = PartialDate.of(first), PartialDate.of(last)
    elif (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        start, end = PartialDate(year=first.year), PartialDate(year=last.year)
    elif first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        start = PartialDate(year=first.year, month=first.month)
        end = PartialDate(year=last.year, month=last.month)
    else:
        start, end = PartialDate.of(first), PartialDate.of(last)
    return PartialDate(
        year=start.year,
        month=start.month,
        day=start.day,
        until=None if start == end else end,
        approximate=approximate,
    )


def date_text(when: PartialDate) -> str:
    """Write a date as OFAC writes it, for formats that carry it in numbers only."""
    words = _point_text(when)
    if when.until is not None:
        words = f"{words} to {_point_text(when.until)}"
    return f"circa {words}" if when.approximate else words


def _point_text(when: PartialDate) -> str:
    parts = []
    if when.day is not None:
        parts.append(f"{when.day:02d}")
    if when.month is not None:
        parts.append(_MONTHS[when.month - 1])
    return " ".join([*parts, f"{when.year:04d}"])


def _month(name: str) -> int:
    number = _known_month(name)
    if number is None:
        msg = f"{name!r} is not a month"
        raise ValueError(msg)
    return number


def _known_month(name: str) -> int | None:
    return _MONTH_NUMBER.get(name[:3].casefold())
