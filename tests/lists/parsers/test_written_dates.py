"""Dates as authorities write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanxref.lists.parsers.written_dates import (
    date_text,
    period,
    read_iso,
    read_ofac,
    read_un_note,
)
from sanxref.model.dates import PartialDate, Precision

days = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 Dec 1948", "1948-12-10"),
        ("Sep 1938", "1938-09"),
        ("1946", "1946"),
        ("circa 1951", "1951~"),
        ("circa 07 Jul 1966", "1966-07-07~"),
        ("1951 to 1953", "1951/1953"),
        ("01 Jan 1961 to 31 Dec 1962", "1961/1962"),
        ("01 Jan 1982 to 31 Dec 1982", "1982"),
        ("Mar 1962 to Feb 1963", "1962-03/1963-02"),
        ("01 Feb 1960 to 29 Feb 1960", "1960-02"),
        ("05 Mar 1962 to 07 Mar 1962", "1962-03-05/1962-03-07"),
        ("circa 1979 to 1982", "1979/1982~"),
    ],
)
def test_shapes_of_ofac(text, expected):
    assert str(read_ofac(text)) == expected


@pytest.mark.parametrize(
    "text", ["", "31 Feb 1960", "spring 1960", "1960s", "1953 to 1951", "Foo 1960", "12/12/1960"]
)
def test_other_shapes_of_ofac_are_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        read_ofac(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1975", "1975"),
        ("1975-08", "1975-08"),
        ("1975-08-05", "1975-08-05"),
        ("2015-04-07-04:00", "2015-04-07"),
        ("2025-08-02T23:00:00.935Z", "2025-08-02"),
        ("2017-06-30T19:12:08.528-04:00", "2017-06-30"),
    ],
)
def test_shapes_of_the_un(text, expected):
    assert str(read_iso(text)) == expected


@pytest.mark.parametrize("text", ["", "1975-13", "1975-02-30", "5 Aug 1975", "null"])
def test_other_shapes_of_the_un_are_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        read_iso(text)


@pytest.mark.parametrize(
    ("note", "year", "expected"),
    [
        ("Nov. 1973", None, "1973-11"),
        ("August 1961", None, "1961-08"),
        ("Sep.", 1958, "1958-09"),
        ("Between Aug. and Sep. 1977", None, "1977-08/1977-09"),
        ("Sep.", None, None),
        ("24/06/1402 (Hijri Calendar)", None, None),
        ("30-35 years old", None, None),
        ("from false passport", 1979, None),
        ("Nonsense 1973", None, None),
    ],
)
def test_a_month_in_a_note_is_read_and_nothing_else(note, year, expected):
    found = read_un_note(note, year)
    assert (str(found) if found else None) == expected


@given(first=days, last=days)
def test_a_period_spans_exactly_its_days(first, last):
    first, last = sorted((first, last))
    found = period(first, last)
    assert (found.earliest, found.latest) == (first, last)


@given(day=days)
def test_a_year_and_a_month_are_never_more_precise_than_they_are(day):
    year = period(day.replace(month=1, day=1), day.replace(month=12, day=31))
    assert year.precision is Precision.YEAR
    month_end = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    assert period(day.replace(day=1), month_end).precision is Precision.MONTH
    assert period(day, day).precision is Precision.DAY


@given(first=days, last=days, about=st.booleans())
def test_what_is_written_as_ofac_does_is_read_back(first, last, about):
    first, last = sorted((first, last))
    when = period(first, last, approximate=about)
    assert read_ofac(date_text(when)) == when


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="before it begins"):
        period(date(1962, 1, 1), date(1961, 1, 1))


def test_a_partial_date_is_written_in_words():
    assert date_text(PartialDate.parse("1951/1953~")) == "circa 1951 to 1953"
