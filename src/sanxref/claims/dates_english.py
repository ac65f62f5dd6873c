"""English dates; the names of the forms are those that `dates` resolves."""

from sanxref.claims.lexicon import Rules

__all__ = ["SEASONS", "english_forms", "english_worth"]

SEASONS = "spring|summer|autumn|fall|winter"
_UNITS = r"(?P<unit>day|week|fortnight|month|year|decade)s?"
_YEAR = r"(?:19|20)\d\d(?![/\d-]\d|\d)"
_PART = (
    r"(?:(?:the\s+)?(?:(?P<part>early|mid|late|end|start|beginning|middle)"
    r"(?:\s+of\s+|\s+in\s+|[\s-]+)))"
)


def english_forms(rules: Rules, count: str) -> tuple[tuple[str, str], ...]:
    """Name and pattern of each form of date.

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
        ("iso", r"(?P<year>(?:19|20)\d\d)-(?P<mon>\d\d)-(?P<day>\d\d)(?!\d)"),
        ("between", rf"(?i:between|from)\s+(?P<year>{_YEAR})\s+(?:and|to)\s+(?P<until>{_YEAR})"),
        ("day", rf"{week}{m}\s+{number}\b(?!\s*%){year}?"),
        ("day", rf"{week}{number}\s+(?:day\s+)?(?:of\s+)?{m}{year}?"),
        ("day", rf"(?:the\s+)?{in_words}\s+of\s+{m}{year}?"),
        ("that month", rf"(?i:that\s+(?:same\s+)?){m}"),
        ("previous month", rf"(?i:the\s+previous|the\s+preceding)\s+{m}"),
        ("previous month", rf"(?i:the\s+){m}\s+before\b(?!\s+last)"),
        ("following month", rf"(?i:the\s+following)\s+{m}"),
        ("following month", rf"(?i:the\s+){m}\s+after\b"),
        ("month", rf"(?i:{_PART})?{m}{year}"),
        ("month", rf"(?i:last|this|past)\s+{m}"),
        (
            "month",
            (
                rf"(?:(?<=\b[Ii]n\s)|(?<=\b[Ss]ince\s)|(?<=\b[Uu]ntil\s)|(?<=\b[Bb]y\s)"
                rf"|(?<=\b[Ff]rom\s)|(?<=\b[Oo]f\s)|(?i:{_PART})){m}(?!\s+\d)"
            ),
        ),
        (
            "day of month",
            rf"(?i:(?:the\s+)?(?:{number}|{in_words})\s+of\s+(?P<way>this|last|that|the)\s+month)\b",
        ),
        # "On Tuesday the first list" is no first day of a month.
        (
            "day of month",
            rf"(?P<weekday>{day})\s*,?\s+the\s+(?:{number}\b|{in_words}(?=\s*(?:[,.;:)]|$)))",
        ),
        (
            "start of year",
            (
                r"(?i:(?:the\s+)?(?:first|opening|early)\s+(?:days|weeks)\s+of\s+"
                rf"(?:(?P<way>this|last|the)\s+year|(?P<year>{_YEAR})))\b"
            ),
        ),
        ("end of year", r"(?i:(?:the\s+)?last\s+day\s+of\s+(?P<way>last|the)\s+year)\b"),
        (
            "named day",
            (
                rf"(?i:(?:(?P<eve>the\s+eve\s+of)\s+)?(?:international\s+)?(?P<named>{named})\b"
                rf"(?P<own_eve>'s\s+eve\b)?(?:,?\s+(?:of\s+)?(?P<year>{_YEAR}))?)"
            ),
        ),
        ("day of week", rf"(?P<weekday>{day})\s+(?i:(?:of\s+)?(?P<way>this|last)\s+week)\b"),
        ("before last", rf"(?i:the\s+)(?P<weekday>{day})\s+before\s+last\b"),
        ("weekdays ago", rf"(?i:{n})\s+(?P<weekday>{day})s?\s+ago\b"),
        ("weekday", rf"(?:(?i:last|this|past)\s+)?(?P<weekday>{day})\b"),
        ("weekday", rf"(?P<weekday>{day})\s+last\b(?!\s+(?:week|month|year|night|\d))"),
        ("to the day", rf"(?i:{n}\s+{_UNITS}\s+ago\s+(?:today|to\s+the\s+day))\b"),
        ("to the day", rf"(?i:(?:exactly|precisely)\s+{n}\s+{_UNITS}\s+ago)\b"),
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
                r"|tonight|yesterday|(?:late\s+)?last\s+night|overnight|tomorrow"
                r"|the\s+(?:day\s+before\s+yesterday|night\s+before\s+last)))\b"
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
        (
            "next season",
            (
                r"(?i:(?:the|that)\s+(?P<way>following|next|previous|preceding|same)\s+"
                rf"(?P<season>{SEASONS}))\b"
            ),
        ),
        ("period", r"(?i:(?P<way>this|last|past)\s+(?P<unit>week|month|year))\b"),
        ("about", rf"(?i:around|about|circa|c\.)\s+(?P<year>{_YEAR})"),
        ("year", rf"(?i:{_PART})(?P<year>{_YEAR})"),
        (
            "year",
            (
                r"(?:(?<=\b[Ii]n\s)|(?<=\b[Ss]ince\s)|(?<=\b[Uu]ntil\s)|(?<=\b[Bb]y\s)"
                r"|(?<=\b[Aa]t\s[Ll]east\s)|(?<=\b[Dd]uring\s)|(?<=\b[Oo]f\s)|(?<=\b[Ff]rom\s)|(?<=\()"
                rf"|(?<=\b[Bb]efore\s)|(?<=\b[Aa]fter\s))(?P<year>{_YEAR})"
            ),
        ),
    )


def english_worth(rules: Rules) -> str:
    """Pattern of what a passage with a date holds."""
    names = "|".join(name.capitalize() for name in (*rules.months, *rules.weekdays))
    days = "|".join(sorted(rules.named_days, key=len)[::-1])
    return (
        rf"\d{{4}}|\b(?:{names})s?\b|(?i:\b(?:day|week|fortnight|month|year|decade)s?\b|today|"
        r"yesterday|tonight|tomorrow|overnight|\b(?:morning|afternoon|evening|night)\b"
        rf"|\b(?:{SEASONS}|{days})\b)"
    )
