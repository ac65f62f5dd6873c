"""Keys of spellings."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanxref.names import spelling

PIECES = """
    kh j x el ph dzh dj tsch tch tsh cz shch stch sch ck cqu qu q c gh th dh tz ts off eff w ij
    iy ei ye je yu iou ju ung ya ia ja zh ou oo ai h e abd al din ulah deen a o n r s t g z b m
""".split()  # noqa: SIM905 - read more easily


@pytest.mark.parametrize("rules", [spelling._FOLD_RULES, spelling._SKELETON_RULES])
def test_rules_that_are_passed_over_would_change_nothing(rules):
    rng = random.Random(1)
    for _ in range(5000):
        word = "".join(rng.choices(PIECES, k=rng.randint(1, 5)))
        expected = word
        for _, pattern, new in rules:
            expected = pattern.sub(new, expected)
        assert spelling._applied(rules, word) == expected


WORDS = st.lists(st.sampled_from([*PIECES, "1", "0", "nn", "rn", "y"]), max_size=5).map("".join)


@pytest.mark.parametrize(
    ("each", "one"),
    [
        (spelling.fold_each, spelling.fold),
        (spelling.skeleton_of_each, spelling.skeleton),
        (spelling.ocr_key_of_each, spelling.ocr_key),
    ],
)
@given(words=st.lists(WORDS, max_size=8))
def test_words_have_the_same_keys_together_as_alone(each, one, words):
    assert each(words) == [one(word) for word in words]


@pytest.mark.parametrize(
    ("one", "other"),
    [("oumar", "umar"), ("hussein", "husayn"), ("mohammedd", "mohamed"), ("xhaferri", "haferi")],
)
def test_spellings_of_one_sound_are_one(one, other):
    assert spelling.fold(one) == spelling.fold(other)
