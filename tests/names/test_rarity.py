"""Rarity of words."""

import pytest

from sanxref.names.rarity import MAXIMUM_RARITY, rarity
from sanxref.names.spelling import fold


@pytest.mark.parametrize("word", ["mohammed", "smith", "kim", "garcia", "ivan", "maria"])
def test_common_names_carry_little(word):
    assert rarity(fold(word)) < 7


@pytest.mark.parametrize("word", ["batirashvili", "zhvanetskaya", "qwertzuiop"])
def test_unknown_long_words_carry_the_most(word):
    assert rarity(fold(word)) == MAXIMUM_RARITY


def test_spellings_of_one_name_are_equally_common():
    assert rarity(fold("husayn")) == rarity(fold("hussein"))
