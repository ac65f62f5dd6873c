"""`sanxref lists` as a user calls it, against a server on this machine."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lists.made_lists import un_list
from lists.server import Answer, File, serve, write_config

YESTERDAY = f"{datetime.now(UTC) - timedelta(days=1):%Y-%m-%d}"


def _sanxref(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("SANXREF_")
    }
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from sanxref.cli.main import main; main()",
            "--config",
            str(folder / "config"),
            "--cache",
            str(folder / "cache"),
            *arguments,
        ],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


def test_update_status_fault_status(tmp_path: Path) -> None:
    with serve() as host:
        write_config(tmp_path / "config", host)
        nothing = _sanxref(tmp_path, "lists", "status")
        assert nothing.returncode == 3, nothing.stderr
        (record,) = json.loads(nothing.stdout)
        assert record["source"] == "un"
        assert record["stale"] is True
        assert "never fetched" in record["error"]

        host.replies["/un.xml"] = File(body=un_list(published=YESTERDAY))
        updated = _sanxref(tmp_path, "lists", "update")
        assert updated.returncode == 0, updated.stderr
        assert json.loads(updated.stdout)[0]["outcome"] == "new snapshot"
        assert "received; checking" in updated.stderr

        host.replies["/un.xml"] = Answer(body=b"<html>We are closed</html>")
        refused = _sanxref(tmp_path, "lists", "update", "un")
        assert refused.returncode == 3
        assert json.loads(refused.stdout)[0]["fault"] == "html instead of data"

    status = _sanxref(tmp_path, "lists", "status")
    assert status.returncode == 0, status.stderr
    (record,) = json.loads(status.stdout)
    assert {"source", "published", "fetched", "sha256", "designations", "individuals"} < set(record)
    assert (record["published"], record["designations"], record["individuals"]) == (
        YESTERDAY,
        25,
        20,
    )
    assert record["stale"] is False
    assert "html instead of data" in record["error"]
    table = _sanxref(tmp_path, "lists", "status", "--format", "table").stdout
    assert "UN Consolidated  un      current" in table
    assert _sanxref(tmp_path, "lists", "verify", "--parse").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("update", "eu"), "there is no list source 'eu'"),
        (("status", "--format", "xml"), "xml"),
        (("prune",), "--keep N"),
        (("import", "un"), "FILES"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], words: str, tmp_path: Path) -> None:
    with serve() as host:
        write_config(tmp_path / "config", host)
    ran = _sanxref(tmp_path, "lists", *arguments)
    assert ran.returncode == 2
    assert words in ran.stderr
    assert ran.stdout == ""


def test_wrong_configuration(tmp_path: Path) -> None:
    with serve() as host:
        write_config(tmp_path / "config", host, maximum_drop=7)
    ran = _sanxref(tmp_path, "lists", "status")
    assert ran.returncode == 2
    assert "maximum_drop must be 1 or less" in ran.stderr


def test_help_of_each_command(tmp_path: Path) -> None:
    for command in ("update", "status", "import", "verify", "changes", "history", "prune"):
        ran = _sanxref(tmp_path, "lists", command, "--help")
        assert ran.returncode == 0
        assert "Usage: sanxref lists" in ran.stdout


def test_one_damaged_old_snapshot_stops_no_command(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "sources.yaml").write_text(
        "sources:\n  un: {expected_counts: {individual: [1, 1000], entity: [0, 100]}}\n"
        "  ofac-sdn: null\n  ofac-consolidated: null\n"
    )
    for day in ("2026-05-01", "2026-06-01", "2026-07-01", "2026-08-01"):
        raw = tmp_path / "un.xml"
        raw.write_bytes(un_list(published=day, comment=day))
        assert _sanxref(tmp_path, "lists", "import", "un", str(raw)).returncode == 0
    (folder,) = (tmp_path / "cache" / "lists" / "un").glob("2026-06-01-*")
    (folder / "snapshot.json").write_text("{}")

    for arguments in (
        ("changes", "un"),
        ("history", "QDi.001"),
        ("prune", "--keep=1", "--dry-run"),
    ):
        done = _sanxref(tmp_path, "lists", *arguments, "--format=json")
        assert done.returncode == 3, done.stderr
        assert json.loads(done.stdout)
        assert "passed over" in done.stderr
        assert "2026-06-01" in done.stderr
