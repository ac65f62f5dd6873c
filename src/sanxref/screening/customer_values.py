"""Values of customer records, brought into the form that the lists are compared in.

Every function gives the value, or a fault in words: a value that is not understood is told, and
the row is screened without it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from sanxref.articles.countries import country_of_demonym, country_of_place
from sanxref.articles.datelines import read_date
from sanxref.matching.countries import country_code
from sanxref.model.dates import PartialDate
from sanxref.model.designations import TargetKind
from sanxref.screening.countries import alpha_2, territory

__all__ = [
    "DateOrder",
    "Unclear",
    "infer_order",
    "read_birth_date",
    "read_gender",
    "read_kind",
    "read_nationality",
    "read_several",
    "read_text",
]

_EARLIEST_BIRTH = 1850
_LATEST_BIRTH = 2100
_NUMERIC_DATE = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?:[ T]\d{1,2}:\d\d.*)?")
_BASIC_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SEPARATORS = re.compile(r"[;|\n]")
_REMEMBERED = 100_000
_LONGEST = 80
"""Characters of a date, a country, a gender or a kind."""
_MONTHS_IN_YEAR = 12
_YEAR_DIGITS = 4

_ABSENT = frozenset({"nan", "NaT", "<NA>", "inf", "-inf"})
"""How pandas, pyarrow and Excel write values that are not there."""

_GENDERS = {
    "male": "male", "m": "male", "man": "male", "mr": "male", "homme": "male", "h": "male",
    "männlich": "male", "masculine": "male", "masculino": "male",
    "female": "female", "f": "female", "w": "female", "woman": "female", "mrs": "female",
    "ms": "female", "femme": "female", "weiblich": "female", "feminine": "female",
    "femenino": "female",
}  # fmt: skip
_NO_GENDER = frozenset({"x", "u", "o", "d", "unknown", "other", "n/a", "none", "diverse"})
_KINDS = {
    "individual": TargetKind.INDIVIDUAL, "person": TargetKind.INDIVIDUAL,
    "natural person": TargetKind.INDIVIDUAL, "private": TargetKind.INDIVIDUAL,
    "i": TargetKind.INDIVIDUAL, "p": TargetKind.INDIVIDUAL,
    "entity": TargetKind.ENTITY, "company": TargetKind.ENTITY, "organization": TargetKind.ENTITY,
    "organisation": TargetKind.ENTITY, "legal person": TargetKind.ENTITY,
    "legal entity": TargetKind.ENTITY, "business": TargetKind.ENTITY,
    "corporate": TargetKind.ENTITY, "e": TargetKind.ENTITY,
    "vessel": TargetKind.VESSEL, "ship": TargetKind.VESSEL, "aircraft": TargetKind.AIRCRAFT,
}  # fmt: skip


class DateOrder(StrEnum):
    """In which order day and month of a numeric date stand."""

    AUTO = "auto"
    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """A value that was not understood, or only in part.

    Attributes:
        kind: For counting: "date of birth not understood".
        text: With the value: `date of birth "31.31.1970" is not understood`.
        known: What of it is certain all the same: the year.
    """

    kind: str
    text: str
    known: PartialDate | None = None


def read_text(value: object) -> str:
    """Write a cell as text: numbers without a needless ".0", nothing for an absent value."""
    if isinstance(value, str):
        return value.strip()
    match value:
        case None:
            text = ""
        case float() if value.is_integer():
            text = str(int(value))
        case datetime() if (value.hour, value.minute, value.second) == (0, 0, 0):
            text = value.date().isoformat()
        case list() | tuple():
            text = "; ".join(filter(None, map(read_text, value)))
        case _:
            text = str(value).strip()
            if text in _ABSENT:
                text = ""
    return text


def read_several(texts: Iterable[str]) -> tuple[str, ...]:
    """Part cells that hold several values, by semicolons, bars or line ends."""
    found: dict[str, None] = {}
    for text in texts:
        for part in _SEPARATORS.split(text):
            if kept := part.strip():
                found[kept] = None
    return tuple(found)


def read_birth_date(value: object, order: DateOrder) -> PartialDate | Unclear | None:
    """Read a date of birth.

    Reads EDTF (`1970`, `1970-02`, `1970-02-03`, `1951/1953`, `1960~`), `19700203`, dates of
    Parquet and Excel, `3 Feb 1970`, and numeric dates with the year first or last. With
    `DateOrder.AUTO`, `03/02/1970` is the year 1970 and told, since nothing says which is which.

    Returns:
        The date; what was not understood; or None for an empty value.
    """
    if isinstance(value, date) and isinstance(value.year, int):  # the year of NaT is not a number
        day = value.date() if isinstance(value, datetime) else value
        return _plausible(PartialDate.of(day), str(day))
    text = _shortened(read_text(value))
    return _read_date_text(text, order) if text else None


def _shortened(text: str) -> str:
    """Cut off what is too long to be any value; it is remembered, and shown in messages."""
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


@lru_cache(_REMEMBERED)
def _read_date_text(text: str, order: DateOrder) -> PartialDate | Unclear:
    try:
        return _plausible(PartialDate.parse(text), text)
    except ValueError:
        pass
    try:
        if met := _BASIC_DATE.fullmatch(text):
            year, month, day = map(int, met.groups())
            return _plausible(PartialDate(year=year, month=month, day=day), text)
        if met := _NUMERIC_DATE.fullmatch(text):
            return _read_numeric(text, (met[1], met[3], met[4]), _order(met[2], order))
    except ValueError:
        return _no_date(text)
    read = read_date(text)
    return _no_date(text) if read is None else _plausible(read, text)


def infer_order(values: Iterable[object]) -> DateOrder:
    """Tell the order of day and month that all dates of a column share.

    Returns:
        Day or month first, where dates with a number above 12 say so and none says otherwise.
    """
    seen: set[DateOrder] = set()
    for value in values:
        met = _NUMERIC_DATE.fullmatch(value.strip()) if isinstance(value, str) else None
        if met is None or len(met[4]) != _YEAR_DIGITS:
            continue
        if int(met[1]) > _MONTHS_IN_YEAR:
            seen.add(DateOrder.DAY_FIRST)
        elif int(met[3]) > _MONTHS_IN_YEAR:
            seen.add(DateOrder.MONTH_FIRST)
    return seen.pop() if len(seen) == 1 else DateOrder.AUTO


def _order(separator: str, order: DateOrder) -> DateOrder:
    """Dates with full stops are written day first wherever they are in use (CLDR)."""
    return DateOrder.DAY_FIRST if order is DateOrder.AUTO and separator == "." else order


def _read_numeric(
    text: str, parts: tuple[str, str, str], order: DateOrder
) -> PartialDate | Unclear:
    first, second, last = map(int, parts)
    if len(parts[0]) == _YEAR_DIGITS:
        return _plausible(PartialDate(year=first, month=second, day=last), text)
    if len(parts[2]) != _YEAR_DIGITS:
        return _no_date(text)  # two digits of a year say too little of a birth
    if order is DateOrder.MONTH_FIRST:
        return _plausible(PartialDate(year=last, month=first, day=second), text)
    if order is DateOrder.DAY_FIRST or first > _MONTHS_IN_YEAR or first == second:
        return _plausible(PartialDate(year=last, month=second, day=first), text)
    if second > _MONTHS_IN_YEAR:
        return _plausible(PartialDate(year=last, month=first, day=second), text)
    _ = PartialDate(year=last, month=second, day=first)  # the calendar has it
    return Unclear(
        kind="order of day and month not known",
        text=f'day and month of "{text}" cannot be told apart; say which order the file has',
        known=PartialDate(year=last),
    )


def _plausible(read: PartialDate, text: str) -> PartialDate | Unclear:
    if not _EARLIEST_BIRTH <= read.year <= _LATEST_BIRTH:
        return _no_date(text)
    return read


def _no_date(text: str) -> Unclear:
    return Unclear(
        kind="date of birth not understood", text=f'date of birth "{text}" is not understood'
    )


def read_nationality(text: str) -> str | Unclear:
    """Read a code, a country or an adjective as an ISO 3166-1 alpha-2 code."""
    return _read_country(_shortened(text))


@lru_cache(_REMEMBERED)
def _read_country(text: str) -> str | Unclear:
    tables = (alpha_2, country_code, country_of_place, country_of_demonym, territory)
    code = next(filter(None, (look_up(text) for look_up in tables)), None)
    return code or Unclear(
        kind="nationality not understood", text=f'nationality "{text}" is not understood'
    )


def read_gender(text: str) -> str | Unclear | None:
    """Read a gender as `male` or `female`; None where it is neither or unknown."""
    word = text.casefold().rstrip(".")
    if word in _NO_GENDER:
        return None
    return _GENDERS.get(word) or Unclear(
        kind="gender not understood", text=f'gender "{_shortened(text)}" is not understood'
    )


def read_kind(text: str) -> TargetKind | Unclear:
    """Read a kind of customer as a kind of target."""
    return _KINDS.get(text.casefold()) or Unclear(
        kind="kind not understood",
        text=f'kind "{_shortened(text)}" is not understood; all kinds are asked',
    )
