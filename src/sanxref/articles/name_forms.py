"""Names in forms that recognizers take to pieces."""

import re
from collections.abc import Iterator

from sanxref.articles.boundaries import is_organization_name, trim_name
from sanxref.articles.countries import COUNTRY_WORDS, country_of_place
from sanxref.articles.vocabulary import (
    CALENDAR_WORDS,
    FUNCTION_WORDS,
    NOT_PERSONS,
    ORGANIZATION_WORDS,
    PARTICLES,
    PLACE_WORDS,
    ROLE_WORDS,
    TITLES,
)
from sanxref.model.articles import Mention, MentionKind

__all__ = ["NAME_WORD", "find_composed"]

NAME_WORD = (
    r"(?:(?:al|el|ul|ad|as|ash|at|az|an|ar|ibn|bin|abu|d|l)[-’'])?"
    r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐΑ-Ω][^\W\d_]*(?:[-’'][^\W\d_]+)*\.?"
)
"""Pattern of one capitalized word of a name; needs a case-sensitive match."""

_NICKNAMED = re.compile(
    rf"(?<![\w’'-])(?P<front>(?:{NAME_WORD}\s+){{1,3}})[“\"‘(](?P<nick>[A-Z][^“”\"‘’()\n]{{1,30}})[”\"’)]\s+"
    rf"(?:(?:{'|'.join(sorted(PARTICLES))})\s+)*{NAME_WORD}(?:\s+{NAME_WORD})?"
)
_INVERTED = re.compile(
    r"(?<![\w-])(?P<last>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ’'-]+(?:\s+[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ’'-]+){0,3}),\s+"
    r"(?P<first>[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ’'-]+(?:\s+[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ’'-]+){0,3})"
)
_LIST_SIGN = re.compile(r"\s*(?:\((?!Reuters|AP|AFP|Xinhua|dpa)|;|,\s*(?:a\.k\.a|DOB))")


def find_composed(text: str) -> tuple[Mention, ...]:
    """Find names in forms that recognizers take to pieces.

    These are a nickname in the middle (`Ivan “The Hook” Petrenko`) and list style
    (`PETRENKO, Ivan`), which at the start of a line must go on as list entries do: there it may
    be a date line.
    """
    found = [met.span() for met in _NICKNAMED.finditer(text) if _is_nicknamed(met)]
    found += [met.span() for met in _INVERTED.finditer(text) if _is_inverted(text, met)]
    mentions = []
    for start, end in sorted(found):
        left, right = trim_name(text, start, end)
        if left < right:
            mentions.append(
                Mention(
                    text=text[left:right],
                    start=left,
                    end=right,
                    kind=MentionKind.PERSON,
                    recognizer="name-form",
                )
            )
    return tuple(mentions)


def _is_nicknamed(met: re.Match[str]) -> bool:
    front = [word.lower().rstrip(".") for word in met["front"].split()]
    known = TITLES | FUNCTION_WORDS | COUNTRY_WORDS | ROLE_WORDS | ORGANIZATION_WORDS
    return front[-1] not in known and not is_organization_name(met[0])


def _is_inverted(text: str, met: re.Match[str]) -> bool:
    words = {word.lower() for word in met[0].replace(",", " ").split()}
    known = COUNTRY_WORDS | CALENDAR_WORDS | FUNCTION_WORDS | ORGANIZATION_WORDS | PLACE_WORDS
    if words & (known | TITLES | ROLE_WORDS | NOT_PERSONS) or country_of_place(met["last"]):
        return False
    line_start = not text[max(0, met.start() - 1) : met.start()].strip(" \n\t")
    at_start = met.start() == 0 or (line_start and text[met.start() - 1] == "\n")
    return not at_start or _LIST_SIGN.match(text, met.end()) is not None
