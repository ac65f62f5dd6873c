"""East Slavic patronymics."""

import pytest

from sanxref.matching import compare_names
from sanxref.names import name_form
from sanxref.names.patronymics import PATRONYMIC_NATS, patronymic_ending


@pytest.mark.parametrize(
    "word",
    ["ivanovich", "arkadyevich", "anatolijevitch", "serhiyovych", "petrovna", "ilinichna"],
)
def test_patronymics_have_their_ending(word):
    assert patronymic_ending(word)


@pytest.mark.parametrize("word", ["ivanov", "milosevic", "rich", "ovich", "vladimir", "anna"])
def test_others_have_none(word):
    assert patronymic_ending(word) == ""


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Timur Arkadyevich Zaharov", 1),
        ("ZAHAROV, Timur Arkadyevich", 1),
        ("Zaharov Timur Arkadyevich", 2),
        ("Timur Arkadyevich Abramovich", 1),
        ("Timur Abramovich", None),
    ],
)
def test_a_patronymic_weighs_little(name, place):
    weights = [word.weight for word in name_form(name).words]
    light = [at for at, weight in enumerate(weights) if weight == PATRONYMIC_NATS]
    assert light == ([] if place is None else [place])


@pytest.mark.parametrize(
    ("one", "other", "is_match", "reason"),
    [
        ("Timur Zaharov", "ZAHAROV, Timur Arkadyevich", True, "the press leaves it out"),
        ("Arkady Zaharov", "ZAHAROV, Timur Arkadyevich", False, "the father's name"),
        ("Timur Arkadyev Zaharov", "ZAHAROV, Timur Arkadyevich", True, "cut off"),
    ],
)
def test_a_patronymic_is_not_the_fathers_name(one, other, is_match, reason):
    assert (compare_names(one, other).score >= 0.7) is is_match, reason
