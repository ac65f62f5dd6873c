"""Keys of spellings."""

import random

import pytest

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


@pytest.mark.parametrize(
    ("one", "other"),
    [("oumar", "umar"), ("hussein", "husayn"), ("mohammedd", "mohamed"), ("xhaferri", "haferi")],
)
def test_spellings_of_one_sound_are_one(one, other):
    assert spelling.fold(one) == spelling.fold(other)
