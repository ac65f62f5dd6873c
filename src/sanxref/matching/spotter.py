"""List names in article text, without a model: all scripts, any capitalization.

Two words that stand near each other in the text and together in one listed name are a trace;
traces are looked up for the whole text at once. Only where there is one are the words around it
compared with the lists, with the score that matching uses. What is reported is a passage that
reads like a listed name and no match.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sanxref.matching.alignment import align
from sanxref.matching.index import NameIndex
from sanxref.matching.index_columns import KINDS
from sanxref.matching.listed_words import ListedWords
from sanxref.matching.options import MatchingOptions
from sanxref.matching.passages import (
    breaks,
    capitals_nats,
    hangs,
    is_connective,
    stands_in_name,
    widen,
)
from sanxref.matching.scoring import score_forms
from sanxref.matching.traces import Traces
from sanxref.matching.word_looks import WordLooks
from sanxref.matching.written_text import WrittenText
from sanxref.model.articles import Mention, MentionKind
from sanxref.model.designations import TargetKind
from sanxref.names.normalization import (
    Token,
    is_partly_latin,
)
from sanxref.names.spelling import fold
from sanxref.names.words import NameForm, Word, WordRole, name_form

__all__ = ["Spotter"]

_LONGEST = 8
"""Words of a passage; listed names that are longer are found by a part of them."""
_MARGIN = 5
"""Words around a trace that are looked at, more than a name is widened by."""
_MOST_REMEMBERED = 50_000
_SINGLE_NATS = 10.5
"""Rarity of a one-word name that is reported when it stands alone and capitalized."""
_SINGLE_LENGTH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What a passage names: how many of its words met, and how many are beside the name."""

    kind: MentionKind
    met: int
    extra: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    """What is asked of the lists: of which kinds, with how many nats, letter by letter or not."""

    form: NameForm
    kinds: frozenset[TargetKind]
    needed: float
    exact: bool


class Spotter:
    """Finds passages that read like listed names; read-only, picklable, linear in the text."""

    def __init__(self, index: NameIndex, options: MatchingOptions | None = None) -> None:
        """Take the index; look-ups are built when first used."""
        self.index = index
        self.options = options or MatchingOptions()
        self._looks: dict[bool, WordLooks] = {}
        self._remembered: dict[tuple[str, bool], tuple[tuple[int, int, MentionKind], ...]] = {}

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        """Pickle without what is only remembered."""
        return type(self), (self.index, self.options)

    def spot(self, text: str) -> tuple[Mention, ...]:
        """Find list names in a text.

        Individuals are reported as persons, entities as organizations; vessels and aircraft
        are not. Weak aliases and single words of longer names are no names (OFAC FAQ 5, 122).
        Of overlapping passages the longer stays.

        Returns:
            Mentions in order, not overlapping, with exact offsets into `text`.
        """
        return self.find(self.read(text))

    def read(self, text: str) -> WrittenText:
        """Part a text into its words, as `find` takes it; shared by all who look at the words."""
        latin = is_partly_latin(text)
        return WrittenText(text, self._looks_at(latin=latin), latin=latin)

    def find(self, written: WrittenText) -> tuple[Mention, ...]:
        """Find list names in a text that was read; see `spot`."""
        found = [
            mention
            for region in _regions(self._traces.find(written))
            for mention in self._names_around(written, region)
        ]
        for place in np.flatnonzero(written.asks & WordLooks.SINGLE).tolist():
            found += self._single_name(written, place)
        return tuple(_longest_wins(found))

    @cached_property
    def _words(self) -> ListedWords:
        return ListedWords(self.index)

    @cached_property
    def _traces(self) -> Traces:
        return Traces(self.index)

    def _looks_at(self, *, latin: bool) -> WordLooks:
        """Looks of the words of texts that are, or are not, partly Latin."""
        looks = self._looks.get(latin)
        if looks is None or looks.is_full:
            looks = WordLooks(self._words, frozenset(self._singles), latin=latin)
            self._looks[latin] = looks
        return looks

    @cached_property
    def _singles(self) -> dict[str, MentionKind]:
        """Folded one-word names that are rare enough to be reported alone."""
        arrays = self.index.arrays
        names = np.flatnonzero((arrays.names == 1) & (arrays.weak == 0))
        kinds: dict[str, MentionKind] = {}
        for name in names.tolist():
            kind = _mention_kind(KINDS[arrays.kind[name]])
            words = self.index.words_of(name)
            if kind is None or any(word.role is not WordRole.CORE for word in words):
                continue
            word = words[0]
            if word.weight >= _SINGLE_NATS and len(word.text) >= _SINGLE_LENGTH:
                kinds[word.fold] = (
                    MentionKind.PERSON
                    if MentionKind.PERSON in (kind, kinds.get(word.fold))
                    else kind
                )
        return kinds

    def _names_around(
        self, written: WrittenText, region: Sequence[tuple[int, int]]
    ) -> Iterator[Mention]:
        """Names in the words around traces that touch."""
        text, latin = written.text, written.latin
        start = max(0, region[0][0] - _MARGIN)
        held = written.tokens(start, max(last for _, last in region) + _MARGIN + 1)
        places = [place for place, token in enumerate(held) if token is not None]
        around = [token for token in held if token is not None]
        local = {place + start: at for at, place in enumerate(places)}
        hits = [
            (local[first], local[last])
            for first, last in region
            if not breaks(text, around, local[first], local[last])
        ]
        for first, last in _joined(text, around, hits):
            low, high = widen(text, around, first, last)
            offset, end = around[low].start, around[high].end
            passage = (text[offset:end], latin)
            names = self._remembered.get(passage)
            if names is None:
                if len(self._remembered) > _MOST_REMEMBERED:
                    self._remembered.clear()
                read = self._names_within(text, around, low, high)
                names = tuple((name.start - offset, name.end - offset, name.kind) for name in read)
                self._remembered[passage] = names
            for begin, finish, kind in names:
                yield _mention(text, offset + begin, offset + finish, kind)

    def _names_within(
        self, text: str, tokens: Sequence[Token], start: int, end: int
    ) -> Iterator[Mention]:
        """The passages of a stretch that read like listed names, the fullest first.

        What they are depends on the stretch alone, so that it can be remembered.
        """
        passages = [
            (first, last)
            for first in range(start, end)
            for last in range(first + 1, min(end, first + _LONGEST - 1) + 1)
            if not hangs(tokens, first, last)
        ]
        asked = [
            (one, first, last)
            for first, last in passages
            if (one := self._passage(text, tokens[first : last + 1])) is not None
        ]
        readings = self._read([one for one, _, _ in asked])
        found = [
            (reading, first, last)
            for reading, (_, first, last) in zip(readings, asked, strict=True)
            if reading is not None
        ]
        found.sort(key=lambda item: (-item[0].met, item[0].extra, item[2] - item[1], item[1]))
        taken: list[tuple[int, int]] = []
        for reading, first, last in found:
            if all(last < low or high < first for low, high in taken):
                taken.append((first, last))
                yield _mention(text, tokens[first].start, tokens[last].end, reading.kind)

    def _passage(self, text: str, tokens: Sequence[Token]) -> _Passage | None:
        """What is asked of the lists for a passage, or None where it cannot be a name."""
        form = name_form(text[tokens[0].start : tokens[-1].end])
        if len(form.words) < 2 or _is_loose(form):  # noqa: PLR2004 - one word of several
            return None
        further = capitals_nats(tokens)
        needed = self.options.spot_information + further
        if form.weight < needed:
            return None
        is_phrase = not further and any(map(is_connective, tokens))
        kinds = _ORGANIZATIONS if is_phrase else _SPOTTED
        return _Passage(form=form, kinds=kinds, needed=needed, exact=further > 0)

    def _read(self, passages: Sequence[_Passage]) -> Iterator[_Reading | None]:
        """What each passage names, or None where it reads like no listed name."""
        if not passages:
            return
        rows, names = self.index.candidates_many(
            [one.form for one in passages],
            threshold=self.options.threshold,
            weights=self.options.score,
            kinds=[one.kinds for one in passages],
        )
        starts = np.searchsorted(rows, np.arange(len(passages) + 1)).tolist()
        for passage, start, end in zip(passages, starts, starts[1:], strict=False):
            readings = [
                reading
                for name in names[start:end].tolist()
                if not self.index.arrays.weak[name]
                and (reading := self._read_as(passage, name)) is not None
            ]
            yield min(readings, key=lambda item: (-item.met, item.extra), default=None)

    def _read_as(self, passage: _Passage, name: int) -> _Reading | None:
        """How a passage reads as one listed name, or None where it does not."""
        form, listed = passage.form, self._form(name)
        alignment = align(form, listed)
        extra = [place for place in alignment.left_over if not _is_light(form.words[place])]
        if alignment.shared < passage.needed or not _ends_met(form, extra):
            return None
        if passage.exact and any(pair.similarity < 1.0 for pair in alignment.pairs):
            return None
        kind = _mention_kind(KINDS[self.index.arrays.kind[name]])
        if kind is MentionKind.ORGANIZATION and (
            extra or any(not _is_light(listed.words[place]) for place in alignment.right_over)
        ):
            return None  # of a company's name a part is a common phrase
        if kind is None or score_forms(form, listed, self.options) < self.options.threshold:
            return None
        met = sum(len(pair.left) for pair in alignment.pairs)
        return _Reading(kind=kind, met=met, extra=len(alignment.left_over))

    def _form(self, name: int) -> NameForm:
        words = self.index.words_of(name)
        return NameForm(
            words=words,
            shown=tuple(word.text for word in words),
            scripts=frozenset(),
            weight=sum(word.weight for word in words),
        )

    def _single_name(self, written: WrittenText, place: int) -> Iterator[Mention]:
        """A rare one-word name that stands alone: capitalized, and no capital beside it."""
        text, start = written.text, max(0, place - 1)
        before = [token for token in written.tokens(start, place) if token is not None]
        token, *behind = [one for one in written.tokens(place, place + 2) if one is not None]
        if not stands_in_name(text, [*before, token, *behind], len(before)):
            yield _mention(text, token.start, token.end, self._singles[fold(token.text)])


_ORGANIZATIONS = frozenset({TargetKind.ENTITY})
_SPOTTED = _ORGANIZATIONS | {TargetKind.INDIVIDUAL}


def _mention_kind(kind: TargetKind) -> MentionKind | None:
    return {
        TargetKind.INDIVIDUAL: MentionKind.PERSON,
        TargetKind.ENTITY: MentionKind.ORGANIZATION,
    }.get(kind)


def _regions(hits: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Hits that overlap or touch, together."""
    region: list[tuple[int, int]] = []
    end = -1
    for hit in hits:
        if region and hit[0] > end + 1:
            yield region
            region, end = [], -1
        region.append(hit)
        end = max(end, hit[1])
    if region:
        yield region


def _joined(
    text: str, tokens: Sequence[Token], hits: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Stretches of tokens that hold two words of one listed name, joined where they touch."""
    start = end = -1
    for first, last in hits:
        if start >= 0 and first <= end + 1 and not breaks(text, tokens, end, first):
            end = max(end, last)
            continue
        if start >= 0:
            yield start, end
        start, end = first, last
    if start >= 0:
        yield start, end


def _is_loose(form: NameForm) -> bool:
    """Whether a passage has no two names."""
    return sum(word.role is WordRole.CORE for word in form.words) < 2  # noqa: PLR2004


def _ends_met(form: NameForm, left_over: Sequence[int]) -> bool:
    """Whether the first and the last word of a passage met: else a shorter one would do."""
    light = {place for place, word in enumerate(form.words) if _is_light(word)}
    heavy = [place for place in range(len(form.words)) if place not in light]
    return bool(heavy) and heavy[0] not in left_over and heavy[-1] not in left_over


def _is_light(word: Word) -> bool:
    return word.role > WordRole.INITIAL


def _mention(text: str, start: int, end: int, kind: MentionKind) -> Mention:
    return Mention(text=text[start:end], start=start, end=end, kind=kind, recognizer="spotter")


def _longest_wins(mentions: Iterable[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda item: (item.start - item.end, item.start)):
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda item: item.start)
