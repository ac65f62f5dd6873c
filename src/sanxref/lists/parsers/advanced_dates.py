"""Dates and periods of OFAC's ADVANCED XML."""

from datetime import date

from sanxref.errors import ListFault
from sanxref.lists.parsers.advanced_references import ReferenceValues
from sanxref.lists.parsers.faults import Reading
from sanxref.lists.parsers.fields import Fields
from sanxref.lists.parsers.written_dates import period
from sanxref.model.dates import PartialDate

__all__ = ["AdvancedDates"]

_GREGORIAN = "Gregorian"
# These say whether a part of the date is certain. OFAC sets all of one kind of element to the
# same value, whatever the date, so they tell nothing.
_FIXED = ("YearFixed", "MonthFixed", "DayFixed")


class AdvancedDates:
    """Reader of dates; knows the calendars of the file."""

    def __init__(self, values: ReferenceValues, reading: Reading) -> None:
        self._values = values
        self._reading = reading

    def take_date(self, fields: Fields) -> PartialDate:
        """Take a Date or DateOfIssue."""
        self._check_calendar(fields)
        return self._take_point(fields)

    def take_period(self, fields: Fields) -> PartialDate | None:
        """Take a DatePeriod; None where it is empty, as those of measures are."""
        self._check_calendar(fields)
        fields.ignore_attributes(*_FIXED)
        bounds: list[PartialDate] = []
        approximate = False
        for name in ("Start", "End"):
            for bound in fields.one(name):
                approximate = bound.flag("Approximate") or approximate
                bound.ignore_attributes(*_FIXED)
                for end in ("From", "To"):
                    bounds.extend(self._take_point(point) for point in bound.one(end))
        if not bounds:
            return None
        first, last = bounds[0], bounds[-1]
        return self._whole(first.earliest, last.latest, fields, approximate=approximate)

    def _whole(self, first: date, last: date, fields: Fields, *, approximate: bool) -> PartialDate:
        try:
            return period(first, last, approximate=approximate)
        except ValueError as exc:
            raise self._reading.corrupt(
                ListFault.UNKNOWN_VALUE, f"{fields.counter.path} has the period {exc}"
            ) from exc

    def _take_point(self, fields: Fields) -> PartialDate:
        year, month, day = fields.required("Year"), fields.text("Month"), fields.text("Day")
        try:
            return PartialDate(
                year=int(year),
                month=int(month) if month else None,
                day=int(day) if day else None,
            )
        except ValueError as exc:
            raise self._reading.corrupt(
                ListFault.UNKNOWN_VALUE,
                f"{fields.counter.path} is {year}-{month}-{day}, not a date",
            ) from exc

    def _check_calendar(self, fields: Fields) -> None:
        calendar = self._values.text("CalendarType", fields.attribute("CalendarTypeID"))
        if calendar != _GREGORIAN:
            raise self._reading.unknown_value(f"{fields.counter.path}@CalendarTypeID", calendar)
