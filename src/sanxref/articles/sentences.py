"""Text to sentences, by rules and in linear time.

pysbd was looked at: it is slower by more than an order of magnitude, alters white space on its
way, and its last release is of 2021.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from sanxref.articles.vocabulary import ABBREVIATIONS, STARTERS, TITLE_ABBREVIATIONS
from sanxref.model.articles import Sentence

__all__ = ["split_sentences"]

_BLANK_LINE = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_CLOSERS = "\"'”’»)]\u203a"
_OPENERS = "\"'“‘«([\u2039„¿¡—–-"

# Full stops of Latin, Cyrillic and Greek texts need white space behind them, those of Chinese and
# Japanese do not; Arabic has its own question mark, Urdu its own full stop, Hindi the danda. One
# set of characters begins the pattern: it is found many times as fast.
_STOPS, _WIDE = ".!?…؟۔।", "。！？"
_END = re.compile(
    rf"[{_STOPS}{_WIDE}](?:(?<=[{_STOPS}])(?<![{_STOPS}]{{2}})(?P<more>[{_STOPS}]*+)"
    rf"[{re.escape(_CLOSERS)}]*(?=\s)|(?<=[{_WIDE}])[{_WIDE}]*[」』”’）]*\s*)"
)
_LAST_WORD = re.compile(r"[^\W_][\w.’'-]*$")
_NEXT_WORD = re.compile(rf"\s*[{re.escape(_OPENERS)}]*(?P<word>[^\W_][\w’'-]*)?")
_LONGEST_WORD = 40
_LIST_ITEM = re.compile(r"[-*•–—▪]\s|\(?\d{1,3}[.)]\s|\(?[a-z]\)\s")

_SHORT_LINE_SHARE = 0.6
"""A line shorter than this share of its block's longest one may be a heading (our choice)."""

_WRAPPED_LINE = 40
"""Blocks whose longest line is shorter are taken for verse or lists: a line end ends a sentence
there where a capital follows."""


@lru_cache(maxsize=2)  # the recognizer asks for the same text as `annotate`
def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Split a text into sentences.

    A blank line ends a sentence; a single line end does not, unless the line is a heading or the
    next one a list item. Full stops of abbreviations, initials, numbers and "U.S." do not end a
    sentence where it goes on behind them.

    Returns:
        Sentences in order, not overlapping; white space between them belongs to none. Every
        character that is not white space is in one of them.
    """
    return tuple(
        sentence
        for start, end in _blocks(text)
        for line_start, line_end in _parts(text, start, end)
        for sentence in _sentences(text, line_start, line_end)
    )


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for blank in _BLANK_LINE.finditer(text):
        yield start, blank.start()
        start = blank.end()
    yield start, len(text)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split a block at the line ends that are boundaries by layout."""
    lines = _line_spans(text, start, end)
    longest = max((right - left for left, right in lines), default=0)
    begin = start
    for (left, right), (after, after_end) in pairwise(lines):
        if _ends_by_layout(text[left:right].rstrip(), text[after:after_end].lstrip(), longest):
            yield begin, right
            begin = after
    yield begin, end


def _line_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    while start <= end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        spans.append((start, stop))
        start = stop + 1
    return spans


def _ends_by_layout(line: str, following: str, longest: int) -> bool:
    """Whether a line end parts two sentences although no full stop does."""
    if not line or not following:
        return False
    if _LIST_ITEM.match(following):
        return True
    if following[0].islower() or line[-1] in ",;-–—":
        return False
    # In wrapped text the next word did not fit; where it would have, the writer ended the line.
    first_word = following.split(maxsplit=1)[0]
    fits = len(line) + 1 + len(first_word) <= longest
    return fits and (len(line) <= _SHORT_LINE_SHARE * longest or longest < _WRAPPED_LINE)


def _sentences(text: str, start: int, end: int) -> Iterator[Sentence]:
    begin = start
    for met in _END.finditer(text, start, end):
        if text[met.start()] in _WIDE or _is_boundary(text, start, met):
            yield from _trimmed(text, begin, met.end())
            begin = met.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Sentence]:
    passage = text[start:end]
    left = start + len(passage) - len(passage.lstrip())
    right = start + len(passage.rstrip())
    if left < right:
        yield Sentence(start=left, end=right)


def _is_boundary(text: str, start: int, met: re.Match[str]) -> bool:
    is_full_stop = text[met.start()] == "." and not met["more"]
    following = _NEXT_WORD.match(text, met.end(), met.end() + 4 * _LONGEST_WORD)
    word = (following["word"] or "") if following else ""
    if word[:1].islower():
        # "Why?" he asked; and so on ... and then. A name like al-Qaida may begin a sentence.
        return "-" in word and any(char.isupper() for char in word) and is_full_stop
    if not is_full_stop:
        return True
    before = text[max(start, met.start() - _LONGEST_WORD) : met.start()]
    last = _LAST_WORD.search(before, max(map(before.rfind, " \n")) + 1)
    return last is None or not _stop_belongs_to(last[0], word)


def _stop_belongs_to(before: str, word: str) -> bool:
    """Whether a full stop is part of the word before it, and the sentence goes on."""
    if before in TITLE_ABBREVIATIONS:
        return True
    is_initial = len(before) == 1 and before.isalpha() and before.isupper()
    is_dotted = "." in before and all(len(part) <= 2 for part in before.split("."))  # noqa: PLR2004  # "Ph.D"
    if is_initial or is_dotted:
        return word.lower() not in STARTERS
    if before.lower() in ABBREVIATIONS:
        # "No. 5", "Inc. said", "Sept. 11": what is no such thing begins a sentence.
        return word.lower() not in STARTERS
    return False
