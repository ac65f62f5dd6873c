"""The lists that are screened against, each with its state.

Fail closed: a list that is missing, stale or corrupt says so in its state, and whoever screens
calls nothing clear against it.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType

from sanxref.errors import ConfigError, ListError
from sanxref.lists.current import CurrentRecord, Failure, Seen
from sanxref.lists.snapshots import SnapshotStore
from sanxref.lists.sources import ListSource, SourcesOptions
from sanxref.model.designations import Designation, Reference
from sanxref.model.snapshots import ListState, ListStatus, LoadedList, Snapshot

__all__ = ["list_status", "load_lists"]

_NOTHING: Mapping[Reference, Designation] = MappingProxyType({})

_CLOCK_SLACK = timedelta(hours=26)
"""How far ahead a stored time may lie: a day zone apart, and a clock that is a little wrong."""

_HOURS_SHOWN = 72
"""Ages up to this many hours are shown in hours, else in days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    """For when the state is asked."""

    now: datetime
    as_of: date | None

    def __post_init__(self) -> None:
        today = self.now.astimezone(UTC).date()
        if self.as_of is not None and self.as_of > today:
            raise ConfigError(
                f"the lists cannot be asked as of {self.as_of}, which lies ahead: today is "
                f"{today} (UTC); name an earlier day, or none for the lists of now"
            )

    @property
    def is_now(self) -> bool:
        """Whether the question is about today, with a day named or without."""
        return self.as_of in {None, self.now.astimezone(UTC).date()}


def load_lists(
    sources: SourcesOptions,
    store: SnapshotStore,
    *,
    now: datetime,
    as_of: date | None = None,
    verify: bool = False,
) -> tuple[LoadedList, ...]:
    """Load every configured list, or find out why it cannot be loaded.

    Hashes of raw bytes and tables are always compared.

    Args:
        sources: The configured sources.
        store: Where snapshots are kept.
        now: For ages; aware.
        as_of: Load the lists as they stood on this day, from the snapshots that are held.
        verify: Also parse the raw bytes again and compare.

    Returns:
        One for each source in the configured order; its state tells whether it can be used.

    Raises:
        ConfigError: `as_of` lies ahead.
    """
    moment = _Moment(now=now, as_of=as_of)

    def load(source: ListSource) -> LoadedList:
        return _load(source, store, moment, verify=verify)

    with ThreadPoolExecutor(max_workers=max(1, len(sources.sources))) as pool:
        return tuple(pool.map(load, sources.sources))


def list_status(
    source: ListSource, store: SnapshotStore, *, now: datetime, as_of: date | None = None
) -> ListStatus:
    """Tell the state of one list: descriptions, ages and the hash of the raw bytes.

    Cheaper than loading it: tables are not read.

    Raises:
        ConfigError: `as_of` lies ahead.
    """
    moment = _Moment(now=now, as_of=as_of)
    status = _find(source, store, moment)
    if status.snapshot is not None and status.state is not ListState.CORRUPT:
        try:
            store.verify(status.snapshot)
        except ListError as exc:
            return replace(status, state=ListState.CORRUPT, error=str(exc))
    return status


def _load(source: ListSource, store: SnapshotStore, moment: _Moment, *, verify: bool) -> LoadedList:
    status = _find(source, store, moment)
    if status.snapshot is None or status.state is ListState.CORRUPT:
        return LoadedList(status=status, designations=_NOTHING)
    try:
        if verify:
            store.verify_content(status.snapshot)
        designations = store.open(status.snapshot)
    except ListError as exc:
        status = replace(status, state=ListState.CORRUPT, snapshot=None, error=str(exc))
        return LoadedList(status=status, designations=_NOTHING)
    return LoadedList(status=status, designations=designations)


def _find(source: ListSource, store: SnapshotStore, moment: _Moment) -> ListStatus:
    """Find the snapshot and tell its age, without reading its bytes."""
    status = ListStatus(
        source=source.key,
        title=source.title,
        state=ListState.MISSING,
        snapshot=None,
        checked=None,
        maximum_age_hours=source.maximum_age_hours,
    )
    try:
        record = store.record(source.key)
        if moment.as_of is None or moment.is_now:
            snapshot = None if record is None else store.get(source.key, record.snapshot)
        else:
            snapshot = store.as_of(source.key, moment.as_of)
    except ListError as exc:
        return replace(status, state=ListState.CORRUPT, error=str(exc))
    if snapshot is None:
        return replace(status, error=_why_missing(source, store, moment))
    seen = record.last_seen(snapshot.id) if record is not None else None
    why = _why_stale(source, snapshot, record, moment)
    failure = store.failure(source.key) if moment.is_now else None
    return replace(
        status,
        snapshot=snapshot,
        state=ListState.STALE if why else ListState.CURRENT,
        checked=seen.checked if seen is not None else snapshot.fetched,
        published_seen=seen.published if seen is not None else snapshot.published,
        error="; ".join(filter(None, (why, _why_failed(source, failure)))),
    )


def _why_missing(source: ListSource, store: SnapshotStore, moment: _Moment) -> str:
    failure = store.failure(source.key)
    if not moment.is_now:
        earliest = next(iter(store.ids(source.key)), "").rpartition("-")[0]
        held = (
            f"the earliest is of {earliest}; ask as of then, or" if earliest else "nor any other;"
        )
        return (
            f"no snapshot of {moment.as_of} or before is held, {held} "
            f"import an official file of that time: sanxref lists import {source.key} FILE"
        )
    return (
        f"{_why_failed(source, failure) or f'{source.title} was never fetched'}; "
        f"run: sanxref lists update, or: sanxref lists import {source.key} FILE"
    )


def _why_failed(source: ListSource, failure: Failure | None) -> str:
    if failure is None:
        return ""
    message = failure.message.removeprefix(f"{source.key}: ")
    return f"last update failed ({failure.when:%Y-%m-%d}): {message}"


def _why_stale(
    source: ListSource,
    snapshot: Snapshot,
    record: CurrentRecord | None,
    moment: _Moment,
) -> str:
    """Say what makes a snapshot too old; empty where nothing does."""
    if moment.as_of is not None and not moment.is_now:
        return _why_stale_as_of(source, snapshot, record, moment)
    assert record is not None  # without one there is no snapshot in use
    if record.checked - moment.now > _CLOCK_SLACK:
        return (
            f"it says that it was checked at {record.checked:%Y-%m-%d %H:%M}, which lies ahead; "
            "set the clock and run: sanxref lists update"
        )
    checked_age = moment.now - record.checked
    if checked_age > timedelta(hours=source.maximum_age_hours):
        return (
            f"last checked {_age(checked_age)} ago, {_hours(source.maximum_age_hours)} are "
            "allowed; run: sanxref lists update"
        )
    if record.published is None:
        return "" if _was_asked(snapshot, record) else _undated(snapshot)
    published_age = moment.now - _end_of(record.published)
    if published_age > timedelta(hours=source.maximum_published_age_hours):
        return (
            f"published {record.published}, {_age(published_age)} ago, "
            f"{_hours(source.maximum_published_age_hours)} are allowed; "
            "see whether the authority still publishes at this address"
        )
    return ""


def _was_asked(snapshot: Snapshot, seen: CurrentRecord | Seen | None) -> bool:
    """A file from somebody's disk may be years old; one that the authority sent just now is not."""
    if any("://" in file.address for file in snapshot.files):
        return True
    return seen is not None and seen.checked > snapshot.fetched


def _undated(snapshot: Snapshot) -> str:
    return (
        "imported by hand, and neither the file nor the operator told its date; import it again "
        f"with --published DATE, or run: sanxref lists update {snapshot.source}"
    )


def _why_stale_as_of(
    source: ListSource, snapshot: Snapshot, record: CurrentRecord | None, moment: _Moment
) -> str:
    """As of an earlier day, what counts is how long before it the list is known to have held.

    Of the last days (`maximum_age_hours`) there is no history yet that could tell, so that the
    authority must have been asked as lately as for a question of now.
    """
    assert moment.as_of is not None
    day = moment.as_of
    seen = record.last_seen(snapshot.id) if record is not None else None
    if snapshot.published is None and not _was_asked(snapshot, seen):
        return _undated(snapshot)
    held = {snapshot.published or snapshot.fetched.date()}
    if seen is not None:
        held |= {known for known in (seen.published, seen.checked.date()) if known is not None}
    if any(known >= day for known in held):
        return ""  # the authority still gave the same content on that day or later
    nearest = max(held)
    age = _end_of(day) - _end_of(nearest)
    if age > timedelta(hours=source.maximum_published_age_hours):
        return (
            f"the snapshot nearest before {day} is of {nearest}, {_age(age)} earlier, "
            f"{_hours(source.maximum_published_age_hours)} are allowed; "
            f"import an official file nearer to it: sanxref lists import {source.key} FILE"
        )
    allowed = timedelta(hours=source.maximum_age_hours)
    unchecked = _end_of(day) - (seen.checked if seen is not None else _end_of(nearest))
    if moment.now - _end_of(day) <= allowed < unchecked:
        return (
            f"it was last checked {_age(unchecked)} before the end of {day}, "
            f"{_hours(source.maximum_age_hours)} are allowed; run: sanxref lists update"
        )
    return ""


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, tzinfo=UTC)


def _age(age: timedelta) -> str:
    hours = int(age.total_seconds() // 3600)
    return f"{hours} h" if hours <= _HOURS_SHOWN else f"{hours // 24} days"


def _hours(hours: float) -> str:
    return f"{hours:g} h" if hours <= _HOURS_SHOWN else f"{hours / 24:g} days"
