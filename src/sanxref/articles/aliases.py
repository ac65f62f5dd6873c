"""Phrases that give one person a second name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sanxref.articles.alias_phrases import ALIAS_PHRASE
from sanxref.articles.boundaries import is_organization_name, is_person_name, trim_name
from sanxref.articles.name_forms import NAME_WORD
from sanxref.articles.vocabulary import PARTICLES
from sanxref.model.articles import Mention, MentionKind
from sanxref.names.entries import PrintedEntry

__all__ = ["AliasLink", "find_aliases"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasLink:
    """A name and its alias.

    Attributes:
        name: Mention of the person before (or around) the phrase.
        alias: The other name; quotation marks are not part of it.
    """

    name: Mention
    alias: Mention


# Between the name and the phrase: brackets, a comma, an age. Nothing that could have its own name.
_TIE = re.compile(
    r"[”\"’»]?\s*(?:,\s*\d{1,2}\s*)?[,،(—–-]?\s*(?:,\s*)?(?:(?:who|and)\s+)?(?:is\s+|was\s+|became\s+)?"
    rf"(?P<phrase>{ALIAS_PHRASE.pattern})",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“„\"‘'«]\s?(?P<name>[^“„”\"‘«»\n]{2,60}?)[.,]?\s?[”“\"’'»]")
# Arabic has no capitals to end a name by: a kunya with its surname, or words up to a mark.
_ARABIC = re.compile(
    r"(?P<name>(?:أب[ويا]|أم|ابن)\s+[\u0621-\u064a]+(?:\s+ال[\u0621-\u064a]+){0,2}"
    r"|[\u0621-\u064a]+(?:\s+[\u0621-\u064a]+){0,2}(?=\s*(?:[،.؛):]|$)))"
)
_PLAIN = re.compile(
    rf"(?P<name>{NAME_WORD}(?:\s+(?:(?:{'|'.join(sorted(PARTICLES))})\s+)*{NAME_WORD}){{0,5}})"
)
_NEXT = re.compile(r"\s*(?:,\s*(?:and|or)|,|and|or|/)\s+(?=[“\"‘'«]?[^\W\d_])")
_POSSESSIVE = re.compile(r"['’]s\b")
_LONGEST = 80


def find_aliases(
    text: str, persons: Sequence[Mention], entries: Sequence[PrintedEntry] = ()
) -> tuple[AliasLink, ...]:
    """Find names that a phrase ties to a mentioned person.

    The person must stand directly before the phrase: "the battalion known as X" names no person.
    After "alias" and its like a list may follow ("X, Y or Z").

    Args:
        text: Text of the article.
        persons: Mentions of persons, in order.
        entries: Entries of lists that the text prints, with their own aliases.
    """
    starts = frozenset(mention.start for mention in persons)
    listed = {entry.name[0]: entry.aliases for entry in entries if entry.aliases}
    return tuple(
        AliasLink(name=owner, alias=alias)
        for owner in persons
        for alias in (
            _names_at(text, listed[owner.start])
            if owner.start in listed
            else _names_tied(text, owner.end, starts)
        )
    )


def _names_at(text: str, places: Sequence[tuple[int, int]]) -> Iterator[Mention]:
    for start, end in places:
        yield Mention(
            text=text[start:end],
            start=start,
            end=end,
            kind=MentionKind.PERSON,
            recognizer="alias-phrase",
        )


def _names_tied(text: str, place: int, starts: frozenset[int]) -> Iterator[Mention]:
    met = _TIE.match(text, place)
    if met is not None:
        yield from _names_behind(text, met.end(), starts, listed=_may_be_listed(met))


def _may_be_listed(met: re.Match[str]) -> bool:
    """Whether further aliases may follow with commas; behind "known as" there are other persons."""
    return not (met["foreign"] or met["attached"] or "known" in met["phrase"].lower())


def _names_behind(
    text: str, place: int, starts: frozenset[int], *, listed: bool
) -> Iterator[Mention]:
    while (found := _name_at(text, place)) is not None:
        _, end = found
        yield from _names_at(text, [found])
        closing = end + (text[end : end + 1] in "”\"’'»" and end < len(text))
        more = _NEXT.match(text, closing)
        # "and" may begin the next person of the sentence; a list goes on with quoted names,
        # or, behind "alias" and its like, with commas and "or".
        if more is None or not (text[more.end()] in "“\"‘'«" or (listed and "and" not in more[0])):
            return
        if more.end() in starts:
            return
        place = more.end()


def _name_at(text: str, place: int) -> tuple[int, int] | None:
    """Find a quoted name, or a run of capitalized words, at a place; None where there is none."""
    window_end = min(len(text), place + _LONGEST)
    met = (
        _QUOTED.match(text, place, window_end)
        or _PLAIN.match(text, place, window_end)
        or _ARABIC.match(text, place, window_end)
    )
    if met is None:
        return None
    if met["name"].lower().startswith(("the ", "a ", "an ")):
        return None  # a description ("the Jackal"), which no list has as a name of its own
    start, end = trim_name(text, *met.span("name"))
    name = text[start:end]
    if not name or not _is_name_like(name) or not is_person_name(name):
        return None
    if _POSSESSIVE.match(text, end):
        return None  # "known among bankers as X's cashier"
    return None if is_organization_name(name) else (start, end)


def _is_name_like(name: str) -> bool:
    """Whether every word but particles has a capital (or the script has none)."""
    return all(
        word in PARTICLES or any(char.isupper() for char in word) or not word.lower().isascii()
        for word in name.split()
    )
