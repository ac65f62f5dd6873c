"""Text to word pieces with offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanxref.claims.reader import WordPieces

_VOCABULARY = (
    *("[PAD]", "[UNK]", "[CLS]", "[SEP]"),
    *("list", "##ed", "delist", "##s", "the", "un", "muller", "o", "'", "b", ",", ".", "金", "a"),
)


@pytest.fixture(scope="module")
def pieces() -> WordPieces:
    return WordPieces(_VOCABULARY)


def _cut(pieces: WordPieces, text: str, limit: int = 64) -> list[tuple[str, str]]:
    numbers, offsets = pieces.cut(text, limit)
    return [
        (_VOCABULARY[number], text[start:end])
        for number, (start, end) in zip(numbers, offsets, strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Listed", [("list", "List"), ("##ed", "ed")]),
        ("The UN, delisted", None),
        ("Müller", [("muller", "Müller")]),  # without accents
        ("Mu\u0308ller", [("muller", "Mu\u0308ller")]),  # with a combining one
        ("O'B", [("o", "O"), ("'", "'"), ("b", "B")]),  # each mark is a word
        ("金金", [("金", "金"), ("金", "金")]),  # so is each Han character
        ("listed\u200b", [("list", "list"), ("##ed", "ed")]),  # nothing invisible
        ("xyz", [("[UNK]", "xyz")]),
        ("a" * 101, [("[UNK]", "a" * 101)]),  # longer than a word can be
    ],
)
def test_a_text_is_cut_into_the_longest_pieces_with_the_places_they_stand_for(
    pieces: WordPieces, text: str, expected: list[tuple[str, str]] | None
) -> None:
    found = _cut(pieces, text)
    assert found[0] == ("[CLS]", "")
    assert found[-1] == ("[SEP]", "")
    if expected is not None:
        assert found[1:-1] == expected
    else:
        assert [piece for piece, _ in found[1:-1]] == ["the", "un", ",", "delist", "##ed"]


@given(st.text(max_size=60), st.integers(min_value=2, max_value=20))
def test_places_go_forward_and_no_text_is_too_long(text: str, limit: int) -> None:
    numbers, offsets = WordPieces(_VOCABULARY).cut(text, limit)
    assert 2 <= len(numbers) == len(offsets) <= limit
    inner = offsets[1:-1]
    assert all(0 <= start < end <= len(text) for start, end in inner)
    assert sorted(start for start, _ in inner) == [start for start, _ in inner]
    assert sorted(end for _, end in inner) == [end for _, end in inner]
