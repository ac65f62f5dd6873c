"""Dates that articles give, at the precision that their words have.

Three kinds of words are told apart: dates that stand alone ("23 September 2014"), dates relative to
the day of publication ("on Tuesday", "last year", "in June") and dates relative to another event
that the text dates ("the following year", "two months later", "that December").
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from sanxref.claims.dates_french import french_forms, french_worth
from sanxref.claims.lexicon import Rules
from sanxref.model.claims import ClaimDate
from sanxref.model.dates import PartialDate, Precision

__all__ = ["DateReader", "DateWords", "date_reader", "shifted"]

_OLDEST, _NEWEST = 1900, 2099  # years that a bare number of four digits may mean
_EARLY, _MIDDLE, _LATE = 5, 15, 25  # days used for counting on from "early", "mid" and "late"
_MONTHS_A_YEAR = 12
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_BOUND = "at least "
_TEN, _TWENTY = 10, 20
_UNITS = r"(?P<unit>day|week|fortnight|month|year|decade)s?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d(?![/\d-]\d|\d)"


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
        month = "|".join(sorted((name.capitalize() for name in rules.months), key=len)[::-1])
        day = "|".join(name.capitalize() for name in rules.weekdays)
        self.count_pattern = count = _count_pattern(rules)
        n = rf"(?P<count>{count})"
        m = rf"(?P<month>{month})\b\.?"
        part = (
            r"(?:the\s+)?(?:(?P<part>early|mid|late|end|start|beginning|middle)"
            r"(?:\s+of\s+|\s+in\s+|[\s-]+))"
        )
        year = rf"(?:,?\s+(?:of\s+)?(?:(?P<year>{_YEAR})|(?P<rel>this|last|that)\s+year))"
        week = rf"(?:(?:{day})\s*,?\s+)?"
        forms: tuple[tuple[str, str], ...] = (
            ("iso", r"(?P<year>(?:19|20)\d\d)-(?P<mon>\d\d)-(?P<day>\d\d)(?!\d)"),
            (
                "between",
                rf"(?i:between|from)\s+(?P<year>{_YEAR})\s+(?:and|to)\s+(?P<until>{_YEAR})",
            ),
            ("day", rf"{week}{m}\s+(?P<day>\d{{1,2}}){_ORDINAL}\b(?!\s*%){year}?"),
            ("day", rf"{week}(?P<day>\d{{1,2}}){_ORDINAL}\s+(?:of\s+)?{m}{year}?"),
            ("that month", rf"(?i:that\s+(?:same\s+)?){m}"),
            ("previous month", rf"(?i:the\s+previous|the\s+preceding)\s+{m}"),
            ("following month", rf"(?i:the\s+following)\s+{m}"),
            ("month", rf"(?i:{part})?{m}{year}"),
            ("month", rf"(?i:last|this|past)\s+{m}"),
            (
                "month",
                (
                    rf"(?:(?<=\b[Ii]n\s)|(?<=\b[Ss]ince\s)|(?<=\b[Uu]ntil\s)|(?<=\b[Bb]y\s)"
                    rf"|(?<=\b[Ff]rom\s)|(?<=\b[Oo]f\s)|(?i:{part})){m}(?!\s+\d)"
                ),
            ),
            (
                "day of month",
                (
                    rf"(?i:(?:the\s+)?(?:(?P<day>\d{{1,2}}){_ORDINAL}|first)\s+of\s+"
                    r"(?P<way>this|last|the)\s+month)\b"
                ),
            ),
            (
                "start of year",
                (
                    r"(?i:(?:the\s+)?(?:first|opening|early)\s+(?:days|weeks)\s+of\s+"
                    r"(?P<way>this|last|the)\s+year)\b"
                ),
            ),
            ("day of week", rf"(?P<weekday>{day})\s+(?i:(?:of\s+)?(?P<way>this|last)\s+week)\b"),
            ("weekday", rf"(?:(?i:last|this|past)\s+)?(?P<weekday>{day})\b"),
            ("to the day", rf"(?i:{n}\s+{_UNITS}\s+ago\s+(?:today|to\s+the\s+day))\b"),
            ("ago", rf"(?i:{n}\s+{_UNITS}\s+ago)\b"),
            ("after clause", rf"(?i:{n}\s+{_UNITS}\s+after)\s+(?=it\b|he\b|she\b|they\b|the\b)"),
            (
                "later",
                (
                    rf"(?i:{n}\s+{_UNITS}\s+(?P<way>later|afterwards?|after|earlier|before|on))\b"
                    r"(?=\s*(?:[,.;:]|$|\w+))"
                ),
            ),
            (
                "same",
                r"(?i:(?:that|the)\s+same\s+(?P<unit>day|week|month|year)|that\s+(?P<alone>year|month))\b",
            ),
            (
                "next",
                r"(?i:the\s+(?P<way>following|next|previous|preceding)\s+(?P<unit>day|week|month|year))\b",
            ),
            (
                "next",
                r"(?i:the\s+(?P<unit>day|week|month|year)\s+(?P<way>after|before))\b(?=\s*[,.;])",
            ),
            (
                "today",
                (
                    r"(?i:(?P<word>earlier\s+today|this\s+(?:morning|afternoon|evening)|today"
                    r"|tonight|yesterday|(?:late\s+)?last\s+night|overnight))\b"
                ),
            ),
            (
                "same",
                r"(?i:that\s+(?:very\s+)?(?P<part_of_day>day|morning|afternoon|evening|night))\b",
            ),
            ("next week", r"(?i:next\s+(?P<unit>week|month|year))\b"),
            ("next weekday", rf"(?i:next\s+)(?P<weekday>{day})\b"),
            ("season", r"(?i:(?:last|this)\s+(?P<season>spring|summer|autumn|fall))\b"),
            (
                "in season",
                (
                    r"(?i:(?:in|since|by|until)\s+(?:early\s+|late\s+)?(?:the\s+)?"
                    r"(?P<season>spring|summer|autumn))\b(?!\s+(?:of|that|before|after|\d))"
                ),
            ),
            ("period", r"(?i:(?P<way>this|last|past)\s+(?P<unit>week|month|year))\b"),
            ("about", rf"(?i:around|about|circa|c\.)\s+(?P<year>{_YEAR})"),
            ("year", rf"(?i:{part})(?P<year>{_YEAR})"),
            (
                "year",
                (
                    r"(?:(?<=\b[Ii]n\s)|(?<=\b[Ss]ince\s)|(?<=\b[Uu]ntil\s)|(?<=\b[Bb]y\s)"
                    r"|(?<=\b[Aa]t\s[Ll]east\s)|(?<=\b[Dd]uring\s)|(?<=\b[Oo]f\s)|(?<=\b[Ff]rom\s)|(?<=\()"
                    rf"|(?<=\b[Bb]efore\s)|(?<=\b[Aa]fter\s))(?P<year>{_YEAR})"
                ),
            ),
        )
        if rules.language == "fr":
            forms = french_forms(rules.months, rules.weekdays, rules.numbers)
        self._patterns = tuple((name, re.compile(rf"(?<!\w){body}")) for name, body in forms)
        worth = (
            rf"\d{{4}}|\b(?:{month}|{day})\b|(?i:\b(?:day|week|fortnight|month|year|decade)s?\b|today|"
            r"yesterday|tonight|overnight|\b(?:morning|afternoon|evening|night|spring|summer|autumn|fall)\b)"
        )
        if rules.language == "fr":
            worth = french_worth(rules.months, rules.weekdays)
        self._worth = re.compile(worth)
        self._resolvers: dict[
            str, Callable[[DateWords, PartialDate | None, PartialDate | None], _Resolved]
        ] = {
            "iso": self._absolute,
            "between": self._absolute,
            "about": self._absolute,
            "year": self._absolute,
            "day": self._calendar,
            "month": self._calendar,
            "weekday": self._weekday,
            "today": self._today,
            "period": self._period,
            "next week": self._ahead,
            "next weekday": self._ahead,
            "season": self._season,
            "in season": self._season,
            "ago": self._ago,
            "to the day": self._to_the_day,
            "day of week": self._day_of_week,
            "day of month": self._day_of_month,
            "start of year": self._day_of_month,
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
        if self._worth.search(text, start, end) is None:
            return ()
        found = [
            (met, name)
            for name, pattern in self._patterns
            for met in pattern.finditer(text, start, end)
        ]
        found.sort(key=lambda item: (item[0].start(), -item[0].end()))
        words: list[DateWords] = []
        for met, name in found:
            if words and met.start() < words[-1].end:
                continue
            parts = tuple(
                (key, self._rules.date_words.get(value.lower(), value.lower()))
                for key, value in met.groupdict().items()
                if value
            )
            lead = "last" if re.match(r"(?i)(last|past)\b", met[0]) else ""
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
            resolved = self._resolvers[words.form](words, published, anchor)
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

    def _calendar(
        self, words: DateWords, published: PartialDate | None, anchor: PartialDate | None
    ) -> "_Resolved":
        month = self._month(words)
        day = int(words.get("day")) if words.get("day") else None
        if words.get("year"):
            return PartialDate(year=int(words.get("year")), month=month, day=day), ""
        relative = words.get("rel")
        if relative == "that":
            if anchor is None:
                return None
            return PartialDate(year=anchor.year, month=month, day=day), (
                f"{anchor.year}, the year named before"
            )
        if published is None:
            return None
        if relative == "last":
            return PartialDate(year=published.year - 1, month=month, day=day), (
                f"the year before publication, {published}"
            )
        year = published.year
        when = PartialDate(year=year, month=month, day=day)
        same_month_last_year = (
            words.get("lead") == "last" and published.month is not None and published.month <= month
        )
        if relative != "this" and (when.earliest > published.latest or same_month_last_year):
            when = PartialDate(year=year - 1, month=month, day=day)
        return when, f"the last one up to publication, {published}"

    def _weekday(
        self, words: DateWords, published: PartialDate | None, _anchor: PartialDate | None
    ) -> "_Resolved":
        if published is None or published.precision is not Precision.DAY:
            return None
        wanted = self._rules.weekdays[words.get("weekday")]
        back = (published.earliest.weekday() - wanted) % 7
        if words.get("lead") == "last" and back == 0:
            back = 7
        when = published.earliest - timedelta(days=back)
        return PartialDate.of(when), f"the last one up to publication, {published}"

    def _today(
        self, words: DateWords, published: PartialDate | None, _anchor: PartialDate | None
    ) -> "_Resolved":
        if published is None or published.precision is not Precision.DAY:
            return None
        back = 1 if words.get("word").split()[-1] in {"yesterday", "night", "overnight"} else 0
        when = published.earliest - timedelta(days=back)
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

    def _ahead(
        self, words: DateWords, published: PartialDate | None, _anchor: PartialDate | None
    ) -> "_Resolved":
        """As in "next week", "next Monday": what is planned."""
        if published is None or published.precision is not Precision.DAY:
            return None
        how = f"counted on from publication, {published}"
        if words.form == "next week":
            when = shifted(published, words.get("unit"), 1)
            return None if when is None else (when, how)
        wanted = self._rules.weekdays[words.get("weekday")]
        on = (wanted - published.earliest.weekday() - 1) % 7 + 1
        return PartialDate.of(published.earliest + timedelta(days=on)), how

    def _season(
        self, words: DateWords, published: PartialDate | None, _anchor: PartialDate | None
    ) -> "_Resolved":
        """As in "last spring", "in the spring": the year, for hemispheres and languages differ."""
        if published is None or published.month is None:
            return None
        begins = {"spring": 3, "summer": 6}.get(words.get("season"), 9)
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

    def _to_the_day(
        self, words: DateWords, published: PartialDate | None, _anchor: PartialDate | None
    ) -> "_Resolved":
        """As in "two weeks ago today", "a year ago to the day"."""
        if published is None or published.precision is not Precision.DAY:
            return None
        count, unit, day = self._count(words), words.get("unit"), published.earliest
        if unit in _DAYS:
            when = PartialDate.of(day - timedelta(days=_DAYS[unit] * count))
        else:
            shift = shifted(published, unit, -count)
            if shift is None:
                return None
            when = replace(shift, month=shift.month or day.month, day=day.day)
        return when, f"counted from publication, {published}"

    def _day_of_week(
        self, words: DateWords, published: PartialDate | None, _anchor: PartialDate | None
    ) -> "_Resolved":
        """As in "Monday of last week"; weeks begin on Monday."""
        if published is None or published.precision is not Precision.DAY:
            return None
        weeks = 1 if words.get("way") == "last" else 0
        first = published.earliest - timedelta(days=published.earliest.weekday() + 7 * weeks)
        when = first + timedelta(days=self._rules.weekdays[words.get("weekday")])
        return PartialDate.of(when), f"counted from publication, {published}"

    def _day_of_month(
        self, words: DateWords, published: PartialDate | None, _anchor: PartialDate | None
    ) -> "_Resolved":
        """As in "the 3rd of this month", and January for "the first days of the year"."""
        if published is None or published.month is None:
            return None
        back = 1 if words.get("way") == "last" else 0
        how = f"counted from publication, {published}"
        if words.form == "start of year":
            return PartialDate(year=published.year - back, month=1), how
        month = shifted(published, "month", -back)
        day = int(words.get("day") or 1)
        return None if month is None else (replace(month, day=day), how)

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


def _count_pattern(rules: Rules) -> str:
    """A number in digits or words: "18", "eighteen", "forty-eight"."""
    tens = [word for word, number in rules.numbers.items() if number >= _TWENTY]
    ones = [word for word, number in rules.numbers.items() if 0 < number < _TEN]
    both = [rf"(?:{'|'.join(tens)})-(?:{'|'.join(ones)})"] if tens else []
    return "|".join([r"\d{1,3}", *both, *sorted(rules.numbers, key=len)[::-1]])


def shifted(anchor: PartialDate, unit: str, count: int) -> PartialDate | None:
    """Count on or back from a date; None where the anchor is too coarse for the unit.

    Days keep the day, months the month and years the year; weeks give the month, because "two
    weeks later" is said of twelve days as well as of sixteen.
    """
    if unit in {"year", "decade"}:
        return PartialDate(year=anchor.year + count * (1 if unit == "year" else 10))
    if anchor.month is None:
        return None
    if unit == "month":
        month = anchor.year * _MONTHS_A_YEAR + anchor.month - 1 + count
        return PartialDate(year=month // _MONTHS_A_YEAR, month=month % _MONTHS_A_YEAR + 1)
    days = _DAYS[unit] * count
    if unit == "day" and anchor.day is None:
        return None
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
