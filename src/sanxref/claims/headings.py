"""What stands before the first word of a report: its place, its day, its agency."""

import re

__all__ = ["behind_heading"]

_LONGEST = 80  # characters
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+\d{{4}})?"
_BRACKETS = r"[(/\[][^)/\]\n]{2,24}[)/\]]\.?"
_PLACE = r"[A-Z][A-Z.'’ /-]{2,}(?:,\s*(?:[A-Z][\w.]*\s?){1,3})?"
_DASH = r"(?:\s*[—–:]\s*|\s*-{1,2}\s+|(?<=[A-Z]{4})\.\s+(?=[A-Z]))"
_HEADING = re.compile(
    rf"\s*(?:{_BRACKETS}\s*)?"
    rf"(?:(?:{_PLACE})(?:,?\s*{_DAY})?|(?:[A-Z][\w.’'-]+\s?){{1,3}},\s*{_DAY}|{_DAY})"
    rf"(?:\.?\s*{_BRACKETS})?(?:{_DASH}(?:{_BRACKETS}{_DASH})?|(?<=/\.)\s+)"
)


def behind_heading(text: str, start: int, end: int) -> int:
    """Offset of the first word of a sentence behind a dateline such as "MINSK, June 18 (Wire) -".

    Args:
        text: After `tokens.plain`.
        start: Offset of the sentence.
        end: Offset behind it.
    """
    met = _HEADING.match(text, start, min(end, start + _LONGEST))
    if met is None:
        return start
    return met.end() if met.end() < end else start
