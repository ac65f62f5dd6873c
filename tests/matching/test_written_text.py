"""Texts parted into words, and words by their fingerprints."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sanxref.matching.fingerprints import Fingerprints, fingerprints
from sanxref.matching.written_text import word_places
from sanxref.names.normalization import word_spans

WRITTEN = st.text() | st.text(
    alphabet="aZ1_ -.'’\u0301\u200d\u0640\u0645\u064e\u0930\u0947漢", max_size=40
)


def _codes(text):
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


@given(WRITTEN)
def test_words_stand_where_their_spans_do(text):
    starts, ends = word_places(_codes(text))
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == list(word_spans(text))


@given(st.lists(st.text(alphabet="abAB '0é漢", min_size=1, max_size=8), min_size=1, max_size=40))
def test_stretches_have_equal_fingerprints_where_they_are_equal(words):
    ends = np.cumsum([len(word) for word in words])
    starts = np.append(0, ends[:-1])
    prints = fingerprints(_codes("".join(words)), starts, ends).tolist()
    for one, one_word in zip(prints, words, strict=True):
        for other, other_word in zip(prints, words, strict=True):
            assert (one == other) == (one_word == other_word)


def test_fingerprints_are_the_same_far_behind_in_a_text():
    text = "Omar Tambedou " * 3000
    starts, ends = word_places(_codes(text))
    prints = fingerprints(_codes(text), starts, ends)
    per_word = {text[start:end] for start, end in zip(starts, ends, strict=True)}
    assert len(per_word) == 2
    # A word across the end of a tile of powers has others; there are two such ends.
    assert 2 <= len(set(prints.tolist())) <= 4
    assert fingerprints(_codes(""), starts[:0], ends[:0]).tolist() == []


@given(st.sets(st.integers(0, 2**64 - 1) | st.integers(0, 60)), st.integers(1, 5))
def test_held_fingerprints_give_their_numbers_and_others_none(prints, portions):
    held = Fingerprints()
    known = np.array(sorted(prints), dtype=np.uint64)
    ends = [round(len(known) * part / portions) for part in range(portions + 1)]
    for start, end in pairwise(ends):
        held.add(known[start:end], np.arange(start, end))
    assert held.find(known).tolist() == list(range(len(known)))
    others = np.array([7, 2**63 + 5], dtype=np.uint64)
    assert held.find(np.setdiff1d(others, known)).max(initial=-1) == -1


def test_many_fingerprints_are_held_as_they_come():
    held, every = Fingerprints(), np.arange(30_000, dtype=np.uint64) << np.uint64(40)
    for start in range(0, len(every), 700):
        numbers = np.arange(start, min(start + 700, len(every)))
        held.add(every[numbers], numbers)
    assert (held.find(every) == np.arange(len(every))).all()
    assert (held.find(every + np.uint64(1)) == -1).all()
