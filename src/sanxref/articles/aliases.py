"""Phrases that give one person a second name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sanxref.articles.boundaries import is_organization_name, is_person_name, trim_name
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

__all__ = ["AliasLink", "find_aliases", "find_composed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasLink:
    """A name and its alias.

    Attributes:
        name: Mention of the person before (or around) the phrase.
        alias: The other name; quotation marks are not part of it.
    """

    name: Mention
    alias: Mention


# ARTICLES.md section 5, and what the same phrases look like in agency style.
_PHRASE = re.compile(
    r"\b(?:(?:(?:who|and)\s+)?(?:is\s+|was\s+|are\s+|were\s+)?(?:also|better|otherwise|commonly|widely|best|usually"
    r"|variously|sometimes|formerly|previously|popularly|more\s+commonly)\s+(?:known|identified|referred\s+to|called)"
    r"(?:\s+(?:online|locally|abroad|there))?\s+(?:as|by)(?:\s+(?:the|his|her)\s+(?:alias|nickname|nom\s+de\s+guerre|kunya|pseudonym|stage\s+name|pen\s+name)(?:\s+of)?)?"
    r"|known\s+(?:as|by)(?:\s+(?:the|his|her)\s+(?:alias|nickname|nom\s+de\s+guerre|kunya|pseudonym)(?:\s+of)?)?"
    r"|a\.?k\.?a\.?|f\.?k\.?a\.?|alias(?:es)?|dubbed|nicknamed"
    r"|(?:under|by|with|uses|used|using)\s+(?:the|his|her)\s+(?:alias|nickname|nom\s+de\s+guerre|kunya|pseudonym|name)(?:\s+of)?"
    r"|(?:whose\s+)?(?:nom\s+de\s+guerre|kunya|alias|pseudonym)(?:\s+(?:is|was))?"
    r"|whose\s+(?:real|full|birth|true|given|actual)\s+name\s+(?:is|was)"
    r"|connue?\s+sous\s+le\s+nom\s+(?:de\s+guerre\s+)?(?:de|d’)|surnomm[ée]e?|dite?(?=\s+[«“\"])"
    r"|(?:real|full|birth|true)\s+name:?|n[ée]e?\b|born(?=\s+(?:as\s+)?[“\"]?[A-Z]))(?!\w)"
    r"(?:\s+as)?\s*[:,]?\s*",
    re.IGNORECASE,
)
# Between the name and the phrase: brackets, a comma, an age. Nothing that could have its own name.
_BEFORE = re.compile(
    r"[”\"’]?\s*(?:,\s*\d{1,2}\s*)?[,(—–-]?\s*(?:,\s*)?(?:(?:who|and)\s+)?(?:is\s+|was\s+|became\s+)?$"
)
_QUOTED = re.compile(r"[“\"‘'«]\s?(?P<name>[^“”\"‘«»\n]{2,60}?)[.,]?\s?[”\"’'»]")
_NAME_WORD = (
    r"(?:(?:al|el|ul|ad|as|ash|at|az|an|ar|ibn|bin|abu|d|l)[-’'])?"
    r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯΑ-Ω][^\W\d_]*(?:[-’'][^\W\d_]+)*\.?"
)
_PLAIN = re.compile(
    rf"(?P<name>{_NAME_WORD}(?:\s+(?:(?:{'|'.join(sorted(PARTICLES))})\s+)*{_NAME_WORD}){{0,5}})"
)
_NEXT = re.compile(r"\s*(?:,\s*(?:and|or)|,|and|or|/)\s+(?=[“\"‘'«]?[^\W\d_])")
_LOOK_BACK = 40
_LONGEST = 80


def find_aliases(text: str, persons: Sequence[Mention]) -> tuple[AliasLink, ...]:
    """Find names that a phrase ties to a mentioned person.

    The person must stand directly before the phrase: "the battalion known as X" names no person.
    After "alias" and its like a list may follow ("X, Y or Z").

    Args:
        text: Text of the article.
        persons: Mentions of persons, in order.
    """
    by_end = {mention.end: mention for mention in persons}
    links: list[AliasLink] = []
    for met in _PHRASE.finditer(text):
        owner = _person_before(text, met.start(), by_end)
        if owner is not None:
            links += [
                AliasLink(name=owner, alias=alias)
                for alias in _names_behind(text, met.end(), by_end, listed="known" not in met[0])
            ]
    return tuple(links)


def _person_before(text: str, place: int, by_end: dict[int, Mention]) -> Mention | None:
    for end in range(place, max(0, place - _LOOK_BACK), -1):
        mention = by_end.get(end)
        if mention is not None:
            return mention if _BEFORE.fullmatch(text[end:place]) else None
    return None


def _names_behind(
    text: str, place: int, by_end: dict[int, Mention], *, listed: bool
) -> Iterator[Mention]:
    while (found := _name_at(text, place)) is not None:
        start, end = found
        yield Mention(
            text=text[start:end],
            start=start,
            end=end,
            kind=MentionKind.PERSON,
            recognizer="alias-phrase",
        )
        closing = end + (text[end : end + 1] in "”\"’'»" and end < len(text))
        more = _NEXT.match(text, closing)
        # "and" may begin the next person of the sentence; a list goes on with quoted names,
        # or, behind "alias" and its like, with commas and "or".
        if more is None or not (text[more.end()] in "“\"‘'«" or (listed and "and" not in more[0])):
            return
        if any(more.end() <= mention.start < more.end() + 1 for mention in by_end.values()):
            return
        place = more.end()


def _name_at(text: str, place: int) -> tuple[int, int] | None:
    """Find a quoted name, or a run of capitalized words, at a place; None where there is none."""
    window_end = min(len(text), place + _LONGEST)
    met = _QUOTED.match(text, place, window_end) or _PLAIN.match(text, place, window_end)
    if met is None:
        return None
    if met["name"].lower().startswith(("the ", "a ", "an ")):
        return None  # a description ("the Jackal"), which no list has as a name of its own
    start, end = trim_name(text, *met.span("name"))
    name = text[start:end]
    if not name or not _is_name_like(name) or not is_person_name(name):
        return None
    return None if is_organization_name(name) else (start, end)


def _is_name_like(name: str) -> bool:
    """Whether every word but particles has a capital (or the script has none)."""
    return all(
        word in PARTICLES or any(char.isupper() for char in word) or not word.lower().isascii()
        for word in name.split()
    )


_NICKNAMED = re.compile(
    rf"(?<![\w’'-])(?P<front>(?:{_NAME_WORD}\s+){{1,3}})[“\"‘(](?P<nick>[A-Z][^“”\"‘’()\n]{{1,30}})[”\"’)]\s+"
    rf"(?:(?:{'|'.join(sorted(PARTICLES))})\s+)*{_NAME_WORD}(?:\s+{_NAME_WORD})?"
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
