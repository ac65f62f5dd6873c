"""Which word of one name meets which word of another.

Each word is used once, order is free, and two neighbouring words may meet one word that joins
them ("El Shafee" and "Elshafee") or two that are parted elsewhere ("Myongc Hin", "Myong Chin").
Of all ways to pair the words the one that shares the most information, less what is lost, is
taken.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sanxref.names.similarity import is_shortened, word_similarity
from sanxref.names.spelling import fold
from sanxref.names.words import NameForm, Word, WordRole

__all__ = [
    "JOINED",
    "ROUNDING",
    "Alignment",
    "Pair",
    "align",
    "align_shown",
    "join",
    "written_as_one",
]

JOINED = 0.97
"""Similarity of two words to one word that joins them: equal but for spacing and spelling."""
ROUNDING = 1e-9
"""Sums of values that differ by no more are equal."""
_MOST_WORDS = 64
"""Longer names are the texts of list notes; words behind these are counted as left over."""
_MOST_WEIGHED = 10
"""Words up to which every pairing is weighed; in longer names the best pairs go first, for the
number of pairings doubles with each word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Words that met.

    Attributes:
        left: Positions in the one name; two where neighbouring words met a joined one.
        right: Positions in the other.
        similarity: 0.6 to 1.0.
        shared: Nats; similarity times the smaller weight.
        open: Nats that a shortened word leaves open.
        core: Both sides are names and not particles, titles or initials.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    similarity: float
    shared: float
    open: float
    core: bool

    @property
    def value(self) -> float:
        """What the pair is worth in choosing among pairings."""
        return self.shared * self.similarity - 0.1 * self.open


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The best pairing of two names' words.

    Attributes:
        pairs: In the order of the one name.
        left_over: Positions of the one name's words that met nothing.
        right_over: Positions of the other's.
        shared: Nats shared.
        lost: Nats of the words met that are not shared.
        open: Nats that shortened words leave open.
        left_weight: Nats left over of the one name.
        right_weight: Nats left over of the other.
    """

    pairs: tuple[Pair, ...]
    left_over: tuple[int, ...]
    right_over: tuple[int, ...]
    shared: float
    lost: float
    open: float
    left_weight: float
    right_weight: float

    @classmethod
    def of(cls, left: NameForm, right: NameForm, pairs: tuple[Pair, ...]) -> "Alignment":
        """Work out what a pairing shares and leaves."""
        met_left = {place for pair in pairs for place in pair.left}
        met_right = {place for pair in pairs for place in pair.right}
        left_over = tuple([place for place in range(len(left.words)) if place not in met_left])
        right_over = tuple([place for place in range(len(right.words)) if place not in met_right])
        return cls(
            pairs=pairs,
            left_over=left_over,
            right_over=right_over,
            shared=sum([pair.shared for pair in pairs]),
            lost=sum([pair.shared / pair.similarity - pair.shared for pair in pairs]),
            open=sum([pair.open for pair in pairs]),
            left_weight=sum([left.words[place].weight for place in left_over]),
            right_weight=sum([right.words[place].weight for place in right_over]),
        )


def align(
    left: NameForm,
    right: NameForm,
    similarity: Callable[[Word, Word], float] = word_similarity,
) -> Alignment:
    """Find the best pairing.

    Args:
        left: One name.
        right: The other.
        similarity: How alike two words are; an index hands in one that remembers.
    """
    if _is_behind(left, right):
        return _mirrored(align(right, left, similarity))
    options = _options(left.words[:_MOST_WORDS], right.words[:_MOST_WORDS], similarity)
    return Alignment.of(left, right, _choose(options, left, right))


def align_shown(left: NameForm, right: NameForm) -> Alignment:
    """Find the best pairing of two names in Han or Hangul, character by character.

    Characters that only sound alike meet at `_SAME_SOUND` (they may be the traditional and the
    simplified form of one); others do not meet, nor do a name and a particle.
    """
    if _is_behind(left, right):
        return _mirrored(align_shown(right, left))
    options: dict[int, list[Pair]] = {}
    for i, (one, shown) in enumerate(zip(left.words, left.shown, strict=True)):
        for j, (other, other_shown) in enumerate(zip(right.words, right.shown, strict=True)):
            if one.text == other.text and one.role is other.role:
                alike = 1.0 if shown == other_shown else _SAME_SOUND
                options.setdefault(i, []).append(_pair(i, j, one, other, alike))
    return Alignment.of(left, right, _choose(options, left, right))


_SAME_SOUND = 0.75


def _is_behind(one: NameForm, other: NameForm) -> bool:
    """Whether names are to change places, so that both directions choose the same pairing."""
    return (len(one.words), [word.text for word in one.words], one.shown) > (
        len(other.words),
        [word.text for word in other.words],
        other.shown,
    )


def _mirrored(alignment: Alignment) -> Alignment:
    pairs = (replace(pair, left=pair.right, right=pair.left) for pair in alignment.pairs)
    return replace(
        alignment,
        pairs=tuple(sorted(pairs, key=lambda pair: pair.left)),
        left_over=alignment.right_over,
        right_over=alignment.left_over,
        left_weight=alignment.right_weight,
        right_weight=alignment.left_weight,
    )


def _options(
    left: Sequence[Word], right: Sequence[Word], similarity: Callable[[Word, Word], float]
) -> dict[int, list[Pair]]:
    """All pairs that could be, by the first position on the left."""
    options: dict[int, list[Pair]] = {}
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            if alike := similarity(one, other):
                options.setdefault(i, []).append(_pair(i, j, one, other, alike))
    for pair in _joined_pairs(left, right):
        options.setdefault(pair.left[0], []).append(pair)
    return options


def _joined_pairs(left: Sequence[Word], right: Sequence[Word]) -> Iterator[Pair]:
    """Pairs in which two neighbouring words stand for one, or two for two."""
    joined_left = [join(*pair) for pair in pairwise(left)]
    joined_right = [join(*pair) for pair in pairwise(right)]
    for i, joined in enumerate(joined_left):
        if not joined:
            continue
        ones = left[i : i + 2]
        for j, other in enumerate(right):
            if joined == other.fold and other.role is WordRole.CORE:
                yield _joined_pair((i, i + 1), (j,), ones, [other])
        for j, other_joined in enumerate(joined_right):
            if joined == other_joined:  # a space in another place
                yield _joined_pair((i, i + 1), (j, j + 1), ones, right[j : j + 2])
    for j, joined in enumerate(joined_right):
        for i, one in enumerate(left):
            if joined and joined == one.fold and one.role is WordRole.CORE:
                yield _joined_pair((i,), (j, j + 1), [one], right[j : j + 2])


def join(first: Word, second: Word) -> str:
    """Folded spelling of two neighbouring words written as one, or empty where none would."""
    return fold(written_as_one(first, second))


def written_as_one(first: Word, second: Word) -> str:
    """Two neighbouring words in one, or an empty text where nobody would write them so."""
    if first.abjad != second.abjad or (
        WordRole.CORE not in (first.role, second.role)
        or WordRole.INITIAL in (first.role, second.role)
        or WordRole.TITLE in (first.role, second.role)
    ):
        return ""
    return first.text + second.text


def _pair(i: int, j: int, one: Word, other: Word, alike: float) -> Pair:
    smaller = min(one.weight, other.weight)
    shortened = alike < 1.0 and is_shortened(one, other)
    return Pair(
        left=(i,),
        right=(j,),
        similarity=alike,
        shared=alike * smaller,
        open=max(one.weight, other.weight) - smaller if shortened else 0.0,
        core=one.role is WordRole.CORE and other.role is WordRole.CORE,
    )


def _joined_pair(
    left: tuple[int, ...], right: tuple[int, ...], ones: Sequence[Word], others: Sequence[Word]
) -> Pair:
    smaller = min(sum(word.weight for word in ones), sum(word.weight for word in others))
    return Pair(
        left=left, right=right, similarity=JOINED, shared=JOINED * smaller, open=0.0, core=True
    )


def _choose(options: dict[int, list[Pair]], left: NameForm, right: NameForm) -> tuple[Pair, ...]:
    if max(len(left.words), len(right.words)) <= _MOST_WEIGHED:
        return _best(options, len(left.words))
    pairs = [pair for group in options.values() for pair in group]
    pairs.sort(key=lambda pair: (-pair.value, abs(pair.left[0] - pair.right[0]), pair.left))
    chosen: list[Pair] = []
    used_left: set[int] = set()
    used_right: set[int] = set()
    for pair in pairs:
        if used_left.isdisjoint(pair.left) and used_right.isdisjoint(pair.right):
            chosen.append(pair)
            used_left.update(pair.left)
            used_right.update(pair.right)
    return tuple(sorted(chosen, key=lambda pair: pair.left))


def _without_choice(options: dict[int, list[Pair]]) -> tuple[Pair, ...] | None:
    """Give all pairs, where no word could be in two; that is so in most names."""
    left, right = 0, 0
    pairs = [pair for place in sorted(options) for pair in options[place]]
    for pair in pairs:
        for place in pair.left:
            if left >> place & 1:
                return None
            left |= 1 << place
        for place in pair.right:
            if right >> place & 1:
                return None
            right |= 1 << place
    return tuple([pair for pair in pairs if pair.value > ROUNDING])


def _best(options: dict[int, list[Pair]], length: int) -> tuple[Pair, ...]:
    """Choose pairs that share no word and are worth the most together.

    Walks the words of the one name from left to right; what is known of a position depends only
    on which words are used up, so that each such state is worked out once.
    """
    if (alone := _without_choice(options)) is not None:
        return alone
    memory: dict[tuple[int, int, int], tuple[float, tuple[Pair, ...]]] = {}

    def walk(i: int, used: int, skip: int) -> tuple[float, tuple[Pair, ...]]:
        while i < length and (i not in options or skip == i):
            i += 1
        if i >= length:
            return 0.0, ()
        key = (i, used, skip)
        if key in memory:
            return memory[key]
        best = walk(i + 1, used, skip)
        for pair in options[i]:
            taken = sum(1 << j for j in pair.right)
            if used & taken:
                continue
            blocked = pair.left[-1] if len(pair.left) > 1 else -1
            value, rest = walk(i + 1, used | taken, blocked)
            if value + pair.value > best[0] + ROUNDING:
                best = value + pair.value, (pair, *rest)
        memory[key] = best
        return best

    return walk(0, 0, -1)[1]
