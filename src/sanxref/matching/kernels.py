"""The inner loops of matching, compiled by numba; `acceleration` imports them.

Each does what a function in numpy beside its caller does, and gives the same (tests compare
them): `find_edits` what `word_edits` does with rapidfuzz, `sound_costs` what `sound_cost` does
for one pair, `find_names` what `NameIndex` does for one query.
"""

import numpy as np
import numpy.typing as npt
from numba import njit

from sanxref.matching.index_columns import Bytes, Ints, Longs
from sanxref.matching.name_search import MOST_TERMS, Listed, Numbers, Queries, Scratch, Terms
from sanxref.matching.word_columns import Signatures
from sanxref.names.unwritten_vowels import SoundRules

__all__ = ["find_edits", "find_names", "sound_costs"]

_BLOCK = 64
"""Signatures that are compared together before any is looked at on its own."""


@njit(cache=True)
def _ones(bits):
    """Count bits; LLVM knows the pattern and takes the processor's own instruction."""
    one, two, four = np.uint64(1), np.uint64(2), np.uint64(4)
    bits -= (bits >> one) & np.uint64(0x5555555555555555)
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> two) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> four)) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return (bits * np.uint64(0x0101010101010101)) >> np.uint64(56)


@njit(cache=True)
def find_edits(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917 - one loop, compiled as one
    keys: Bytes,
    key_starts: Longs,
    key_bits: Signatures,
    listed: Bytes,
    listed_starts: Longs,
    bits: Signatures,
    length_starts: Ints,
    allowed: Bytes,
) -> tuple[Longs, Longs, Bytes]:
    """Find listed words within the allowed edits (insert, delete, replace, swap neighbours).

    Distances are those of Hyyrö's bit-parallel algorithm (2003) with his term for swaps, for
    words of up to 64 letters.

    Args:
        keys: Letters of the words asked, one behind the other.
        key_starts: Where each starts; one more than words.
        key_bits: Signature of each.
        listed: Letters of the listed words, by length, one behind the other.
        listed_starts: Where the words of each length start in `listed`.
        bits: Signatures of the listed words.
        length_starts: Number of the first listed word of each length.
        allowed: Edits by length of the word asked and of the listed one; 0 means none.

    Returns:
        Number of the word asked, number of the listed word, and edits, for each that was found.
    """
    size = 1024
    rows, places = np.empty(size, np.int64), np.empty(size, np.int64)
    edits = np.empty(size, np.int8)
    found = 0
    one = np.uint64(1)
    letters = np.zeros(256, np.uint64)
    for row in range(len(key_starts) - 1):
        start, end = key_starts[row], key_starts[row + 1]
        length = end - start
        if length >= len(allowed):
            continue
        for at in range(start, end):
            letters[keys[at]] |= one << np.uint64(at - start)
        asked = key_bits[row]
        last = one << np.uint64(max(length - 1, 0))
        for other in range(allowed.shape[1]):
            limit = allowed[length, other]
            if limit == 0:
                continue
            # Edits that change the length change one letter count, others at most two.
            differing = np.uint64(2 * limit - abs(length - other))
            place, behind = length_starts[other], length_starts[other + 1]
            while place < behind:
                stop = min(place + _BLOCK, behind)
                near = 0
                for at in range(place, stop):
                    if _ones(bits[at] ^ asked) <= differing:
                        near += 1
                if near == 0:
                    place = stop
                    continue
                for at in range(place, stop):
                    if _ones(bits[at] ^ asked) > differing:
                        continue
                    begin = listed_starts[other] + (at - length_starts[other]) * other
                    plus, minus = ~np.uint64(0), np.uint64(0)
                    diagonal, before = np.uint64(0), np.uint64(0)
                    distance, rest = length, other
                    for letter in listed[begin : begin + other]:
                        if distance - rest > limit:
                            break  # each letter brings it down by one at most
                        rest -= 1
                        same = letters[letter]
                        swap = (((~diagonal) & same) << one) & before
                        diagonal = (((same & plus) + plus) ^ plus) | same | minus | swap
                        up, down = minus | ~(diagonal | plus), diagonal & plus
                        if up & last:
                            distance += 1
                        if down & last:
                            distance -= 1
                        up, down = (up << one) | one, down << one
                        plus, minus = down | ~(diagonal | up), up & diagonal
                        before = same
                    if distance <= limit:
                        if found == size:
                            size *= 2
                            rows = np.concatenate((rows, np.empty(found, np.int64)))
                            places = np.concatenate((places, np.empty(found, np.int64)))
                            edits = np.concatenate((edits, np.empty(found, np.int8)))
                        rows[found], places[found], edits[found] = row, at, distance
                        found += 1
                place = stop
        for at in range(start, end):
            letters[keys[at]] = np.uint64(0)
    return rows[:found].copy(), places[:found].copy(), edits[:found].copy()


@njit(cache=True)
def sound_costs(  # noqa: C901, PLR0912, PLR0913, PLR0917 - one loop, compiled as one
    units: Longs,
    unit_starts: Longs,
    spelt: Bytes,
    spelt_starts: Longs,
    pairs: Longs,
    most: npt.NDArray[np.float64],
    rules: SoundRules,
) -> npt.NDArray[np.float64]:
    """Cost of reading Latin spellings as words written without short vowels.

    Args:
        units: Of the words written without vowels, one behind the other (`sound_units`).
        unit_starts: Where each starts; one more than words.
        spelt: Letters of the Latin spellings, one behind the other.
        spelt_starts: Where each starts; one more than words.
        pairs: Number of the word written without vowels, and of the spelling, by row.
        most: By word: cost beyond which it need not be known how much it is.
        rules: Of `sound_rules`.
    """
    costs = np.empty(len(pairs))
    above, row = np.empty(rules.longest + 1), np.empty(rules.longest + 1)
    added = np.empty(rules.longest)
    first_vowel, vowel, last_vowel, last_i, long_vowel = rules.vowel_added
    for pair in range(len(pairs)):
        word, spelling = pairs[pair]
        begin = spelt_starts[spelling]
        length = min(spelt_starts[spelling + 1] - begin, rules.longest)
        row[0] = 0.0
        for at in range(length):
            letter, before = spelt[begin + at], spelt[begin + at - 1] if at else np.uint8(0)
            if rules.vowels[letter] == 0:
                added[at] = 0.0 if letter == before else rules.added[letter]
            elif rules.long_added[before, letter]:
                added[at] = long_vowel
            elif at == 0:
                added[at] = first_vowel
            elif at < length - 1:
                added[at] = vowel
            else:
                added[at] = last_i if letter == ord("i") else last_vowel
            row[at + 1] = row[at] + added[at]
        least = 0.0
        for unit in units[unit_starts[word] : unit_starts[word + 1]]:
            above, row = row, above
            for at in range(length + 1):
                row[at] = above[at] + rules.left_out[unit]
            for number in range(rules.unit_starts[unit], rules.unit_starts[unit + 1]):
                start, size = rules.spelling_starts[number], rules.spelling_starts[number + 1]
                size -= start
                extra = rules.rarer[unit] if number > rules.unit_starts[unit] else 0.0
                for at in range(length - size + 1):
                    cost = above[at] + extra
                    if cost >= row[at + size]:
                        continue
                    same = True
                    for letter in range(size):
                        if spelt[begin + at + letter] != rules.letters[start + letter]:
                            same = False
                            break
                    if same:
                        row[at + size] = cost
            least = row[0]
            for at in range(length):
                row[at + 1] = min(row[at + 1], row[at] + added[at])
                least = min(least, row[at + 1])
            if least > most[word]:
                break
        costs[pair] = least if least > most[word] else row[length]
    return costs


@njit(cache=True)
def find_names(  # noqa: C901, PLR0912, PLR0915 - one loop, compiled as one
    queries: Queries, terms: Terms, listed: Listed, numbers: Numbers, scratch: Scratch
) -> tuple[Ints, Ints]:
    """Find the names that each query may match, as `name_search.find_names` does.

    Returns:
        Number of the query, and name, for each that was found; a name may be there twice.
    """
    capacity, found = 256, 0
    out_query, out_name = np.empty(capacity, np.int32), np.empty(capacity, np.int32)
    mask, similarity = scratch.mask, scratch.similarity
    best, least_lost = np.empty(MOST_TERMS), np.empty(MOST_TERMS)
    order = np.empty(MOST_TERMS, np.int64)
    met = np.empty(256, np.int8)
    # By name of their own: numba counts references whenever it takes them from the tuples.
    near_starts, near_places = terms.near_starts, terms.near_places
    postings_start, postings = listed.postings_start, listed.postings
    words_start, words = listed.words_start, listed.words
    name_weight, weights = listed.name_weight, terms.weight
    threshold, leftover = numbers.threshold, numbers.leftover
    conflict, doubt = numbers.conflict, numbers.doubt
    for query in range(len(queries.starts) - 1):
        first, behind = queries.starts[query], queries.starts[query + 1]
        asked = queries.terms[first:behind]
        if len(asked) == 0:
            continue
        for term in range(len(asked)):
            for at in range(near_starts[asked[term]], near_starts[asked[term] + 1]):
                mask[near_places[at]] |= np.uint64(1) << np.uint64(term)
                similarity[near_places[at], term] = terms.near_similarity[at]
        single = queries.single[query] == 1
        wanted = queries.kinds[query]
        others, total = queries.others[query], queries.totals[query]
        read = _order(asked, terms, others, single, numbers, order)
        for turn in range(-len(asked), read):
            # Below 0: the names that hold the term as two words.
            split = turn < 0
            term = turn + len(asked) if split else order[turn]
            number = asked[term]
            one = terms.span[number] == 1
            start = 0 if split else near_starts[number]
            stop = 1 if split else near_starts[number + 1]
            for item in range(start, stop):
                if split:
                    begin, end = terms.joined_starts[number], terms.joined_ends[number]
                else:
                    word = near_places[item]
                    begin, end = postings_start[word], postings_start[word + 1]
                for entry in range(begin, end):
                    name = listed.joined[entry] if split else postings[entry]
                    if one and not split:
                        # Whether two words of the name are near two terms, or the only one is.
                        if single:
                            if listed.names[name] != 1:
                                continue
                        else:
                            some, near, right = np.uint64(0), 0, 0.0
                            for at in range(words_start[name], words_start[name + 1]):
                                bits = mask[words[at]]
                                if bits == 0:
                                    right += name_weight[words[at]]
                                else:
                                    some |= bits
                                    near += 1
                            if near < 2 or some & (some - np.uint64(1)) == 0:  # noqa: PLR2004 - two
                                continue
                            # Most fall short even if all words near each other were equal.
                            shared, left = others, total
                            for term_met in range(len(asked)):
                                if (some >> np.uint64(term_met)) & np.uint64(1):
                                    shared += weights[asked[term_met]]
                                    left -= weights[asked[term_met]]
                            left = max(left, 0.0)
                            cost = leftover * (left + right) + conflict * min(left, right)
                            if shared < threshold * (shared + cost * (1.0 + doubt / shared)):
                                continue
                    if not (wanted >> listed.kind[name]) & 1:
                        continue
                    right = _meet(name, asked, terms, listed, mask, similarity, best, least_lost)
                    if split:
                        right -= _meet_split(name, asked, terms, listed, best, least_lost)
                    if single or listed.names[name] == 1:
                        least_lost[: len(asked)] = 0.0
                    bound = _bound(
                        queries, query, terms, numbers, best, least_lost, max(right, 0.0), met
                    )
                    if bound < numbers.threshold:
                        continue
                    if found == capacity:
                        capacity *= 2
                        out_query = np.concatenate((out_query, np.empty(found, np.int32)))
                        out_name = np.concatenate((out_name, np.empty(found, np.int32)))
                    out_query[found], out_name[found] = query, name
                    found += 1
        for number in asked:
            for at in range(near_starts[number], near_starts[number + 1]):
                mask[near_places[at]] = np.uint64(0)
    return out_query[:found].copy(), out_name[:found].copy()


@njit(cache=True)
def _order(asked, terms, others, single, numbers, order):  # noqa: PLR0913, PLR0917 - same
    """Put the terms whose names are to be read first, and count them."""
    ordered = 0
    shared = others
    for term in range(len(asked)):
        if terms.span[asked[term]] != 1:
            continue
        shared += terms.weight[asked[term]]
        at = ordered
        while at > 0 and terms.sizes[asked[order[at - 1]]] > terms.sizes[asked[term]]:
            order[at] = order[at - 1]
            at -= 1
        order[at] = term
        ordered += 1
    # Two terms must be met: that with the most names need not be read.
    read = ordered if single else ordered - 1
    if ordered == len(asked) and not single:
        # Nor those that cannot reach the threshold without the ones before them.
        left = 0.0
        for at in range(read):
            cost = numbers.leftover * left
            if shared / (shared + cost * (1.0 + numbers.doubt / shared)) < numbers.threshold:
                return at
            shared -= terms.weight[asked[order[at]]]
            left += terms.weight[asked[order[at]]]
    for term in range(len(asked)):
        if terms.span[asked[term]] != 1:
            order[read] = term
            read += 1
    return read


@njit(cache=True)
def _meet(name, asked, terms, listed, mask, similarity, best, least_lost):  # noqa: PLR0913, PLR0917 - same
    """Note the most that each term can share with a name; give the nats of words unmet."""
    for term in range(len(asked)):
        best[term], least_lost[term] = 0.0, np.inf
    right = 0.0
    for at in range(listed.words_start[name], listed.words_start[name + 1]):
        word = listed.words[at]
        bits = mask[word]
        if bits == 0:
            right += listed.name_weight[word]
            continue
        for term in range(len(asked)):
            if (bits >> np.uint64(term)) & np.uint64(1):
                smaller = min(listed.word_weight[word], terms.weight[asked[term]])
                alike = similarity[word, term]
                best[term] = max(best[term], alike * smaller)
                least_lost[term] = min(least_lost[term], (1.0 - alike) * smaller)
    return right


@njit(cache=True)
def _meet_split(name, asked, terms, listed, best, least_lost):  # noqa: PLR0913, PLR0917 - same
    """Note the terms that are two words of a name; give the nats of these words."""
    used = 0.0
    for term in range(len(asked)):
        number = asked[term]
        at, end = terms.joined_starts[number], terms.joined_ends[number]
        at += np.searchsorted(listed.joined[at:end], name)
        if at < end and listed.joined[at] == name:
            smaller = min(listed.joined_weight[at], terms.weight[number])
            best[term] = max(best[term], smaller)
            least_lost[term] = 0.0
            used += listed.joined_weight[at]
    return used


@njit(cache=True)
def _bound(queries, query, terms, numbers, best, least_lost, right, met):  # noqa: PLR0913, PLR0917 - same
    """Highest score that a name can come to."""
    first, behind = queries.starts[query], queries.starts[query + 1]
    shared, left, cost = queries.others[query], queries.totals[query], 0.0
    for at in range(first, behind):
        met[queries.places[at]] = 0
    # Terms of two words come last: a word that one of them meets costs nothing.
    for at in range(behind - 1, first - 1, -1):
        term, number, place = at - first, queries.terms[at], queries.places[at]
        if best[term] == 0.0:
            continue
        shared += best[term]
        if terms.span[number] > 1:
            left -= terms.weight[number]
            met[place] = met[place + 1] = 1
        elif met[place] == 0:
            left -= terms.weight[number]
            # A word that meets in part may be left over instead.
            cost += min(numbers.lost * least_lost[term], numbers.leftover * terms.weight[number])
    left = max(left, 0.0)
    cost += numbers.leftover * (left + right) + numbers.conflict * min(left, right)
    return shared / (shared + cost * (1.0 + numbers.doubt / shared))
