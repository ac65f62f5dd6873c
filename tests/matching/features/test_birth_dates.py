"""Dates of birth, as a table of cases."""

import pytest

from sanxref.matching import MatchingOptions
from sanxref.matching.features import birth_date_feature
from sanxref.model.articles import Context, ContextFact, ContextKind
from sanxref.model.dates import PartialDate
from sanxref.model.designations import (
    AliasQuality,
    BirthDate,
    DateBasis,
    Designation,
    ListedName,
    Listing,
    NameKind,
    NamePart,
    NamePartKind,
    Reference,
    SourceKey,
    TargetKind,
)


def designation(*born):
    return Designation(
        source=SourceKey("un"),
        reference=Reference("T.001"),
        kind=TargetKind.INDIVIDUAL,
        names=(
            ListedName(
                text="X",
                parts=(NamePart(kind=NamePartKind.UNSPECIFIED, text="X"),),
                kind=NameKind.PRIMARY,
                quality=AliasQuality.STRONG,
                script="Latn",
                field="NAME",
            ),
        ),
        listings=(
            Listing(
                list_name="UN List",
                programme="Al-Qaida",
                listed_on=None,
                basis=DateBasis.NOT_STATED,
                field="",
            ),
        ),
        birth_dates=tuple(
            BirthDate(date=PartialDate.parse(day) if day[0].isdigit() else None, text=day)
            for day in born
        ),
    )


def context(kind, value, published=None):
    return Context(
        facts=(ContextFact(kind=kind, value=value, text=value, start=0, end=1),) if value else (),
        published=PartialDate.parse(published) if published else None,
    )


BORN = ContextKind.BIRTH_DATE
AGE = ContextKind.AGE


@pytest.mark.parametrize(
    ("kind", "value", "published", "listed", "score", "reason"),
    [
        (BORN, "1975-08-05", None, ("1975-08-05",), 1.0, "the same day"),
        (BORN, "1975-05-08", None, ("1975-08-05",), 0.9, "day and month exchanged"),
        (BORN, "1975", None, ("1975-08-05",), 0.85, "the year is all the text has"),
        (BORN, "1975-08", None, ("1975-08-05",), 0.85, "the month"),
        (BORN, "1975-08-05", None, ("1970/1980",), 0.85, "inside a range"),
        (BORN, "1975-08-05", None, ("1951", "1975"), 0.85, "one of several"),
        (BORN, "1975-08-05", None, ("1976",), 0.7, "years one apart, as UN and OFAC have it"),
        (BORN, "1975-08-05", None, ("1975-02-01",), 0.7, "another day of the same year"),
        (BORN, "1977", None, ("1975~",), 0.75, "two years from an approximate one"),
        (BORN, "1979", None, ("1975~",), 0.0, "four years from an approximate one"),
        (BORN, "1977-08-05", None, ("1975-08-05",), 0.0, "two years"),
        (BORN, "1951", None, ("1975", "1976"), 0.0, "no listed one"),
        (AGE, "50", "2025-10-22", ("1975-08-05",), 0.85, "50 on that day"),
        (AGE, "49", "2025-07-22", ("1975-08-05",), 0.85, "49 before the birthday"),
        (AGE, "50", "2025-10-22", ("1976",), 0.7, "a year off"),
        (AGE, "30", "2025-10-22", ("1975-08-05",), 0.0, "twenty years off"),
        (AGE, "50", None, ("1975-08-05",), None, "an age without a date of the article"),
        (AGE, "50", "2024-02-29", ("1973-08-05",), 0.85, "a leap day"),
        (BORN, "1975", None, (), None, "the list is silent"),
        (BORN, "1975", None, ("about the war",), None, "the list has words only"),
        (BORN, "", None, ("1975",), None, "the text is silent"),
        (BORN, "spring", None, ("1975",), None, "words that are no date"),
    ],
)
def test_birth_dates(kind, value, published, listed, score, reason):  # noqa: PLR0917 - a table
    feature = birth_date_feature(
        context(kind, value, published), designation(*listed), MatchingOptions()
    )
    assert feature.score == score, reason
    if score is None:
        assert feature.effect == 0.0
    elif score == 0.0:
        assert feature.effect < 0
    else:
        assert feature.effect > 0
    for day in listed:
        assert day in feature.detail or (score or 0) > 0
