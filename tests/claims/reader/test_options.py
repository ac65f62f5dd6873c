"""config/reading.yaml."""

import pytest

from sanxref.claims import reading_from_config
from sanxref.errors import ConfigError

_GOOD = {"model": "english.npz", "sha256": "0" * 64, "join": 0.5, "keep": 0.1, "tell": 0.5}


def test_a_language_that_is_null_has_no_model() -> None:
    assert reading_from_config({"en": None}) == {}


def test_thresholds_are_read() -> None:
    options = reading_from_config({"en": _GOOD})["en"]
    assert (options.join, options.keep, options.tell) == (0.5, 0.1, 0.5)


@pytest.mark.parametrize(
    "wrong",
    [
        {**_GOOD, "joined": 1},
        {"model": "english.npz"},
        {**_GOOD, "join": "much"},
        {**_GOOD, "join": 0.1, "keep": 0.5},
        {**_GOOD, "join": 1.5},
        {**_GOOD, "tell": -0.1},
        "english.npz",
    ],
)
def test_what_makes_no_sense_is_refused_by_name(wrong: object) -> None:
    with pytest.raises(ConfigError, match=r"reading\.yaml: en"):
        reading_from_config({"en": wrong})
