"""Stored runs: where they are, what each was asked to do, and which are given up.

```
runs/<run id>/plan.json           what was asked: inputs, options, lists; written first
              configuration.json  the whole configuration, whose SHA-256 is the digest of the report
              sources.jsonl       the inputs, expanded to files and addresses
              journal.jsonl       while the run is not finished
              report.json         the report, one article to a line
              inputs.jsonl        every input with its outcome
              manifest.json       how the run was made, and the hashes of all files
              manifest.sha256     hash of the manifest
              manifest.json.sig   signature by the user's own key, where configured
runs/register.jsonl               what was finished and what was pruned (screening/register.py)
```
"""

import contextlib
import hashlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import msgspec
from filelock import FileLock, Timeout

from sanxref.errors import ConfigError, RunError
from sanxref.model.snapshots import ListStatus, Snapshot
from sanxref.screening.journal import read_entries
from sanxref.screening.options import ScreeningOptions
from sanxref.screening.register import RegisterEntry, RunRegister

__all__ = ["LATEST", "RunFolder", "RunKind", "RunPlan", "RunStore", "RunSummary"]

LATEST = "latest"
"""Stands for the last finished run wherever a run can be named; to go on with, for the last
unfinished one."""

RunKind = Literal["screening", "lookback"]

_FORMAT = "sanxref/run/1"
_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPlan:
    """What a run was asked to do; enough to go on with it, or to do it again.

    Attributes:
        format: Version of this form.
        id: Identifier of the run.
        kind: Whether inputs are screened, or stored articles are screened again.
        started: When, UTC.
        inputs: As the user named them.
        limit: Stop after so many articles, or None.
        since: What `--since` said, or empty.
        earlier: Runs whose articles are passed over, or that a lookback is about.
        as_of: Day as of which the lists were chosen, EDTF, or None.
        options: Effective options, flags included.
        configuration: SHA-256 of `configuration.json`.
        recognizer: Key of the recognizer.
        quick: Whether the quick pass decides which articles need the model.
        lists: State of every list source when the run began.
        version: Version of sanxref.
    """

    id: str
    started: datetime
    inputs: tuple[str, ...]
    options: ScreeningOptions
    configuration: str
    recognizer: str
    lists: tuple[ListStatus, ...]
    version: str
    format: str = _FORMAT
    kind: RunKind = "screening"
    limit: int | None = None
    since: str = ""
    earlier: tuple[str, ...] = ()
    as_of: str | None = None
    quick: bool = False

    @property
    def since_words(self) -> str:
        """The runs whose inputs are passed over, as a report names them; or empty."""
        if not self.since or not self.earlier:
            return ""
        if len(self.earlier) == 1:
            return f"run {self.earlier[0]}"
        return f"{len(self.earlier):,} runs until {self.since}"

    @property
    def recognizer_words(self) -> str:
        """The recognizer as the report names it."""
        return (
            f"{self.recognizer}, where a quick pass asked for it" if self.quick else self.recognizer
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """One line of `sanxref runs list`.

    Attributes:
        id: Identifier of the run.
        kind: `screening` or `lookback`.
        state: `finished`; `unfinished` where it can be resumed; `damaged` where it was finished
            and its manifest is gone.
        started: When, UTC.
        inputs: As the user named them.
        bytes: Size on disk.
    """

    id: str
    kind: str
    state: str
    started: datetime
    inputs: tuple[str, ...]
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFolder:
    """The files of one run."""

    path: Path

    @property
    def id(self) -> str:
        """Identifier of the run."""
        return self.path.name

    @property
    def journal(self) -> Path:
        """One line for each article, while the run is not finished."""
        return self.path / "journal.jsonl"

    @property
    def report(self) -> Path:
        """The report."""
        return self.path / "report.json"

    @property
    def manifest(self) -> Path:
        """How the run was made; there once the run is finished."""
        return self.path / "manifest.json"

    @property
    def waiting(self) -> Path:
        """The manifest until it stands in the register of runs."""
        return self.path / ".manifest.part"

    @property
    def configuration(self) -> Path:
        """The whole configuration."""
        return self.path / "configuration.json"

    @property
    def lists(self) -> Path | None:
        """List snapshots that came with the run, in an archive; or None."""
        folder = self.path / "lists"
        return folder if folder.is_dir() else None

    @property
    def is_finished(self) -> bool:
        """Whether the run came to its end."""
        return self.manifest.exists()

    def begin(self, plan: RunPlan, sources: tuple[str, ...], configuration: bytes) -> None:
        """Make the folder and write what the run is asked to do.

        Raises:
            OSError: It cannot be written.
        """
        self.path.mkdir(parents=True)
        lines = b"".join(msgspec.json.encode(_utf8(source)) + b"\n" for source in sources)
        (self.path / "sources.jsonl").write_bytes(lines)
        self.configuration.write_bytes(configuration)
        encoded = msgspec.json.format(msgspec.json.encode(plan), indent=2)
        waiting = self.path / ".plan.part"
        waiting.write_bytes(encoded + b"\n")
        waiting.replace(self.path / "plan.json")

    def plan(self) -> RunPlan:
        """Read what the run was asked to do.

        Raises:
            RunError: It cannot be read.
        """
        path = self.path / "plan.json"
        try:
            plan = msgspec.json.decode(path.read_bytes(), type=RunPlan)
        except FileNotFoundError:
            raise RunError(
                f"there is no run in {self.path}; see them with: sanxref runs list"
            ) from None
        except (OSError, UnicodeDecodeError, msgspec.DecodeError, ConfigError) as exc:
            # ConfigError: an option that no run can have had.
            raise RunError(f"{path} cannot be read: {exc}") from exc
        if plan.format != _FORMAT:
            raise RunError(f"{path} is of the form {plan.format!r}; this version reads {_FORMAT!r}")
        return plan

    def recover(self, sealed: str) -> None:
        """Put in order a run that was killed while its manifest was made.

        Args:
            sealed: Hash of its manifest in the register; empty where it is not there.

        Raises:
            RunError: It was finished, and its manifest is gone; it cannot be finished twice.
        """
        aside = self.path / ".journal.jsonl"
        if sealed:
            if not self._is_sealed_with(sealed):
                raise RunError(
                    f"{self.id} was finished and its manifest is gone, so that it cannot be gone "
                    f"on with; see: sanxref runs verify {self.id}"
                )
            self.waiting.replace(self.manifest)
            aside.unlink(missing_ok=True)
            self.journal.unlink(missing_ok=True)
        elif aside.exists() and not self.journal.exists():
            aside.replace(self.journal)

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes from the same run.

        Raises:
            RunError: One is at work on it.
        """
        lock = FileLock(self.path / ".lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise RunError(f"another process is at work on run {self.id}") from None
        try:
            yield
        finally:
            lock.release()
            (self.path / ".lock").unlink(missing_ok=True)

    def state(self, sealed: str) -> Literal["finished", "unfinished", "damaged"]:
        """Tell how far the run is; for `sealed` see `recover`."""
        if self.is_finished:
            return "finished"
        return "damaged" if sealed and not self._is_sealed_with(sealed) else "unfinished"

    def _is_sealed_with(self, sealed: str) -> bool:
        try:
            return hashlib.sha256(self.waiting.read_bytes()).hexdigest() == sealed
        except OSError:
            return False

    def sources(self) -> Iterator[str]:
        """Give the inputs, expanded, in order."""
        try:
            with (self.path / "sources.jsonl").open("rb") as reader:
                for line in reader:
                    yield _native(msgspec.json.decode(line, type=str))
        except (OSError, UnicodeDecodeError, msgspec.DecodeError) as exc:
            raise RunError(f"{self.path / 'sources.jsonl'} cannot be read: {exc}") from exc


def _utf8(source: str) -> str:
    """Write a file name that is no UTF-8, whose bytes stand as surrogates, so that JSON can."""
    try:
        source.encode()
    except UnicodeEncodeError:
        return "\0" + source.encode("utf-8", "surrogateescape").hex()
    return source


def _native(stored: str) -> str:
    if stored.startswith("\0"):
        return bytes.fromhex(stored[1:]).decode("utf-8", "surrogateescape")
    return stored


class RunStore:
    """The runs of one cache."""

    def __init__(self, folder: Path) -> None:
        """Take `cache/runs`; it need not exist."""
        self.folder = folder
        self.register = RunRegister(folder)

    def ids(self) -> tuple[str, ...]:
        """Give all runs, oldest first."""
        if not self.folder.is_dir():
            return ()
        return tuple(sorted(one.name for one in self.folder.iterdir() if _ID.fullmatch(one.name)))

    def all(self) -> Iterator[RunFolder]:
        """Give all runs that can be read, oldest first."""
        for name in self.ids():
            yield RunFolder(path=self.folder / name)

    def new(self, name: str) -> RunFolder:
        """Name the folder of a new run; nothing is made yet."""
        return RunFolder(path=self.folder / name)

    def find(self, wanted: str) -> RunFolder:
        """Find a run by its id, the beginning of one, a path, or `latest`.

        Raises:
            RunError: None fits, or several.
        """
        if wanted == LATEST:
            finished = [run for run in self.all() if run.is_finished]
            if not finished:
                raise RunError(f"no finished run is stored in {self.folder}")
            return finished[-1]
        fitting = [name for name in self.ids() if name.startswith(wanted)]
        if len(fitting) == 1:
            return RunFolder(path=self.folder / fitting[0])
        if not fitting and (Path(wanted) / "plan.json").is_file():
            return RunFolder(path=Path(wanted))
        several = f"fits several runs: {', '.join(fitting)}" if fitting else "is no stored run"
        raise RunError(f"{wanted!r} {several}; see them with: sanxref runs list")

    def find_unfinished(self, wanted: str) -> RunFolder:
        """Find a run to go on with; `latest` is the last one that is not finished.

        Raises:
            RunError: None fits, several do, or it is finished.
        """
        if wanted == LATEST:
            open_runs = [one.id for one in self.summaries() if one.state == "unfinished"]
            if not open_runs:
                raise RunError(f"there is no unfinished run in {self.folder} to go on with")
            return self.find(open_runs[-1])
        run = self.find(wanted)
        if run.is_finished:
            raise RunError(f"{run.id} is finished; see it with: sanxref runs show {run.id}")
        return run

    def summaries(self) -> Iterator[RunSummary]:
        """Tell of every run, oldest first."""
        sealed = self.register.manifests()
        for run in self.all():
            try:
                plan = run.plan()
            except RunError:
                continue  # killed while its folder was made: there is nothing in it
            yield RunSummary(
                id=run.id,
                kind=plan.kind,
                state=run.state(sealed.get(run.id, "")),
                started=plan.started,
                inputs=plan.inputs,
                bytes=sum(file.stat().st_size for file in run.path.iterdir() if file.is_file()),
            )

    def screenings(self) -> Iterator[tuple[RunFolder, RunPlan]]:
        """Give the finished screenings whose plan can be read, oldest first."""
        for run in self.all():
            with contextlib.suppress(RunError):
                if run.is_finished and (plan := run.plan()).kind == "screening":
                    yield run, plan

    def expired(
        self, *, now: datetime, days: float, unfinished: bool = False
    ) -> tuple[RunFolder, ...]:
        """Give the runs that began more than so many days ago.

        Args:
            now: The moment from which the days count.
            days: How many.
            unfinished: Whether runs that never finished are given too.
        """
        oldest, sealed = now - timedelta(days=days), self.register.manifests()
        return tuple(
            run
            for run in self.all()
            if _started(run) < oldest
            and (unfinished or run.state(sealed.get(run.id, "")) != "unfinished")
        )

    def remove(self, run: RunFolder, *, now: datetime, reason: str) -> None:
        """Remove a run, and write down in the register that and why it went.

        It is out of sight at once, so that no half of it is taken for a run.
        """
        digest = self.register.manifests().get(run.id, "")
        self.register.append(
            RegisterEntry(time=now, event="pruned", run=run.id, manifest=digest, reason=reason)
        )
        aside = run.path.with_name(f".removed-{run.id}")
        run.path.rename(aside)
        shutil.rmtree(aside)

    def needed_snapshots(self) -> frozenset[tuple[str, str]]:
        """Give (source, snapshot id) of what the stored runs need to be done again.

        Those are the snapshots that were screened against, and earlier ones that verdicts looked
        at.
        """
        used = (
            (str(status.source), status.snapshot.id)
            for run in self.all()
            for status in _lists(run)
            if status.snapshot is not None
        )
        consulted = (name for run in self.all() for name in _consulted(run))
        return frozenset((*used, *consulted))


def _started(run: RunFolder) -> datetime:
    return datetime.strptime(f"{run.id[:15]}+0000", "%Y%m%dT%H%M%S%z")


def _lists(run: RunFolder) -> tuple[ListStatus, ...]:
    try:
        return run.plan().lists
    except RunError:
        return ()


class _Sealed(msgspec.Struct):
    """As much of a manifest as is asked for here."""

    consulted: tuple[Snapshot, ...] | None = None


def _consulted(run: RunFolder) -> Iterator[tuple[str, str]]:
    """Earlier snapshots that the verdicts of a run, finished or not, have looked at."""
    with contextlib.suppress(OSError, UnicodeDecodeError, msgspec.DecodeError):
        if run.is_finished:
            sealed = msgspec.json.decode(run.manifest.read_bytes(), type=_Sealed)
            yield from ((one.source, one.id) for one in sealed.consulted or ())
        else:
            for _, entry in read_entries(run.journal):
                yield from entry.consulted
