"""English dates; the names of the forms are those that `dates` resolves."""

from collections.abc import Mapping

from sanxref.claims.lexicon import Rules

__all__ = ["SEASONS", "english_forms", "english_signs"]

SEASONS = "spring|summer|autumn|fall|winter"
_UNITS = r"(?P<unit>day|week|fortnight|month|year|decade)s?"
_YEAR = r"(?:19|20)\d\d(?![/\d-]\d|\d)"
_PART = (
    r"(?:(?:the\s+)?(?:(?P<part>early|mid|late|end|start|beginning|middle)"
    r"(?:\s+of\s+|\s+in\s+|[\s-]+)))"
)


def english_forms(rules: Rules, count: str) -> tuple[tuple[str, str, str], ...]:
    """Name, sign and pattern of each form of date.

    Args:
        rules: Of English.
        count: Pattern of a number in digits or words.
    """
    month = "|".join(sorted((name.capitalize() for name in rules.months), key=len)[::-1])
    day = "|".join(name.capitalize() for name in rules.weekdays)
    ordinal = "|".join(sorted(rules.ordinals, key=len)[::-1])
    named = "|".join(sorted(rules.named_days, key=len)[::-1])
    n = rf"(?P<count>{count})"
    m = rf"(?P<month>{month})\b\.?"
    number = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    in_words = rf"(?i:(?P<ordinal>{ordinal}|last)(?:\s+day)?)"
    year = rf"(?:,?\s+(?:of\s+)?(?:(?P<year>{_YEAR})|(?P<rel>this|last|that|the\s+same)\s+year))"
    week = rf"(?:(?:{day})\s*,?\s+)?"
    return (
        ("iso", "year", r"(?P<year>(?:19|20)\d\d)-(?P<mon>\d\d)-(?P<day>\d\d)(?!\d)"),
        (
            "between",
            "year",
            rf"(?i:between|from)\s+(?P<year>{_YEAR})\s+(?:and|to)\s+(?P<until>{_YEAR})",
        ),
        ("day", "month", rf"{week}{m}\s+{number}\b(?!\s*%){year}?"),
        ("day", "month", rf"{week}{number}\s+(?:day\s+)?(?:of\s+)?{m}{year}?"),
        ("day", "month", rf"(?:the\s+)?{in_words}\s+of\s+{m}{year}?"),
        ("that month", "month", rf"(?i:that\s+(?:same\s+)?){m}"),
        ("previous month", "month", rf"(?i:the\s+previous|the\s+preceding)\s+{m}"),
        ("previous month", "month", rf"(?i:the\s+){m}\s+before\b(?!\s+last)"),
        ("following month", "month", rf"(?i:the\s+following)\s+{m}"),
        ("following month", "month", rf"(?i:the\s+){m}\s+after\b"),
        ("month", "month", rf"(?i:{_PART})?{m}{year}"),
        ("month", "month", rf"(?i:last|this|past)\s+{m}"),
        (
            "month",
            "month",
            (
                rf"(?:(?<=\b[Ii]n\s)|(?<=\b[Ss]ince\s)|(?<=\b[Uu]ntil\s)|(?<=\b[Bb]y\s)"
                rf"|(?<=\b[Ff]rom\s)|(?<=\b[Oo]f\s)|(?i:{_PART})){m}(?!\s+\d)"
            ),
        ),
        (
            "day of month",
            "unit",
            rf"(?i:(?:the\s+)?(?:{number}|{in_words})\s+of\s+(?P<way>this|last|that|the)\s+month)\b",
        ),
        # "On Tuesday the first list" is no first day of a month.
        (
            "day of month",
            "weekday",
            rf"(?P<weekday>{day})\s*,?\s+the\s+(?:{number}\b|{in_words}(?=\s*(?:[,.;:)]|$)))",
        ),
        (
            "start of year",
            "unit",
            (
                r"(?i:(?:the\s+)?(?:first|opening|early)\s+(?:days|weeks)\s+of\s+"
                rf"(?:(?P<way>this|last|the)\s+year|(?P<year>{_YEAR})))\b"
            ),
        ),
        ("end of year", "unit", r"(?i:(?:the\s+)?last\s+day\s+of\s+(?P<way>last|the)\s+year)\b"),
        (
            "named day",
            "named day",
            (
                rf"(?i:(?:(?P<eve>the\s+eve\s+of)\s+)?(?:international\s+)?(?P<named>{named})\b"
                rf"(?P<own_eve>'s\s+eve\b)?(?:,?\s+(?:of\s+)?(?P<year>{_YEAR}))?)"
            ),
        ),
        (
            "day of week",
            "weekday",
            rf"(?P<weekday>{day})\s+(?i:(?:of\s+)?(?P<way>this|last)\s+week)\b",
        ),
        ("before last", "weekday", rf"(?i:the\s+)(?P<weekday>{day})\s+before\s+last\b"),
        ("weekdays ago", "weekday", rf"(?i:{n})\s+(?P<weekday>{day})s?\s+ago\b"),
        ("weekday", "weekday", rf"(?:(?i:last|this|past)\s+)?(?P<weekday>{day})\b"),
        ("weekday", "weekday", rf"(?P<weekday>{day})\s+last\b(?!\s+(?:week|month|year|night|\d))"),
        ("to the day", "unit", rf"(?i:{n}\s+{_UNITS}\s+ago\s+(?:today|to\s+the\s+day))\b"),
        ("to the day", "unit", rf"(?i:(?:exactly|precisely)\s+{n}\s+{_UNITS}\s+ago)\b"),
        ("ago", "unit", rf"(?i:{n}\s+{_UNITS}\s+ago)\b"),
        (
            "after clause",
            "unit",
            rf"(?i:{n}\s+{_UNITS}\s+after)\s+(?=it\b|he\b|she\b|they\b|the\b)",
        ),
        (
            "later",
            "unit",
            (
                rf"(?i:{n}\s+{_UNITS}\s+(?P<way>later|afterwards?|after|earlier|before|on))\b"
                r"(?=\s*(?:[,.;:]|$|\w+))"
            ),
        ),
        (
            "same",
            "unit",
            r"(?i:(?:that|the)\s+same\s+(?P<unit>day|week|month|year)|that\s+(?P<alone>year|month))\b",
        ),
        (
            "next",
            "unit",
            r"(?i:the\s+(?P<way>following|next|previous|preceding)\s+(?P<unit>day|week|month|year))\b",
        ),
        (
            "next",
            "unit",
            r"(?i:the\s+(?P<unit>day|week|month|year)\s+(?P<way>after|before))\b(?=\s*[,.;])",
        ),
        (
            "today",
            "time",
            (
                r"(?i:(?P<word>earlier\s+today|this\s+(?:morning|afternoon|evening)|today"
                r"|tonight|yesterday|(?:late\s+)?last\s+night|overnight|tomorrow"
                r"|the\s+(?:day\s+before\s+yesterday|night\s+before\s+last)))\b"
            ),
        ),
        (
            "same",
            "time",
            r"(?i:that\s+(?:very\s+)?(?P<part_of_day>day|morning|afternoon|evening|night))\b",
        ),
        ("next week", "unit", r"(?i:next\s+(?P<unit>week|month|year))\b"),
        ("next weekday", "weekday", rf"(?i:next\s+)(?P<weekday>{day})\b"),
        ("season", "season", r"(?i:(?:last|this)\s+(?P<season>spring|summer|autumn|fall))\b"),
        (
            "in season",
            "season",
            (
                r"(?i:(?:in|since|by|until)\s+(?:early\s+|late\s+)?(?:the\s+)?"
                r"(?P<season>spring|summer|autumn))\b(?!\s+(?:of|that|before|after|\d))"
            ),
        ),
        (
            "next season",
            "season",
            (
                r"(?i:(?:the|that)\s+(?P<way>following|next|previous|preceding|same)\s+"
                rf"(?P<season>{SEASONS}))\b"
            ),
        ),
        ("period", "unit", r"(?i:(?P<way>this|last|past)\s+(?P<unit>week|month|year))\b"),
        ("about", "year", rf"(?i:around|about|circa|c\.)\s+(?P<year>{_YEAR})"),
        ("year", "year", rf"(?i:{_PART})(?P<year>{_YEAR})"),
        (
            "year",
            "year",
            (
                r"(?:(?<=\b[Ii]n\s)|(?<=\b[Ss]ince\s)|(?<=\b[Uu]ntil\s)|(?<=\b[Bb]y\s)"
                r"|(?<=\b[Aa]t\s[Ll]east\s)|(?<=\b[Dd]uring\s)|(?<=\b[Oo]f\s)|(?<=\b[Ff]rom\s)|(?<=\()"
                rf"|(?<=\b[Bb]efore\s)|(?<=\b[Aa]fter\s))(?P<year>{_YEAR})"
            ),
        ),
    )


def english_signs(rules: Rules) -> Mapping[str, str]:
    """Words, in lower case, of which a date with a sign has one; "year" is four digits."""
    units = "day week fortnight month year decade"
    return {
        "month": " ".join(rules.months),
        "weekday": f"{' '.join(rules.weekdays)} {'s '.join(rules.weekdays)}s",
        "unit": f"{units} {units.replace(' ', 's ')}s",
        "time": "today tonight yesterday tomorrow overnight day morning afternoon evening night",
        "season": SEASONS.replace("|", " "),
        "named day": " ".join(rules.named_days),
    }
