"""Dates in words: what is found, what it means, at which precision."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanxref.claims.dates import DateReader
from sanxref.model.dates import PartialDate
from sanxref.settings import load_settings

PUBLISHED = "2018-11-20"
"""A Tuesday."""

# (words, publication, date named before, expected or None)
CASES = [
    # absolute
    ("on 23 September 2014", None, None, "2014-09-23"),
    ("on September 23, 2014", None, None, "2014-09-23"),
    ("on Tuesday, September 23rd, 2014", None, None, "2014-09-23"),
    ("on the 3rd of May, 2012", None, None, "2012-05-03"),
    ("2014-09-23", None, None, "2014-09-23"),
    ("in September 2014", None, None, "2014-09"),
    ("since the end of February 2022", None, None, "2022-02"),
    ("in 2014", None, None, "2014"),
    ("in late 2014", None, None, "2014"),
    ("around 1997", None, None, "1997~"),
    ("between 2014 and 2016", None, None, "2014/2016"),
    ("from 2014 to 2016", None, None, "2014/2016"),
    # no date at all, or none that a calendar has
    ("on 31 February 2014", None, None, None),
    ("Regulation 2014/145", None, None, None),
    ("the 2016 Act", None, None, None),
    ("he may come", PUBLISHED, None, None),
    ("1,2014 men", PUBLISHED, None, None),
    # relative to publication
    ("on Tuesday", PUBLISHED, None, "2018-11-20"),
    ("on Monday", PUBLISHED, None, "2018-11-19"),
    ("on Wednesday", PUBLISHED, None, "2018-11-14"),
    ("last Tuesday", PUBLISHED, None, "2018-11-13"),
    ("today", PUBLISHED, None, "2018-11-20"),
    ("yesterday", PUBLISHED, None, "2018-11-19"),
    ("this week", PUBLISHED, None, "2018-11"),
    ("last week", "2018-11-06", None, "2018-10/2018-11"),
    ("last month", "2018-01-06", None, "2017-12"),
    ("earlier this month", PUBLISHED, None, "2018-11"),
    ("last year", PUBLISHED, None, "2017"),
    ("in June", PUBLISHED, None, "2018-06"),
    ("in December", PUBLISHED, None, "2017-12"),
    ("on 3 June", PUBLISHED, None, "2018-06-03"),
    ("on Feb. 15", PUBLISHED, None, "2018-02-15"),
    ("three days ago", PUBLISHED, None, "2018-11-17"),
    ("seven months ago", PUBLISHED, None, "2018-04"),
    ("two years ago", PUBLISHED, None, "2016"),
    ("on the third of May, 2012", None, None, "2012-05-03"),
    ("on the last day of February 2012", None, None, "2012-02-29"),
    ("since the twenty-first of May", PUBLISHED, None, "2018-05-21"),
    ("on the last day of the year", PUBLISHED, None, "2017-12-31"),
    ("on the fourth of the month", PUBLISHED, None, "2018-11-04"),
    ("on the fourth of that month", PUBLISHED, "2014-09-23", "2014-09-04"),
    ("on Friday the ninth", PUBLISHED, None, "2018-11-09"),
    ("on Friday, the 26th", PUBLISHED, None, "2018-10-26"),
    ("on Monday, the twelfth,", "2018-11-15", None, "2018-11-12"),
    ("on Monday, the tenth in a row", PUBLISHED, None, "2018-11-19"),
    ("on Human Rights Day", PUBLISHED, None, "2017-12-10"),
    ("on the eve of Human Rights Day 2016", PUBLISHED, None, "2016-12-09"),
    ("on New Year's Eve", PUBLISHED, None, "2017-12-31"),
    ("the Thursday before last", PUBLISHED, None, "2018-11-08"),
    ("three Tuesdays ago", PUBLISHED, None, "2018-10-30"),
    ("since Friday last", PUBLISHED, None, "2018-11-16"),
    ("exactly a year ago", PUBLISHED, None, "2017-11-20"),
    ("in the first days of 2009", PUBLISHED, None, "2009-01"),
    ("the day before yesterday", PUBLISHED, None, "2018-11-18"),
    ("tomorrow", PUBLISHED, None, "2018-11-21"),
    ("the following spring", PUBLISHED, "2014-09-23", "2015"),
    ("the previous autumn", PUBLISHED, "2014-09-23", "2013"),
    ("the July before", PUBLISHED, "2014-05", "2013-07"),
    ("the July after", PUBLISHED, "2014-05", "2014-07"),
    ("in May of the same year", PUBLISHED, "2014-09-23", "2014-05"),
    ("in the spring", PUBLISHED, None, "2018"),
    ("since early autumn", PUBLISHED, None, "2018"),
    ("since the summer", "2018-03-01", None, "2017"),
    ("in the spring of 2011", PUBLISHED, None, "2011"),
    ("a week ago today", PUBLISHED, None, "2018-11-13"),
    ("three days ago to the day", PUBLISHED, None, "2018-11-17"),
    ("two years ago to the day", PUBLISHED, None, "2016-11-20"),
    ("a month ago today", "2018-03-31", None, None),
    ("on Monday of last week", PUBLISHED, None, "2018-11-12"),
    ("Wednesday last week", PUBLISHED, None, "2018-11-14"),
    ("on Monday of this week", PUBLISHED, None, "2018-11-19"),
    ("on the first of this month", PUBLISHED, None, "2018-11-01"),
    ("on the 31st of last month", PUBLISHED, None, "2018-10-31"),
    ("on the 31st of the month", PUBLISHED, None, None),
    ("since the first days of the year", PUBLISHED, None, "2018-01"),
    ("in the opening weeks of last year", PUBLISHED, None, "2017-01"),
    ("May 1st of this year", PUBLISHED, None, "2018-05-01"),
    # without the precision of publication that they need
    ("on Tuesday", "2018-11", None, None),
    ("on Tuesday", None, None, None),
    ("yesterday", "2018", None, None),
    ("in June", None, None, None),
    # relative to another event
    ("the following year", None, "2014", "2015"),
    ("the following month", None, "2014-12", "2015-01"),
    ("the previous year", None, "2014-03-01", "2013"),
    ("two months later", None, "2014-03", "2014-05"),
    ("two months later", None, "2014", None),
    ("a fortnight afterwards", None, "2011-02", "2011-03"),
    ("three days before", None, "2020-08-10", "2020-08-07"),
    ("three days later", None, "2020-08", None),
    ("two years later", None, "2012-10-05", "2014"),
    ("that December", None, "2008-05", "2008-12"),
    ("the previous July", None, "2017-01-11", "2016-07"),
    ("in April of that year", None, "2003-11-10", "2003-04"),
    ("the same month", None, "2003-11-10", "2003-11"),
    ("the following year", None, None, None),
]


@pytest.fixture(scope="module")
def reader(lexicon) -> DateReader:
    return DateReader(lexicon.rules("en"))


def _date(text):
    return PartialDate.parse(text) if text else None


@pytest.mark.parametrize(("words", "published", "anchor", "expected"), CASES)
def test_words_to_date(reader, words, published, anchor, expected):
    found = reader.find(words, 0, len(words))
    resolved = [
        reader.resolve(date, words, published=_date(published), anchor=_date(anchor))
        for date in found
    ]
    dates = [str(date.date) for date in resolved if date is not None]
    assert dates == ([expected] if expected else [])


def test_relative_date_says_what_it_was_counted_from(reader):
    (words,) = reader.find("on Monday", 0, 9)
    date = reader.resolve(words, "on Monday", published=_date(PUBLISHED), anchor=None)
    assert date is not None
    assert date.text == "Monday"
    assert date.resolution == "the last one up to publication, 2018-11-20"


@given(
    st.lists(
        st.sampled_from(
            [
                "in",
                "on",
                "2014",
                "May",
                "31",
                "Tuesday",
                "two",
                "years",
                "later",
                "the",
                "following",
                "month",
                "last",
                "that",
                "of",
                "February",
                "30",
                "between",
                "and",
                "9999",
                "ago",
                ",",
            ]
        ),
        max_size=12,
    )
)
def test_any_words_give_dates_inside_the_text(reader, pieces):
    text = " ".join(pieces)
    found = reader.find(text, 0, len(text))
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))
    for words in found:
        date = reader.resolve(
            words, text, published=_date(PUBLISHED), anchor=PartialDate(year=2012, month=2)
        )
        assert date is None or text[date.start : date.end] == date.text


class _Every(frozenset):
    def isdisjoint(self, _: object) -> bool:
        return False


_ENGLISH = """
14, 2014-03-02, (2016), early, the end of, last, this, next, that, the same, the following, the,
in, on, since, until, before, after, ago, later, earlier, before last, of, two, three, twenty-
one, first, fifth, day, days, weeks, year, years, month, months, decades, fortnight, Monday,
Fridays, March, May, Sept., December, today, yesterday, tonight, morning, night, overnight,
spring, autumn, Christmas Day, Human Rights Day, two years ago, three Fridays ago, that very
day, between 2014 and 2016, the last day of the year, in the first days of last year, a month
later, the day after, exactly a year ago, early 2014, in 2014, around 2014, September 2014
"""
_FRENCH = """
14, 1er, 2014, 2014-03-02, la, le, en, depuis, de, mars, mai, lundi, mardi, dernier, il y a deux
ans, trois mois plus tard, l'année suivante, le lendemain, la même semaine, cette année-là,
aujourd'hui, hier, ce matin, la semaine dernière, cette année, l'an prochain, vers 2014, début,
fin, entre 2014 et 2016, avant, après, quatre semaines auparavant, l'année précédente, ce soir
"""


@pytest.mark.parametrize(("language", "words"), [("en", _ENGLISH), ("fr", _FRENCH)])
def test_signs_leave_out_no_form_that_a_passage_has(language: str, words: str) -> None:
    """Only the forms whose sign a passage has are looked for; that loses none."""
    rules = load_settings().lexicon.rules(language)
    quick, whole = DateReader(rules), DateReader(rules)
    whole._signs = dict.fromkeys([*whole._signs, "year"], _Every())

    @settings(max_examples=600)
    @given(st.lists(st.sampled_from(" ".join(words.split()).split(", ")), max_size=6).map(" ".join))
    def same(text: str) -> None:
        assert quick.find(text, 0, len(text)) == whole.find(text, 0, len(text))

    same()
