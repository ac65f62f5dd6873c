"""Whatever happens to the bytes of a cache, a list is never current with another content."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lists.commands import Clock, Desk
from lists.made_lists import un_list
from lists.server import File, Host, options, serve
from sanxref.errors import ListCorrupt
from sanxref.lists import load_lists
from sanxref.model.snapshots import ListState, LoadedList, Snapshot


class Kept:
    """A cache with one list in use, another beside it, and a failed update on record."""

    # No dataclass: what Hypothesis would show of one is longer than it likes.
    def __init__(self, desk: Desk, good: LoadedList, files: tuple[Path, ...]) -> None:
        self.desk, self.good, self.files = desk, good, files


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    with serve() as host:
        desk = Desk(options=options(host), cache=tmp_path_factory.mktemp("c"), now=Clock())
        for day in ("2026-11-19", "2026-11-20"):
            host.replies["/un.xml"] = File(body=un_list(published=day, comment=day))
            assert desk.update()[0].fault is None
        host.replies["/un.xml"] = File(body=b"<html>closed</html>")
        assert desk.update()[0].fault is not None
        (good,) = load_lists(desk.options, desk.store, now=desk.now())
        assert good.status.state is ListState.CURRENT
        folder = desk.cache / "lists" / "un"
        files = sorted(path.relative_to(desk.cache) for path in folder.rglob("*") if path.is_file())
        assert {"current.json", "failure.json"} < {path.name for path in files}
        yield Kept(desk=desk, good=good, files=tuple(files))


def _mangled(content: bytes, way: str, place: int, byte: int) -> bytes:
    """Flip a bit, overwrite a byte, cut off, double a byte, or change a digit."""
    place %= len(content)
    head, old, tail = content[:place], content[place], content[place + 1 :]
    match way:
        case "bit":
            return head + bytes([old ^ 1 << byte % 8]) + tail
        case "byte":
            return head + bytes([byte]) + tail
        case "cut":
            return head
        case "double":
            return head + bytes([old, old]) + tail
        case _:
            digits = [spot for spot, one in enumerate(content) if chr(one).isdigit()] or [place]
            spot = digits[place % len(digits)]
            return content[:spot] + b"%d" % (byte % 10) + content[spot + 1 :]


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    file=st.integers(0, 999),
    way=st.sampled_from(["bit", "byte", "cut", "double", "digit"]),
    place=st.integers(0, 1_000_000),
    byte=st.integers(0, 255),
)
def test_damaged_cache_is_never_current_with_other_content(
    *,
    kept: Kept,
    tmp_path_factory: pytest.TempPathFactory,
    file: int,
    way: str,
    place: int,
    byte: int,
) -> None:
    name = kept.files[file % len(kept.files)]
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(kept.desk.cache, copy, dirs_exist_ok=True)
    path = copy / name
    path.write_bytes(_mangled(path.read_bytes(), way, place, byte))
    desk = Desk(options=kept.desk.options, cache=copy, now=Clock(kept.desk.now.time))

    (found,) = load_lists(desk.options, desk.store, now=desk.now())

    if found.status.state is ListState.CORRUPT:
        assert "un" in found.status.error
        assert not found.designations
        # What steers the cache says it at once; the bytes are compared by `verify`.
        assert desk.run("verify").code == 3
    else:
        assert found.status.state is ListState.CURRENT
        assert found.designations == kept.good.designations
        assert found.status.snapshot == kept.good.status.snapshot
        assert found.status.checked == kept.good.status.checked
        assert found.status.published_seen == kept.good.status.published_seen
    shutil.rmtree(copy)


def _edit(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Edit by hand, as somebody would who knows no better."""
    tree = json.loads(path.read_text())
    change(tree)
    path.write_text(json.dumps(tree, indent=2) + "\n")


EDITS: dict[str, Callable[[dict[str, Any]], object]] = {
    "published": lambda tree: tree.update(published="2026-11-21"),
    "no date": lambda tree: tree.update(published=None),
    "fetched": lambda tree: tree.update(fetched="2026-11-21T11:00:00Z"),
    "designations": lambda tree: tree.update(designations=5),
    "counts": lambda tree: tree.update(counts=[["entity", 5], ["individual", 99]]),
    "notes": lambda tree: tree.update(notes=["imported by hand"]),
    "parser version": lambda tree: tree.update(parser_version=99),
    "format": lambda tree: tree.update(format="ofac-xml"),
}


@pytest.fixture
def one(desk: Desk, host: Host) -> Snapshot:
    host.replies["/un.xml"] = File(body=un_list())
    (result,) = desk.update()
    assert result.snapshot is not None
    return result.snapshot


@pytest.mark.parametrize("name", EDITS)
def test_edited_description_is_corrupt(name: str, desk: Desk, one: Snapshot) -> None:
    path = desk.store.path(one) / "snapshot.json"
    _edit(path, EDITS[name])
    (loaded,) = load_lists(desk.options, desk.store, now=desk.now())
    assert loaded.status.state is ListState.CORRUPT
    assert "snapshot.json" in loaded.status.error
    assert not loaded.designations
    assert desk.run("status").code == 3
    assert desk.run("verify").code == 3
    assert "snapshot.json" in desk.run("verify").out
    assert "un: un:" not in desk.run("status", "--format", "table").out
    assert desk.run("update").code == 0
    assert desk.run("verify", "--parse").code == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda tree: tree.update(checked="2026-11-21T11:59:00Z"),
        lambda tree: tree.update(published="2026-11-21"),
        lambda tree: tree.update(seen=[]),
        lambda tree: tree.pop("seal"),
    ],
)
def test_edited_record_is_corrupt(
    change: Callable[[dict[str, Any]], object], desk: Desk, one: Snapshot
) -> None:
    del one
    _edit(desk.cache / "lists" / "un" / "current.json", change)
    (loaded,) = load_lists(desk.options, desk.store, now=desk.now())
    assert loaded.status.state is ListState.CORRUPT
    assert "current.json" in loaded.status.error
    assert desk.run("verify").code == 3
    assert desk.run("update").code == 0
    assert desk.run("status").code == 0


def test_missing_sums_are_corrupt(desk: Desk, one: Snapshot) -> None:
    (desk.store.path(one) / "SHA256SUMS").unlink()
    with pytest.raises(ListCorrupt, match="SHA256SUMS cannot be read"):
        desk.store.get("un", one.id)


@pytest.mark.parametrize("name", ["published", "designations", "counts"])
def test_parsing_finds_an_edit_that_mended_the_sums(name: str, desk: Desk, one: Snapshot) -> None:
    """Whoever writes all hashes anew can still not make the raw bytes say it."""
    from sanxref.lists.snapshots import _sums  # noqa: PLC0415 - what a forger would do

    folder = desk.store.path(one)
    EDITS[name](tree := json.loads((folder / "snapshot.json").read_text()))
    forged = folder.with_name(f"{tree['published']}-{one.sha256[:12]}")
    folder.rename(forged)
    tree["id"] = forged.name
    (forged / "snapshot.json").write_text(json.dumps(tree))
    (forged / "SHA256SUMS").write_bytes(_sums(one, forged))
    snapshot = desk.store.get("un", forged.name)
    with pytest.raises(ListCorrupt, match="does not fit its raw bytes"):
        desk.store.verify_content(snapshot)
