"""Date of birth as a qualifier."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sanxref.matching.options import MatchingOptions
from sanxref.model.articles import Context, ContextKind
from sanxref.model.dates import PartialDate, Precision
from sanxref.model.designations import BirthDate, Designation
from sanxref.model.matches import Feature, FeatureName

__all__ = ["birth_date_feature"]

_OLDEST_AGE = 130
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """When the person was born, going by the article: between two days."""

    earliest: date
    latest: date
    exact: PartialDate | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comparison:
    """How well one stated and one listed date of birth agree, 0.0 to 1.0."""

    score: float
    words: str


def birth_date_feature(
    context: Context, designation: Designation, options: MatchingOptions
) -> Feature:
    """Compare the date of birth or the age in the text with the listed dates of birth.

    An age gives a span of one year, which touches two calendar years, counted back from the
    publication date. A listed date that is approximate is widened on both sides, and years
    that lie one apart still agree (both our choice; docs/matching.md). Day and month
    exchanged count as agreement, and it is said.

    Returns:
        A feature with score 1.0 (same day) down to 0.7 (years one apart), 0.0 (no listed
        date fits) or None (one side unknown), and a sentence that names both values.
    """
    listed = [birth for birth in designation.birth_dates if birth.date is not None]
    stated = tuple(_stated(context))
    if not stated or not listed:
        return _unknown(context, designation, stated=bool(stated))
    best = max(
        (_compare(one, birth, options) for one in stated for birth in listed),
        key=lambda comparison: comparison.score,
    )
    if best.score == 0.0:
        words = "; ".join(birth.text or str(birth.date) for birth in listed)
        detail = f"Born {stated[0].words}; the list has {words}: no listed date fits."
        effect = options.qualifiers.birth_date_differs
    else:
        detail = best.words
        day = best.score >= _SAME_DAY
        effects = options.qualifiers
        effect = effects.birth_date_agrees if day else effects.birth_year_agrees
    return Feature(name=FeatureName.BIRTH_DATE, score=best.score, effect=effect, detail=detail)


_SAME_DAY = 1.0
_EXCHANGED = 0.9
_OVERLAP = 0.85
_WIDENED = 0.75
_NEXT_YEAR = 0.7


def _unknown(context: Context, designation: Designation, *, stated: bool) -> Feature:
    if not designation.birth_dates:
        listed = "the list has no date of birth"
    else:
        listed = "the list has " + "; ".join(
            birth.text or str(birth.date) for birth in designation.birth_dates
        )
    if stated:
        known = "a date of birth or an age is known"
    elif context.values(ContextKind.AGE):
        known = "an age is stated, but not when"
    else:
        known = "unknown from the text"
    return Feature(
        name=FeatureName.BIRTH_DATE,
        score=None,
        effect=0.0,
        detail=f"Date of birth: {known}; {listed}. Not compared.",
    )


def _stated(context: Context) -> Iterable[_Stated]:
    for value in context.values(ContextKind.BIRTH_DATE):
        try:
            born = PartialDate.parse(value)
        except ValueError:
            continue  # words that are no date: unknown, not different
        yield _Stated(earliest=born.earliest, latest=born.latest, exact=born, words=value)
    if context.published is not None:
        for value in context.values(ContextKind.AGE):
            if value.isdecimal() and int(value) <= _OLDEST_AGE:
                yield _from_age(int(value), context.published)


def _from_age(age: int, published: PartialDate) -> _Stated:
    """A person of 45 on a day was born after that day 46 years before, and until 45 before."""
    earliest = _years_before(published.earliest, age + 1) + timedelta(days=1)
    latest = _years_before(published.latest, age)
    return _Stated(
        earliest=earliest,
        latest=latest,
        exact=None,
        words=f"{earliest.year} or {latest.year} (aged {age} on {published})",
    )


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _compare(stated: _Stated, birth: BirthDate, options: MatchingOptions) -> _Comparison:
    listed = birth.date
    assert listed is not None  # the caller keeps only those
    shown = birth.text or str(listed)
    both = f"Born {stated.words}; the list has {shown}"
    if stated.exact is not None and stated.exact.precision is Precision.DAY:
        if stated.exact == listed:
            return _Comparison(score=_SAME_DAY, words=f"{both}: the same day.")
        if _is_exchanged(stated.exact, listed):
            return _Comparison(score=_EXCHANGED, words=f"{both}: day and month exchanged.")
    if stated.earliest <= listed.latest and listed.earliest <= stated.latest:
        return _Comparison(score=_OVERLAP, words=f"{both}: they agree as far as both are known.")
    about = timedelta(days=0)
    is_about = listed.approximate or (stated.exact is not None and stated.exact.approximate)
    if is_about:
        about = _YEAR * options.approximate_years
        if stated.earliest <= listed.latest + about and listed.earliest - about <= stated.latest:
            return _Comparison(score=_WIDENED, words=f"{both}: near, and one is approximate.")
    apart = max(
        listed.earliest.year - stated.latest.year, stated.earliest.year - listed.latest.year
    )
    if apart <= options.year_tolerance:
        years = "the same year" if apart <= 0 else f"years {apart} apart, which lists often are"
        return _Comparison(score=_NEXT_YEAR, words=f"{both}: {years}.")
    return _Comparison(score=0.0, words=both)


def _is_exchanged(one: PartialDate, other: PartialDate) -> bool:
    return (
        other.precision is Precision.DAY
        and one.year == other.year
        and (one.month, one.day) == (other.day, other.month)
    )
