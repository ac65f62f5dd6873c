"""Names of men and women that differ in their ending only."""

import pytest

from sanxref.names.genders import is_feminine_of


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("daniel", "daniela", True),
        ("maria", "mario", True),
        ("petrov", "petrova", True),
        ("stephanie", "stephen", True),
        ("christian", "christina", True),
        ("daniel", "danil", False),
        ("maria", "mariya", False),
        ("anna", "ana", False),
    ],
)
def test_two_persons_are_told_by_the_ending(one, other, expected):
    assert is_feminine_of(one, other) is expected
    assert is_feminine_of(other, one) is expected
