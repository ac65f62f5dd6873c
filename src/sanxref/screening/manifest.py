"""The manifest of a run: how it was made, and the hashes of all that it left.

Every file of the run's folder stands in the manifest with its SHA-256; the manifest's own hash
stands beside it, and, where the user has named an SSH key, a signature. The manifest also names the
hash of the manifest of the run before, so that a run cannot be taken out or put in unseen.
"""

import hashlib
import os
import platform
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import distributions
from pathlib import Path

import msgspec

from sanxref.errors import RunError
from sanxref.model.report import ReportSummary
from sanxref.model.snapshots import Snapshot
from sanxref.screening.runs import RunFolder, RunPlan, RunStore

__all__ = [
    "FileRecord",
    "Host",
    "Manifest",
    "read_manifest",
    "seal_run",
    "verify_chain",
    "verify_folder",
]

_FORMAT = "sanxref/bundle/1"
_UNLISTED = frozenset({"manifest.json", "manifest.sha256", "manifest.json.sig"})
_LISTS = "lists/"
"""Snapshots that came with an archive; their hashes stand in the manifest."""
_NAMESPACE = "sanxref-run"
_SIGN_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """One file: its name in the run's folder, size in bytes, SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """Where a run was made."""

    name: str
    system: str
    machine: str
    python: str
    processors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """How a run was made, and what it left.

    Attributes:
        format: Version of this form.
        run: Identifier.
        plan: What it was asked to do, with options and list snapshots.
        started: When, UTC.
        finished: When, UTC.
        workers: Processes that screened; 0 for the run's own.
        host: Where.
        dependencies: Name and version of every installed package.
        summary: Counts of the report.
        skipped: Inputs that were passed over because an earlier run has screened them.
        files: All files of the run, by name.
        merkle_root: SHA-256 over the files' records, see docs/batch.md.
        previous: Run before this one in the same store, and the hash of its manifest; or empty.
        consulted: Earlier snapshots that verdicts looked at; None where an older version of
            sanxref, which did not note them, made the run.
    """

    run: str
    plan: RunPlan
    started: datetime
    finished: datetime
    workers: int
    host: Host
    dependencies: tuple[tuple[str, str], ...]
    summary: ReportSummary
    skipped: int
    files: tuple[FileRecord, ...]
    merkle_root: str
    previous: tuple[str, str]
    format: str = _FORMAT
    consulted: tuple[Snapshot, ...] | None = None

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """All snapshots that a replay needs."""
        used = (one.snapshot for one in self.plan.lists)
        return (*(one for one in used if one is not None), *(self.consulted or ()))


def seal_run(  # noqa: PLR0913 - what is not in the folder and must be told
    folder: RunFolder,
    plan: RunPlan,
    *,
    finished: datetime,
    workers: int,
    summary: ReportSummary,
    skipped: int,
    consulted: tuple[Snapshot, ...],
) -> Manifest:
    """Write the manifest, its hash and, where configured, its signature.

    Raises:
        RunError: The signing key cannot be used; the run stays resumable.
        OSError: It cannot be written.
    """
    files = tuple(_records(folder.path))
    manifest = Manifest(
        run=plan.id,
        plan=plan,
        started=plan.started,
        finished=finished,
        workers=workers,
        host=_host(),
        dependencies=_dependencies(),
        summary=summary,
        skipped=skipped,
        files=files,
        merkle_root=_merkle_root(files),
        previous=_previous(folder),
        consulted=consulted,
    )
    encoded = msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"
    (folder.path / "manifest.sha256").write_bytes(_checksum_line(encoded))
    waiting = folder.path / ".manifest.part"
    waiting.write_bytes(encoded)
    try:
        if plan.options.batch.signing_key:
            _sign(waiting, Path(plan.options.batch.signing_key).expanduser())
            waiting.with_name(".manifest.part.sig").replace(folder.path / "manifest.json.sig")
        waiting.replace(folder.manifest)
    finally:
        waiting.unlink(missing_ok=True)
    return manifest


def _checksum_line(encoded: bytes) -> bytes:
    """As `sha256sum -c` reads it."""
    return f"{hashlib.sha256(encoded).hexdigest()}  manifest.json\n".encode()


def _records(folder: Path) -> Iterator[FileRecord]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.startswith(_LISTS) or name in _UNLISTED or path.name.startswith("."):
            continue
        if path.is_file():
            with path.open("rb") as reader:
                sha256 = hashlib.file_digest(reader, "sha256").hexdigest()
            yield FileRecord(name=name, size=path.stat().st_size, sha256=sha256)


def _merkle_root(files: tuple[FileRecord, ...]) -> str:
    """Hash pairs of hashes up to one (RFC 6962, section 2.1: leaves 0x00, nodes 0x01)."""
    level = [
        hashlib.sha256(b"\0" + f"{one.name}\0{one.size}\0{one.sha256}".encode()).digest()
        for one in files
    ]
    while len(level) > 1:
        paired = [
            hashlib.sha256(b"\1" + level[at] + level[at + 1]).digest()
            for at in range(0, len(level) - 1, 2)
        ]
        level = paired + level[len(paired) * 2 :]
    return level[0].hex() if level else ""


def _host() -> Host:
    return Host(
        name=socket.gethostname(),
        system=platform.platform(),
        machine=platform.machine(),
        python=platform.python_version(),
        processors=os.cpu_count() or 0,
    )


def _dependencies() -> tuple[tuple[str, str], ...]:
    return tuple(sorted({(one.name, one.version) for one in distributions() if one.name}))


def _previous(folder: RunFolder) -> tuple[str, str]:
    """Name the finished run before this one, with the hash of its manifest."""
    siblings = folder.path.parent.iterdir() if folder.path.parent.is_dir() else iter(())
    before = sorted(
        one.name
        for one in siblings
        if one.name < folder.id and one.name[:1] != "." and (one / "manifest.json").is_file()
    )
    if not before:
        return ("", "")
    manifest = folder.path.parent / before[-1] / "manifest.json"
    return (before[-1], hashlib.sha256(manifest.read_bytes()).hexdigest())


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a run.

    Raises:
        RunError: There is none, or it is damaged.
    """
    path = folder / "manifest.json"
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        raise RunError(
            f"{folder.name} is not finished, so it has no manifest; "
            f"go on with: sanxref screen --resume {folder.name}"
        ) from None
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as exc:
        raise RunError(f"{path} is damaged: {exc}") from exc
    if manifest.format != _FORMAT:
        raise RunError(f"{path} is of the form {manifest.format!r}; this version reads {_FORMAT!r}")
    return manifest


def verify_folder(folder: Path) -> tuple[str, ...]:
    """Compare a run's folder with its manifest.

    Returns:
        What is wrong, one sentence each; empty where nothing is.
    """
    try:
        manifest = read_manifest(folder)
    except RunError as exc:
        return (str(exc),)
    return (
        *_manifest_faults(folder),
        *_file_faults(folder, manifest),
        *_list_faults(folder, manifest),
        *_signature_faults(folder, manifest),
    )


def verify_chain(store: RunStore) -> Iterator[tuple[str, str]]:
    """Tell where a run names a run before it that is gone or has another manifest.

    A run that `sanxref runs prune` has removed breaks the chain too; the sentence says that it is
    gone, and the log of pruning why.

    Yields:
        Identifier of the later run, and a sentence.
    """
    for run in store.all():
        if not run.is_finished:
            continue
        name, noted = read_manifest(run.path).previous
        manifest = store.folder / name / "manifest.json"
        if not name:
            continue
        if not manifest.is_file():
            yield run.id, f"the run before it, {name}, is gone"
        elif hashlib.sha256(manifest.read_bytes()).hexdigest() != noted:
            yield run.id, f"the manifest of the run before it, {name}, is another one"


def _manifest_faults(folder: Path) -> Iterator[str]:
    encoded = (folder / "manifest.json").read_bytes()
    try:
        noted = (folder / "manifest.sha256").read_bytes()
    except OSError:
        yield "manifest.sha256 is missing"
        return
    if noted != _checksum_line(encoded):
        yield "manifest.json and manifest.sha256 do not belong together"


def _file_faults(folder: Path, manifest: Manifest) -> Iterator[str]:
    noted = {one.name: one for one in manifest.files}
    found = {one.name: one for one in _records(folder)}
    for name in sorted(noted.keys() - found.keys()):
        yield f"{name} is missing"
    for name in sorted(found.keys() - noted.keys()):
        yield f"{name} is not in the manifest"
    for name in sorted(noted.keys() & found.keys()):
        if noted[name] != found[name]:
            size, sha256 = found[name].size, found[name].sha256
            yield f"{name} is not as it was: {size:,} bytes, SHA-256 {sha256}"
    if _merkle_root(manifest.files) != manifest.merkle_root:
        yield "the root of the hashes is not that of the files in the manifest"


def _list_faults(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Compare the snapshots that came with an archive with what the run noted of them."""
    if not (folder / _LISTS).is_dir():
        return
    expected: dict[str, str] = {}
    for snapshot in manifest.snapshots:
        place = f"{_LISTS}{snapshot.source}/{snapshot.id}"
        expected |= {f"{place}/{file.name}": file.sha256 for file in snapshot.files}
        expected[f"{place}/snapshot.json"] = ""
        yield from _snapshot_faults(folder / place / "snapshot.json", snapshot)
    for path in sorted((folder / _LISTS).rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in expected:
            yield f"{name} is not a list of this run"
    for name, sha256 in expected.items():
        path = folder / name
        if not path.is_file():
            yield f"{name} is missing"
        elif sha256 and hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            yield f"{name} is not the list that was screened against"


def _snapshot_faults(path: Path, snapshot: Snapshot) -> Iterator[str]:
    encoded = msgspec.json.format(msgspec.json.encode(snapshot), indent=2) + b"\n"
    if path.is_file() and path.read_bytes() != encoded:
        yield f"{path.name} of {snapshot.id} is not what the run noted"


def _signature_faults(folder: Path, manifest: Manifest) -> Iterator[str]:
    signature = folder / "manifest.json.sig"
    if not manifest.plan.options.batch.signing_key:
        if signature.exists():
            yield "manifest.json.sig is there, but the run was not signed"
        return
    if not signature.exists():
        yield "manifest.json.sig is missing"
    elif shutil.which("ssh-keygen") is None:
        yield "the signature cannot be checked: ssh-keygen is not installed"
    elif not _is_signed(folder / "manifest.json", signature):
        yield "the signature is not that of this manifest"


def _sign(path: Path, key: Path) -> None:
    try:
        subprocess.run(  # noqa: S603 - the user's own key and our own file
            ["ssh-keygen", "-Y", "sign", "-q", "-n", _NAMESPACE, "-f", str(key), str(path)],  # noqa: S607 - where the user has it
            check=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_SIGN_SECONDS,
        )
    except (OSError, subprocess.SubprocessError) as exc:
        told = getattr(exc, "stderr", b"") or str(exc).encode()
        raise RunError(
            f"the manifest cannot be signed with {key} (batch.signing_key): "
            f"{told.decode(errors='replace').strip()}"
        ) from exc


def _is_signed(path: Path, signature: Path) -> bool:
    """Whether the signature is of this file; whose key it is, `ssh-keygen -Y verify` tells."""
    command = ["ssh-keygen", "-Y", "check-novalidate", "-n", _NAMESPACE, "-s", str(signature)]
    with path.open("rb") as reader:
        done = subprocess.run(  # noqa: S603 - our own files
            command, check=False, stdin=reader, capture_output=True, timeout=_SIGN_SECONDS
        )
    return done.returncode == 0
