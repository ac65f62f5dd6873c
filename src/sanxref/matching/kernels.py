"""The inner loops of matching, compiled by numba; `acceleration` imports them.

Each does what a slower function does, and gives the same (tests compare them): `find_edits` what
`word_edits` does with rapidfuzz, `sound_costs` what `sound_cost` does for one pair, `find_names`
what `name_search` does for one query, `score_names` what `scoring` does for one pair of names.
"""

import math

import numpy as np
import numpy.typing as npt
from numba import njit

from sanxref.matching.alignment import JOINED, ROUNDING
from sanxref.matching.index_columns import Bytes, Ints, Longs
from sanxref.matching.name_scores import CHARACTERS, MOST_OPTIONS, MOST_SCORED, SYLLABLES
from sanxref.matching.name_search import (
    ANY_TERM,
    LAST_MARK,
    LIGHTER,
    MARKS,
    MOST_TERMS,
    NAT,
    Listed,
    Marks,
    Numbers,
    Queries,
    Reaching,
    Scratch,
    Terms,
)
from sanxref.matching.word_columns import BLOCK, Blocks, Signatures
from sanxref.names.unwritten_vowels import SoundRules

__all__ = ["find_edits", "find_names", "find_spans", "score_names", "sound_costs"]


_SCANNED = 16
"""A word's pairs are all looked at where they are at most so many times the words wanted."""


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
    blocks: Blocks,
    allowed: Bytes,
) -> tuple[Longs, Longs, Bytes]:
    """Find listed spellings within the allowed edits (insert, delete, replace, swap neighbours).

    Distances are those of Hyyrö's bit-parallel algorithm (2003) with his term for swaps, for
    words of up to 64 letters.

    Args:
        keys: Letters of the spellings asked, one behind the other.
        key_starts: Where each starts; one more than spellings.
        key_bits: Signature of each.
        listed: Letters of the listed spellings, by length, one behind the other.
        listed_starts: Where those of each length start in `listed`.
        bits: Signatures of the listed spellings.
        length_starts: Number of the first listed spelling of each length.
        blocks: Of the listed spellings.
        allowed: Edits by length of the spelling asked and of the listed one; 0 means none.

    Returns:
        Number of the spelling asked, number of the listed one, and edits, for each that was found.
    """
    size = 1024
    rows, places = np.empty(size, np.int64), np.empty(size, np.int64)
    edits = np.empty(size, np.int8)
    found = 0
    one = np.uint64(1)
    letters = np.zeros(256, np.uint64)
    block_starts, some, every = blocks.starts, blocks.some, blocks.every
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
            # Each edit takes a letter away or adds one, or both (`signatures`).
            most_lost = np.uint64(limit - max(other - length, 0))
            most_added = np.uint64(limit - max(length - other, 0))
            for block in range(block_starts[other], block_starts[other + 1]):
                # What none of the block has, and what all of them have.
                if _ones(asked & ~some[block]) > most_lost:
                    continue
                if _ones(every[block] & ~asked) > most_added:
                    continue
                place = length_starts[other] + (block - block_starts[other]) * BLOCK
                for at in range(place, min(place + BLOCK, length_starts[other + 1])):
                    if (
                        _ones(asked & ~bits[at]) > most_lost
                        or _ones(bits[at] & ~asked) > most_added
                    ):
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
        for at in range(start, end):
            letters[keys[at]] = np.uint64(0)
    return rows[:found].copy(), places[:found].copy(), edits[:found].copy()


@njit(cache=True)
def find_spans(
    asked: Marks, asked_starts: Longs, listed: Marks, listed_starts: Longs, starting: int
) -> tuple[Longs, Longs]:
    """Find where in a sorted column keys stand.

    Args:
        asked: Letters of the keys that are looked up, one behind the other.
        asked_starts: Where each starts; one more than keys.
        listed: Letters of the keys of the column, in its order.
        listed_starts: Where each starts; one more than keys.
        starting: 1 where keys count that start so, not only equal ones.

    Returns:
        Number of the first key that is equal to each, or starts so, and the one behind the last.
    """
    keys = len(asked_starts) - 1
    starts, ends = np.zeros(keys, np.int64), np.zeros(keys, np.int64)
    for key in range(keys):
        first, behind = asked_starts[key], asked_starts[key + 1]
        low, end = 0, len(listed_starts) - 1
        for last in range(2):
            high = end
            while low < high:
                middle = (low + high) >> 1
                at, stop = listed_starts[middle], listed_starts[middle + 1]
                order = 0
                for place in range(first, behind):
                    if at == stop:
                        order = -1
                        break
                    if listed[at] != asked[place]:
                        order = 1 if listed[at] > asked[place] else -1
                        break
                    at += 1
                if order == 0 and not starting and at < stop:
                    order = 1
                if order < 0 or (order == 0 and last):
                    low = middle + 1
                else:
                    high = middle
            if last:
                ends[key] = low
            else:
                starts[key] = low
    return starts, ends


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
def find_names(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917 - one loop, compiled as one
    queries: Queries,
    terms: Terms,
    listed: Listed,
    reaching: Reaching,
    numbers: Numbers,
    scratch: Scratch,
) -> tuple[Ints, Ints]:
    """Find the names that each query may match, as `name_search.find_names` does.

    Returns:
        Number of the query, and name, for each that was found; a name may be there twice.
    """
    capacity, found = 256, 0
    out_query, out_name = np.empty(capacity, np.int32), np.empty(capacity, np.int32)
    asked, places = np.empty(MOST_TERMS, np.int64), np.empty(MOST_TERMS, np.int64)
    best, least_lost = np.empty(MOST_TERMS), np.empty(MOST_TERMS)
    met = np.empty(MOST_TERMS + 1, np.int8)
    names = np.empty(capacity, np.int32)
    # By name of their own: numba counts references whenever it takes them from the tuples.
    near_starts, near_places = terms.near_starts, terms.near_places
    near_similarity, weights = terms.near_similarity, terms.weight
    words_start, words = listed.words_start, listed.words
    name_weight, word_weight = listed.name_weight, listed.word_weight
    joined, joined_start = terms.joined, listed.joined_start
    joined_names, joined_weight = listed.joined, listed.joined_weight
    threshold, leftover = numbers.threshold, numbers.leftover
    conflict, doubt, touched = numbers.conflict, numbers.doubt, scratch.touched
    for query in range(len(queries.starts) - 1):
        ones, count, others = _ask(queries, query, terms, asked, places)
        if count == 0:
            continue
        total = 0.0
        for term in range(ones):
            total += weights[asked[term]]
        for term in range(count):
            for at in range(near_starts[asked[term]], near_starts[asked[term] + 1]):
                touched[near_places[at]] |= np.uint8(_mark(term))
        by_marks = _by_marks(asked, count, weights)
        names, split, sure = _with_two_words(asked, ones, count, terms, listed, names)
        if ones == 1:
            names, looked_at = _with_only_word(asked[0], terms, listed, scratch.noted, names, sure)
        else:
            names, looked_at = _with_words(
                asked,
                ones,
                others,
                by_marks,
                terms,
                listed,
                reaching,
                numbers,
                scratch,
                names,
                sure,
            )
        single, shared_mark = ones == 1, count > MARKS
        wanted = queries.kinds[query]
        for place in range(looked_at):
            name = names[place]
            if not (wanted >> listed.kind[name]) & 1:
                continue
            some, near, right = 0, 0, 0.0
            for at in range(words_start[name], words_start[name + 1]):
                bits = int(touched[words[at]])
                if bits:
                    some |= bits
                    near += 1
                else:
                    right += name_weight[words[at]]
            if place >= split and not single:
                # Whether two words of the name are near two terms, or one is near two words.
                if place >= sure and (
                    near < 2  # noqa: PLR2004 - two
                    or (some & (some - 1) == 0 and not (shared_mark and some & LAST_MARK))
                ):
                    continue
                # Most fall short even if all words near each other were equal.
                shared, left = others + by_marks[some], total - by_marks[some]
                left = max(left, 0.0)
                cost = leftover * (left + right) + conflict * min(left, right)
                if shared < threshold * (shared + cost * (1.0 + doubt / shared)):
                    continue
            # The most that each term can share with the name, and the least that it loses.
            for term in range(count):
                best[term], least_lost[term] = 0.0, np.inf
            for at in range(words_start[name], words_start[name + 1]):
                word = words[at]
                bits = int(touched[word])
                for term in range(count):
                    if not bits & _mark(term):
                        continue
                    number = asked[term]
                    near_at = _place(
                        near_places, near_starts[number], near_starts[number + 1], word
                    )
                    if near_at >= 0:
                        alike = near_similarity[near_at]
                        smaller = min(word_weight[word], weights[number])
                        best[term] = max(best[term], alike * smaller)
                        least_lost[term] = min(least_lost[term], (1.0 - alike) * smaller)
            if place < split:
                for term in range(count):
                    spelling = joined[asked[term]]
                    if spelling < 0:
                        continue
                    at = _place(
                        joined_names, joined_start[spelling], joined_start[spelling + 1], name
                    )
                    if at >= 0:
                        smaller = min(joined_weight[at], weights[asked[term]])
                        best[term] = max(best[term], smaller)
                        least_lost[term] = 0.0
                        right -= joined_weight[at]
            if single or listed.names[name] == 1:
                least_lost[:count] = 0.0
            right = max(right, 0.0)
            shared, left, cost = others, total, 0.0
            for term in range(count):
                met[places[term]] = met[places[term] + 1] = 0
            # Terms of two words first: a word that one of them meets costs nothing.
            for term in range(count - 1, -1, -1):
                if best[term] == 0.0:
                    continue
                shared += best[term]
                start, weight = places[term], weights[asked[term]]
                if term >= ones:
                    left -= weight
                    met[start] = met[start + 1] = 1
                elif met[start] == 0:
                    left -= weight
                    # A word that meets in part may be left over instead.
                    cost += min(numbers.lost * least_lost[term], leftover * weight)
            left = max(left, 0.0)
            cost += leftover * (left + right) + conflict * min(left, right)
            if shared / (shared + cost * (1.0 + doubt / shared)) < threshold:
                continue
            if found == capacity:
                capacity *= 2
                out_query = np.concatenate((out_query, np.empty(found, np.int32)))
                out_name = np.concatenate((out_name, np.empty(found, np.int32)))
            out_query[found], out_name[found] = query, name
            found += 1
        for term in range(count):
            for at in range(near_starts[asked[term]], near_starts[asked[term] + 1]):
                touched[near_places[at]] = np.uint8(0)
    return out_query[:found].copy(), out_name[:found].copy()


@njit(cache=True)
def _with_two_words(asked, ones, count, terms, listed, names):  # noqa: PLR0913, PLR0917 - same
    """Note the names that hold a term as two words; behind them two words of the query as one.

    Returns:
        Names, how many there are of the first kind, and how many in all.
    """
    found = 0
    for term in range(count):
        spelling = terms.joined[asked[term]]
        if spelling >= 0:
            begin, end = listed.joined_start[spelling], listed.joined_start[spelling + 1]
            names = _with_room(names, found, end - begin)
            for entry in range(begin, end):
                names[found] = listed.joined[entry]
                found += 1
    split = found
    for term in range(ones, count):
        number = asked[term]
        for item in range(terms.near_starts[number], terms.near_starts[number + 1]):
            word = terms.near_places[item]
            begin, end = listed.postings.starts[word], listed.postings.starts[word + 1]
            names = _with_room(names, found, end - begin)
            for entry in range(begin, end):
                names[found] = listed.postings.names[entry]
                found += 1
    return names, split, found


@njit(cache=True)
def _with_words(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917 - same
    asked, ones, others, by_marks, terms, listed, reaching, numbers, scratch, names, found
):
    """Note the names that may reach the threshold, each once; behind those that are there.

    A name is looked for by the heaviest of its words that is met and a lighter one that another
    term is near. Its heavier names are left over; so are the lighter ones that no term is near,
    the terms that no word is near, and as many names of the query as it has no words for.
    """
    near_starts, near_places = terms.near_starts, terms.near_places
    near_similarity, weights = terms.near_similarity, terms.weight
    starts, lighter, rows = reaching.starts, reaching.lighter, reaching.rows
    touched, noted = scratch.touched, scratch.noted
    word_weight, name_weight = listed.word_weight, listed.name_weight
    leftover, conflict, doubt = numbers.leftover, numbers.conflict, numbers.doubt
    odds, first = (1.0 - numbers.threshold) / numbers.threshold, found
    heaviest, left = _heaviest(asked, ones, terms), np.empty(ones + 1)
    total, near, size, most = 0.0, 0, 0, 0
    for term in range(ones):
        total += weights[asked[term]]
        for item in range(near_starts[asked[term]], near_starts[asked[term] + 1]):
            pairs = starts[near_places[item] + 1] - starts[near_places[item]]
            near, size, most = near + 1, size + pairs, max(most, pairs)
    names = _with_room(names, found, size)
    picked = np.empty(most * min(ones, MARKS), np.int64)
    for term in range(ones):
        number = asked[term]
        _least_left(heaviest, weights[number], left)
        elsewhere, wanted = _needed(term, asked, ones, others, total, terms, numbers)
        for item in range(near_starts[number], near_starts[number + 1]):
            word, alike = near_places[item], near_similarity[item]
            begin, end, picks = starts[word], starts[word + 1], 0
            if end - begin <= _SCANNED * wanted or ones > MARKS:
                for pair in range(begin, end):
                    if int(touched[lighter[pair]]) & elsewhere:
                        picked[picks] = pair
                        picks += 1
            else:
                for other in range(ones):
                    if elsewhere & _mark(other):
                        low, high = near_starts[asked[other]], near_starts[asked[other] + 1]
                        picks = _search(lighter, begin, end, near_places, low, high, picked, picks)
                pair = end - 1
                while pair >= begin and lighter[pair] == len(word_weight) + 1:
                    picked[picks] = pair
                    picks, pair = picks + 1, pair - 1
            smaller = min(word_weight[word], weights[number])
            lost = numbers.lost * (1.0 - alike) * smaller
            rest, mine = others + alike * smaller, int(touched[word])
            for pick in range(picks):
                pair = picked[pick]
                right, other = NAT * rows[pair, 1], rows[pair, 2]
                if other == len(word_weight) + 1:
                    shared = rest - word_weight[word] + NAT * rows[pair, 3]
                    open_ = left[min(rows[pair, 4], ones)]
                else:
                    shared, met = rest + word_weight[lighter[pair]], 2
                    some = mine | int(touched[lighter[pair]])
                    for place in range(2, 2 + LIGHTER):
                        other = rows[pair, place]
                        if other == len(word_weight):
                            break
                        if touched[other]:
                            shared, met = shared + word_weight[other], met + 1
                            some |= int(touched[other])
                        else:
                            right += name_weight[other]
                    shared = min(shared, others + by_marks[some])
                    open_ = max(left[min(met, ones)], total - by_marks[some])
                cost = lost + leftover * (open_ + right) + conflict * min(open_, right)
                if odds * shared * shared >= cost * (shared + doubt):
                    name = rows[pair, 0]
                    names[found] = name
                    found += 1 - noted[name]
                    noted[name] = 1
    for place in range(first, found):
        noted[names[place]] = 0
    return names, found


@njit(cache=True)
def _by_marks(asked, count, weights):
    """Nats of the terms that have some marks, by these."""
    marks = min(count, MARKS)
    sums = np.zeros(1 << marks)
    for term in range(count):
        sums[_mark(term)] += weights[asked[term]]
    for some in range(1 << marks):
        least = some & -some
        if some != least:
            sums[some] = sums[least] + sums[some ^ least]
    return sums


@njit(cache=True)
def _needed(term, asked, ones, others, total, terms, numbers):  # noqa: PLR0913, PLR0917 - same
    """Other terms of which a name must meet one, where a term meets its heaviest word that is met.

    Left out are terms that cannot reach the threshold together with the given one, those with the
    most near words first.

    Returns:
        Their marks, and how many words are near them.
    """
    starts, weights = terms.near_starts, terms.weight
    needed, near = 0, 0
    for other in range(ones):
        if other != term or ones > MARKS:
            needed |= _mark(other)
            near += starts[asked[other] + 1] - starts[asked[other]]
    if ones > MARKS:
        return ANY_TERM, near
    odds, passed = (1.0 - numbers.threshold) / numbers.threshold, 0
    for _ in range(ones - 1):
        most, largest = -1, -1
        for other in range(ones):
            size = starts[asked[other] + 1] - starts[asked[other]]
            if needed & ~passed & _mark(other) and size > largest:
                most, largest = other, size
        passed |= _mark(most)
        without = 0.0  # nats that are left over
        for other in range(ones):
            if other != most and needed & _mark(other):
                without += weights[asked[other]]
        shared = others + total - without
        if odds * shared * shared < numbers.leftover * without * (shared + numbers.doubt):
            needed &= ~_mark(most)
            near -= largest
    return needed, near


@njit(cache=True)
def _search(column, begin, end, wanted, low, high, picked, picks):  # noqa: PLR0913, PLR0917 - same
    """Pick the places of an ascending stretch of a column that hold one of some numbers."""
    for item in range(low, high):
        number = wanted[item]
        begin = _first(column, begin, end, number)
        while begin < end and column[begin] == number:
            picked[picks] = begin
            picks, begin = picks + 1, begin + 1
        if begin == end:
            break
    return picks


@njit(cache=True)
def _with_only_word(number, terms, listed, noted, names, found):  # noqa: PLR0913, PLR0917 - same
    """Note the names of one word that a term may meet, each once; behind those that are there."""
    first = found
    for item in range(terms.near_starts[number], terms.near_starts[number + 1]):
        word = terms.near_places[item]
        begin, end = listed.postings.starts[word], listed.postings.starts[word + 1]
        names = _with_room(names, found, end - begin)
        for entry in range(begin, end):
            name = listed.postings.names[entry]
            if listed.names[name] == 1 and noted[name] == 0:
                noted[name] = 1
                names[found] = name
                found += 1
    for place in range(first, found):
        noted[names[place]] = 0
    return names, found


@njit(cache=True)
def _heaviest(asked, ones, terms):
    """Nats of the names of a query, falling."""
    weights = np.empty(ones)
    for term in range(ones):
        weight, at = terms.weight[asked[term]], term
        while at > 0 and weights[at - 1] < weight:
            weights[at] = weights[at - 1]
            at -= 1
        weights[at] = weight
    return weights


@njit(cache=True)
def _least_left(heaviest, mine, left):
    """Nats left over of a query's names where so many are met, one of them so heavy."""
    total, passed = heaviest.sum() - mine, False
    left[0] = left[1] = total
    met = 1
    for weight in heaviest:
        if weight == mine and not passed:
            passed = True
        else:
            met += 1
            total -= weight
            left[met] = max(total, 0.0)


@njit(cache=True)
def _with_room(names, used, more):
    """Room for more names behind those that are used."""
    if used + more <= len(names):
        return names
    larger = np.empty(2 * (used + more), np.int32)
    larger[:used] = names[:used]
    return larger


@njit(cache=True)
def _mark(term):
    """Bit of a term; those behind share the last one."""
    return 1 << min(term, MARKS - 1)


@njit(cache=True)
def _ask(queries, query, terms, asked, places):
    """Note the terms of a query; count those of one word and all, and the nats of other words."""
    start, behind = queries.starts[query], queries.starts[query + 1]
    ones, others = 0, 0.0
    for at in range(start, behind):
        number = queries.words[at]
        is_name = terms.role[number] <= 1
        if is_name and ones < MOST_TERMS // 2 and at - start < MOST_TERMS:
            asked[ones], places[ones] = number, at - start
            ones += 1
        else:
            others += terms.weight[number]
    count = ones
    for at in range(start, min(behind - 1, start + MOST_TERMS // 2)):
        if queries.pairs[at] >= 0:
            asked[count], places[count] = queries.pairs[at], at - start
            count += 1
    return ones, count, others


@njit(cache=True)
def _place(column, low, high, wanted):
    """Where a number stands in an ascending stretch of a column; -1 where it does not."""
    at = _first(column, low, high, wanted)
    return at if at < high and column[at] == wanted else -1


@njit(cache=True)
def _first(column, low, high, wanted):
    """Where the numbers of an ascending stretch of a column are no longer below the wanted one."""
    while low < high:
        middle = (low + high) >> 1
        if column[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True)
def score_names(  # noqa: C901, PLR0912, PLR0913, PLR0915, PLR0917 - one loop, compiled as one
    rows: Ints,
    names: Ints,
    queries: Queries,
    terms: Terms,
    listed: Listed,
    weights: npt.NDArray[np.float64],
    edits: Longs,
    marks: Marks,
    threshold: float,
) -> tuple[npt.NDArray[np.float64], Longs, Bytes, npt.NDArray[np.float64]]:
    """Score names beside queries, as `scoring.score_aligned` does, and tell which words met.

    What is rare is left to it: names of one word or of very many, names in characters, and words
    that are equal but for their role or script. Names of two genders are not told from one.

    Args:
        rows: Number of the query of each pair of names.
        names: Number of the listed name of each.
        queries: Names that are asked.
        terms: Their words.
        listed: Listed names.
        weights: `ScoreWeights`, in the order of its fields; the least shared; then the three
            numbers of grading.
        edits: Edits that two words may lie apart, by the length of the longer one.
        marks: By number of scripts: `CHARACTERS` and `SYLLABLES`.
        threshold: Score below which none is told; less what rounding may add.

    Returns:
        Scores, not yet rounded, -1 for those below the threshold and NaN for those that were
        left; where the words that met start for each pair of names, one more than pairs; of these
        the first of the query, how many, the first of the listed name, how many; and their
        similarity.
    """
    scores = np.full(len(rows), np.nan)
    starts = np.zeros(len(rows) + 1, np.int64)
    size = 4 * len(rows) + MOST_SCORED
    places, likeness = np.empty((size, 4), np.int8), np.empty(size)
    first = np.empty(MOST_SCORED + 1, np.int64)
    ends = np.empty((MOST_OPTIONS, 4), np.int8)
    worth = np.empty((MOST_OPTIONS, 4))
    right_bits = np.empty(MOST_OPTIONS, np.int64)
    one, other = np.empty(MOST_SCORED, np.int64), np.empty(MOST_SCORED, np.int64)
    near_starts, near_places = terms.near_starts, terms.near_places
    near_similarity = terms.near_similarity
    lost_weight, shortened, leftover, conflict, doubt, least_shared = weights[:6]
    commonness, commonness_nats, other_order, other_script = weights[6:]
    for pair in range(len(rows)):
        starts[pair + 1] = starts[pair]
        query, name = rows[pair], names[pair]
        begin, start = queries.starts[query], listed.words_start[name]
        size_one = queries.starts[query + 1] - begin
        size_other = listed.words_start[name + 1] - start
        scripts, other_scripts = queries.scripts[query], listed.scripts[name]
        if (
            size_one > MOST_SCORED
            or size_other > MOST_SCORED
            or listed.names[name] == 1
            or (scripts == other_scripts and marks[scripts] & CHARACTERS)
        ):
            continue
        named = 0
        for at in range(size_one):
            one[at] = queries.words[begin + at]
            named += terms.role[one[at]] <= 1
        if named == 1:
            continue
        for at in range(size_other):
            other[at] = listed.words[start + at]
        # The one that comes first is laid out, so that both directions choose the same pairing.
        behind = size_one - size_other
        if behind == 0:
            for at in range(size_one):
                behind = _compared(terms, one[at], listed, other[at])
                if behind:
                    break
        turned = behind > 0
        if behind == 0 and not _are_equal(terms, one, listed, other, size_one):
            continue
        left, right = (size_other, size_one) if turned else (size_one, size_other)
        options, fits, without_choice = 0, True, True
        left_taken, right_taken = 0, 0
        for i in range(left):
            first[i] = options
            for kind in range(4):
                # One word and one; two and one; two and two; one and two.
                many_left = 2 if kind in (1, 2) else 1
                many_right = 2 if kind in (2, 3) else 1
                if i + many_left > left:
                    continue
                for j in range(right - many_right + 1):
                    a, b = (j, i) if turned else (i, j)
                    many_one, many_other = (
                        (many_right, many_left) if turned else (many_left, many_right)
                    )
                    number = one[a] if many_one == 1 else queries.pairs[begin + a]
                    if number < 0:
                        continue
                    if many_other == 1:
                        near_at = _place(
                            near_places, near_starts[number], near_starts[number + 1], other[b]
                        )
                        if near_at < 0:
                            continue
                        alike = near_similarity[near_at]
                    else:
                        joined = listed.joined_at[start + b]
                        if joined < 0 or terms.joined[number] != joined:
                            continue
                        alike = JOINED
                    weight_one, weight_other = terms.weight[one[a]], listed.word_weight[other[b]]
                    if many_one == 2:  # noqa: PLR2004 - words
                        weight_one += terms.weight[one[a + 1]]
                    if many_other == 2:  # noqa: PLR2004 - words
                        weight_other += listed.word_weight[other[b + 1]]
                    smaller, open_ = min(weight_one, weight_other), 0.0
                    if (
                        kind == 0
                        and alike < 1.0
                        and _is_shortened(terms, one[a], listed, other[b], edits)
                    ):
                        open_ = max(weight_one, weight_other) - smaller
                    if options == MOST_OPTIONS:
                        fits = False
                        break
                    ends[options, 0], ends[options, 1] = a, many_one
                    ends[options, 2], ends[options, 3] = b, many_other
                    shared = alike * smaller
                    worth[options, 0], worth[options, 1], worth[options, 2] = alike, shared, open_
                    worth[options, 3] = shared * alike - 0.1 * open_
                    left_bits = ((1 << many_left) - 1) << i
                    right_bits[options] = ((1 << many_right) - 1) << j
                    if left_taken & left_bits or right_taken & right_bits[options]:
                        without_choice = False
                    left_taken |= left_bits
                    right_taken |= right_bits[options]
                    options += 1
        if not fits:
            continue
        first[left] = options
        if without_choice:
            chosen = 0
            for option in range(options):
                if worth[option, 3] > ROUNDING:
                    chosen |= 1 << option
        else:
            chosen = _choose(left, first, ends, right_bits, worth, turned)
        shared, lost, open_ = 0.0, 0.0, 0.0
        met_one, met_other, core = 0, 0, False
        used_one, used_other = 0, 0
        for option in range(options):
            if not (chosen >> option) & 1:
                continue
            alike, nats, still_open = worth[option, 0], worth[option, 1], worth[option, 2]
            shared += nats
            lost += nats / alike - nats
            open_ += still_open
            a, many_one = ends[option, 0], ends[option, 1]
            b, many_other = ends[option, 2], ends[option, 3]
            is_name = is_core = False
            for at in range(a, a + many_one):
                used_one |= 1 << at
                is_name |= terms.role[one[at]] <= 1
            met_one += many_one * is_name
            is_name = False
            for at in range(b, b + many_other):
                used_other |= 1 << at
                is_name |= listed.role[other[at]] <= 1
            met_other += many_other * is_name
            is_core = terms.role[one[a]] == 0 and listed.role[other[b]] == 0
            core |= is_core or many_one + many_other > 2  # noqa: PLR2004 - words
        scores[pair] = -1.0
        if shared <= 0.0:
            continue
        equal = behind == 0
        if not equal and (max(met_one, met_other) < 2 or not core or shared < least_shared):  # noqa: PLR2004
            continue
        over_one, over_other = 0.0, 0.0
        for at in range(size_one):
            if not (used_one >> at) & 1:
                over_one += terms.weight[one[at]]
        for at in range(size_other):
            if not (used_other >> at) & 1:
                over_other += listed.word_weight[other[at]]
        cost = lost_weight * lost + shortened * open_ + leftover * (over_one + over_other)
        cost += conflict * min(over_one, over_other)
        in_syllables = marks[scripts] & SYLLABLES
        if in_syllables != marks[other_scripts] & SYLLABLES:
            cost += over_one if in_syllables else over_other
        score = shared / (shared + cost * (1.0 + doubt / shared))
        if score < threshold:
            continue
        # In the order of the query.
        end = starts[pair]
        if end + MOST_SCORED > size:
            size *= 2
            places = np.concatenate((places, np.empty((size - len(places), 4), np.int8)))
            likeness = np.concatenate((likeness, np.empty(size - len(likeness))))
        in_order = True
        for a in range(size_one):
            for option in range(options):
                if (chosen >> option) & 1 and ends[option, 0] == a:
                    places[end] = ends[option]
                    likeness[end] = worth[option, 0]
                    if end > starts[pair] and places[end, 2] < places[end - 1, 2]:
                        in_order = False
                    end += 1
        taken = commonness * math.exp(-shared / commonness_nats)
        taken += other_order * (not in_order)
        taken += other_script * (scripts != other_scripts)
        scores[pair] = score * (1.0 - taken)
        if scores[pair] >= threshold:
            starts[pair + 1] = end
        else:
            scores[pair] = -1.0
    return scores, starts, places[: starts[-1]].copy(), likeness[: starts[-1]].copy()


@njit(cache=True)
def _choose(left, first, ends, right_bits, worth, turned):  # noqa: PLR0913, PLR0917 - same
    """Choose pairs that share no word and are worth the most together, as `alignment` does.

    By steps and not by calls of itself: numba crashes on such functions from its cache.
    """
    words, used = np.empty(MOST_SCORED, np.int64), np.empty(MOST_SCORED, np.int64)
    tried, chosen = np.empty(MOST_SCORED, np.int64), np.empty(MOST_SCORED, np.int64)
    best = np.empty(MOST_SCORED)
    depth, i, taken, skip = 0, 0, 0, -1
    while True:
        while i < left and (first[i] == first[i + 1] or skip == i):
            i += 1
        if i < left:
            # First without this word.
            words[depth], used[depth], tried[depth] = i, taken, first[i] - 1
            depth += 1
            i += 1
            continue
        value, rest = 0.0, 0
        while True:
            if depth == 0:
                return rest
            top = depth - 1
            i, option = words[top], tried[top]
            if option < first[i]:
                best[top], chosen[top] = value, rest
            elif value + worth[option, 3] > best[top] + ROUNDING:
                best[top], chosen[top] = value + worth[option, 3], rest | (1 << option)
            option += 1
            while option < first[i + 1] and used[top] & right_bits[option]:
                option += 1
            if option < first[i + 1]:
                break
            value, rest = best[top], chosen[top]
            depth -= 1
        tried[top] = option
        taken = used[top] | right_bits[option]
        many_left = ends[option, 3] if turned else ends[option, 1]
        i += 1
        skip = i if many_left > 1 else -1


@njit(cache=True)
def _compared(terms, number, listed, word):
    """Below, above or 0 as the text of a term stands before, behind or equals a listed word."""
    at, end = terms.letter_starts[number], terms.letter_starts[number + 1]
    place, stop = listed.letter_starts[word], listed.letter_starts[word + 1]
    while at < end and place < stop:
        if terms.letters[at] != listed.letters[place]:
            return 1 if terms.letters[at] > listed.letters[place] else -1
        at += 1
        place += 1
    return (end - at) - (stop - place)


@njit(cache=True)
def _are_equal(terms, one, listed, other, size):
    """Whether words with equal texts are equal in all."""
    for at in range(size):
        if (
            terms.role[one[at]] != listed.role[other[at]]
            or terms.abjad[one[at]] != listed.abjad[other[at]]
            or terms.weight[one[at]] != listed.word_weight[other[at]]
        ):
            return False
    return True


@njit(cache=True)
def _is_shortened(terms, number, listed, word, edits):
    """Whether one word is only the beginning of the other (`similarity.is_shortened`)."""
    at, end = terms.letter_starts[number], terms.letter_starts[number + 1]
    place, stop = listed.letter_starts[word], listed.letter_starts[word + 1]
    shorter, longer = min(end - at, stop - place), max(end - at, stop - place)
    if shorter == longer:
        return False
    for step in range(shorter):
        if terms.letters[at + step] != listed.letters[place + step]:
            return False
    # Letters that are missing at the end are edits; so few of them are a slip.
    return shorter < 3 or longer < 4 or longer >= len(edits) or longer - shorter > edits[longer]  # noqa: PLR2004
