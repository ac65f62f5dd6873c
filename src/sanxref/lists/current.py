"""What is noted of a list source besides its snapshots: which is in use, how long each held."""

from dataclasses import dataclass
from datetime import date, datetime

from sanxref.errors import ListFault
from sanxref.model.snapshots import ListFormat

__all__ = ["CurrentRecord", "Failure", "Seen", "Validators", "with_seen"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave us to ask later whether a file has changed.

    Attributes:
        part: Which file of the download.
        address: Configured address.
        answered_by: Where the file came from in the end, without the query.
        etag: As received, or empty.
        last_modified: As received, or empty.
    """

    part: str
    address: str
    answered_by: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Until when a snapshot is known to have been what the authority published.

    Attributes:
        snapshot: Id.
        checked: When the authority last gave this content, UTC.
        published: Latest publication date that it gave it under, or None.
    """

    snapshot: str
    checked: datetime
    published: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentRecord:
    """What `current.json` holds.

    Attributes:
        snapshot: Id of the snapshot in use.
        format: Its official format.
        checked: When the authority was last asked with success, UTC.
        published: Latest publication date seen with this content, or None.
        validators: For conditional requests.
        seen: The same of every snapshot that was ever in use or imported.
    """

    snapshot: str
    format: ListFormat
    checked: datetime
    published: date | None
    validators: tuple[Validators, ...] = ()
    seen: tuple[Seen, ...] = ()

    def last_seen(self, snapshot: str) -> Seen | None:
        """Tell until when a snapshot is known to have held."""
        return next((seen for seen in self.seen if seen.snapshot == snapshot), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why the last update failed."""

    when: datetime
    fault: ListFault
    message: str


def with_seen(
    record: CurrentRecord | None, snapshot: str, checked: datetime, published: date | None
) -> tuple[Seen, ...]:
    """What is known of all snapshots, with what was seen now of one; its later times hold."""
    known = () if record is None else record.seen
    own = next((entry for entry in known if entry.snapshot == snapshot), None)
    if own is not None:
        checked = max(checked, own.checked)
        dates = [day for day in (published, own.published) if day is not None]
        published = max(dates, default=None)
    rest = tuple(entry for entry in known if entry.snapshot != snapshot)
    return (*rest, Seen(snapshot=snapshot, checked=checked, published=published))
