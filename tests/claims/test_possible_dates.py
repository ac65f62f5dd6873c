"""What dates the words of a passage may mean, for the reading model to choose from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanxref.claims import ClaimLexicon
from sanxref.claims.possible_dates import PossibleDate, possible_dates
from sanxref.claims.reader import Way
from sanxref.model.articles import Sentence
from sanxref.model.dates import PartialDate
from sanxref.settings import load_settings

_PUBLISHED = PartialDate.parse("2020-11-25")
"""A Wednesday."""


@pytest.fixture(scope="module")
def lexicon() -> ClaimLexicon:
    return load_settings().lexicon


def _found(
    lexicon: ClaimLexicon, text: str, published: PartialDate | None = _PUBLISHED
) -> tuple[PossibleDate, ...]:
    rules = lexicon.rules("en")
    assert rules is not None
    return possible_dates(text, [Sentence(start=0, end=len(text))], {}, published, rules)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Eighteen months after it had listed X, OFAC took him off on Tuesday.", "2019-05"),
        ("Two days after the raid of 24 September 2019, London listed X.", "2019-09-26"),
        ("London listed X two days before the raid of 24 September 2019.", "2019-09-22"),
        ("For six years X has been on the list.", "2014"),
        ("Forty-eight hours after the vote of 1 May 2019 X was listed.", "2019-05-03"),
        ("The day before the vote of 1 May 2019 X was listed.", "2019-04-30"),
        ("Twenty-one years on, X is still on the list.", "1999"),
        ("Its 2015 notice on X still stands.", "2015"),
        ("The January decree hit X.", "2020-01"),
        ("The July decree hit X.", "2020-07"),
        ("X was put on the list on the 14th.", "2020-11-14"),
        ("X was put on the list on the 28th.", "2020-10-28"),
        ("On 3 March 2018 A was freed; on the 14th B was listed.", "2018-03-14"),
        ("The committee is to vote on Friday.", "2020-11-27"),
        ("The committee votes on 1 February.", "2021-02-01"),
        ("It will happen before the month is out.", "2020-11"),
        ("On Tuesday X was listed.", "2020-11-24"),
        ("A year to the day after the raid of 24 September 2018 X was listed.", "2019-09-24"),
        ("Two years and three months after it had listed X, in May 2017, he was off.", "2019-08"),
        ("X stood on the list from 2003 to 2014.", "2003"),
        ("X stood on the list from 2003 to 2014.", "2014"),
        ("X was put on the list on the fifth.", "2020-11-05"),
        ("X was listed last Monday.", "2020-11-23"),
        ("X was listed last Monday.", "2020-11-16"),
        ("X will be listed in three days.", "2020-11-28"),
        ("X lost 2015 well. That July Y was listed in 2018.", "2018-07"),
        ("London listed X on 26 October 2019, a Saturday, the others on the Friday.", "2019-10-25"),
        ("London freed X on 26 October 2019; it had listed Y the Friday before.", "2019-10-25"),
        ("X was listed in May 2015, Y the following March.", "2016-03"),
        ("X was listed in May 2015, Y the previous autumn.", "2014"),
    ],
)
def test_what_the_act_was_dated_with_is_among_them(
    lexicon: ClaimLexicon, text: str, meant: str
) -> None:
    assert meant in {str(item.date.date) for item in _found(lexicon, text) if item.date}


def test_a_counted_date_says_what_it_was_counted_from(lexicon: ClaimLexicon) -> None:
    text = "Eighteen months after it had listed X, OFAC took him off on Tuesday."
    (counted,) = (item for item in _found(lexicon, text) if item.way is Way.BEFORE)
    assert counted.date is not None
    assert counted.date.text == "Eighteen months"
    assert counted.date.resolution == "18 months before 2020-11-24, named in the passage"
    assert counted.base is not None
    assert text[slice(*counted.base)] == "Tuesday"


def test_what_counts_from_publication_alone_is_not_counted_from_elsewhere(
    lexicon: ClaimLexicon,
) -> None:
    found = _found(lexicon, "X, freed on 3 March 2018, was listed two years ago.")
    assert {str(item.date.date) for item in found if item.date} == {"2018-03-03", "2018"}


@pytest.mark.parametrize("text", ["X was listed.", "Paragraph 2015/3 of the act of 31 hours."])
def test_no_date_where_no_words_give_one(lexicon: ClaimLexicon, text: str) -> None:
    assert _found(lexicon, text) == ()


def test_without_a_day_of_publication_a_weekday_stays_open(lexicon: ClaimLexicon) -> None:
    (only,) = _found(lexicon, "On Tuesday X was listed.", None)
    assert only.date is None


def test_a_leap_day_has_no_next_year(lexicon: ClaimLexicon) -> None:
    found = _found(lexicon, "X was listed on 29 February.", PartialDate.parse("2024-03-01"))
    assert [str(item.date.date) for item in found if item.date] == ["2024-02-29"]


@given(
    pieces=st.lists(
        st.sampled_from(
            """two eighteen forty-eight 9999 days months years decades after before the day week on
            31 29 February May 2019 2024-02-29 14th Tuesday next following that morning , . of
            ago for since hours a""".split()  # noqa: SIM905 - words, as the text has them
        ),
        max_size=14,
    )
)
def test_any_words_give_dates_inside_the_text(lexicon: ClaimLexicon, pieces: list[str]) -> None:
    text = " ".join(pieces)
    for item in _found(lexicon, text):
        assert 0 <= item.words[0] < item.words[1] <= len(text)
        if item.date is not None:
            assert item.date.text == text[slice(*item.words)]
            assert (item.base is None) == (item.way in {Way.HERE, Way.BACK, Way.AHEAD})
