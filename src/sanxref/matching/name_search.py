"""Which listed names may reach the threshold: by the words that they share with a query.

A name can only match where two of its words (or its only one) can be met (OFAC FAQ 5, step 3),
so that of the words of a query all but the one that most names have are read. Of each name that
is found so, an upper bound of the score is worked out from all its words, and only those that
reach the threshold are given. What the bound rests on (matching/scoring.py):

- the score grows with the nats shared and falls with the cost;
- each word of the query shares at most what it shares with the nearest word of the name;
- a word that meets costs at least what it loses there, or as much as being left over (but not in
  names of one word, where scripts that differ make up for what is lost);
- words of the name near no word of the query are left over, so are words of the query that no
  word of the name is near;
- particles, titles and lineage may all be met.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sanxref.matching.acceleration import read_only
from sanxref.matching.index_columns import Bytes, Floats, Ints, Longs
from sanxref.matching.scoring import faint_score
from sanxref.names.words import WordRole

__all__ = [
    "ANY_TERM",
    "LAST_MARK",
    "LIGHTER",
    "MARKS",
    "MOST_TERMS",
    "NAT",
    "Listed",
    "Marks",
    "Numbers",
    "Postings",
    "Queries",
    "Reaching",
    "Scratch",
    "Terms",
    "find_names",
    "most_others",
]

MOST_TERMS = 128
"""Terms of one query, half of them words: as many as are aligned (`alignment`). A name of more is
a text, and the words behind are taken as met."""
MARKS = 8
"""Bits of a listed word, for the terms that it is near; terms behind the last share its bit."""
LAST_MARK = 1 << MARKS - 1
ANY_TERM = (1 << MARKS) - 1
"""Marks of a word that may be near every term."""
LIGHTER = 3
"""Words of a name that are looked at together with two others."""
PAIRED = 16
"""Lighter words of a name that a word is paired with; names of more are long texts."""
NAT = 1.0 / 1024.0
"""In which nats are counted in whole numbers."""
_OTHERS = (6.0, 1e6)
"""Nats of particles and titles: of nearly all queries, and of any."""

Marks = npt.NDArray[np.uint8]
_Doubles = npt.NDArray[np.float64]


class Queries(NamedTuple):
    """Names that are asked, as columns.

    Attributes:
        starts: Where the words of each query start; one more than queries.
        words: Number of the term that each word is, in natural order.
        pairs: Number of the term that each word is together with the one behind it, or -1.
        scripts: By query: number of the scripts that it is written in.
        kinds: By query: bits of the kinds of target that are asked for.
    """

    starts: Longs
    words: Ints
    pairs: Ints
    scripts: Ints
    kinds: Marks


class Terms(NamedTuple):
    """Words that are asked, and each two that are one word of a listed name, as columns.

    Attributes:
        weight: Nats.
        role: Number of the word's role; 0 for two words.
        abjad: 1 for a word of a script that leaves vowels out.
        letter_starts: Where the letters of each word start in `letters`; one more than terms.
        letters: Of the words; none for two.
        near_starts: Where the neighbours of each term start; one more than terms.
        near_places: Listed words near it, ascending.
        near_similarity: How alike they are.
        joined: Number of the spelling that two words of a listed name may be together, or -1.
    """

    weight: _Doubles
    role: Bytes
    abjad: Bytes
    letter_starts: Longs
    letters: Marks
    near_starts: Longs
    near_places: Ints
    near_similarity: _Doubles
    joined: Ints


class Postings(NamedTuple):
    """Which names hold a word, as columns (`index_columns.NameArrays`).

    Attributes:
        starts: Where the names of each word start.
        names: Names that hold the word.
        most_shared: As in `NameArrays`; so the others.
        least_over: Same.
        most_met: Same.
    """

    starts: Ints
    names: Ints
    most_shared: Floats
    least_over: Floats
    most_met: Bytes


class Reaching(NamedTuple):
    """Pairs of words by which a name may reach the threshold, with what is asked of its name.

    Attributes:
        starts: Where the pairs of each word start.
        lighter: By pair: a lighter word of the name; ascending for each word. Of names with
            more than `PAIRED` lighter words there is one pair, with the number of any word.
        rows: By pair: name, `least_over` in `NAT`, and the other words of the name that are
            lighter, or the number of no word. Where these are more than `LIGHTER`: the number of
            any word, `most_shared` in `NAT`, and `most_met`.
    """

    starts: Longs
    lighter: Ints
    rows: Ints

    @classmethod
    def of(cls, listed: "Listed", numbers: "Numbers", others: float) -> "Reaching":
        """Keep pairs of names that may reach the threshold where no heavier word is met.

        Two words must be met, and the heavier names of the name are left over.

        Args:
            listed: All.
            numbers: Of the score.
            others: Nats that a query may share by particles and titles, at most.
        """
        postings = listed.postings
        shared, over = postings.most_shared + others, postings.least_over.astype(np.float64)
        cost = numbers.threshold * numbers.leftover * over * (shared + numbers.doubt)
        reached = (1.0 - numbers.threshold) * shared * shared >= cost
        reached &= postings.most_met > 1
        words = len(listed.word_weight)
        word = np.repeat(np.arange(words), np.diff(postings.starts))[reached]
        names, met = postings.names[reached], postings.most_met[reached].astype(np.int64)
        pairs = np.where(met > PAIRED + 1, 1, met - 1)
        posting = np.repeat(np.arange(len(names)), pairs)
        rank = np.arange(len(posting)) - np.repeat(np.cumsum(pairs) - pairs, pairs)
        first, less = listed.words_start[names][posting], met[posting] - 1
        lighter = listed.ranked[first + rank]
        lighter[less > PAIRED] = words + 1
        rows = np.full((len(posting), 2 + LIGHTER), words, dtype=np.int32)
        rows[:, 0] = names[posting]
        # To the safe side, as all that is rounded.
        rows[:, 1] = np.floor(postings.least_over[reached] / NAT)[posting]
        for place in range(LIGHTER):
            other = place + (rank <= place)
            there = np.flatnonzero(other < less)
            rows[there, 2 + place] = listed.ranked[first[there] + other[there]]
        many = np.flatnonzero(less > LIGHTER + 1)
        rows[many, 2] = words + 1
        rows[many, 3] = np.ceil(postings.most_shared[reached] / NAT)[posting[many]]
        rows[many, 4] = less[many] + 1
        order = np.argsort(word[posting] * (words + 2) + lighter)
        starts = np.concatenate(([0], np.cumsum(np.bincount(word[posting], minlength=words))))
        return cls(read_only(starts), read_only(lighter[order]), read_only(rows[order]))


class Listed(NamedTuple):
    """Listed names and their words, as columns (`index_columns.NameArrays`).

    Attributes:
        postings: All.
        words_start: Where the words of each name start in `words`.
        words: Words of the name.
        ranked: The same, the lightest first.
        joined_at: By entry of `words`: number of the spelling that the word is together with
            the one behind it, or -1.
        role: By word: number of its role.
        abjad: By word: 1 where its script leaves vowels out.
        word_weight: Nats of each word.
        name_weight: Nats of each word that is a name or an initial; 0 for others.
        letter_starts: Where the letters of each word start in `letters`.
        letters: Of the words.
        names: Names and initials among the words of each name.
        kind: Number of its kind of target.
        scripts: Number of the scripts that it is written in.
        joined_start: Where the names of each joined spelling start in `joined`.
        joined: Names with two neighbouring words that are one spelling together.
        joined_weight: Nats of the two words.
    """

    postings: Postings
    words_start: Ints
    words: Ints
    ranked: Ints
    joined_at: Ints
    role: Bytes
    abjad: Bytes
    word_weight: _Doubles
    name_weight: _Doubles
    letter_starts: Longs
    letters: Marks
    names: Bytes
    kind: Bytes
    scripts: Ints
    joined_start: Ints
    joined: Ints
    joined_weight: Floats


class Numbers(NamedTuple):
    """What of the score the bound is made of.

    Attributes:
        threshold: Score.
        lost: As in `ScoreWeights`; so the others.
        leftover: Same.
        conflict: Same.
        doubt: Same.
        faint: Whether names that are scored by `faint_score` may reach the threshold.
    """

    threshold: float
    lost: float
    leftover: float
    conflict: float
    doubt: float
    faint: bool


class Scratch(NamedTuple):
    """What a search writes on, kept from search to search; 0 between them.

    Attributes:
        touched: By listed word: bits of the terms of a query that it is near; behind them one
            for no word, and one for any (`Reaching`).
        noted: By listed name: 1 where it is found already.
    """

    touched: Marks
    noted: Marks


def most_others(queries: Queries, terms: Terms) -> float:
    """Nats, or a little more, that a query has in words that are no names, at most."""
    words = queries.words
    nats = np.where(terms.role[words] > WordRole.INITIAL, terms.weight[words], 0.0)
    sums = np.concatenate(([0.0], np.cumsum(nats)))[queries.starts]
    # Of texts the words behind the first are taken as met.
    long = (np.diff(queries.starts) > MOST_TERMS // 2).any()
    most = np.inf if long else np.diff(sums).max(initial=0.0)
    return next((others for others in _OTHERS if most <= others), _OTHERS[-1])


def find_names(
    queries: Queries, terms: Terms, listed: Listed, numbers: Numbers, scratch: Scratch
) -> tuple[Ints, Ints]:
    """Find the names that each query may match; `kernels.find_names` is the quicker way.

    Args:
        queries: Names that are asked.
        terms: Their words.
        listed: Names that are searched.
        numbers: Of the score.
        scratch: Written on.

    Returns:
        Number of the query, and name, for each that was found; a name may be there twice.
    """
    found_queries: list[Ints] = []
    found: list[Ints] = []
    for query in range(len(queries.starts) - 1):
        if queries.starts[query] < queries.starts[query + 1]:
            names = _Search(queries, query, terms, listed, numbers).names(scratch.touched)
            found.append(names)
            found_queries.append(np.full(len(names), query, dtype=np.int32))
    if not found:
        return np.empty(0, np.int32), np.empty(0, np.int32)
    return np.concatenate(found_queries), np.concatenate(found)


class _Search:
    """One query, by numpy."""

    def __init__(
        self, queries: Queries, query: int, terms: Terms, listed: Listed, numbers: Numbers
    ) -> None:
        at = slice(int(queries.starts[query]), int(queries.starts[query + 1]))
        words = queries.words[at]
        half = MOST_TERMS // 2
        names = np.flatnonzero(terms.role[words[:MOST_TERMS]] <= WordRole.INITIAL)[:half]
        pairs = np.flatnonzero(queries.pairs[at][: min(len(words) - 1, half)] >= 0)
        self._asked: list[int] = [*words[names].tolist(), *queries.pairs[at][pairs].tolist()]
        self._places: list[int] = [*names.tolist(), *pairs.tolist()]
        self._ones = len(names)
        self._single = self._ones == 1
        self._kinds = int(queries.kinds[query])
        self._terms = terms
        self._listed = listed
        self._numbers = numbers
        self._weights: list[float] = terms.weight[self._asked].tolist()
        self._total = sum(self._weights[: self._ones])
        self._others = float(terms.weight[words].sum()) - self._total

    def names(self, touched: Marks) -> Ints:
        """Names that may reach the threshold; one may be there twice."""
        near = [self._near(number)[0] for number in self._asked]
        for term, places in enumerate(near):
            touched[places] |= np.uint8(_mark(term))
        found = self._found(touched)
        for places in near:
            touched[places] = 0
        return found

    def _found(self, touched: Marks) -> Ints:
        listed = self._listed
        found = self._with_words(self._read(), touched)
        split = [self._split(number)[0] for number in self._asked]
        if any(map(len, split)):
            found = np.concatenate([found, *split])
        found = found[(self._kinds >> listed.kind[found]) & 1 == 1]
        if not len(found):
            return np.empty(0, dtype=np.int32)
        reached = self._bound(found, touched) >= self._numbers.threshold
        names: Ints = found[reached]
        return names

    def _near(self, number: int) -> tuple[Ints, _Doubles]:
        start, end = self._terms.near_starts[number : number + 2]
        return self._terms.near_places[start:end], self._terms.near_similarity[start:end]

    def _split(self, number: int) -> tuple[Ints, Floats]:
        """Names that hold a term as two words, with the nats of these."""
        joined = self._terms.joined[number]
        if joined < 0:
            return self._listed.joined[:0], self._listed.joined_weight[:0]
        start, end = self._listed.joined_start[joined : joined + 2]
        return self._listed.joined[start:end], self._listed.joined_weight[start:end]

    def _read(self) -> Ints:
        """Names of the terms that are read: but for one query word two must be met."""
        one = sorted(range(self._ones), key=self._size)
        read = one if self._single else one[:-1]
        read += range(self._ones, len(self._asked))
        words = [self._near(self._asked[term])[0] for term in read]
        if not words:
            return np.empty(0, dtype=np.int32)
        postings = self._listed.postings
        return postings.names[_expand(postings.starts, np.concatenate(words))[0]]

    def _size(self, term: int) -> int:
        """Names that the neighbours of a term have together."""
        near, starts = self._near(self._asked[term])[0], self._listed.postings.starts
        return int((starts[near + 1] - starts[near]).sum())

    def _with_words(self, names: Ints, touched: Marks) -> Ints:
        """Of some names those with enough words near the terms."""
        if not len(names):
            return names
        at, firsts = _expand(self._listed.words_start, names)
        words = self._listed.words[at]
        bits = touched[words]
        met = bits != 0
        some = np.bitwise_or.reduceat(bits, firsts).astype(np.int64)
        near = np.add.reduceat(met.view(np.int8), firsts, dtype=np.int32)
        enough = some & (some - 1) != 0
        if len(self._asked) > MARKS:
            enough |= some & LAST_MARK != 0
        enough &= near > 1
        two = 0
        for term in range(self._ones, len(self._asked)):
            two |= _mark(term)
        enough |= some & two != 0
        if self._single:
            enough |= (some != 0) & (self._listed.names[names] == 1)
        kept = np.flatnonzero(enough)
        if not len(kept):
            return names[:0]
        # Most fall short even if all words near each other were equal.
        right = np.add.reduceat(self._listed.name_weight[words] * ~met, firsts)[kept]
        shared = np.full(len(kept), self._others)
        for term, weight in enumerate(self._weights):
            shared += weight * (some[kept] & _mark(term) != 0)
        left = self._total + self._others - shared
        return names[kept[self._score(shared, left, right, 0.0) >= self._numbers.threshold]]

    def _score(
        self, shared: _Doubles, left: _Doubles, right: _Doubles, cost: _Doubles | float
    ) -> _Doubles:
        """Score of nats shared and left over, with what the words that met cost."""
        numbers = self._numbers
        left, right = np.maximum(left, 0.0), np.maximum(right, 0.0)
        conflict = np.minimum(left, right)
        cost = cost + numbers.leftover * (left + right) + numbers.conflict * conflict
        score: _Doubles = shared / (shared + cost * (1.0 + numbers.doubt / shared))
        if not numbers.faint:
            return score
        faint = faint_score(shared=shared, left_over=left + right, lost=0.0 * shared)
        return np.maximum(score, faint)

    def _bound(self, names: Ints, touched: Marks) -> _Doubles:
        """Highest score that each name can come to."""
        listed, numbers = self._listed, self._numbers
        at, firsts = _expand(listed.words_start, names)
        words = listed.words[at]
        right = np.add.reduceat(
            np.where(touched[words] == 0, listed.name_weight[words], 0.0), firsts
        )
        shared = np.full(len(names), self._others)
        left = np.full(len(names), self._total)
        cost = np.zeros(len(names))
        several = (listed.names[names] > 1) & (not self._single)
        covered: dict[int, npt.NDArray[np.bool_]] = {}
        # Terms of two words come last: a word that one of them meets costs nothing.
        for term in reversed(range(len(self._asked))):
            weight, place = self._weights[term], self._places[term]
            alike = self._alike(term, words)
            smaller = np.minimum(listed.word_weight[words], weight)
            best = np.maximum.reduceat(alike * smaller, firsts)
            lost = np.minimum.reduceat(np.where(alike > 0, (1.0 - alike) * smaller, weight), firsts)
            split, used = self._split(self._asked[term])
            if len(split):
                found, there = look_up(split, names)
                best = np.maximum(best, np.minimum(used[found], weight) * there)
                lost[there] = 0.0
                right -= used[found] * there
            met = best > 0
            shared += best
            if term >= self._ones:
                covered[place] = covered.get(place, False) | met
                covered[place + 1] = covered.get(place + 1, False) | met
            elif place in covered:
                met &= ~covered[place]
            left -= weight * met
            if term < self._ones:
                # A word that meets in part may be left over instead.
                partly = np.minimum(numbers.lost * lost, numbers.leftover * weight)
                cost += partly * (met & several)
        return self._score(shared, left, right, cost)

    def _alike(self, term: int, words: Ints) -> _Doubles:
        """Similarity of a term to each of some listed words."""
        places, similarity = self._near(self._asked[term])
        if not len(places):
            return np.zeros(len(words))
        at, there = look_up(places, words)
        return similarity[at] * there


def _mark(term: int) -> int:
    """Bit of a term; those behind share the last one."""
    return 1 << min(term, MARKS - 1)


def look_up(column: Ints, wanted: Ints) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    """Places of wanted numbers in an ascending column, and whether they are there."""
    at = np.searchsorted(column, wanted)
    at[at == len(column)] = 0
    return at, column[at] == wanted


def _expand(starts: Ints, items: Ints) -> tuple[Longs, npt.NDArray[np.intp]]:
    """Places of all entries of some items, one item behind the other, and where each starts."""
    begin = starts[items].astype(np.int64)
    sizes = starts[items + 1] - begin
    ends = np.cumsum(sizes)
    firsts = ends - sizes
    return np.arange(sizes.sum()) + np.repeat(begin - firsts, sizes), firsts
