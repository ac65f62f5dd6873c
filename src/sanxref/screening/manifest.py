"""The manifest of a run: how it was made, and the hashes of all that it left.

Every file of the run's folder stands in the manifest with its SHA-256; the manifest's own hash
stands beside it, and, where the user has named an SSH key, a signature. The manifest names the run
that was finished before it, and its own hash stands in the register of runs, so that a run cannot
be taken out, put in or finished twice unseen.
"""

import base64
import hashlib
import os
import platform
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.metadata import distributions
from pathlib import Path

import msgspec

from sanxref.errors import ConfigError, RunError
from sanxref.model.report import ReportSummary
from sanxref.model.snapshots import Snapshot
from sanxref.screening.register import RegisterEntry, RunRegister
from sanxref.screening.runs import RunFolder, RunPlan, RunStore

__all__ = [
    "FileRecord",
    "Host",
    "Manifest",
    "check_signing_key",
    "read_manifest",
    "seal_run",
    "verify_folder",
    "verify_lists",
    "verify_register",
]

_FORMAT = "sanxref/bundle/1"
_UNLISTED = frozenset({"manifest.json", "manifest.sha256", "manifest.json.sig"})
_LISTS = "lists/"
"""Snapshots that came with an archive; their hashes stand in the manifest."""
_NAMESPACE = "sanxref-run"
_SIGN_SECONDS = 30
_ARMOUR = (b"-----BEGIN SSH SIGNATURE-----", b"-----END SSH SIGNATURE-----")
_ARMOUR_WIDTH = 70
"""As ssh-keygen writes a signature (OpenSSH, PROTOCOL.sshsig)."""


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
        previous: Run that was finished before this one in the same store, and the hash of its
            manifest; or empty.
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
    """Write the manifest, its hash and, where configured, its signature; and the register.

    Killed in its midst, it is brought to its end by `RunFolder.recover`.

    Raises:
        RunError: The signing key cannot be used; the run stays resumable.
        OSError: It cannot be written.
    """
    register = RunRegister(folder.path.parent)
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
        previous=register.last_finished(at=finished),
        consulted=consulted,
    )
    encoded = msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"
    (folder.path / "manifest.sha256").write_bytes(_checksum_line(encoded))
    with folder.waiting.open("wb") as sink:
        sink.write(encoded)
        sink.flush()
        os.fsync(sink.fileno())
    if plan.options.batch.signing_key:
        _sign(folder.waiting, plan.options.batch.signing_key)
        folder.path.joinpath(".manifest.part.sig").replace(folder.path / "manifest.json.sig")
    digest = hashlib.sha256(encoded).hexdigest()
    register.append(RegisterEntry(time=finished, event="finished", run=plan.id, manifest=digest))
    folder.waiting.replace(folder.manifest)
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


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a run.

    Raises:
        RunError: There is none, or it is damaged.
    """
    path = folder / "manifest.json"
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        if folder.name in RunRegister(folder.parent).manifests():
            raise RunError(f"{folder.name} was finished, and its manifest is gone") from None
        raise RunError(
            f"{folder.name} is not finished, so it has no manifest; "
            f"go on with: sanxref screen --resume {folder.name}"
        ) from None
    except (OSError, UnicodeDecodeError, msgspec.DecodeError, ConfigError) as exc:
        # ConfigError: an option of the run that no run can have had.
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


def verify_lists(manifest: Manifest, lists: Path) -> tuple[str, ...]:
    """Compare the list snapshots that a run needs with those of a cache.

    Args:
        manifest: Of the run.
        lists: `cache/lists`.

    Returns:
        Which files are missing or other ones, one sentence each.
    """
    return tuple(
        f"list file {snapshot.source}/{snapshot.id}/{file.name} {fault}"
        for snapshot in manifest.snapshots
        for file in snapshot.files
        if (fault := _list_fault(lists / snapshot.source / snapshot.id / file.name, file.sha256))
    )


def _list_fault(path: Path, sha256: str) -> str:
    try:
        found = _file_hash(path, path.stat().st_mtime_ns, path.stat().st_size)
    except OSError:
        return "is missing, so that the run cannot be done again"
    return "" if found == sha256 else "is not the one that was screened against"


@lru_cache(maxsize=1024)
def _file_hash(path: Path, _changed: int, _size: int) -> str:
    """Hash a file of a list once, whatever number of runs used it."""
    with path.open("rb") as reader:
        return hashlib.file_digest(reader, "sha256").hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFinding:
    """What the register of runs says of one run.

    Attributes:
        run: Its id, or the name of the register's file.
        told: A sentence.
        fault: Whether something is wrong; a run that was pruned is none.
    """

    run: str
    told: str
    fault: bool = True


def verify_register(store: RunStore) -> Iterator[RegisterFinding]:
    """Compare the stored runs with the register of what was finished and what was pruned."""
    register = store.register
    stored = {run.id: run for run in store.all()}
    finished = {name: run for name, run in stored.items() if run.is_finished}
    name = register.path.name
    if finished and not register.path.exists():
        yield RegisterFinding(run=name, told="is missing; it begins anew with the next run")
        return
    yield from (RegisterFinding(run=name, told=fault) for fault in register.faults())
    entered, pruned = register.manifests(), _pruned(register)
    for run, noted in entered.items():
        if run in finished:
            if hashlib.sha256(finished[run].manifest.read_bytes()).hexdigest() != noted:
                yield RegisterFinding(run=run, told="its manifest is not the one in the register")
        elif run in stored:
            yield RegisterFinding(run=run, told="was finished, and its manifest is gone")
        elif run not in pruned:
            yield RegisterFinding(run=run, told="is gone, and was not pruned")
    for run, folder in finished.items():
        if run not in entered:
            yield RegisterFinding(run=run, told="is finished, but not in the register")
        yield from _previous_fault(folder, entered)
    for one in pruned.values():
        told = f"was pruned on {one.time:%Y-%m-%d}: {one.reason}"
        yield RegisterFinding(run=one.run, told=told, fault=False)


def _pruned(register: RunRegister) -> dict[str, RegisterEntry]:
    return {one.run: one for one in register.entries() if one.event == "pruned"}


def _previous_fault(run: RunFolder, entered: dict[str, str]) -> Iterator[RegisterFinding]:
    """The manifest, which may be signed, must name a run of the register."""
    try:
        before, noted = read_manifest(run.path).previous
    except RunError:
        return  # verify_folder tells it
    if before and entered.get(before) != noted:
        told = f"names {before} as the run before it, which is not so in the register"
        yield RegisterFinding(run=run.id, told=told)


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
    elif not _is_armoured(signature.read_bytes()):
        yield "manifest.json.sig is not in the form that ssh-keygen writes"
    elif not _is_signed(folder / "manifest.json", signature):
        yield "the signature is not that of this manifest"


def _is_armoured(signature: bytes) -> bool:
    """Whether every byte of a signature's file is as ssh-keygen writes it, line ends included."""
    try:
        blob = base64.b64decode(b"".join(signature.split(b"\n")[1:-2]), validate=True)
    except ValueError:
        return False
    text = base64.b64encode(blob)
    lines = (text[at : at + _ARMOUR_WIDTH] for at in range(0, len(text), _ARMOUR_WIDTH))
    return signature == b"\n".join((_ARMOUR[0], *lines, _ARMOUR[1], b""))


def check_signing_key(key: str) -> None:
    """Try the key on a file of no importance, so that a bad one is known before the work.

    Raises:
        RunError: Nothing can be signed with it.
    """
    if key:
        with tempfile.TemporaryDirectory(prefix="sanxref-") as folder:
            path = Path(folder) / "trial"
            path.write_bytes(b"sanxref")
            _sign(path, key)


def _sign(path: Path, key: str) -> None:
    command = ["ssh-keygen", "-Y", "sign", "-q", "-n", _NAMESPACE]
    try:
        subprocess.run(  # noqa: S603 - the user's own key and our own file
            [*command, "-f", Path(key).expanduser(), path],
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
