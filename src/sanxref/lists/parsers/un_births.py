"""Dates and places of birth in a record of the UN list."""

from dataclasses import replace

from sanxref.errors import ListFault
from sanxref.lists.parsers.faults import Reading
from sanxref.lists.parsers.fields import Fields
from sanxref.lists.parsers.written_dates import read_iso, read_un_note
from sanxref.model.dates import PartialDate
from sanxref.model.designations import BirthDate, BirthPlace

__all__ = ["UnBirths"]

_DATE_FIELD = "INDIVIDUAL_DATE_OF_BIRTH"
_PLACE_FIELD = "INDIVIDUAL_PLACE_OF_BIRTH"
_DATE = ("TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE")
_PLACE = ("STREET", "CITY", "STATE_PROVINCE", "COUNTRY", "NOTE")
_EXACT, _ABOUT, _BETWEEN = "EXACT", "APPROXIMATELY", "BETWEEN"
_NULL = "null"  # some aliases of 2024 have this word as their date of birth


class UnBirths:
    """The births of one record: its own, and those that stand with an alias."""

    def __init__(self, fields: Fields, reading: Reading) -> None:
        self._fields = fields
        self._reading = reading
        self._dates: list[BirthDate] = []
        self._places: list[BirthPlace] = []

    @property
    def dates(self) -> tuple[BirthDate, ...]:
        """Those of the record first; the UN marks none of them as the main one."""
        return tuple(dict.fromkeys(sorted(self._dates, key=lambda birth: not birth.main)))

    @property
    def places(self) -> tuple[BirthPlace, ...]:
        """Those of the record first."""
        return tuple(dict.fromkeys(sorted(self._places, key=lambda birth: not birth.main)))

    def take_own(self) -> None:
        """Take the record's own dates and places."""
        for item in self._fields.each(_DATE_FIELD, blank=_DATE):
            self._dates.append(self._date(item))
        for item in self._fields.each(_PLACE_FIELD, blank=_PLACE):
            street, city, region, country = (
                item.text(name) for name in ("STREET", "CITY", "STATE_PROVINCE", "COUNTRY")
            )
            note = item.text("NOTE")
            self._places.append(_place((street, city, region, country), note=note))

    def take_of_alias(self, alias: Fields) -> None:
        """Take what stands with an alias: a false passport has its own date of birth."""
        written = alias.text("DATE_OF_BIRTH")
        if written and written != _NULL:
            self._dates.append(
                BirthDate(
                    date=_loose(written),
                    text=written,
                    main=False,
                    field="INDIVIDUAL_ALIAS/DATE_OF_BIRTH",
                )
            )
        city, country = alias.text("CITY_OF_BIRTH"), alias.text("COUNTRY_OF_BIRTH")
        if city or country:
            self._places.append(_place(("", city, "", country), main=False))

    def _date(self, item: Fields) -> BirthDate:
        kind, note = item.text("TYPE_OF_DATE"), item.text("NOTE")
        day, year = item.text("DATE"), item.text("YEAR")
        first, last = item.text("FROM_YEAR"), item.text("TO_YEAR")
        stated = bool(day or year or first or last)
        if kind not in {_EXACT, _ABOUT, _BETWEEN} and (kind or stated):
            raise self._reading.unknown_value(f"{_DATE_FIELD}/TYPE_OF_DATE", kind)
        if kind == _BETWEEN and not (first and last):
            raise item.missing("element FROM_YEAR or TO_YEAR")
        about = kind == _ABOUT or note.casefold().startswith("approx")
        value = f"{first} to {last}" if first or last else day or year
        try:
            when = _years(first, last) if first or last else self._point(value, note)
        except ValueError as exc:
            raise self._reading.corrupt(
                ListFault.UNKNOWN_VALUE, f"{_DATE_FIELD} is {value!r}, not a date"
            ) from exc
        return BirthDate(
            date=replace(when, approximate=True) if when is not None and about else when,
            text=_text(kind, value, note),
            field=_DATE_FIELD,
        )

    @staticmethod
    def _point(value: str, note: str) -> PartialDate | None:
        """Read a single date, with the month that stands in the note only ("Sep." beside 1958)."""
        if not value:
            return read_un_note(note)
        when = read_iso(value)
        return when if when.month else read_un_note(note, when.year) or when


def _years(first: str, last: str) -> PartialDate:
    start, end = read_iso(first), read_iso(last)
    if start == end:
        return start
    return PartialDate(year=start.year, month=start.month, day=start.day, until=end)


def _loose(text: str) -> PartialDate | None:
    """A date that is written freely: `1958 - 1964`; None where it is in words."""
    first, dash, last = text.partition(" - ")
    try:
        return _years(first.strip(), last.strip()) if dash else read_iso(text)
    except ValueError:
        return None


def _text(kind: str, value: str, note: str) -> str:
    words = value if kind == _EXACT or not value else f"{kind} {value}"
    if not words:
        return note
    return f"{words} ({note})" if note else words


def _place(parts: tuple[str, str, str, str], *, note: str = "", main: bool = True) -> BirthPlace:
    street, city, region, country = parts
    return BirthPlace(
        text=", ".join(part for part in parts if part) or note,
        city=city or street,
        region=region,
        country=country,
        note=note,
        main=main,
    )
