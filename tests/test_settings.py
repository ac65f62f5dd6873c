"""Defaults, a user's own files, and what is refused."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import sanxref
from sanxref import load_settings
from sanxref.errors import ConfigError


def test_the_shipped_defaults_are_complete() -> None:
    settings = load_settings(environ={})

    assert {one.key for one in settings.sources.sources} == {"un", "ofac-sdn", "ofac-consolidated"}
    assert len(settings.digest) == 64
    assert settings.now().tzinfo is UTC


def test_a_users_file_overrides_key_by_key(tmp_path: Path) -> None:
    (tmp_path / "screening.yaml").write_text("matching:\n  threshold: 0.99\n")
    defaults = load_settings(environ={})

    own = load_settings(environ={"SANXREF_CONFIG": str(tmp_path)})

    assert own.screening.matching.threshold == 0.99
    assert own.screening.articles == defaults.screening.articles
    assert own.digest != defaults.digest


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("screening.yaml", "matching:\n  treshold: 0.9\n", "treshold"),
        (
            "screening.yaml",
            "matching:\n  threshold: high\n",
            r"yaml: matching.threshold: Expected float, got str$",
        ),
        ("screening.yaml", "- a\n", "keys and values"),
        ("screening.yaml", "matching: [\n", "cannot be read"),
        ("sreening.yaml", "matching: {}\n", "sreening.yaml"),
        ("screening.yml", "matching: {}\n", "screening.yml"),
        ("sources.yaml", "sources:\n  un:\n    adresses: []\n", "adresses"),
    ],
)
def test_what_is_wrong_in_a_users_file_is_named(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    (tmp_path / name).write_text(text)

    with pytest.raises(ConfigError, match=told):
        load_settings(config=tmp_path, environ={})


def test_a_configuration_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="not a folder"):
        load_settings(config=tmp_path / "absent", environ={})


def test_the_cache_is_where_flag_environment_or_checkout_say(tmp_path: Path) -> None:
    environ = {"SANXREF_CACHE": str(tmp_path / "a")}

    assert load_settings(environ=environ).cache == tmp_path / "a"
    assert load_settings(environ=environ, cache=tmp_path / "b").cache == tmp_path / "b"
    assert load_settings(environ={}).cache.name in {"cache", "sanxref"}


def test_the_clock_can_be_handed_in() -> None:
    moment = datetime(2026, 1, 2, tzinfo=UTC)

    assert load_settings(environ={}, now=lambda: moment).now() == moment


def test_the_package_has_no_other_doors() -> None:
    with pytest.raises(AttributeError, match="Screner"):
        sanxref.Screner  # noqa: B018
