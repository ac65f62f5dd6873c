"""Normalization: one form for the many encodings of one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanxref.names import normalize, tokenize
from sanxref.names.normalization import is_partly_latin, make_token


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("Omar DIABY", "omar diaby", "case"),
        ("  Omar\n Diaby ", "omar diaby", "white space"),
        ("Müller-Łoś Đỗ", "muller łos đo", "accents are marks; ł and đ are letters of their own"),
        ("OMAR", "omar", "full-width forms (NFKC)"),
        ("O\u200cm\u2060ar", "omar", "zero-width characters"),
        ("Оmаr", "omar", "Cyrillic look-alikes among Latin letters"),
        ("САР Omar", "cap omar", "a word wholly of look-alikes in Latin text"),
        ("Иван Попов", "иван попов", "honest Cyrillic stays"),
        ("Ca'id ‘Ali", "caid ali", "apostrophes and half rings"),
        ("Diaby's men", "diaby men", "the English possessive is no part of a name"),
        ("Jean-Luc", "jean luc", "hyphens part words"),
        ("مُحَمَّد", "محمد", "Arabic vowel points"),
        ("مـحـمد", "محمد", "Arabic elongation"),
        ("הֻנְ", "הנ", "Hebrew points"),
        ("राहुल", "राहुल", "Devanagari vowel signs are letters"),
        ("หน้า", "หน้า".replace("\u0e33", "\u0e4d\u0e32"), "Thai vowel signs are letters"),
        ("...", "", "no letters"),
    ],
)
def test_normalize(text, expected, reason):
    assert normalize(text) == expected, reason


@given(st.text(max_size=60))
def test_normalizing_twice_is_normalizing_once(text):
    once = normalize(text)
    assert normalize(once) == once


@given(st.text(max_size=60))
def test_tokens_keep_their_place_in_the_text(text):
    end = 0
    for token in tokenize(text):
        assert end <= token.start < token.end <= len(text)
        assert token.text
        latin = is_partly_latin(text)  # decides whether look-alikes are folded
        assert make_token(text, token.start, token.end, latin=latin) == token
        end = token.end


def test_capitals_are_noted_and_scripts_without_them_count_as_capitalized():
    assert [token.capitalized for token in tokenize("Omar said محمد")] == [True, False, True]
