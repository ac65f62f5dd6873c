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

from sanxref.matching.index_columns import Bytes, Floats, Ints, Longs
from sanxref.matching.scoring import faint_score

__all__ = ["MOST_TERMS", "Listed", "Numbers", "Queries", "Scratch", "Terms", "find_names"]

MOST_TERMS = 64
"""Terms of one query, for each is a bit; a name of more words is a text, and the words behind are
taken as met."""

_Doubles = npt.NDArray[np.float64]


class Queries(NamedTuple):
    """Names that are asked, as columns.

    Attributes:
        starts: Where the terms of each query start; one more than queries.
        terms: Number of each term; those of one word before those of two.
        places: First word of the query that the term stands for.
        totals: Nats of the names and initials of each query.
        others: Nats of its other words.
        single: 1 where the query has one name or initial.
        kinds: Bits of the kinds of target that are asked for.
    """

    starts: Longs
    terms: Ints
    places: npt.NDArray[np.uint8]
    totals: _Doubles
    others: _Doubles
    single: Bytes
    kinds: npt.NDArray[np.uint8]


class Terms(NamedTuple):
    """Words that are asked, and each two that are one word of a listed name, as columns.

    Attributes:
        weight: Nats.
        span: Words of the query that it stands for: 1 or 2.
        near_starts: Where the neighbours of each term start; one more than terms.
        near_places: Listed words near it.
        near_similarity: How alike they are.
        sizes: Names that its neighbours have together.
        joined_starts: Where the names with two words that are the term start in
            `Listed.joined`.
        joined_ends: Where they end.
    """

    weight: _Doubles
    span: Bytes
    near_starts: Longs
    near_places: Ints
    near_similarity: Floats
    sizes: Longs
    joined_starts: Ints
    joined_ends: Ints


class Listed(NamedTuple):
    """Listed names and their words, as columns (`index_columns.NameArrays`).

    Attributes:
        postings_start: Where the names of each word start in `postings`.
        postings: Names that hold the word.
        words_start: Where the words of each name start in `words`.
        words: Words of the name.
        word_weight: Nats of each word.
        name_weight: Nats of each word that is a name or an initial; 0 for others.
        names: Names and initials among the words of each name.
        kind: Number of its kind of target.
        joined: Names with two neighbouring words that are one spelling together.
        joined_weight: Nats of the two words.
    """

    postings_start: Ints
    postings: Ints
    words_start: Ints
    words: Ints
    word_weight: _Doubles
    name_weight: _Doubles
    names: Bytes
    kind: Bytes
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
    """What a search writes on, kept from search to search, for making it anew takes longer.

    Attributes:
        mask: By listed word: bits of the terms of a query that it is near; 0 between searches.
        similarity: By listed word and term: how alike they are, where the bit is set.
    """

    mask: npt.NDArray[np.uint64]
    similarity: Floats


def find_names(
    queries: Queries, terms: Terms, listed: Listed, numbers: Numbers, scratch: Scratch
) -> tuple[Ints, Ints]:
    """Find the names that each query may match; `kernels.find_names` is the quicker way.

    Returns:
        Number of the query, and name, for each that was found; a name may be there twice.
    """
    found_queries: list[Ints] = []
    found: list[Ints] = []
    for query in range(len(queries.starts) - 1):
        if queries.starts[query] < queries.starts[query + 1]:
            names = _Search(queries, query, terms, listed, numbers).names(scratch.mask)
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
        self._asked: list[int] = queries.terms[at].tolist()
        self._places: list[int] = queries.places[at].tolist()
        self._total = float(queries.totals[query])
        self._others = float(queries.others[query])
        self._single = bool(queries.single[query])
        self._kinds = int(queries.kinds[query])
        self._terms = terms
        self._listed = listed
        self._numbers = numbers
        self._spans: list[int] = terms.span[self._asked].tolist()
        self._weights: list[float] = terms.weight[self._asked].tolist()

    def names(self, mask: npt.NDArray[np.uint64]) -> Ints:
        """Names that may reach the threshold; one may be there twice."""
        near = [self._near(number)[0] for number in self._asked]
        for term, places in enumerate(near):
            mask[places] |= np.uint64(1 << term)
        found = self._found(mask)
        for places in near:
            mask[places] = 0
        return found

    def _found(self, mask: npt.NDArray[np.uint64]) -> Ints:
        listed = self._listed
        found = self._with_words(self._read(), mask)
        split = [self._split(number)[0] for number in self._asked]
        if any(map(len, split)):
            found = np.concatenate([found, *split])
        found = found[(self._kinds >> listed.kind[found]) & 1 == 1]
        if not len(found):
            return np.empty(0, dtype=np.int32)
        reached = self._bound(found, mask) >= self._numbers.threshold
        names: Ints = found[reached]
        return names

    def _near(self, number: int) -> tuple[Ints, Floats]:
        start, end = self._terms.near_starts[number : number + 2]
        return self._terms.near_places[start:end], self._terms.near_similarity[start:end]

    def _split(self, number: int) -> tuple[Ints, Floats]:
        """Names that hold a term as two words, with the nats of these."""
        start, end = self._terms.joined_starts[number], self._terms.joined_ends[number]
        return self._listed.joined[start:end], self._listed.joined_weight[start:end]

    def _read(self) -> Ints:
        """Names of the terms that are read: but for one query word two must be met."""
        sizes: list[int] = self._terms.sizes[self._asked].tolist()
        one = sorted(
            (term for term, span in enumerate(self._spans) if span == 1), key=sizes.__getitem__
        )
        read = one if self._single else one[:-1]
        read += [term for term, span in enumerate(self._spans) if span > 1]
        words = [self._near(self._asked[term])[0] for term in read]
        if not words:
            return np.empty(0, dtype=np.int32)
        starts, listed = self._listed.postings_start, self._listed.postings
        return listed[_expand(starts, np.concatenate(words))[0]]

    def _with_words(self, names: Ints, mask: npt.NDArray[np.uint64]) -> Ints:
        """Of some names those with enough words near the terms."""
        if not len(names):
            return names
        at, firsts = _expand(self._listed.words_start, names)
        words = self._listed.words[at]
        bits = mask[words]
        met = bits != 0
        some = np.bitwise_or.reduceat(bits, firsts)
        near = np.add.reduceat(met.view(np.int8), firsts, dtype=np.int32)
        enough = (near > 1) & (some & (some - np.uint64(1)) != 0)
        two = sum(1 << term for term, span in enumerate(self._spans) if span > 1)
        if two:
            enough |= some & np.uint64(two) != 0
        if self._single:
            enough |= (some != 0) & (self._listed.names[names] == 1)
        kept = np.flatnonzero(enough)
        if not len(kept):
            return names[:0]
        # Most fall short even if all words near each other were equal.
        right = np.add.reduceat(self._listed.name_weight[words] * ~met, firsts)[kept]
        shared = np.full(len(kept), self._others)
        for term, weight in enumerate(self._weights):
            shared += weight * (some[kept] >> np.uint64(term) & np.uint64(1))
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
        faint = faint_score(
            shared=shared, left_over=left + right, conflict=conflict, lost=0.0 * shared
        )
        return np.maximum(score, faint)

    def _bound(self, names: Ints, mask: npt.NDArray[np.uint64]) -> _Doubles:
        """Highest score that each name can come to."""
        listed, numbers = self._listed, self._numbers
        at, firsts = _expand(listed.words_start, names)
        words = listed.words[at]
        bits = mask[words]
        right = np.add.reduceat(np.where(bits == 0, listed.name_weight[words], 0.0), firsts)
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
            if self._spans[term] > 1:
                covered[place] = covered.get(place, False) | met
                covered[place + 1] = covered.get(place + 1, False) | met
            elif place in covered:
                met &= ~covered[place]
            left -= weight * met
            if self._spans[term] == 1:
                # A word that meets in part may be left over instead.
                partly = np.minimum(numbers.lost * lost, numbers.leftover * weight)
                cost += partly * (met & several)
        return self._score(shared, left, right, cost)

    def _alike(self, term: int, words: Ints) -> Floats:
        """Similarity of a term to each of some listed words."""
        places, similarity = self._near(self._asked[term])
        if not len(places):
            return np.zeros(len(words), dtype=np.float32)
        at, there = look_up(places, words)
        return similarity[at] * there


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
