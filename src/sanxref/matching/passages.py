"""Stretches of text that may be names: where they end, and what their look tells."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence

from sanxref.names.normalization import Token
from sanxref.names.romanization import romanize
from sanxref.names.vocabulary import LINEAGE, PARTICLES, TITLES

__all__ = ["breaks", "capitals_nats", "hangs", "stands_in_name", "syllables", "widen"]

_LOWER_CASE_NATS = 3.0
"""Further information that a name without capitals must have: common nouns are names too. Its
words must also be spelt exactly as listed."""
# A name does not run over these; a full stop ends it unless it follows an initial or title.
_BREAK = re.compile(r"[!?;:()\[\]{}\"“”„«»•|/\\<>=+*#@]|[,،。、，]|\n\s*\n|\.(?=\s)|—|–|\t| - ")
# English function words that are syllables of listed names; no passage starts with one.
_OPENINGS = frozenset(
    [
        "a",
        "an",
        "at",
        "but",
        "by",
        "do",
        "for",
        "he",
        "how",
        "i",
        "in",
        "it",
        "may",
        "me",
        "no",
        "of",
        "on",
        "she",
        "so",
        "the",
        "then",
        "to",
        "up",
        "us",
        "was",
        "we",
        "when",
        "who",
        "y",
        "e",
    ]
)
_CONJUNCTIONS = frozenset({"and", "or", "und", "et", "with"})


def syllables(text: str, tokens: Iterable[Token]) -> Iterator[Token]:
    """Cut words of scripts without spaces into their characters."""
    for token in tokens:
        if token.text.isascii() or len(romanize(token.text).syllables) < 2:  # noqa: PLR2004
            yield token
            continue
        written = text[token.start : token.end]
        if len(written) != len(token.text) or len(romanize(token.text).syllables) != len(written):
            yield token  # the Arabic article on its word, or characters that normalize to several
            continue
        for place, character in enumerate(token.text):
            yield Token(
                text=character,
                start=token.start + place,
                end=token.start + place + 1,
                capitalized=True,
            )


def breaks(text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether something between two tokens ends a name."""
    for place in range(first, last):
        between = text[tokens[place].end : tokens[place + 1].start]
        if tokens[place].text in _CONJUNCTIONS:
            return True
        if between in {" ", "-", ""}:
            continue
        if _BREAK.search(between):
            after_initial = between in {". ", "."} and (
                len(tokens[place].text) == 1 or tokens[place].text in TITLES
            )
            if not after_initial:
                return True
    return False


def widen(text: str, tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """Take in the words beside a trace that belong to the name: capitalized ones and particles."""
    for _ in range(3):
        if (
            start > 0
            and _may_belong(tokens[start - 1])
            and not breaks(text, tokens, start - 1, start)
        ):
            start -= 1
        if (
            end + 1 < len(tokens)
            and _may_belong(tokens[end + 1])
            and not breaks(text, tokens, end, end + 1)
        ):
            end += 1
    return start, end


def _may_belong(token: Token) -> bool:
    return token.capitalized or token.text in PARTICLES or token.text in LINEAGE


def capitals_nats(tokens: Sequence[Token]) -> float:
    """Further information that a passage must have by the look of its capitals.

    Capitals on some words only are two phrases and no name; two-letter words without capitals
    are prepositions.
    """
    names = [token for token in tokens if _is_name(token)]
    if all(token.capitalized for token in names):
        return 0.0
    if any(token.capitalized for token in names) or any(len(token.text) < 3 for token in names):  # noqa: PLR2004
        return math.inf
    return _LOWER_CASE_NATS


def _is_name(token: Token) -> bool:
    return token.text not in PARTICLES and token.text not in LINEAGE


def hangs(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a passage ends in a particle or starts with a title."""
    opening = tokens[first].text
    return not _is_name(tokens[last]) or opening in TITLES or opening in _OPENINGS


def stands_in_name(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether capitalized words beside a word make it a part of a longer name."""
    for other, between in ((place - 1, (place - 1, place)), (place + 1, (place, place + 1))):
        if (
            0 <= other < len(tokens)
            and tokens[other].capitalized
            and not breaks(text, tokens, *between)
        ):
            return True
    return False
