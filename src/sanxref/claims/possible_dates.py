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

from sanxref.claims.dates import SEASON_BEGINS, DateReader, DateWords, date_reader, shifted
from sanxref.claims.dates_english import SEASONS
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
    """Words for a length of time: "eighteen months", or one unit of it: "the day before".

    Attributes:
        span: Where they stand.
        count: How many units.
        unit: Day, week, fortnight, month, year or decade.
        single: One unit is meant, not a number of them.
        exact: The day is meant: "a year to the day after".
        ahead: It counts on from publication: "in three days".
    """

    span: Span
    count: int
    unit: str
    single: bool = False
    exact: bool = False
    ahead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A month, a weekday or a season that is told beside another date: "that July".

    Attributes:
        span: Where it stands.
        form: `month`, `weekday` or `season`.
        name: In lower case.
        way: Before the other date, behind it, or in its year or week.
    """

    span: Span
    form: str
    name: str
    way: Way


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
        self._named: list[_Named] = []
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
        for met in self._patterns.named.finditer(self._text, sentence.start, sentence.end):
            self._named.append(_named(met))
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
        if date.date.until is not None:  # "on the list from 2003 to 2014": either
            for end in (replace(date.date, until=None), date.date.until):
                told = replace(date, date=end)
                self._plain.append(PossibleDate(words=span, base=None, way=Way.HERE, date=told))
        before = self._last_but_one(words, date.date)
        if before is not None:
            how = f"that of the week before publication, {self._published}"
            told = replace(date, date=before, resolution=how)
            self._ahead.append(PossibleDate(words=span, base=None, way=Way.BACK, date=told))
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

    def _last_but_one(self, words: DateWords, date: PartialDate) -> PartialDate | None:
        """As in "last Monday", said on a Tuesday of the Monday eight days before."""
        if words.form != "weekday" or words.get("lead") != "last" or self._published is None:
            return None
        back = (self._published.earliest - date.earliest).days
        if back > self._published.earliest.weekday():
            return None  # it was in another week already
        return PartialDate.of(date.earliest - timedelta(days=7))

    def _length(self, met: re.Match[str]) -> Iterator[_Length]:
        count, unit = self._reader.number(met["count"]), met["unit"].lower()
        if met["months"]:
            count, unit = 12 * count + self._reader.number(met["months"]), "month"
        if unit == "hour":
            if count % _HOURS_A_DAY:
                return
            count, unit = count // _HOURS_A_DAY, "day"
        yield _Length(
            span=met.span(),
            count=count,
            unit=unit,
            exact=bool(met["exactly"] or met["to_the_day"]),
            ahead=bool(met["in"] or met["off"]),
        )

    def _note_bare(self, met: re.Match[str]) -> None:
        """As in "its 2015 notice", "the January decree", "on the 14th"."""
        month = self._rules.months[met["month"].lower()] if met["month"] else None
        day = int(met["day"]) if met["day"] else None
        if met["ordinal"]:
            day = self._rules.ordinals[met["ordinal"].lower()]
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
        for named in self._named:
            found += self._beside(named, bases)
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

    def _beside(self, named: _Named, bases: Sequence[PossibleDate]) -> Iterator[PossibleDate]:
        """The month, weekday or season that is next to another date, or in its year or week."""
        for base in bases:
            if base.words[0] < named.span[1] and named.span[0] < base.words[1]:
                continue
            when = self._when(named, _date(base))
            if when is None or (self._published and when.earliest > self._published.latest):
                continue
            date = self._claim_date(named.span, when, f"counted from {_told(base)}")
            yield PossibleDate(words=named.span, base=base.words, way=named.way, date=date)

    def _when(self, named: _Named, base: PartialDate) -> PartialDate | None:
        if named.form == "weekday":
            if base.day is None:
                return None
            on = (self._rules.weekdays[named.name] - base.earliest.weekday()) % 7
            if named.way is Way.WITHIN:
                on = self._rules.weekdays[named.name] - base.earliest.weekday()
            elif named.way is Way.AFTER:
                on = on or 7
            else:
                on -= 7
            return PartialDate.of(base.earliest + timedelta(days=on))
        month = self._rules.months.get(named.name)
        first = month or SEASON_BEGINS[named.name]
        year = base.year
        if named.way is Way.AFTER:
            year += (base.month or 12) >= first
        elif named.way is Way.BEFORE:
            year -= (base.month or 1) <= (month or first + 2)
        return PartialDate(year=year, month=month)

    def _counted(self, length: _Length, bases: Sequence[PossibleDate]) -> Iterator[PossibleDate]:
        """A length of time back from publication, and from another date back and on."""
        words = f"{length.count} {length.unit}{'s' * (length.count != 1)}"
        if self._published is not None:
            on = _counted(self._published, length, 1) if length.ahead else None
            if on is not None:
                how = f"{words} after publication, {self._published}"
                date = self._claim_date(length.span, on, how)
                yield PossibleDate(words=length.span, base=None, way=Way.AHEAD, date=date)
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
    named: re.Pattern[str]
    bare: re.Pattern[str]


@cache
def _patterns(rules: Rules) -> _Patterns:
    count = date_reader(rules).count_pattern
    whole: dict[int, str] = {}  # "Nov" and "May" mean a month only beside a number or "in"
    for name, number in rules.months.items():
        whole[number] = max(whole.get(number, ""), name, key=len)
    months = "|".join(name.capitalize() for name in whole.values() if name != "may")
    ordinals = "|".join(sorted(rules.ordinals, key=len)[::-1])
    return _Patterns(
        length=re.compile(
            rf"(?<!\w)(?P<in>in\s+)?(?P<exactly>(?:exactly|precisely)\s+)?(?P<count>{count})[\s-]+"
            r"(?:(?:full|long|whole|more)\s+)?"
            r"(?P<unit>hour|day|week|fortnight|month|year|decade)s?\b(?!\s+ago\b)"
            rf"(?:(?<=years)\s+and\s+(?P<months>{count})\s+months?\b)?"
            r"(?:(?P<to_the_day>\s+to\s+the\s+day\b)|(?P<off>\s+(?:off|away|from\s+now|hence)\b))?",
            re.IGNORECASE,
        ),
        single=re.compile(
            r"\b(?:the|that|this)\s+(?:very\s+)?(?:(?:next|following|previous|preceding)\s+)?"
            r"(?P<unit>day|morning|afternoon|evening|night|week|fortnight|month|year)\b",
            re.IGNORECASE,
        ),
        named=re.compile(
            r"\b(?:[Tt]he|[Tt]hat)\s+(?:same\s+)?"
            r"(?:(?P<after>following|next)\s+|(?P<before>previous|preceding)\s+)?"
            rf"(?:(?P<month>{'|'.join(name.capitalize() for name in whole.values())})"
            rf"|(?P<weekday>{'|'.join(name.capitalize() for name in rules.weekdays)})"
            rf"|(?P<season>{SEASONS}))\b(?:\s+(?:(?P<behind>after)|(?P<ahead>before))\b)?"
        ),
        bare=re.compile(
            r"(?<![\w/.,$€£-])(?P<year>(?:19|20)\d\d)(?![\w/]|[-.,]\d)"
            rf"|(?<!\w)(?P<month>{months})(?!\w)"
            r"|(?<=\bthe )(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)\b(?! century)"
            r"|(?:(?<=\b[Oo]n the )|(?<=\b[Bb]y the )|(?<=\b[Ss]ince the ))"
            # "on the third list", "on the second of two" are no days
            rf"(?P<ordinal>{ordinals})\b(?!\s+(?!and\b|in\b|the\b|it\b|he\b|she\b|they\b)[a-z])"
        ),
    )


def _named(met: re.Match[str]) -> _Named:
    (form,) = (form for form in ("month", "weekday", "season") if met[form])
    way = Way.WITHIN
    if met["after"] or met["behind"]:
        way = Way.AFTER
    elif met["before"] or met["ahead"]:
        way = Way.BEFORE
    return _Named(span=met.span(), form=form, name=met[form].lower(), way=way)


def _date(item: PossibleDate) -> PartialDate:
    if item.date is None:
        raise ValueError("a base has a date")
    return item.date.date


def _told(item: PossibleDate) -> str:
    return f"{_date(item)}, named in the passage"


def _counted(date: PartialDate, length: _Length, by: int) -> PartialDate | None:
    try:
        return shifted(date, length.unit, by * length.count, exact=length.exact)
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
