"""A reading model that is not the one that the configuration names."""

from pathlib import Path
from shutil import copytree

import pytest

from cli.conftest import Call, Home

_TEXT = "The Treasury sanctioned Selim Barakat on Monday.\n"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_screening_does_not_begin_with_another_model(
    call: Call, home: Home, tmp_path: Path, workers: str
) -> None:
    config = tmp_path / "config"
    copytree(home.config, config)
    (config / "reading.yaml").write_text(f'en: {{sha256: "{"0" * 64}"}}\n')
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(4):
        (articles / f"{number}.txt").write_text(_TEXT + str(number))
    other = Home(config=config, cache=home.cache)
    told = call("screen", str(articles), "--workers", workers, at=other)
    assert told.code == 2
    assert "is not the reading model that reading.yaml names" in told.err
    assert "install sanxref again" in told.err
