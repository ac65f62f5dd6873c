"""Keeping, finding, verifying and giving up snapshots."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from lists.commands import Clock, Desk
from lists.made_lists import un_list
from lists.server import FETCH, File, Host, un_config
from sanxref.errors import ListCorrupt, ListFault
from sanxref.lists import load_lists
from sanxref.lists.parsers import parsing
from sanxref.lists.snapshots import SnapshotStore, set_hash
from sanxref.model.snapshots import ListState, Snapshot


@pytest.fixture
def kept(desk: Desk, host: Host) -> Snapshot:
    """One snapshot in use."""
    host.replies["/un.xml"] = File(body=un_list())
    (result,) = desk.update()
    assert result.snapshot is not None
    return result.snapshot


def _state(desk: Desk) -> ListState:
    (loaded,) = load_lists(desk.options, desk.store, now=desk.now())
    assert bool(loaded.designations) == (loaded.status.state in {"current", "stale"})
    return loaded.status.state


def test_empty_store(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path / "nowhere")
    assert store.current("un") is None
    assert store.all("un") == ()
    assert store.as_of("un", date(2026, 1, 1)) is None
    assert store.failure("un") is None
    assert not (tmp_path / "nowhere").exists(), "reading makes nothing"


def test_description_is_read_back(desk: Desk, kept: Snapshot) -> None:
    assert desk.store.get("un", kept.id) == kept
    assert len(desk.store.open(kept)) == kept.designations == 25


def _rewrite(path: Path, old: bytes, new: bytes) -> None:
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "raw byte changed": lambda f: _rewrite(f / "raw.xml", b"PETRENKO7<", b"PETRENKA7<"),
    "raw cut off": lambda f: (f / "raw.xml").write_bytes((f / "raw.xml").read_bytes()[:500]),
    "raw empty": lambda f: (f / "raw.xml").write_bytes(b""),
    "raw missing": lambda f: (f / "raw.xml").unlink(),
    "description missing": lambda f: (f / "snapshot.json").unlink(),
    "description empty": lambda f: (f / "snapshot.json").write_bytes(b""),
    "description of another": lambda f: _rewrite(
        f / "snapshot.json", b'"id": "2026', b'"id": "2025'
    ),
    "description with other hash": lambda f: _rewrite(
        f / "snapshot.json", b'"sha256": "', b'"sha256": "00'
    ),
    "folder missing": lambda f: f.rename(f.with_name(".gone")),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_noticed(name: str, desk: Desk, kept: Snapshot) -> None:
    DAMAGE[name](desk.store.path(kept))
    assert _state(desk) is ListState.CORRUPT
    assert desk.run("status").code == 3
    ran = desk.run("verify")
    assert ran.code == 3
    assert "sanxref lists update" in ran.out


TABLE_DAMAGE: dict[str, Callable[[Path], object]] = {
    "records missing": lambda f: next(f.glob("records*")).unlink(),
    "records damaged": lambda f: next(f.glob("records*")).write_bytes(b"\x00\x01"),
    "a parquet file damaged": lambda f: (f / "names.parquet").write_bytes(b"PAR1"),
    "hashes missing": lambda f: (f / "tables.json").unlink(),
    "hashes damaged": lambda f: (f / "tables.json").write_bytes(b"{"),
}


@pytest.mark.parametrize("name", TABLE_DAMAGE)
def test_tables_are_made_again(name: str, desk: Desk, kept: Snapshot) -> None:
    before = desk.store.open(kept)
    folder = desk.store.path(kept)
    TABLE_DAMAGE[name](folder)
    assert desk.store.open(kept) == before
    desk.store.verify_content(kept)
    made = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert "tables.json" in made
    desk.store.open(kept)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == made


def test_tables_of_an_older_parser_are_made_again(desk: Desk, kept: Snapshot) -> None:
    before = desk.store.open(kept)
    _rewrite(desk.store.path(kept) / "tables.json", b'"parser_version": ', b'"parser_version": 9')
    assert desk.store.open(kept) == before
    assert f'"parser_version": {parsing.PARSER_VERSION},' in (
        (desk.store.path(kept) / "tables.json").read_text()
    )


def test_tables_that_cannot_be_stored_are_still_read(desk: Desk, kept: Snapshot) -> None:
    folder = desk.store.path(kept)
    (folder / "tables.json").unlink()
    with desk.store.lock(wait_seconds=0):
        # Another process is writing: this one parses, and leaves storing to the next.
        script = (
            "from pathlib import Path; import sys; from sanxref.lists import SnapshotStore\n"
            "store = SnapshotStore(Path(sys.argv[1]))\n"
            "print(len(store.open(store.current('un'))))"
        )
        ran = subprocess.run(
            [sys.executable, "-c", script, str(desk.cache)],
            capture_output=True,
            text=True,
            check=True,
        )
    assert ran.stdout == "25\n"
    assert not (folder / "tables.json").exists()


def test_tampered_description_of_content_is_noticed(desk: Desk, kept: Snapshot) -> None:
    path = desk.store.path(kept)
    _rewrite(path / "snapshot.json", b'"content_sha256": "', b'"content_sha256": "0')
    (path / "tables.json").unlink()
    assert _state(desk) is ListState.CORRUPT


def test_missing_current_json_is_no_list(desk: Desk, kept: Snapshot) -> None:
    del kept
    (desk.cache / "lists" / "un" / "current.json").unlink()
    assert _state(desk) is ListState.MISSING


@pytest.mark.parametrize("content", [b"", b"{}", b"\x00", b'{"snapshot": 5}', b"[]"])
def test_unreadable_current_json_is_corrupt(content: bytes, desk: Desk, kept: Snapshot) -> None:
    del kept
    (desk.cache / "lists" / "un" / "current.json").write_bytes(content)
    assert _state(desk) is ListState.CORRUPT


def test_stored_time_in_the_future_is_not_trusted(desk: Desk, kept: Snapshot) -> None:
    del kept
    desk.now.time -= timedelta(days=30)
    assert _state(desk) is ListState.STALE


def test_left_overs_are_removed_at_the_next_update(desk: Desk, kept: Snapshot) -> None:
    del kept
    folder = desk.cache / "lists" / "un"
    (folder / ".incoming-dead").mkdir()
    (folder / ".incoming-dead" / "raw.xml.part").write_bytes(b"<")
    (folder / ".incoming-file").write_bytes(b"{")
    desk.update()
    assert not list(folder.glob(".incoming-*"))


def test_snapshot_in_use_is_not_removed(desk: Desk, kept: Snapshot) -> None:
    with pytest.raises(ValueError, match="in use"):
        desk.store.remove(kept)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs resource limits")
@pytest.mark.parametrize("limit", [4_000, 20_000])
def test_full_disk_leaves_the_last_good_snapshot(
    limit: int, desk: Desk, host: Host, kept: Snapshot
) -> None:
    """A limit on the size of files stands for a full disk: writes fail midway in the same way."""
    host.replies["/un.xml"] = File(body=un_list(range(1, 24)))
    script = (
        "import json, resource, signal, sys\n"
        "from pathlib import Path\n"
        "from datetime import UTC, datetime\n"
        "from sanxref.lists import SnapshotStore, Updater, open_client, sources_from_config\n"
        "import lxml.etree, pyarrow.parquet\n"
        "limit, cache, tree = int(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))\n"
        "options = sources_from_config(tree)\n"
        "with open_client(options.fetch) as client:\n"
        "    (result,) = Updater(store=SnapshotStore(cache), client=client,\n"
        "        options=options.fetch, now=lambda: datetime(2026, 11, 21, 13, tzinfo=UTC),\n"
        "    ).update(options.sources)\n"
        "print(result.fault, result.message)\n"
    )
    import json  # noqa: PLC0415

    tree = {"fetch": FETCH, "sources": {"un": un_config(host)}}
    ran = subprocess.run(
        [sys.executable, "-c", script, str(limit), str(desk.cache), json.dumps(tree)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.startswith(f"{ListFault.STORAGE} un: "), ran.stdout
    assert os.strerror(errno.EFBIG) in ran.stdout
    assert desk.store.current("un") == kept
    assert len(desk.store.ids("un")) == 1
    assert _state(desk) is ListState.CURRENT
    assert not list((desk.cache / "lists" / "un").glob(".incoming-*"))
    assert desk.run("update").code == 0


def test_cache_that_cannot_be_written(desk: Desk, host: Host) -> None:
    host.replies["/un.xml"] = File(body=un_list())
    desk.cache.parent.mkdir(exist_ok=True)
    desk.cache.write_bytes(b"a file where the cache should be")
    ran = desk.run("update")
    assert ran.code == 2
    assert "is not a folder" in ran.err


def test_prune(desk: Desk, host: Host) -> None:
    for day in range(1, 6):
        body = un_list(published=f"2026-11-{day + 10}", comment=str(day))
        host.replies["/un.xml"] = File(body=body)
        desk.now.time = Clock().time - timedelta(days=6 - day)
        assert desk.update()[0].fault is None
    ids = desk.store.ids("un")
    assert len(ids) == 5
    assert desk.run("prune").code == 2
    dry = desk.run("prune", "--keep", "2", "--dry-run")
    assert [record["snapshot"] for record in dry.records] == list(ids[:3])
    assert desk.store.ids("un") == ids
    assert desk.run("prune", "--keep", "4", "--older-than", "3.5").code == 0
    assert desk.store.ids("un") == ids[1:]
    assert desk.run("prune", "--older-than", "0").code == 0
    assert desk.store.ids("un") == ids[-1:], "the one in use stays"
    assert desk.run("prune", "--keep", "0").code == 0
    assert _state(desk) is ListState.CURRENT


def test_set_hash_does_not_depend_on_order() -> None:
    assert set_hash([("main", "ab")]) == "ab"
    assert set_hash([("sdn", "a"), ("alt", "b")]) == set_hash([("alt", "b"), ("sdn", "a")])
    assert set_hash([("sdn", "a"), ("alt", "b")]) != set_hash([("sdn", "b"), ("alt", "a")])


def test_unknown_id_is_told(desk: Desk, kept: Snapshot) -> None:
    del kept
    with pytest.raises(ListCorrupt, match="not whole"):
        desk.store.get("un", "2020-01-01-000000000000")
