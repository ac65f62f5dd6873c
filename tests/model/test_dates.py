"""Partial dates."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sanxref.model.dates import PartialDate, Precision


@st.composite
def points(draw: st.DrawFn) -> PartialDate:
    day = draw(st.dates(min_value=date(1, 1, 1)))
    precision = draw(st.sampled_from([Precision.YEAR, Precision.MONTH, Precision.DAY]))
    return PartialDate(
        year=day.year,
        month=None if precision is Precision.YEAR else day.month,
        day=day.day if precision is Precision.DAY else None,
    )


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    start = draw(points())
    until = draw(st.none() | points())
    assume(until is None or until.latest >= start.earliest)
    return PartialDate(
        year=start.year,
        month=start.month,
        day=start.day,
        until=until,
        approximate=draw(st.booleans()),
    )


@given(partial_dates())
def test_what_is_written_is_read_back(when):
    assert PartialDate.parse(str(when)) == when


@given(partial_dates())
def test_it_begins_before_it_ends(when):
    assert when.earliest <= when.latest


@given(partial_dates(), partial_dates())
def test_overlap_is_mutual(one, other):
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(one)


@given(st.dates(min_value=date(1, 1, 1)))
def test_a_day_is_itself(day):
    when = PartialDate.of(day)
    assert (when.earliest, when.latest, when.precision) == (day, day, Precision.DAY)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1976", date(1976, 1, 1), date(1976, 12, 31)),
        ("1960-02", date(1960, 2, 1), date(1960, 2, 29)),
        ("1951/1953", date(1951, 1, 1), date(1953, 12, 31)),
        ("1975-08-05", date(1975, 8, 5), date(1975, 8, 5)),
        (" 1960~ ", date(1960, 1, 1), date(1960, 12, 31)),
    ],
)
def test_missing_parts_stay_open(text, earliest, latest):
    when = PartialDate.parse(text)
    assert (when.earliest, when.latest) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    ["", "76", "1976-13", "1976-02-30", "1976-1-1", "1953/1951", "circa 1976", "1976/", "1976?"],
)
def test_what_no_calendar_has_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        PartialDate.parse(text)


def test_a_day_needs_a_month():
    with pytest.raises(ValueError, match="month"):
        PartialDate(year=1976, day=3)


def test_the_end_of_a_range_has_no_end_of_its_own():
    with pytest.raises(ValueError, match="does not end a range"):
        PartialDate(year=1951, until=PartialDate.parse("1952/1953"))


def test_a_range_is_a_range_whatever_its_ends_are():
    assert PartialDate.parse("1951-01-02/1953").precision is Precision.RANGE
