import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanxref.reports.controls import CONTROLS, on_one_line, show_controls, without_surrogates

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "[U+001B][31mred"),
        ("a\u202eb", "a[U+202E]b"),
        ("\u2066x\u2069", "[U+2066]x[U+2069]"),
        ("\x9b31m", "[U+009B]31m"),
        ("nul\x00", "nul[U+0000]"),
        ("\ud800", "[U+D800]"),
        ("\U000e0041", "[U+E0041]"),
    ],
)
def test_characters_that_a_display_obeys_are_shown(text, shown):
    assert show_controls(text) == shown


@pytest.mark.parametrize(
    "text", ["می\u200cخواهم", "ש\u200fל", "क्\u200dष", "Ümläut", "汉字", "👩\u200d🚒"]
)
def test_characters_that_ordinary_text_needs_stay(text):
    assert show_controls(text) == text


@given(ANY_TEXT)
def test_nothing_that_is_shown_is_a_control(text):
    shown = on_one_line(text)
    assert not CONTROLS.search(shown)
    assert all(unicodedata.category(one) not in {"Cc", "Cs"} for one in shown)


@given(ANY_TEXT)
def test_surrogates_are_replaced_one_for_one(text):
    repaired = without_surrogates(text)
    repaired.encode()
    assert len(repaired) == len(text)
