"""The README tells the truth: its commands exist and run, and its demo output is what comes out.

`python tests/test_readme.py` writes the demo's output into the README anew.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

from sanxref.cli.exits import Exit, FailOn
from sanxref.cli.main import cli, main
from sanxref.sample import article_paths

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")
PAGES = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")

# Behind the command of the demo: its output.
_DEMO = re.compile(r"(\$ sanxref demo\n```\n\n<!--[^>]*-->\n```text\n)(.*?)(```\n)", re.DOTALL)


def console_commands() -> list[list[str]]:
    blocks = re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    return [shlex.split(line.removeprefix("$ ")) for line in lines]


def run_demo(folder: Path) -> str:
    """The demo's output, with the width of a wide page and without what differs by the day."""
    # Whatever the tests run under, the demo is another process, as for the reader.
    done = subprocess.run(
        [sys.executable, "-c", "from sanxref.cli.main import main; main()", "demo"],
        cwd=folder,
        # Some test runners tell a width; the page has the demo's own.
        env={
            **os.environ,
            "COLUMNS": "120",
            "SANXREF_CACHE": str(folder / "cache"),
            "PYTHONWARNINGS": "error",
        },
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == Exit.FINE, done.stderr
    return done.stdout


def timeless(text: str) -> str:
    text = re.sub(r"(fetched|checked) \d+ (min|h|d) ago", r"\1 some time ago", text)
    return "\n".join(re.sub(r" +", " ", line).strip() for line in text.strip().splitlines())


def test_the_readme_begins_with_two_commands_that_make_knows():
    first, second = console_commands()[:2]
    assert (first, second) == (["make", "demo"], ["make", "test"])


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize("target", ["demo", "test"])
def test_a_command_of_the_readme_is_a_target_of_make(target):
    done = subprocess.run(
        ["make", "--dry-run", target], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    expected = {"demo": "sanxref demo", "test": "pytest"}[target]
    assert expected in done.stdout


def test_the_demo_puts_out_what_the_readme_shows(tmp_path):
    shown = _DEMO.search(TEXT)
    assert shown, "the README lacks the output block of the demo"
    assert timeless(run_demo(tmp_path)) == timeless(shown[2])


@pytest.mark.parametrize(
    "words",
    [words for words in console_commands() if words[0] == "sanxref"],
    ids=" ".join,
)
def test_a_command_of_the_readme_is_understood(words, tmp_path, monkeypatch):
    """Parsed down to the last option, without being run."""
    monkeypatch.chdir(tmp_path)
    for word in words:
        if word.lower().endswith((".xml", ".json", ".html")):
            (tmp_path / word).touch()  # some commands look whether a file is there
    command: click.Command = cli
    context = click.Context(cli, info_name="sanxref")
    rest = words[1:]
    while isinstance(command, click.Group):
        name, command, rest = command.resolve_command(context, rest)
        assert command is not None
        context = click.Context(command, info_name=name, parent=context)
    command.parse_args(context, rest)


def test_the_commands_of_the_readme_run_in_their_order(
    tmp_path, monkeypatch, real_list, capfdbinary
):
    """With real UN lists, and without the two commands that need the network or OFAC's file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SANXREF_CACHE", str(tmp_path / "cache"))
    shutil.copy(real_list("un_consolidated_2025-08-02.xml"), tmp_path / "consolidated.xml")
    (tmp_path / "articles").mkdir()
    for article in article_paths():
        shutil.copy(article, tmp_path / "articles")
    shutil.copy(article_paths()[0], tmp_path / "article.html")
    # There is something to compare with once a second list has come.
    older = str(real_list("un_consolidated_2024-05-15.xml"))
    with pytest.raises(SystemExit):
        main(["lists", "import", "un", older])
    for words in console_commands():
        if words[0] != "sanxref" or words[1:3] == ["lists", "update"] or "ofac-sdn" in words:
            continue
        if words[1] == "explain":
            report = json.loads((tmp_path / "report.json").read_bytes())
            words = [*words[:-1], report["articles"][0]["claims"][0]["id"]]  # noqa: PLW2901 - ID stands for one
        with pytest.raises(SystemExit) as left:
            main(words[1:])
        # Two of the three lists are not there: nothing may be called clear.
        assert left.value.code in {Exit.FINE, Exit.LISTS}, words
        assert (left.value.code == Exit.LISTS) == (
            words[1] in {"screen", "match"} or "status" in words
        ), words
        assert capfdbinary.readouterr().out
    assert (tmp_path / "report.html").read_bytes().startswith(b"<!")
    for block in re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL):
        exec(compile(block, "README.md", "exec"), {})
        assert b" confirmed listed 2014-09-23" in capfdbinary.readouterr().out


def test_the_exit_codes_are_all_told():
    told = {int(code) for code in re.findall(r"^\| (\d+) \| ", TEXT, re.MULTILINE)}
    assert told == {int(code) for code in Exit if code < Exit.INTERRUPTED}
    row = next(line for line in TEXT.splitlines() if line.startswith("| 1 |"))
    assert all(f"`{choice}" in row for choice in FailOn)


def test_every_dependency_is_named_with_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    direct = [*project["dependencies"], *(one for name in extras for one in extras[name])]
    names = {re.match(r"[A-Za-z0-9._-]+", one)[0] for one in direct} - {project["name"]}
    built_on = TEXT.split("## What it is built on")[1].split("\n## ")[0]
    told = set(re.findall(r"^\| ([a-z][a-z0-9-]+) \|", built_on, re.MULTILINE)) - {"package"}
    assert told == names


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_links_to_is_there(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    missing = [link for link in links if not (ROOT / link).exists()]
    assert missing == []


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        fresh = run_demo(Path(name))
    # A function, so that a backslash in the output stays one.
    README.write_text(
        _DEMO.sub(lambda met: met[1] + fresh.strip("\n") + "\n" + met[3], TEXT), encoding="utf-8"
    )
