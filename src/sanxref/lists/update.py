"""Ask the authorities for their lists, and take them into use when they hold.

Fail closed: whatever is wrong, the last good snapshot stays in use, and the result says what was
wrong, where, and what to do. Sources are fetched side by side; one updater works in a cache at a
time.
"""

import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from sanxref.errors import ListCorrupt, ListError, ListFault, ListUnavailable
from sanxref.lists.checks import Allowances
from sanxref.lists.current import CurrentRecord, Failure, Validators
from sanxref.lists.fetch import Fetched, Request, Unchanged, bare, fetch_file
from sanxref.lists.intake import (
    Intake,
    Received,
    accept,
    agreed_date,
    baseline,
    newest_date,
    raw_name,
    read_intake,
    received_hash,
)
from sanxref.lists.progress import Progress, Silent
from sanxref.lists.snapshots import SnapshotStore
from sanxref.lists.sources import AddressSet, FetchOptions, ListSource
from sanxref.model.designations import SourceKey
from sanxref.model.snapshots import ListFormat, Snapshot

if TYPE_CHECKING:  # httpx takes 150 ms to import, which `lists status` has no use for
    import httpx

__all__ = ["Outcome", "UpdateResult", "Updater"]


class Outcome(StrEnum):
    """What came of asking for one list."""

    NEW = "new snapshot"
    UNCHANGED = "checked again"
    KEPT = "kept beside the current snapshot"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateResult:
    """What came of asking for one list.

    Attributes:
        source: Which.
        outcome: In a word.
        snapshot: The snapshot in use after a success, the imported one of an import, or None.
        fault: What was wrong after a failure, else None.
        message: In a sentence for an operator.
        notes: What else an operator should know.
    """

    source: SourceKey
    outcome: Outcome
    snapshot: Snapshot | None
    message: str
    fault: ListFault | None = None
    notes: tuple[str, ...] = ()


_NOBODY_THERE: Final = frozenset({ListFault.NO_CONNECTION, ListFault.TIMEOUT})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """The snapshot in use, whose raw bytes are whole."""

    snapshot: Snapshot
    record: CurrentRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attempt:
    """One download: of what, from where, how patiently."""

    format: ListFormat
    addresses: AddressSet
    options: FetchOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Updater:
    """Fetches lists into a store.

    Attributes:
        store: Where they go.
        client: From `fetch.open_client`.
        options: How they are fetched.
        now: The clock, aware and in UTC.
        allowances: What the operator takes on themselves.
        progress: Who is told what happens.
        stop: Ends transfers early when set.
    """

    store: SnapshotStore
    client: "httpx.Client"
    options: FetchOptions
    now: Callable[[], datetime]
    allowances: Allowances = field(default_factory=Allowances)
    progress: Progress = field(default_factory=Silent)
    stop: threading.Event = field(default_factory=threading.Event)

    def update(self, sources: Sequence[ListSource]) -> tuple[UpdateResult, ...]:
        """Ask for each list; a failure is a result, not an exception.

        Raises:
            ListBusy: Another updater was not done in time.
        """

        def waiting() -> None:
            self.progress.say(
                SourceKey(""),
                "another process is updating the lists; waiting for it up to "
                f"{self.options.lock_wait_seconds:g} s",
            )

        with (
            self.store.lock(wait_seconds=self.options.lock_wait_seconds, waiting=waiting),
            ThreadPoolExecutor(max_workers=max(1, len(sources))) as pool,
        ):
            try:
                return tuple(pool.map(self._update, sources))
            except BaseException:
                self.stop.set()  # an interrupt does not wait for a hundred megabytes
                raise

    def _update(self, source: ListSource) -> UpdateResult:
        try:
            self.store.clean(source.key)
            result = self._try_formats(source)
            self.store.note_failure(source.key, None)
        except ListError as exc:
            fault = exc.fault if isinstance(exc, ListCorrupt | ListUnavailable) else None
            notes = tuple(getattr(exc, "__notes__", ()))
            return self._failed(source, str(exc), fault or ListFault.NO_CONNECTION, notes)
        except OSError as exc:
            words = exc.strerror or str(exc)
            message = (
                f"{source.key}: the list cannot be stored in {self.store.folder}: {words}; "
                "free some space or check the permissions, then repeat"
            )
            return self._failed(source, message, ListFault.STORAGE)
        return result

    def _failed(
        self, source: ListSource, message: str, fault: ListFault, notes: tuple[str, ...] = ()
    ) -> UpdateResult:
        failure = Failure(when=self.now(), fault=fault, message=message)
        with suppress(OSError):  # a full disk keeps the note of itself from being written
            self.store.note_failure(source.key, failure)
        return UpdateResult(
            source=source.key,
            outcome=Outcome.FAILED,
            snapshot=None,
            message=message,
            fault=fault,
            notes=notes,
        )

    def _held(self, source: ListSource) -> _Held | None:
        try:
            record = self.store.record(source.key)
            if record is None:
                return None
            snapshot = self.store.get(source.key, record.snapshot)
            self.store.verify(snapshot)
        except ListCorrupt as exc:
            self.progress.say(source.key, f"{exc} (fetching it anew)")
            return None
        return _Held(snapshot=snapshot, record=record)

    def _try_formats(self, source: ListSource) -> UpdateResult:
        held = self._held(source)
        failures: list[ListError] = []
        passed_over: list[ListFormat] = []
        unreachable: set[str] = set()
        for option in source.formats:
            if held is not None and not _may_replace(source, option.format, held.snapshot.format):
                passed_over.append(option.format)
                continue
            for addresses in option.addresses:
                try:
                    patience = self._patience(addresses, unreachable)
                    attempt = _Attempt(format=option.format, addresses=addresses, options=patience)
                    return self._try_addresses(source, attempt, held)
                except ListError as exc:
                    if isinstance(exc, ListUnavailable) and exc.fault in _NOBODY_THERE:
                        unreachable |= _hosts(addresses)
                    self.progress.say(source.key, str(exc).removeprefix(f"{source.key}: "))
                    failures.append(exc)
        raise _summary(source, failures, passed_over, held)

    def _patience(self, addresses: AddressSet, unreachable: set[str]) -> FetchOptions:
        """Try once only where a host was not there a moment ago.

        Else a machine without a network would wait for each of nine addresses of three hosts.
        """
        if _hosts(addresses) & unreachable:
            return replace(self.options, attempts=1)
        return self.options

    def _try_addresses(
        self,
        source: ListSource,
        attempt: _Attempt,
        held: _Held | None,
    ) -> UpdateResult:
        with self.store.incoming(source.key) as folder:
            answers = tuple(
                (
                    part,
                    address,
                    fetch_file(
                        Request(
                            source=source,
                            part=part,
                            address=address,
                            target=folder / raw_name(attempt.format, part),
                            known=_known(held, attempt.format, part),
                            stop=self.stop,
                        ),
                        self.client,
                        attempt.options,
                        self.progress,
                    ),
                )
                for part, address in attempt.addresses.parts
            )
            validators = tuple(answer.validators for _, _, answer in answers)
            published = agreed_date((answer.published for _, _, answer in answers), source)
            if held is not None and all(isinstance(it, Unchanged) for _, _, it in answers):
                return self._unchanged(held, published, validators, "not changed at the authority")
            files = tuple(
                self._received(part, address, answer, folder, held)
                for part, address, answer in answers
            )
            intake = Intake(
                source=source,
                format=attempt.format,
                files=files,
                fetched=self.now(),
                published=published,
            )
            return self._take(intake, folder, held, validators)

    def _received(
        self,
        part: str,
        address: str,
        answer: Fetched | Unchanged,
        folder: Path,
        held: _Held | None,
    ) -> Received:
        """Take a file of a set from the answer, or from the snapshot at hand if unchanged."""
        if isinstance(answer, Fetched):
            return Received(
                part=part,
                path=answer.path,
                origin=bare(address),
                redirected_to=answer.redirected_to,
            )
        assert held is not None  # `known` is only sent for a snapshot at hand
        (file,) = (file for file in held.snapshot.files if file.part == part)
        target = folder / file.name
        shutil.copyfile(self.store.path(held.snapshot) / file.name, target)
        return Received(
            part=part, path=target, origin=bare(address), redirected_to=file.redirected_to
        )

    def _take(
        self,
        intake: Intake,
        folder: Path,
        held: _Held | None,
        validators: tuple[Validators, ...],
    ) -> UpdateResult:
        source = intake.source
        if held is not None and received_hash(intake) == held.snapshot.sha256:
            return self._unchanged(held, intake.published, validators, "the same bytes")
        self.progress.say(source.key, "received; checking")
        accepted = read_intake(intake)
        snapshot = accepted.snapshot
        if held is not None and (
            snapshot.id == held.snapshot.id
            or (
                snapshot.format == held.snapshot.format
                and snapshot.content_sha256 == self.store.content(held.snapshot)
            )
        ):
            return self._unchanged(held, snapshot.published, validators, "the same content")
        before = held.snapshot if held is not None else baseline(self.store, source)
        accepted = accept(
            accepted,
            before,
            newest=newest_date(self.store, before),
            source=source,
            allowances=self.allowances,
        )
        snapshot = accepted.snapshot
        self.store.add(folder, snapshot, accepted.designations)
        self.store.make_current(
            snapshot,
            checked=intake.fetched,
            published=snapshot.published,
            validators=validators,
        )
        return UpdateResult(
            source=source.key,
            outcome=Outcome.NEW,
            snapshot=snapshot,
            message=f"{snapshot.designations:,} designations, "
            + (f"published {snapshot.published}" if snapshot.published else "without a date"),
            notes=(*snapshot.notes, *_dateless(source, snapshot.format)),
        )

    def _unchanged(
        self,
        held: _Held,
        published: date | None,
        validators: tuple[Validators, ...],
        why: str,
    ) -> UpdateResult:
        snapshot = held.snapshot
        self.store.make_current(
            snapshot, checked=self.now(), published=published, validators=validators
        )
        newest = max((day for day in (published, held.record.published) if day), default=None)
        return UpdateResult(
            source=snapshot.source,
            outcome=Outcome.UNCHANGED,
            snapshot=snapshot,
            message=f"{why}: {snapshot.designations:,} designations"
            + (f", published {newest}" if newest else ""),
        )


def _hosts(addresses: AddressSet) -> set[str]:
    return {urlsplit(address).netloc for _, address in addresses.parts}


def _known(held: _Held | None, list_format: ListFormat, part: str) -> Validators | None:
    if held is None or held.snapshot.format != list_format:
        return None
    return next((entry for entry in held.record.validators if entry.part == part), None)


def _may_replace(source: ListSource, new: ListFormat, held: ListFormat) -> bool:
    """Whether a format may take the place of the one in use.

    A format further down in the order of preference may not: it can lack designation dates, and
    claims that were confirmed yesterday would silently become unconfirmed.
    """
    new_rank, held_rank = source.rank(new), source.rank(held)
    if new_rank is None or held_rank is None:
        return new.carries_listing_dates or not held.carries_listing_dates
    return new_rank <= held_rank


def _dateless(source: ListSource, used: ListFormat) -> tuple[str, ...]:
    if used.carries_listing_dates:
        return ()
    better = source.formats[0].format
    return (
        f"format {used} carries no designation dates, so dates in articles stay unconfirmed"
        + (f"; {better} has them and is tried again at each update" if better != used else ""),
    )


def _summary(
    source: ListSource,
    failures: Sequence[ListError],
    passed_over: Sequence[ListFormat],
    held: _Held | None,
) -> ListError:
    """Make one error of all tries; the first that got data says what kind it was."""
    telling = next((exc for exc in failures if isinstance(exc, ListCorrupt)), None) or next(
        (exc for exc in failures if isinstance(exc, ListUnavailable)), None
    )
    fault = telling.fault if telling is not None else ListFault.NO_CONNECTION
    tries = " | ".join(_told_once(source, failures)).rstrip(".") or "no address to try"
    message = f"{source.key}: " + (tries if tries.startswith(fault) else f"{fault}: {tries}")
    kind = ListCorrupt if isinstance(telling, ListCorrupt) else ListUnavailable
    error = kind(message, fault=fault, source=source.key)
    if held is not None:
        error.add_note(f"the last good snapshot, {held.snapshot.id}, stays in use")
    else:
        error.add_note("there is no usable snapshot of this list: nothing can be called clear")
    if all(isinstance(e, ListUnavailable) and e.fault in _NOBODY_THERE for e in failures):
        error.add_note(
            "without a network, take in a file that was fetched elsewhere: "
            f"sanxref lists import {source.key} FILE"
        )
    if passed_over:
        error.add_note(
            f"{', '.join(passed_over)} was not tried, because it must not replace "
            "designation dates that are at hand; import a file of it if you want it"
        )
    return error


def _told_once(source: ListSource, failures: Sequence[ListError]) -> Iterator[str]:
    """Say each thing that went wrong once, with the hosts where it did."""
    addresses: dict[str, list[str]] = {}
    for error in failures:
        told = str(error).removeprefix(f"{source.key}: ")
        address, _, words = told.partition(": ")
        where, what = (address, words) if "://" in address else ("", told)
        addresses.setdefault(what, []).append(where)
    for what, places in addresses.items():
        hosts = ", ".join(dict.fromkeys(urlsplit(place).netloc for place in places))
        if len(places) == 1:
            yield f"{places[0]}: {what}" if hosts else what
        else:
            yield f"{what} ({len(places)} addresses of {hosts})" if hosts else what
