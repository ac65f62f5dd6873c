"""List names in article text, without a model: all scripts, any capitalization.

Two words that stand near each other in the text and together in one listed name are a trace;
traces are looked up for the whole text at once. Only where there is one are the words around it
compared with the lists, with the score that matching uses. What is reported is a passage that
reads like a listed name and no match.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from sanxref.matching.alignment import align
from sanxref.matching.index import NameIndex
from sanxref.matching.index_columns import KINDS, pair_key
from sanxref.matching.options import MatchingOptions
from sanxref.matching.passages import (
    breaks,
    capitals_nats,
    hangs,
    stands_in_name,
    syllables,
    widen,
)
from sanxref.matching.scoring import score_forms
from sanxref.model.articles import Mention, MentionKind
from sanxref.model.designations import TargetKind
from sanxref.names.normalization import Token, tokenize
from sanxref.names.romanization import romanize
from sanxref.names.spelling import fold, skeleton
from sanxref.names.vocabulary import LINEAGE, PARTICLES
from sanxref.names.words import NameForm, Word, WordRole, make_word, name_form

__all__ = ["Spotter"]

_WIDEST = 5
"""Words between which two words of one name may stand; particles count."""
_LONGEST = 8
"""Words of a passage; listed names that are longer are found by a part of them."""
_NEAR = 0.74
"""Similarity from which a capitalized word that no list has stands for one that a list has."""
_SINGLE_NATS = 10.5
"""Rarity of a one-word name that is reported when it stands alone and capitalized."""
_SINGLE_LENGTH = 6
_ARTICLES = frozenset({"al", "el", "ul", "ur", "ad", "ed", "ar", "er", "as", "es"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    """A word of the text, or two that are one word of a name.

    Attributes:
        first: Position of its first token.
        last: Position of its last token.
        folds: Numbers of the folded words that it may stand for.
    """

    first: int
    last: int
    folds: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What a passage names: how many of its words met, and how many are beside the name."""

    kind: MentionKind
    met: int
    extra: int


class Spotter:
    """Finds passages that read like listed names; read-only, picklable, linear in the text."""

    def __init__(self, index: NameIndex, options: MatchingOptions | None = None) -> None:
        """Take the index; look-ups are built when first used."""
        self.index = index
        self.options = options or MatchingOptions()
        self._near_folds: dict[str, tuple[int, ...]] = {}

    def spot(self, text: str) -> tuple[Mention, ...]:
        """Find list names in a text.

        Individuals are reported as persons, entities as organizations; vessels and aircraft
        are not. Weak aliases and single words of longer names are no names (OFAC FAQ 5, 122).
        Of overlapping passages the longer stays.

        Returns:
            Mentions in order, not overlapping, with exact offsets into `text`.
        """
        tokens = tuple(syllables(text, tokenize(text)))
        units = self._units(tokens)
        found = [
            mention
            for start, end in self._traces(text, tokens, units)
            for mention in self._names_within(text, tokens, start, end)
        ]
        found += self._single_names(text, tokens)
        return tuple(_longest_wins(found))

    @cached_property
    def _folds(self) -> dict[str, int]:
        """Folded words of the index by the numbers that its pairs are made of."""
        words = self.index.table.words
        return dict(zip(words.folds, self.index.arrays.folds.tolist(), strict=True))

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

    def _units(self, tokens: Sequence[Token]) -> list[_Unit]:
        units: list[_Unit] = []
        for place, token in enumerate(tokens):
            if (folds := self._exact(token.text)) or (
                token.capitalized and (folds := self._if_name(tokens, place))
            ):
                units.append(_Unit(first=place, last=place, folds=folds))
            units.extend(
                _Unit(first=place, last=place + width - 1, folds=folds)
                for width in (2, 3)
                if (folds := self._as_one(tokens[place : place + width], width))
            )
        return units

    def _as_one(self, tokens: Sequence[Token], width: int) -> tuple[int, ...]:
        """The word of the lists that neighbouring words are together: a compound, or joined."""
        if len(tokens) < width or not tokens[0].capitalized:
            return ()
        words = [token.text for token in tokens]
        if words[0] == "عبد":
            form = name_form(" ".join(words))
            return self._with_consonants(form.words[0].skeleton) if len(form.words) == 1 else ()
        if not all(word.isascii() for word in words):
            return ()
        if width == 3 and words[1] not in _ARTICLES:  # noqa: PLR2004 - with an article between
            return ()
        number = self._folds.get(fold("".join(words)))
        return () if number is None else (number,)

    def _exact(self, word: str) -> tuple[int, ...]:
        """The word of the lists that is written so, but for transliteration."""
        if word in PARTICLES or word in LINEAGE or len(word) < 2:  # noqa: PLR2004 - initials
            return ()
        if not word.isascii():
            return self._romanized(word)
        number = self._folds.get(fold(word))
        return () if number is None else (number,)

    def _romanized(self, word: str) -> tuple[int, ...]:
        latin = romanize(word)
        if not latin.syllables:
            return ()
        last = latin.syllables[-1]  # the Arabic article is written on its word
        if not latin.abjad:
            number = self._folds.get(fold(last))
            return () if number is None else (number,)
        return self._with_consonants(skeleton(last))

    def _with_consonants(self, consonants: str) -> tuple[int, ...]:
        if len(consonants) < 2:  # noqa: PLR2004 - one consonant is no word
            return ()
        words = (self.index.table.words[at] for at in self.index.table.with_skeleton(consonants))
        return tuple(sorted({self._folds[word.fold] for word in words}))

    def _if_name(self, tokens: Sequence[Token], place: int) -> tuple[int, ...]:
        """Words that a capitalized word unknown to the lists may be a spelling of.

        Only beside another capitalized word: that is where names stand.
        """
        token = tokens[place]
        if len(token.text) < 4:  # noqa: PLR2004 - short words have no neighbours
            return ()
        beside = [
            other
            for other in (place - 1, place + 1, place - 2, place + 2)
            if 0 <= other < len(tokens)
            and tokens[other].capitalized
            and self._exact(tokens[other].text)
        ]
        return self._near(token.text) if beside else ()

    def _near(self, text: str) -> tuple[int, ...]:
        folds = self._near_folds.get(text)
        if folds is None:
            latin = romanize(text)
            word = make_word("".join(latin.syllables[-1:]) or text, WordRole.CORE, latin.abjad)
            near = [
                self.index.table.words[at]
                for at, similarity in self.index.table.near(word)
                if similarity >= _NEAR
            ]
            folds = tuple(
                sorted({self._folds[word.fold] for word in near if word.role is WordRole.CORE})
            )
            if len(self._near_folds) > 100_000:  # noqa: PLR2004 - bounded memory
                self._near_folds.clear()
            self._near_folds[text] = folds
        return folds

    def _traces(
        self, text: str, tokens: Sequence[Token], units: Sequence[_Unit]
    ) -> Iterator[tuple[int, int]]:
        """Stretches of tokens that hold two words of one listed name, joined where they touch."""
        hits = sorted(set(self._pairs(text, tokens, units)))
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

    def _pairs(
        self, text: str, tokens: Sequence[Token], units: Sequence[_Unit]
    ) -> Iterator[tuple[int, int]]:
        """Stretches from one to another of two units that stand in one listed name."""
        near = [
            (pair_key(one, two), left, right)
            for left, right in _neighbouring(units)
            for one in left.folds
            for two in right.folds
        ]
        wanted = np.array([key for key, _, _ in near], dtype=np.int64)
        person = _contains(self.index.arrays.person_pairs, wanted)
        entity = _contains(self.index.arrays.entity_pairs, wanted)
        for at in np.flatnonzero(person | entity).tolist():
            _, left, right = near[at]
            # Companies are called by common words; without capitals those are nouns.
            capitals = tokens[left.first].capitalized and tokens[right.first].capitalized
            if (person[at] or capitals) and not breaks(text, tokens, left.first, right.last):
                yield left.first, right.last

    def _names_within(
        self, text: str, tokens: Sequence[Token], start: int, end: int
    ) -> Iterator[Mention]:
        """The passages of a stretch that read like listed names, the fullest first."""
        start, end = widen(text, tokens, start, end)
        passages = [
            (first, last)
            for first in range(start, end)
            for last in range(first + 1, min(end, first + _LONGEST - 1) + 1)
            if not hangs(tokens, first, last)
        ]
        found = [
            (reading, first, last)
            for first, last in passages
            if (reading := self._read(text, tokens[first : last + 1])) is not None
        ]
        found.sort(key=lambda item: (-item[0].met, item[0].extra, item[2] - item[1], item[1]))
        taken: list[tuple[int, int]] = []
        for reading, first, last in found:
            if all(last < low or high < first for low, high in taken):
                taken.append((first, last))
                yield _mention(text, tokens[first], tokens[last], reading.kind)

    def _read(self, text: str, tokens: Sequence[Token]) -> _Reading | None:
        """What a passage names, or None where it reads like no listed name."""
        form = name_form(text[tokens[0].start : tokens[-1].end])
        if len(form.words) < 2 or _is_loose(form):  # noqa: PLR2004 - one word of several
            return None
        further = capitals_nats(tokens)
        needed = self.options.spot_information + further
        if form.weight < needed:
            return None
        names = self.index.candidates(
            form, threshold=self.options.threshold, weights=self.options.score, kinds=_SPOTTED
        )
        readings = [
            reading
            for name in names
            if not self.index.arrays.weak[name]
            and (reading := self._read_as(form, name, needed=needed, exact=further > 0)) is not None
        ]
        return min(readings, key=lambda item: (-item.met, item.extra), default=None)

    def _read_as(self, form: NameForm, name: int, *, needed: float, exact: bool) -> _Reading | None:
        """How a passage reads as one listed name, or None where it does not."""
        listed = self._form(name)
        alignment = align(form, listed)
        extra = [place for place in alignment.left_over if not _is_light(form.words[place])]
        if alignment.shared < needed or not _ends_met(form, extra):
            return None
        if exact and any(pair.similarity < 1.0 for pair in alignment.pairs):
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

    def _single_names(self, text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
        """Rare one-word names that stand alone: capitalized, and no capital beside them."""
        for place, token in enumerate(tokens):
            if not token.capitalized or len(token.text) < _SINGLE_LENGTH:
                continue
            kind = self._singles.get(fold(token.text) if token.text.isascii() else "")
            if kind is None or stands_in_name(text, tokens, place):
                continue
            yield _mention(text, token, token, kind)


_SPOTTED = frozenset({TargetKind.INDIVIDUAL, TargetKind.ENTITY})


def _mention_kind(kind: TargetKind) -> MentionKind | None:
    return {
        TargetKind.INDIVIDUAL: MentionKind.PERSON,
        TargetKind.ENTITY: MentionKind.ORGANIZATION,
    }.get(kind)


def _neighbouring(units: Sequence[_Unit]) -> Iterator[tuple[_Unit, _Unit]]:
    """Pairs of units near enough to stand in one name, in order of the text."""
    for number, left in enumerate(units):
        for right in itertools.islice(units, number + 1, None):
            if right.first - left.last > _WIDEST:
                break
            if right.first > left.last:
                yield left, right


def _contains(
    sorted_keys: npt.NDArray[np.int64], wanted: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    if not len(sorted_keys):
        return np.zeros(len(wanted), dtype=bool)
    at = np.searchsorted(sorted_keys, wanted)
    at[at == len(sorted_keys)] = 0
    found: npt.NDArray[np.bool_] = sorted_keys[at] == wanted
    return found


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


def _mention(text: str, first: Token, last: Token, kind: MentionKind) -> Mention:
    return Mention(
        text=text[first.start : last.end],
        start=first.start,
        end=last.end,
        kind=kind,
        recognizer="spotter",
    )


def _longest_wins(mentions: Iterable[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda item: (item.start - item.end, item.start)):
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda item: item.start)
