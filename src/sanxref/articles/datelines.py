"""Dates that say when an article was published."""

import re
from datetime import datetime

from sanxref.model.dates import PartialDate

__all__ = ["find_dateline", "read_date"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WORDS = (
    re.compile(rf"{_DAY}\s+{_MONTH},?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"^(?P<day>){_MONTH},?\s+{_YEAR}$", re.IGNORECASE),
)
_ISO = re.compile(r"\s*(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?=$|[T ])")
_BASIC = re.compile(r"\s*(\d{4})(\d\d)(\d\d)(?:\d{6})?\s*")

# A place in capitals, the date, then a dash or a bracket: the form of agencies and ministries.
# A date anywhere else in the text may be that of an event.
_DATELINE = re.compile(
    r"^\s*[A-Z][A-Z .,'’-]{2,40}?(?:\([A-Za-z .]+\)\s*)?,\s*(?P<date>[^\n—–-]{8,24}?)\s*"
    r"(?:\([A-Za-z .]+\)\s*)?(?:[—–-]|$)",
    re.MULTILINE,
)
# A line of its own that announces the date: what web pages and press releases print.
_ANNOUNCED = re.compile(
    r"^\s*(?:Published(?:\s+on)?|Publication date|Posted(?:\s+on)?|Date|Release date"
    r"|For immediate release)\s*:?\s+(?P<date>[^\n]{6,30}?)\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD_CHARACTERS = 800


def read_date(value: object) -> PartialDate | None:
    """Read a date of metadata or of a column: ISO 8601, RFC 2822, English words, or a datetime.

    Forms whose order of day and month is open ("03/04/2021") are not read.

    Returns:
        The date at the precision that it has, or None where it is none.
    """
    if isinstance(value, datetime):
        return PartialDate.of(value.date())
    text = str(value).strip() if value is not None else ""
    return _from_digits(text) or _from_words(text)


def find_dateline(text: str) -> PartialDate | None:
    """Find the date of a date line ("LONDON, 14 October 2025 -") at the head of an article.

    Returns:
        A date known to the day, or None where there is no date line that is certain.
    """
    head = text[:_HEAD_CHARACTERS]
    for pattern in (_DATELINE, _ANNOUNCED):
        for met in pattern.finditer(head):
            found = read_date(met["date"])
            if found is not None and found.day is not None:
                return found
    return None


def _from_digits(text: str) -> PartialDate | None:
    met = _ISO.match(text) or _BASIC.fullmatch(text)
    if met is None:
        return None
    year, month, day = (int(part) if part else None for part in met.groups())
    return _date(year, month, day)


def _from_words(text: str) -> PartialDate | None:
    for pattern in _WORDS:
        if met := pattern.search(text):
            month = _MONTHS.index(met["month"][:3].lower()) + 1
            return _date(int(met["year"]), month, int(met["day"]) if met["day"] else None)
    return None


def _date(year: int | None, month: int | None, day: int | None) -> PartialDate | None:
    if year is None or not 1800 <= year < 2200:  # noqa: PLR2004  # dates of living memory and its archives
        return None
    try:
        return PartialDate(year=year, month=month, day=day)
    except ValueError:
        return None
