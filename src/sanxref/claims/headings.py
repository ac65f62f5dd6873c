"""What stands before the first word of a report: its place, its day, its agency."""

import re

from sanxref.model.articles import Sentence

__all__ = ["without_heading"]

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


def without_heading(text: str, sentence: Sentence) -> Sentence:
    """Leave out the dateline before a sentence, such as "MINSK, June 18 (Wire) -".

    Args:
        text: After `tokens.plain`.
        sentence: Which part of it.
    """
    met = _HEADING.match(text, sentence.start, min(sentence.end, sentence.start + _LONGEST))
    if met is None or met.end() >= sentence.end:
        return sentence
    return Sentence(start=met.end(), end=sentence.end)
