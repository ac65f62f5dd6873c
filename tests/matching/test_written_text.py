"""Texts parted into words."""

from hypothesis import given
from hypothesis import strategies as st

from sanxref.matching.written_text import word_starts
from sanxref.names.normalization import word_spans, written_words

WRITTEN = st.text() | st.text(
    alphabet="aZ1_ -.'’\u0301\u200d\u0640\u0645\u064e\u0930\u0947漢", max_size=40
)


@given(WRITTEN)
def test_words_start_where_their_spans_do(text):
    spans = list(word_spans(text))
    assert word_starts(text) == [start for start, _ in spans]
    assert written_words(text) == [text[start:end] for start, end in spans]
