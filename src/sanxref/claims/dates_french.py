"""French dates; the names of the forms are those that `dates` resolves."""

from collections.abc import Mapping

__all__ = ["french_forms", "french_signs"]

_YEAR = r"(?:19|20)\d\d(?![/\d-]\d|\d)"
_UNITS = r"(?P<unit>jour|semaine|mois|année|an)s?"
_LAST = r"derni(?:er|ère)"
_PART = r"(?:(?P<part>début|mi|fin)[\s-]+(?:de\s+)?)"


def french_forms(
    months: Mapping[str, int], weekdays: Mapping[str, int], numbers: Mapping[str, int]
) -> tuple[tuple[str, str, str], ...]:
    """Name, sign and pattern of each form of date.

    Args:
        months: Number by name.
        weekdays: Number by name.
        numbers: Value by word.
    """
    month = _any(months)
    day = _any(weekdays)
    count = rf"\d{{1,3}}|{_any(numbers)}"
    m = rf"(?P<month>{month})\b"
    year = rf"(?:\s+(?P<year>{_YEAR}))"
    rel = rf"(?:\s+(?:(?:de\s+l'an(?:née)?\s+)?(?P<rel>{_LAST})|de\s+cette\s+année))?"
    forms = (
        ("iso", "year", r"(?P<year>(?:19|20)\d\d)-(?P<mon>\d\d)-(?P<day>\d\d)(?!\d)"),
        ("between", "year", rf"(?:entre|de)\s+(?P<year>{_YEAR})\s+(?:et|à)\s+(?P<until>{_YEAR})"),
        ("day", "month", rf"(?:(?:{day})\s+)?(?P<day>\d{{1,2}})(?:er)?\s+{m}(?:{year}|{rel})"),
        ("month", "month", rf"{_PART}?{m}{year}"),
        ("month", "month", rf"(?:(?<=\ben\s)|(?<=\bdepuis\s)|(?<=\bmois\sde\s)|{_PART}){m}{rel}"),
        ("weekday", "weekday", rf"(?P<weekday>{day})\b(?:\s+{_LAST})?"),
        ("ago", "unit", rf"il\s+y\s+a\s+(?P<count>{count})\s+{_UNITS}\b"),
        (
            "later",
            "unit",
            rf"(?P<count>{count})\s+{_UNITS}\s+(?P<way>plus\s+tard|après|auparavant|avant|plus\s+tôt)\b",
        ),
        (
            "next",
            "unit",
            r"(?:l'|la\s+|le\s+)(?P<unit>année|semaine|mois|jour)\s+(?P<way>suivante?)\b",
        ),
        (
            "next",
            "unit",
            r"(?:l'|la\s+|le\s+)(?P<unit>année|semaine|mois|jour)\s+(?P<way>précédente?)\b",
        ),
        ("next", "unit", r"le\s+(?P<unit>lendemain)\b(?P<way>)"),
        ("same", "unit", r"(?:la|le)\s+même\s+(?P<unit>année|semaine|mois|jour)\b"),
        ("same", "unit", r"cette\s+(?P<unit>année)-là\b"),
        ("today", "time", r"(?P<word>aujourd'hui|hier)\b"),
        (
            "period",
            "unit",
            rf"(?:l'|la\s+|le\s+)(?P<unit>année|an|semaine|mois)\s+(?P<way>{_LAST})\b",
        ),
        ("period", "unit", r"(?P<way>cette|ce)\s+(?P<unit>année|semaine|mois)(?:-ci)?\b(?!-là)"),
        ("next week", "unit", r"(?:l'|la\s+|le\s+)(?P<unit>année|semaine|mois|an)\s+prochaine?\b"),
        ("today", "time", r"ce\s+(?P<word>matin|soir)\b"),
        ("about", "year", rf"(?:vers|autour\s+de)\s+(?P<year>{_YEAR})"),
        ("year", "year", rf"{_PART}(?P<year>{_YEAR})"),
        (
            "year",
            "year",
            (
                r"(?:(?<=\ben\s)|(?<=\bdepuis\s)|(?<=\bde\s)|(?<=\bdès\s)|(?<=\bavant\s)"
                rf"|(?<=\baprès\s)|(?<=\())(?P<year>{_YEAR})"
            ),
        ),
    )
    return tuple((name, sign, f"(?i:{body})") for name, sign, body in forms)


def french_signs(months: Mapping[str, int], weekdays: Mapping[str, int]) -> Mapping[str, str]:
    """Words of which a date with a sign has one; "year" is four digits."""
    units = "jour semaine année an"
    return {
        "month": " ".join(months),
        "weekday": " ".join(weekdays),
        "unit": f"{units} {units.replace(' ', 's ')}s mois lendemain",
        "time": "aujourd'hui hier matin soir",
    }


def _any(words: Mapping[str, int]) -> str:
    return "|".join(sorted(words, key=len)[::-1])
