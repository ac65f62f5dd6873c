"""Names by capital letters alone; needs no model, knows less."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from sanxref.articles.boundaries import ordinary_words
from sanxref.articles.countries import COUNTRY_WORDS
from sanxref.articles.foreign_words import FOREIGN_FUNCTION_WORDS
from sanxref.articles.sentences import split_sentences
from sanxref.articles.vocabulary import (
    ARTICLES,
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

__all__ = ["CapitalsRecognizer"]

# A word with a capital, hyphens and apostrophes inside ("al-Sharaa", "O’Neill", "Jean-Pierre"),
# an initial with its full stop, or a particle between two such.
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[-’'](?=[^\W\d_]))*\.?")
# Stretches of words in small letters, and other words one by one.
_WORDS = re.compile(
    rf"(?P<small>(?P<first>[a-z]++)(?![\w’'-])\W*+(?:[a-z]++(?![\w’'-])\W*+)*+)|{_WORD.pattern}"
)
_GAP = re.compile(r"[ \t\xa0]+(?:\n[ \t]*)?|\n[ \t]*(?!\s)|[ \t]*[“\"][ \t]*|[ \t]*[”\"][ \t]*")
_PREFIXED = re.compile(
    r"(?:al|el|ul|ud|ad|as|ash|at|az|an|ar|ibn|bin|d|l|ben|abu)[-’'][^\W\d_]", re.IGNORECASE
)
_QUOTE = re.compile(r"[“”\"]")
_ACRONYM = re.compile(r"\s*\(([A-Z][A-Za-z]{1,7})\)")
_MOST_WORDS = 6
"""Longer runs are headlines or lists."""

_SHORT_WORD = 2

_STARTING = ARTICLES | FOREIGN_FUNCTION_WORDS
"""Words that have a capital at a sentence's start; elsewhere they may be family names ("Hoy")."""


class _Token(NamedTuple):
    word: str
    key: str
    start: int
    end: int


class CapitalsRecognizer:
    """Runs of capitalized words that are not known to be something else.

    Low-grade: it finds nearly every full name, and takes some events, works and places for
    persons. Scripts without capitals give nothing; there the spotter alone finds names.
    """

    @property
    def key(self) -> str:
        """Name of the recognizer in reports."""
        return "capitals"

    def recognize(self, text: str, language: str) -> tuple[Mention, ...]:
        """Find names; see `Recognizer`. The language makes no difference."""
        del language
        starts = frozenset(sentence.start for sentence in split_sentences(text))
        lowered = ordinary_words(text)
        runs = [
            (run, kind)
            for tokens in _runs(text)
            for run, kind in _classify(text, tokens, starts, lowered)
        ]
        return tuple(
            Mention(
                text=text[run[0].start : run[-1].end],
                start=run[0].start,
                end=run[-1].end,
                kind=kind,
                recognizer=self.key,
            )
            for run, kind in runs
        )


def _runs(text: str) -> Iterator[list[_Token]]:
    """Give runs of capitalized words with only spaces, quotes and particles between them."""
    run: list[_Token] = []
    pending: list[_Token] = []  # particles that belong to the run if a capital follows
    for met in _WORDS.finditer(text):
        is_small = met.lastgroup == "small"
        if is_small and (not run or met["first"] not in PARTICLES):
            if run:
                yield run
                run, pending = [], []
            continue  # most words of a text; nothing is open that they could end
        for word in _WORD.finditer(text, *met.span()) if is_small else (met,):
            token = _token(word)
            if run and not _GAP.fullmatch(text, (pending or run)[-1].end, token.start):
                yield run
                run, pending = [], []
            if _is_capitalized(token.word):
                run = [*run, *pending, token]
                pending = []
            elif run and token.word in PARTICLES:
                pending.append(token)
            elif run:
                yield run
                run, pending = [], []
    if run:
        yield run


def _token(met: re.Match[str]) -> _Token:
    word, key = _word_and_key(met[0])
    start = met.start()
    return _Token(word, key, start, start + len(word))


@lru_cache(maxsize=20_000)  # one article has the words of the other
def _word_and_key(word: str) -> tuple[str, str]:
    # A full stop belongs to an initial and to an abbreviated title, to no other word.
    if word.endswith(".") and not (len(word) == _SHORT_WORD or word[:-1].lower() in TITLES):
        word = word[:-1]
    return word, word.lower().rstrip(".").removesuffix("’s").removesuffix("'s")


@lru_cache(maxsize=20_000)
def _is_capitalized(word: str) -> bool:
    if word[0].isupper():
        return True
    return (
        not word.isalpha()
        and _PREFIXED.match(word) is not None
        and any(char.isupper() for char in word)
    )


def _classify(
    text: str, run: list[_Token], starts: frozenset[int], lowered: Mapping[str, int]
) -> Iterator[tuple[list[_Token], MentionKind]]:
    """Cut a run into names, and say what each names."""
    acronym = _ACRONYM.match(text, run[-1].end)
    for part in _parts(text, run):
        kept = _without_start(part, starts, lowered)
        titled = [token for token in kept if token.key not in TITLES]
        if not titled:
            continue
        has_title = titled[0] is not kept[0] and kept[0].key in TITLES
        if acronym and _spells(acronym[1], kept):
            yield kept, MentionKind.ORGANIZATION
        else:
            yield from _judge(kept, has_title=has_title, lowered=lowered)


def _parts(text: str, run: list[_Token]) -> Iterator[list[_Token]]:
    for part in _split_quotes(text, run):
        yield from _split_at_title(part)


def _split_at_title(run: list[_Token]) -> Iterator[list[_Token]]:
    """Part "Awami League President Sheikh Hasina" before the first title that a word precedes."""
    for index in range(1, len(run) - 1):
        if run[index].key in TITLES and run[index - 1].key not in TITLES:
            yield run[:index]
            yield run[index:]
            return
    yield run


def _split_quotes(text: str, run: list[_Token]) -> Iterator[list[_Token]]:
    """Part a run at quotation marks, but for a nickname between two names."""
    if not _QUOTE.search(text, run[0].end, run[-1].end):
        yield run
        return
    marks = [
        index
        for index in range(1, len(run))
        if _QUOTE.search(text, run[index - 1].end, run[index].start)
    ]
    if len(marks) == 2:  # noqa: PLR2004  # an opening and a closing mark
        yield run
        return
    for left, right in zip([0, *marks], [*marks, len(run)], strict=True):
        yield run[left:right]


def _without_start(
    run: list[_Token], starts: frozenset[int], lowered: Mapping[str, int]
) -> list[_Token]:
    """Drop words at the front that are capitalized only because a sentence begins there."""
    while run:
        first = run[0]
        at = first.start  # or behind a quotation mark or two
        at_start = at in starts or at - 1 in starts or at - 2 in starts
        is_ordinary = first.key in FUNCTION_WORDS or (
            at_start and (first.key in lowered or first.key in _STARTING)
        )
        if not is_ordinary or (first.key in PARTICLES and len(run) > 1 and not at_start):
            break
        run = run[1:]
    return run


def _spells(acronym: str, run: list[_Token]) -> bool:
    """Whether the letters in brackets behind a run are the first letters of its words."""
    letters = "".join(
        part[0] for token in run for part in token.word.split("-") if part[:1].isupper()
    )
    return len(acronym) > 1 and letters.upper().endswith(acronym.upper())


def _judge(
    run: list[_Token], *, has_title: bool, lowered: Mapping[str, int]
) -> Iterator[tuple[list[_Token], MentionKind]]:
    names = _strip_titles(run)
    keys = [token.key for token in names]
    core = [key for key in keys if key not in PARTICLES]
    if not core:
        return
    joined = " ".join(keys)
    if joined in COUNTRY_WORDS or joined in NOT_PERSONS or _all_countries(core):
        if joined in COUNTRY_WORDS:
            yield names, MentionKind.PLACE
        return
    if any(
        key in ORGANIZATION_WORDS or _is_acronym(token)
        for key, token in zip(keys, names, strict=True)
    ):
        yield run, MentionKind.ORGANIZATION
    elif any(key in PLACE_WORDS for key in keys):
        yield names, MentionKind.PLACE
    elif _is_person(names, core, has_title=has_title, lowered=lowered):
        yield names, MentionKind.PERSON


_IN_FRONT = (TITLES, COUNTRY_WORDS, CALENDAR_WORDS, ROLE_WORDS, NOT_PERSONS)


def _strip_titles(run: list[_Token]) -> list[_Token]:
    """Drop titles, demonyms and calendar words in front, calendar words behind."""
    while len(run) > 1:
        pair = f"{run[0].key} {run[1].key}"
        # "South Korean" and a name; "(Presidente) de Venezuela" and a name
        of_country = run[0].key in PARTICLES and run[1].key in COUNTRY_WORDS
        if len(run) > 2 and (pair in COUNTRY_WORDS or of_country):  # noqa: PLR2004  # two words and a name
            run = run[2:]
        elif any(run[0].key in words for words in _IN_FRONT):
            run = run[1:]
        else:
            break
    while len(run) > 1 and run[-1].key in CALENDAR_WORDS:
        run = run[:-1]
    return run


def _all_countries(core: list[str]) -> bool:
    return all(key in COUNTRY_WORDS or key in NOT_PERSONS or key in CALENDAR_WORDS for key in core)


def _is_acronym(token: _Token) -> bool:
    return (
        len(token.word) > _SHORT_WORD
        and token.word.isupper()
        and token.word.isascii()
        and "." not in token.word
    )


def _is_person(
    names: list[_Token], core: list[str], *, has_title: bool, lowered: Mapping[str, int]
) -> bool:
    """Two to six words, none of which the text also writes small; or one behind a title."""
    if any(key in FUNCTION_WORDS or key in CALENDAR_WORDS for key in core):
        return False
    if len(core) == 1 and not has_title:
        return False
    if len(names) > _MOST_WORDS or any(key in COUNTRY_WORDS for key in core):
        return False
    ordinary = sum(key in lowered for key in core if len(key) > _SHORT_WORD)
    return 2 * ordinary < len(core)
