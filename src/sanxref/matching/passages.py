"""Stretches of text that may be names: where they end, and what their look tells."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence

from sanxref.names.normalization import Token
from sanxref.names.romanization import romanize
from sanxref.names.vocabulary import LINEAGE, PARTICLES, TITLES

__all__ = [
    "CONNECTIVES",
    "breaks",
    "capitals_nats",
    "hangs",
    "is_connective",
    "stands_in_name",
    "syllables",
    "widen",
]

_CONNECTING = 2
"""Connecting words side by side: "for the"."""
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
CONNECTIVES = frozenset(
    "of for the in on to with at by from pour sur en para por della".split()  # noqa: SIM905 - read more easily
)
"""Words that stand in small letters within names of organizations ("Bank of China"); in names of
persons there are none. 1,540 of 20,232 names of entities hold one (UN 2025 and OFAC 2024)."""

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
    """Take in the words beside a trace that belong to the name.

    Those are capitalized words, particles, and what connects with a capitalized word.
    """
    for _ in range(3):
        before = _belonging(tokens, start, -1)
        if before is not None and not breaks(text, tokens, before, start):
            start = before
        behind = _belonging(tokens, end, 1)
        if behind is not None and not breaks(text, tokens, end, behind):
            end = behind
    return start, end


def _belonging(tokens: Sequence[Token], place: int, step: int) -> int | None:
    """The next word that may belong to the name, beyond words that connect; or None."""
    at = place + step
    while 0 <= at < len(tokens) and is_connective(tokens[at]) and abs(at - place) <= _CONNECTING:
        at += step
    if not 0 <= at < len(tokens):
        return None
    token = tokens[at]
    if token.capitalized:
        return at
    is_next = at == place + step
    return at if is_next and (token.text in PARTICLES or token.text in LINEAGE) else None


def is_connective(token: Token) -> bool:
    """Whether a word connects parts of an organization's name: "of" and its like, written small."""
    return not token.capitalized and token.text in CONNECTIVES


def capitals_nats(tokens: Sequence[Token]) -> float:
    """Further information that a passage must have by the look of its capitals.

    Capitals on some words only are two phrases and no name, but for words that connect; two-letter
    words without capitals are prepositions.
    """
    names = [token for token in tokens if _is_name(token)]
    if any(token.capitalized for token in names):
        names = [token for token in names if not is_connective(token)]
    if all(token.capitalized for token in names):
        return 0.0
    if any(token.capitalized for token in names) or any(len(token.text) < 3 for token in names):  # noqa: PLR2004
        return math.inf
    return _LOWER_CASE_NATS


def _is_name(token: Token) -> bool:
    return token.text not in PARTICLES and token.text not in LINEAGE


def hangs(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a passage ends in a particle or a connecting word, or starts with a title."""
    opening, closing = tokens[first].text, tokens[last]
    if not _is_name(closing) or is_connective(closing):
        return True
    return opening in TITLES or opening in _OPENINGS


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
