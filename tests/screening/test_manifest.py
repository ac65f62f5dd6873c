"""The evidence of a run: a changed byte anywhere is found."""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sanxref.errors import RunError
from sanxref.screening.archives import unpack_run, verify_archive, write_archive
from sanxref.screening.manifest import read_manifest, verify_folder, verify_register
from sanxref.screening.register import RunRegister
from sanxref.screening.runs import RunFolder, RunStore
from sanxref.settings import Settings
from screening.test_runner import run

FIXTURE_IS_ONLY_READ = hypothesis_settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def finished(settings: Settings, folder: Path) -> Path:
    return run(settings, folder).folder.path


def test_the_manifest_says_how_the_run_was_made(finished: Path, folder: Path) -> None:
    manifest = read_manifest(finished)

    assert manifest.plan.inputs == (str(folder),)
    assert manifest.plan.lists[0].snapshot is not None
    assert manifest.plan.lists[0].snapshot.designations == 25
    assert dict(manifest.dependencies)["msgspec"]
    assert manifest.summary.articles == 12
    assert {one.name for one in manifest.files} == {
        "configuration.json", "inputs.jsonl", "plan.json", "report.json", "sources.jsonl",
    }  # fmt: skip
    assert (finished / "inputs.jsonl").read_text().count("\n") == 12
    assert not list(finished.glob("*journal*"))


@FIXTURE_IS_ONLY_READ
@given(data=st.data())
def test_one_changed_byte_in_any_file_is_found(finished: Path, data: st.DataObject) -> None:
    files = sorted(path for path in finished.iterdir())
    path = data.draw(st.sampled_from(files))
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[place]))
    try:
        path.write_bytes(whole[:place] + bytes([other]) + whole[place + 1 :])
        assert verify_folder(finished)
    finally:
        path.write_bytes(whole)
    assert verify_folder(finished) == ()


@pytest.mark.parametrize("name", ["plan.json", "manifest.json"])
def test_an_option_that_no_run_can_have_had_is_damage(finished: Path, name: str) -> None:
    whole = (finished / name).read_text()
    changed = re.sub(r'("identifier_agrees": ?)', r"\g<1>1", whole)
    assert changed != whole
    (finished / name).write_text(changed)

    assert any(name in fault for fault in verify_folder(finished))
    if name == "plan.json":
        with pytest.raises(RunError, match=r"plan\.json cannot be read: matching\.qualifiers"):
            RunFolder(path=finished).plan()


@pytest.mark.parametrize("name", ["report.json", "manifest.json", "manifest.sha256"])
def test_a_file_that_is_gone_is_found(finished: Path, name: str) -> None:
    (finished / name).unlink()

    assert verify_folder(finished)


def test_a_file_too_many_is_found(finished: Path) -> None:
    (finished / "further.json").write_text("{}")

    assert verify_folder(finished) == ("further.json is not in the manifest",)


@pytest.fixture
def archive(settings: Settings, finished: Path, tmp_path: Path) -> Path:
    snapshot = read_manifest(finished).plan.lists[0].snapshot
    assert snapshot is not None
    place = f"lists/{snapshot.source}/{snapshot.id}"
    lists = {
        f"{place}/{name}": settings.cache / place / name
        for name in ("snapshot.json", snapshot.files[0].name)
    }
    write_archive(finished, tmp_path / "run.tar", lists=lists)
    return tmp_path / "run.tar"


@FIXTURE_IS_ONLY_READ
@given(data=st.data())
def test_one_changed_byte_in_an_archive_is_found(archive: Path, data: st.DataObject) -> None:
    whole = archive.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[place]))
    changed = archive.with_name("changed.tar")
    changed.write_bytes(whole[:place] + bytes([other]) + whole[place + 1 :])

    assert faults(changed)


def test_an_archive_as_it_was_written_verifies(archive: Path) -> None:
    assert faults(archive) == ()
    again = archive.with_name("again.tar")
    shutil.copy(archive, again)
    again.write_bytes(again.read_bytes() + b"\0")
    assert faults(again)


def faults(archive: Path) -> tuple[str, ...]:
    target = archive.with_name("unpacked")
    shutil.rmtree(target, ignore_errors=True)
    try:
        folder = unpack_run(archive, target)
    except RunError as error:
        return (str(error),)
    return (*verify_archive(archive, folder), *verify_folder(folder))


def test_a_register_says_what_was_finished_and_what_was_pruned(
    settings: Settings, folder: Path
) -> None:
    first, second, third = (run(settings, folder).folder for _ in range(3))
    store = settings.runs
    assert read_manifest(third.path).previous[0] == second.id
    assert list(verify_register(store)) == []

    store.remove(second, now=settings.now(), reason="older than 3,653 days")
    (pruned,) = verify_register(store)
    assert (pruned.run, pruned.fault) == (second.id, False)
    assert "pruned on 2026-11-22: older" in pruned.told

    shutil.rmtree(third.path)  # the last one
    assert _told(store)[third.id] == "is gone, and was not pruned"

    first.manifest.unlink()
    assert _told(store)[first.id] == "was finished, and its manifest is gone"
    with pytest.raises(RunError, match="was finished and its manifest is gone"):
        settings.open_runner().resume(first.id)


def test_a_line_out_of_the_register_is_missed(settings: Settings, folder: Path) -> None:
    runs = [run(settings, folder).folder for _ in range(3)]
    path = settings.runs.register.path
    lines = path.read_bytes().splitlines(keepends=True)

    path.write_bytes(lines[0] + lines[2])
    assert "line 2 does not follow" in _told(settings.runs)["register.jsonl"]
    assert _told(settings.runs)[runs[1].id] == "is finished, but not in the register"
    assert "which is not so in the register" in _told(settings.runs)[runs[2].id]

    path.unlink()
    assert "is missing" in _told(settings.runs)["register.jsonl"]


def test_a_run_that_is_killed_before_it_is_in_the_register_goes_on(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And one that is killed behind it has its manifest already."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    for place in ("before", "behind"):
        with monkeypatch.context() as patched:
            if place == "before":
                patched.setattr(RunRegister, "append", killed)
            else:
                patched.setattr(Path, "replace", _replace_except("manifest.json", killed))
            with pytest.raises(KeyboardInterrupt):
                run(settings, folder)

        runner = settings.open_runner()
        stored, plan = runner.resume("latest")
        assert runner.screen(stored, plan, workers=0).report.summary.articles == 12
    assert list(verify_register(settings.runs)) == []


def _replace_except(name: str, instead: Callable[..., None]) -> Callable[[Path, Path], Path]:
    replace_file = Path.replace
    return lambda path, target: (
        instead() if target.name == name else replace_file(path, target)  # type: ignore[return-value]
    )


def _told(store: RunStore) -> dict[str, str]:
    return {one.run: one.told for one in verify_register(store) if one.fault}


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
def test_a_run_is_signed_with_the_users_own_key(
    settings: Settings, folder: Path, tmp_path: Path
) -> None:
    key = tmp_path / "key"
    make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)]
    subprocess.run(make, check=True, capture_output=True)
    batch = replace(settings.screening.batch, signing_key=str(key))
    settings = replace(settings, screening=replace(settings.screening, batch=batch))

    signed = run(settings, folder).folder.path

    assert verify_folder(signed) == ()
    signature = signed / "manifest.json.sig"
    lines = signature.read_text().splitlines()
    signature.write_text("\n".join([lines[0], lines[1][::-1], *lines[2:]]) + "\n")
    assert "signature" in verify_folder(signed)[0]
    whole = ("\n".join(lines) + "\n").encode()
    breaks = [place for place, byte in enumerate(whole) if byte == ord("\n")]
    for place in (*breaks, *range(0, len(whole), 23)):
        signature.write_bytes(whole[:place] + b"\x0b" + whole[place + 1 :])
        assert "manifest.json.sig is not in the form" in verify_folder(signed)[0]
    signature.write_bytes(whole)
    assert verify_folder(signed) == ()


def test_a_key_that_is_not_there_is_told_before_the_work(
    settings: Settings, folder: Path, tmp_path: Path
) -> None:
    batch = replace(settings.screening.batch, signing_key=str(tmp_path / "absent"))
    signing = replace(settings, screening=replace(settings.screening, batch=batch))

    with pytest.raises(RunError, match="cannot be signed"):
        run(signing, folder)

    assert list(settings.runs.all()) == []
