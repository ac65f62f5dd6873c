"""Dates that articles give, at the precision that their words have.

Three kinds of words are told apart: dates that stand alone ("23 September 2014"), dates relative to
the day of publication ("on Tuesday", "last year", "in June") and dates relative to another event
that the text dates ("the following year", "two months later", "that December").
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from sanxref.claims.dates_english import english_forms, english_signs
from sanxref.claims.dates_french import french_forms, french_signs
from sanxref.claims.lexicon import Rules
from sanxref.model.claims import ClaimDate
from sanxref.model.dates import PartialDate, Precision

__all__ = ["SEASON_BEGINS", "DateReader", "DateWords", "date_reader", "shifted"]

_OLDEST, _NEWEST = 1900, 2099  # years that a bare number of four digits may mean
_EARLY, _MIDDLE, _LATE = 5, 15, 25  # days used for counting on from "early", "mid" and "late"
_MONTHS_A_YEAR = 12
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_BOUND = "at least "
_LAST_DAY = 31  # of a year's last month
SEASON_BEGINS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""Month that each begins with."""
_TEN, _TWENTY = 10, 20
_OF_RESOLUTION = re.compile(r"\b\d{3,4} ?\(\Z")
_NUMBER = 7  # characters of it
_LETTERS = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """Words that give a date, not yet resolved.

    Attributes:
        start: Offset of the words.
        end: Offset behind them.
        form: Name of the pattern that met them.
        parts: What the pattern read, in lower case.
    """

    start: int
    end: int
    form: str
    parts: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str:
        """A part, or an empty text."""
        return dict(self.parts).get(name, "")


class DateReader:
    """Finds and resolves the dates of one language."""

    def __init__(self, rules: Rules) -> None:
        """Compile the patterns from the rules' names of months, weekdays and numbers."""
        self._rules = rules
        self.count_pattern = _count_pattern(rules)
        if rules.language == "fr":
            forms = french_forms(rules.months, rules.weekdays, rules.numbers)
            signs = french_signs(rules.months, rules.weekdays)
        else:
            forms = english_forms(rules, self.count_pattern)
            signs = english_signs(rules)
        self._patterns = tuple(
            (name, sign, re.compile(rf"(?<!\w){body}")) for name, sign, body in forms
        )
        self._signs = {sign: frozenset(_LETTERS.findall(words)) for sign, words in signs.items()}
        # What counts from the day of publication, and cannot be told without it.
        self._from_day: dict[str, Callable[[DateWords, date], _Resolved]] = {
            "weekday": self._weekday,
            "today": self._today,
            "next week": self._ahead,
            "next weekday": self._ahead,
            "to the day": self._to_the_day,
            "day of week": self._day_of_week,
            "before last": self._weekdays_ago,
            "weekdays ago": self._weekdays_ago,
        }
        self._resolvers: dict[
            str, Callable[[DateWords, PartialDate | None, PartialDate | None], _Resolved]
        ] = {
            "iso": self._absolute,
            "between": self._absolute,
            "about": self._absolute,
            "year": self._absolute,
            "day": self._calendar,
            "month": self._calendar,
            "period": self._period,
            "season": self._season,
            "in season": self._season,
            "ago": self._ago,
            "day of month": self._day_of_month,
            "start of year": self._edge_of_year,
            "end of year": self._edge_of_year,
            "named day": self._named_day,
            "next season": self._next_season,
            "later": self._later,
            "after clause": self._later,
            "next": self._next,
            "same": self._same,
            "that month": self._named_month,
            "previous month": self._named_month,
            "following month": self._named_month,
        }

    def find(self, text: str, start: int, end: int) -> tuple[DateWords, ...]:
        """Find the dates of a passage; of two that overlap the one that starts first, then longer.

        Args:
            text: After `tokens.plain`.
            start: Offset of the passage.
            end: Offset behind it.
        """
        passage = text[start:end]
        if passage.isupper() and len(passage.title()) == len(passage):
            text = text[:start] + passage.title() + text[end:]  # "PUT ON THE LIST IN MARCH 2011"
        # Most passages have no date, the others dates of few forms.
        letters = _LETTERS.findall(passage.lower())
        signs = {sign for sign, words in self._signs.items() if not words.isdisjoint(letters)}
        if _YEAR.search(passage):
            signs.add("year")
        found = [
            (met, name)
            for name, sign, pattern in self._patterns
            if sign in signs
            for met in pattern.finditer(text, start, end)
        ]
        found.sort(key=lambda item: (item[0].start(), -item[0].end()))
        words: list[DateWords] = []
        for met, name in found:
            if words and met.start() < words[-1].end:
                continue
            if _OF_RESOLUTION.search(text, max(0, met.start() - _NUMBER), met.start()):
                continue  # "resolution 2140 (2014)"
            parts = tuple(
                (key, self._rules.date_words.get(value.lower(), value.lower()))
                for key, value in met.groupdict().items()
                if value
            )
            lead = "last" if re.match(r"(?i)(last|past)\b|\w+day\s+last\b", met[0]) else ""
            words.append(
                DateWords(
                    start=met.start(),
                    end=met.start() + len(met[0].rstrip()),
                    form=name,
                    parts=(*parts, ("lead", lead)),
                )
            )
        return tuple(words)

    def resolve(
        self,
        words: DateWords,
        text: str,
        *,
        published: PartialDate | None,
        anchor: PartialDate | None,
    ) -> ClaimDate | None:
        """Resolve words to a date.

        Args:
            words: As found.
            text: The article's text, for the words themselves.
            published: Day, month or year of publication, if known.
            anchor: The last date that the text gave before, if any.

        Returns:
            The date at the precision that the words, and what they are relative to, have; None
            where they cannot be resolved ("on Tuesday" without a day of publication).
        """
        try:
            if words.form not in self._from_day:
                resolved = self._resolvers[words.form](words, published, anchor)
            elif published is not None and published.precision is Precision.DAY:
                resolved = self._from_day[words.form](words, published.earliest)
            else:
                return None
        except (ValueError, OverflowError):
            return None  # 31 February, the year 0: no calendar has it
        if resolved is None:
            return None
        when, how = resolved
        return ClaimDate(
            date=when,
            text=text[words.start : words.end],
            start=words.start,
            end=words.end,
            resolution=how,
            bound=text[max(words.start - len(_BOUND), 0) : words.start].lower() == _BOUND,
        )

    def _month(self, words: DateWords) -> int:
        return self._rules.months[words.get("month").rstrip(".")]

    def number(self, words: str) -> int:
        """A number in digits or in words that `count_pattern` met."""
        if words.isdigit():
            return int(words)
        return sum(self._rules.numbers[part] for part in words.lower().split("-"))

    def _count(self, words: DateWords) -> int:
        return self.number(words.get("count"))

    def _absolute(
        self, words: DateWords, _published: PartialDate | None, _anchor: PartialDate | None
    ) -> "_Resolved":
        year = int(words.get("year"))
        if not _OLDEST <= year <= _NEWEST:
            return None
        if words.form == "iso":
            return PartialDate(
                year=year, month=int(words.get("mon")), day=int(words.get("day"))
            ), ""
        until = words.get("until")
        return PartialDate(
            year=year,
            until=PartialDate(year=int(until)) if until else None,
            approximate=words.form == "about",
        ), ""

    def _day(self, words: DateWords, year: int, month: int) -> int | None:
        """The day of a month, in digits or words, or None where the words give none."""
        if words.get("day"):
            return int(words.get("day"))
        if words.get("ordinal") == "last":
            return monthrange(year, month)[1]
        return self._rules.ordinals[words.get("ordinal")] if words.get("ordinal") else None

    def _calendar(
        self, words: DateWords, published: PartialDate | None, anchor: PartialDate | None
    ) -> "_Resolved":
        month = self._month(words)

        def of(year: int) -> PartialDate:
            return PartialDate(year=year, month=month, day=self._day(words, year, month))

        if words.get("year"):
            return of(int(words.get("year"))), ""
        relative = words.get("rel")
        if relative in {"that", "the same"}:
            return (of(anchor.year), f"{anchor.year}, the year named before") if anchor else None
        if published is None:
            return None
        if relative == "last":
            return of(published.year - 1), f"the year before publication, {published}"
        when = of(published.year)
        same_month_last_year = (
            words.get("lead") == "last" and published.month is not None and published.month <= month
        )
        if relative != "this" and (when.earliest > published.latest or same_month_last_year):
            when = of(published.year - 1)
        return when, f"the last one up to publication, {published}"

    def _weekday(self, words: DateWords, published: date) -> "_Resolved":
        wanted = self._rules.weekdays[words.get("weekday")]
        back = (published.weekday() - wanted) % 7
        if words.get("lead") == "last" and back == 0:
            back = 7
        when = published - timedelta(days=back)
        return PartialDate.of(when), f"the last one up to publication, {published}"

    def _today(self, words: DateWords, published: date) -> "_Resolved":
        when = published + timedelta(days=_days_on(words.get("word")))
        return PartialDate.of(when), f"counted from publication, {published}"

    def _period(
        self, words: DateWords, published: PartialDate | None, _anchor: PartialDate | None
    ) -> "_Resolved":
        if published is None:
            return None
        how = f"counted from publication, {published}"
        back = 0 if words.get("way") == "this" else 1
        unit = words.get("unit")
        if unit == "year":
            return PartialDate(year=published.year - back), how
        if unit == "month":
            when = shifted(published, "month", -back)
            return None if when is None else (when, how)
        if published.precision is not Precision.DAY:
            return None
        start = published.earliest - timedelta(days=published.earliest.weekday() + 7 * back)
        return _week(start, min(start + timedelta(days=6), published.earliest)), how

    def _ahead(self, words: DateWords, published: date) -> "_Resolved":
        """As in "next week", "next Monday": what is planned."""
        how = f"counted on from publication, {published}"
        if words.form == "next week":
            when = shifted(PartialDate.of(published), words.get("unit"), 1)
            return None if when is None else (when, how)
        wanted = self._rules.weekdays[words.get("weekday")]
        on = (wanted - published.weekday() - 1) % 7 + 1
        return PartialDate.of(published + timedelta(days=on)), how

    def _season(
        self, words: DateWords, published: PartialDate | None, _anchor: PartialDate | None
    ) -> "_Resolved":
        """As in "last spring", "in the spring": the year, for hemispheres and languages differ."""
        if published is None or published.month is None:
            return None
        begins = SEASON_BEGINS[words.get("season")]
        year = published.year
        if words.get("lead") == "last":
            year -= published.month < begins + 3  # the one that is over
        elif words.form == "in season":
            year -= published.month < begins
        return PartialDate(year=year), f"the last one up to publication, {published}"

    def _ago(
        self, words: DateWords, published: PartialDate | None, _anchor: PartialDate | None
    ) -> "_Resolved":
        if published is None:
            return None
        when = shifted(published, words.get("unit"), -self._count(words))
        return None if when is None else (when, f"counted from publication, {published}")

    def _to_the_day(self, words: DateWords, published: date) -> "_Resolved":
        """As in "two weeks ago today", "a year ago to the day"."""
        when = shifted(
            PartialDate.of(published), words.get("unit"), -self._count(words), exact=True
        )
        return None if when is None else (when, f"counted from publication, {published}")

    def _day_of_week(self, words: DateWords, published: date) -> "_Resolved":
        """As in "Monday of last week"; weeks begin on Monday."""
        weeks = 1 if words.get("way") == "last" else 0
        first = published - timedelta(days=published.weekday() + 7 * weeks)
        when = first + timedelta(days=self._rules.weekdays[words.get("weekday")])
        return PartialDate.of(when), f"counted from publication, {published}"

    def _weekdays_ago(self, words: DateWords, published: date) -> "_Resolved":
        """As in "three Fridays ago", "the Friday before last"."""
        back = (published.weekday() - self._rules.weekdays[words.get("weekday")]) % 7 or 7
        weeks = self._count(words) if words.get("count") else 2
        when = published - timedelta(days=back + 7 * (weeks - 1))
        return PartialDate.of(when), f"counted from publication, {published}"

    def _day_of_month(
        self, words: DateWords, published: PartialDate | None, anchor: PartialDate | None
    ) -> "_Resolved":
        """As in "the 3rd of this month"; of "Friday the 3rd" the last one up to publication."""
        way = words.get("way")
        base = anchor if way == "that" else published
        if base is None or base.month is None:
            return None
        month = shifted(base, "month", -1 if way == "last" else 0)
        if month is None or month.month is None:
            return None
        when = replace(month, day=self._day(words, month.year, month.month))
        if not way and when.earliest > base.latest:
            month = shifted(base, "month", -1)
            when = replace(month or when, day=when.day)
        if words.get("weekday") and (
            when.earliest.weekday() != self._rules.weekdays[words.get("weekday")]
        ):
            # "on Thursday, the twelfth" of a row
            if published is None or published.precision is not Precision.DAY:
                return None
            return self._weekday(words, published.earliest)
        return when, f"counted from {base}, {'named before' if way == 'that' else 'publication'}"

    def _edge_of_year(
        self, words: DateWords, published: PartialDate | None, _anchor: PartialDate | None
    ) -> "_Resolved":
        """January for "the first days of the year", and its last day."""
        if words.get("year"):
            return PartialDate(year=int(words.get("year")), month=1), ""
        if published is None:
            return None
        how = f"counted from publication, {published}"
        back = 1 if words.get("way") == "last" else 0
        if words.form == "start of year":
            return PartialDate(year=published.year - back, month=1), how
        end = PartialDate(year=published.year, month=_MONTHS_A_YEAR, day=_LAST_DAY)
        if back or end.earliest > published.latest:
            end = replace(end, year=published.year - 1)
        return end, how

    def _named_day(
        self, words: DateWords, published: PartialDate | None, _anchor: PartialDate | None
    ) -> "_Resolved":
        """As in "on Human Rights Day", "on the eve of Human Rights Day"."""
        month, day = divmod(self._rules.named_days[words.get("named")], 100)
        eve = timedelta(days=1 if words.get("eve") or words.get("own_eve") else 0)
        if words.get("year"):
            return PartialDate.of(date(int(words.get("year")), month, day) - eve), ""
        if published is None:
            return None
        when = date(published.year, month, day) - eve
        if when > published.latest:
            when = date(published.year - 1, month, day) - eve
        return PartialDate.of(when), f"the last one up to publication, {published}"

    def _next_season(
        self, words: DateWords, _published: PartialDate | None, anchor: PartialDate | None
    ) -> "_Resolved":
        """As in "the following spring", "the previous autumn": the year."""
        if anchor is None:
            return None
        begins = SEASON_BEGINS[words.get("season")]
        year, way = anchor.year, words.get("way")
        if way in {"following", "next"}:
            year += anchor.month is None or anchor.month >= begins
        elif way != "same":
            year -= anchor.month is None or anchor.month < begins + 3
        return PartialDate(year=year), f"counted from {anchor}, named before"

    def _later(
        self, words: DateWords, _published: PartialDate | None, anchor: PartialDate | None
    ) -> "_Resolved":
        if anchor is None:
            return None
        back = words.get("way") in {"earlier", "before"} or words.form == "after clause"
        when = shifted(
            anchor, words.get("unit"), -self._count(words) if back else self._count(words)
        )
        return None if when is None else (when, f"counted from {anchor}, named before")

    def _next(
        self, words: DateWords, published: PartialDate | None, anchor: PartialDate | None
    ) -> "_Resolved":
        if anchor is None and words.get("unit") == "day" and words.get("way") != "following":
            anchor = published  # "the day before", where no other day was named
        if anchor is None:
            return None
        way = 1 if words.get("way") in {"following", "next", "after"} else -1
        when = shifted(anchor, words.get("unit"), way)
        unit = words.get("unit")
        return (
            None
            if when is None
            else (when, f"one {unit} {'after' if way > 0 else 'before'} {anchor}, named before")
        )

    def _same(
        self, words: DateWords, _published: PartialDate | None, anchor: PartialDate | None
    ) -> "_Resolved":
        if anchor is None:
            return None
        if words.get("part_of_day"):
            return (anchor, f"the date named before, {anchor}") if anchor.day else None
        when = shifted(anchor, words.get("unit") or words.get("alone"), 0)
        return None if when is None else (when, f"the date named before, {anchor}")

    def _named_month(
        self, words: DateWords, published: PartialDate | None, anchor: PartialDate | None
    ) -> "_Resolved":
        base = anchor or published
        if base is None:
            return None
        month, year = self._month(words), base.year
        if words.form == "previous month" and (base.month or _MONTHS_A_YEAR) <= month:
            year -= 1
        if words.form == "following month" and (base.month or 1) >= month:
            year += 1
        return PartialDate(year=year, month=month), f"counted from {base}, named before"


@cache
def date_reader(rules: Rules) -> DateReader:
    """Reader of the dates of a language; its patterns are compiled once."""
    return DateReader(rules)


_Resolved = tuple[PartialDate, str] | None


def _days_on(word: str) -> int:
    """Days from publication to "tomorrow", "last night", "the day before yesterday"."""
    if word.startswith("the "):
        return -2
    last = word.rsplit(maxsplit=1)[-1]
    return {"tomorrow": 1, "yesterday": -1, "night": -1, "overnight": -1}.get(last, 0)


def _count_pattern(rules: Rules) -> str:
    """A number in digits or words: "18", "eighteen", "forty-eight"."""
    tens = [word for word, number in rules.numbers.items() if number >= _TWENTY]
    ones = [word for word, number in rules.numbers.items() if 0 < number < _TEN]
    both = [rf"(?:{'|'.join(tens)})-(?:{'|'.join(ones)})"] if tens else []
    return "|".join([r"\d{1,3}", *both, *sorted(rules.numbers, key=len)[::-1]])


def shifted(
    anchor: PartialDate, unit: str, count: int, *, exact: bool = False
) -> PartialDate | None:
    """Count on or back from a date; None where the anchor is too coarse for the unit.

    Days keep the day, months the month and years the year; weeks give the month, because "two
    weeks later" is said of twelve days as well as of sixteen. What is counted exactly ("a year to
    the day") keeps all that the anchor has.
    """
    if exact and unit in _DAYS:
        return shifted(anchor, "day", count * _DAYS[unit])
    if unit in {"year", "decade"}:
        unit, count = "year", count * (1 if unit == "year" else 10)
        kept = anchor if exact else replace(anchor, month=None, day=None)
        return replace(kept, year=anchor.year + count)
    if anchor.month is None or (unit == "day" and anchor.day is None):
        return None
    if unit == "month":
        month = anchor.year * _MONTHS_A_YEAR + anchor.month - 1 + count
        year, month = month // _MONTHS_A_YEAR, month % _MONTHS_A_YEAR + 1
        return PartialDate(year=year, month=month, day=anchor.day if exact else None)
    days = _DAYS[unit] * count
    when = date(anchor.year, anchor.month, anchor.day or _LATE) + timedelta(days=days)
    if unit == "day":
        return PartialDate.of(when)
    return PartialDate(year=when.year, month=when.month)


def _week(start: date, end: date) -> PartialDate:
    """A week, as the month that it lies in, or as the two months that it touches."""
    first = PartialDate(year=start.year, month=start.month)
    if (start.year, start.month) == (end.year, end.month):
        return first
    return PartialDate(
        year=first.year, month=first.month, until=PartialDate(year=end.year, month=end.month)
    )
