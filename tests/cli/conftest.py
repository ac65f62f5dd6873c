"""A cache with the sample extracts in it, and the command line as a user calls it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sanxref.cli.main import main
from sanxref.sample import list_files


@dataclass(frozen=True)
class Called:
    """What a call of the command line left behind."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Home:
    """A configuration folder and a cache."""

    config: Path
    cache: Path


Call = Callable[..., Called]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Sample extracts, imported through the command line; read it, do not change it."""
    folder = tmp_path_factory.mktemp("home")
    config = folder / "config"
    config.mkdir()
    (config / "sources.yaml").write_text(
        "sources:\n"
        "  un: {expected_counts: {individual: [1, 100], entity: [0, 100]}}\n"
        "  ofac-sdn: {expected_counts: {individual: [1, 100], entity: [0, 100],"
        " vessel: [0, 100], aircraft: [0, 100]}}\n"
        "  ofac-consolidated: null\n"
    )
    (config / "screening.yaml").write_text("recognizer: capitals\n")
    made = Home(config=config, cache=folder / "cache")
    for source, path in list_files().items():
        with pytest.raises(SystemExit) as left:
            main([*_flags(made), "lists", "import", source, str(path)])
        assert left.value.code == 0
    return made


def _flags(home: Home) -> list[str]:
    return ["--config", str(home.config), "--cache", str(home.cache)]


@pytest.fixture
def call(home: Home, capfd: pytest.CaptureFixture[str]) -> Call:
    """Call the command line, with the sample home unless another is given."""

    def run(*arguments: str, at: Home | None = home) -> Called:
        capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            main([*(_flags(at) if at else []), *arguments])
        out, err = capfd.readouterr()
        assert isinstance(left.value.code, int)
        return Called(code=left.value.code, out=out, err=err)

    return run
