"""All dates that the words of a passage may mean, for the reading model to choose from.

Grammar gives each date the one meaning that its words have by themselves (`dates`). Which day
"eighteen months after" or "the day before" is depends on the act that is dated: in "two days after
the raid of 24 September Britain sanctioned X" one counts on, in "two days after Britain had
sanctioned X, on 24 September, ..." back. Both are told here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from sanxref.claims.dates import DateReader, DateWords, date_reader, shifted
from sanxref.claims.lexicon import Rules
from sanxref.claims.reader import Span, Way
from sanxref.model.articles import Sentence
from sanxref.model.claims import ClaimDate
from sanxref.model.dates import PartialDate

__all__ = ["PossibleDate", "possible_dates"]

_HOURS_A_DAY = 24
_DAYS = frozenset({"morning", "afternoon", "evening", "night"})  # parts that mean the day
_MOST = 48  # for one passage; 99 of 100 labelled ones have 13 at most, none more than 30


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleDate:
    """What some words of a passage may mean.

    Attributes:
        words: Offsets of the words in the article.
        base: Offsets of the words whose date they count from, or None.
        way: How the date comes out of the words.
        date: With its derivation; None where it is not known ("on Tuesday", and no day of
            publication).
    """

    words: Span
    base: Span | None
    way: Way
    date: ClaimDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Length:
    """Words for a length of time: "eighteen months", or one unit of it: "the day before"."""

    span: Span
    count: int
    unit: str
    single: bool = False


def possible_dates(
    text: str,
    sentences: Iterable[Sentence],
    known: Mapping[int, ClaimDate],
    published: PartialDate | None,
    rules: Rules,
) -> tuple[PossibleDate, ...]:
    """Find the dates that a passage may mean.

    Args:
        text: Of the article, after `tokens.plain`.
        sentences: Of the passage.
        known: Dates that grammar has read, by offset.
        published: Day, month or year of publication, if known.
        rules: Of the language.

    Returns:
        In the order of their words.
    """
    passage = _Passage(text, rules, published)
    for sentence in sentences:
        passage.read(sentence, known)
    return passage.all()


class _Passage:
    def __init__(self, text: str, rules: Rules, published: PartialDate | None) -> None:
        self._text = text
        self._published = published
        self._reader: DateReader = date_reader(rules)
        self._patterns = _patterns(rules)
        self._rules = rules
        self._plain: list[PossibleDate] = []
        self._ahead: list[PossibleDate] = []
        self._lengths: list[_Length] = []
        self._loose: list[tuple[Span, int | None, int | None]] = []  # month and day alone
        self._anchor: PartialDate | None = None

    def read(self, sentence: Sentence, known: Mapping[int, ClaimDate]) -> None:
        """Note what one sentence has."""
        found = self._reader.find(self._text, sentence.start, sentence.end)
        for words in found:
            self._note(words, known.get(words.start) or self._resolved(words))
        taken = [(words.start, words.end) for words in found]
        for met in self._patterns.length.finditer(self._text, sentence.start, sentence.end):
            self._lengths += self._length(met)
        for met in self._patterns.single.finditer(self._text, sentence.start, sentence.end):
            unit = met["unit"].lower()
            unit = "day" if unit in _DAYS else unit
            self._lengths.append(_Length(span=met.span(), count=1, unit=unit, single=True))
        for met in self._patterns.bare.finditer(self._text, sentence.start, sentence.end):
            if all(met.end() <= start or end <= met.start() for start, end in taken):
                self._note_bare(met)

    def _resolved(self, words: DateWords) -> ClaimDate | None:
        return self._reader.resolve(
            words, self._text, published=self._published, anchor=self._anchor
        )

    def _note(self, words: DateWords, date: ClaimDate | None) -> None:
        span = (words.start, words.end)
        self._plain.append(PossibleDate(words=span, base=None, way=Way.HERE, date=date))
        if date is None:
            return
        self._anchor = date.date
        ahead = self._next(words, date.date)
        if ahead is not None:
            how = f"the next one after publication, {self._published}"
            told = replace(date, date=ahead, resolution=how)
            self._ahead.append(PossibleDate(words=span, base=None, way=Way.AHEAD, date=told))

    def _next(self, words: DateWords, date: PartialDate) -> PartialDate | None:
        """The same weekday, day or month after publication: "is to vote on Friday"."""
        if self._published is None or date.latest > self._published.latest:
            return None
        if words.form == "weekday" and date.day is not None:
            return PartialDate.of(date.earliest + timedelta(days=7))
        if words.form in {"day", "month"} and not words.get("year") and not words.get("rel"):
            return _made(date.year + 1, date.month, date.day)
        return None

    def _length(self, met: re.Match[str]) -> Iterator[_Length]:
        count, unit = self._reader.number(met["count"]), met["unit"].lower()
        if unit == "hour":
            if count % _HOURS_A_DAY:
                return
            count, unit = count // _HOURS_A_DAY, "day"
        yield _Length(span=met.span(), count=count, unit=unit)

    def _note_bare(self, met: re.Match[str]) -> None:
        """As in "its 2015 notice", "the January decree", "on the 14th"."""
        month = self._rules.months[met["month"].lower()] if met["month"] else None
        day = int(met["day"]) if met["day"] else None
        if met["year"]:
            date = self._claim_date(met.span(), PartialDate(year=int(met["year"])), "")
            self._plain.append(PossibleDate(words=met.span(), base=None, way=Way.HERE, date=date))
        else:
            self._loose.append((met.span(), month, day))

    def _claim_date(self, span: Span, date: PartialDate, how: str) -> ClaimDate:
        return ClaimDate(
            date=date,
            text=self._text[slice(*span)],
            start=span[0],
            end=span[1],
            resolution=how,
        )

    def all(self) -> tuple[PossibleDate, ...]:
        """What the sentences have, and what comes of it."""
        bases = [item for item in self._plain if item.date and item.date.date.until is None]
        found = [*self._plain, *self._ahead]
        for span, month, day in self._loose:
            found += self._completed(span, month, day, bases)
        for length in self._lengths:
            found += self._counted(length, bases)
        return tuple(sorted(found[:_MOST], key=lambda item: item.words))

    def _completed(
        self, span: Span, month: int | None, day: int | None, bases: Sequence[PossibleDate]
    ) -> Iterator[PossibleDate]:
        """A month, or a day of a month, up to publication or beside another date."""
        published = self._published
        if published is not None and published.month is not None:
            last = _last(published, month, day)
            if last is not None:
                how = f"the last one up to publication, {published}"
                date = self._claim_date(span, last, how)
                yield PossibleDate(words=span, base=None, way=Way.HERE, date=date)
        for base in bases:
            near = _beside(base, month, day)
            if near is not None:
                how = f"beside {_told(base)}"
                date = self._claim_date(span, near, how)
                yield PossibleDate(words=span, base=base.words, way=Way.WITHIN, date=date)

    def _counted(self, length: _Length, bases: Sequence[PossibleDate]) -> Iterator[PossibleDate]:
        """A length of time back from publication, and from another date back and on."""
        words = f"{length.count} {length.unit}{'s' * (length.count != 1)}"
        if self._published is not None:
            back = _counted(self._published, length, -1)
            if back is not None:
                how = f"{words} before publication, {self._published}"
                date = self._claim_date(length.span, back, how)
                yield PossibleDate(words=length.span, base=None, way=Way.BACK, date=date)
            same = _counted(self._published, replace(length, count=0), 1)
            if length.single and same is not None:
                how = f"the {length.unit} of publication, {self._published}"
                date = self._claim_date(length.span, same, how)
                yield PossibleDate(words=length.span, base=None, way=Way.HERE, date=date)
        for base in bases:
            if base.words[0] < length.span[1] and length.span[0] < base.words[1]:
                continue
            for way, by, name in ((Way.BEFORE, -1, "before"), (Way.AFTER, 1, "after")):
                when = _counted(_date(base), length, by)
                if when is None or (self._published and when.earliest > self._published.latest):
                    continue
                how = f"{words} {name} {_told(base)}"
                date = self._claim_date(length.span, when, how)
                yield PossibleDate(words=length.span, base=base.words, way=way, date=date)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Patterns:
    length: re.Pattern[str]
    single: re.Pattern[str]
    bare: re.Pattern[str]


@cache
def _patterns(rules: Rules) -> _Patterns:
    count = date_reader(rules).count_pattern
    whole: dict[int, str] = {}  # "Nov" and "May" mean a month only beside a number or "in"
    for name, number in rules.months.items():
        whole[number] = max(whole.get(number, ""), name, key=len)
    months = "|".join(name.capitalize() for name in whole.values() if name != "may")
    return _Patterns(
        length=re.compile(
            rf"(?<!\w)(?P<count>{count})[\s-]+(?:(?:full|long|whole|more)\s+)?"
            r"(?P<unit>hour|day|week|fortnight|month|year|decade)s?\b(?!\s+ago\b)",
            re.IGNORECASE,
        ),
        single=re.compile(
            r"\b(?:the|that|this)\s+(?:very\s+)?(?:(?:next|following|previous|preceding)\s+)?"
            r"(?P<unit>day|morning|afternoon|evening|night|week|fortnight|month|year)\b",
            re.IGNORECASE,
        ),
        bare=re.compile(
            r"(?<![\w/.,$€£-])(?P<year>(?:19|20)\d\d)(?![\w/]|[-.,]\d)"
            rf"|(?<!\w)(?P<month>{months})(?!\w)"
            r"|(?<=\bthe )(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)\b(?! century)"
        ),
    )


def _date(item: PossibleDate) -> PartialDate:
    if item.date is None:
        raise ValueError("a base has a date")
    return item.date.date


def _told(item: PossibleDate) -> str:
    return f"{_date(item)}, named in the passage"


def _counted(date: PartialDate, length: _Length, by: int) -> PartialDate | None:
    try:
        return shifted(date, length.unit, by * length.count)
    except (ValueError, OverflowError):
        return None  # before the first year of the calendar


def _last(published: PartialDate, month: int | None, day: int | None) -> PartialDate | None:
    """The last such month, or day of a month, up to publication."""
    of = month or published.month or 1
    when = _made(published.year, of, day)
    if when is not None and when.earliest <= published.latest:
        return when
    if month is not None:
        return _made(published.year - 1, of, day)
    return _made(published.year - (of == 1), of - 1 or 12, day)


def _beside(base: PossibleDate, month: int | None, day: int | None) -> PartialDate | None:
    """The month of a base's year, or the day of its month."""
    date = _date(base)
    month = month or date.month
    return None if month is None else _made(date.year, month, day)


def _made(year: int, month: int | None, day: int | None) -> PartialDate | None:
    """A date, or None where no calendar has it: the 31st in a month of 30 days."""
    try:
        return PartialDate(year=year, month=month, day=day)
    except ValueError:
        return None
