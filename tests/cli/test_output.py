"""Where results go: files, links, pipes, and what cannot be written."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sanxref.sample import AS_OF, article_paths

Call = Callable[..., Any]
FOUND, NOTHING = (str(path) for path in article_paths())
SCREEN = ("screen", f"--as-of={AS_OF}", NOTHING)


def test_the_file_behind_a_link_is_written(call: Call, tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")

    assert call(*SCREEN, f"--format=json={tmp_path / 'link.json'}").code == 0

    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "real.json").read_text())["articles"]


def test_a_named_pipe_is_written_and_not_replaced(call: Call, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()

    assert call(*SCREEN, f"--format=json={pipe}").code == 0

    reader.join(timeout=10)
    assert pipe.is_fifo()
    assert json.loads(got[0])["articles"]


def test_a_file_that_cannot_be_written_is_named(call: Call, tmp_path: Path) -> None:
    called = call(*SCREEN, f"--format=json={tmp_path / 'no' / 'report.json'}")

    assert called.code == 2
    assert f"{tmp_path / 'no' / 'report.json'} cannot be written" in called.err


def test_two_formats_never_go_to_one_file(call: Call, tmp_path: Path) -> None:
    same = tmp_path / "same"

    called = call(*SCREEN, f"--format=json={same}", f"--format=html={same}")

    assert called.code == 2
    assert str(same) in called.err


@pytest.mark.parametrize(
    ("shell", "code", "told"),
    [
        (
            "{sanxref} screen --as-of={day} {found} --format=json >&-",
            2,
            "standard output is closed",
        ),
        ("{sanxref} screen --as-of={day} {found} --format=json >/dev/full", 2, "No space left"),
    ],
)
def test_an_output_that_takes_nothing_is_told(home: Any, shell: str, code: int, told: str) -> None:
    sanxref = f"{sys.executable} -m sanxref --config {home.config} --cache {home.cache}"
    command = shell.format(sanxref=sanxref, day=AS_OF, found=FOUND)

    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)

    assert done.returncode == code
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_does_not_change_the_exit_code(home: Any) -> None:
    """As in `sanxref screen ... | head -1`: what was found was found."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [
        sys.executable, "-m", "sanxref", "--config", str(home.config), "--cache", str(home.cache),
        "screen", f"--as-of={AS_OF}", FOUND, "--format", "json",
    ]  # fmt: skip

    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)

    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
