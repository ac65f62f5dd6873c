"""Rarity of words."""

import pytest

from sanxref.names.rarity import MAXIMUM_RARITY
from sanxref.names.words import WordRole, make_word


def weight(word):
    return make_word(word, WordRole.CORE, abjad=False).weight


@pytest.mark.parametrize("word", ["mohammed", "smith", "kim", "garcia", "ivan", "maria"])
def test_common_names_carry_little(word):
    assert weight(word) < 7


@pytest.mark.parametrize("word", ["batirashvili", "zhvanetskaya", "qwertzuiop"])
def test_unknown_long_words_carry_the_most(word):
    assert weight(word) == MAXIMUM_RARITY


def test_spellings_of_one_name_are_equally_common():
    assert weight("husayn") == weight("hussein") < MAXIMUM_RARITY
