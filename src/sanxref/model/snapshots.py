"""What is known of one download of one list source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sanxref.model.designations import Designation, Reference, SourceKey

__all__ = ["ListFormat", "ListState", "ListStatus", "LoadedList", "RawFile", "Snapshot"]


class ListFormat(StrEnum):
    """Official formats that a parser exists for."""

    UN_XML = "un-xml"
    OFAC_ADVANCED_XML = "ofac-advanced-xml"
    OFAC_XML = "ofac-xml"
    OFAC_CSV = "ofac-csv"

    @property
    def carries_listing_dates(self) -> bool:
        """Whether records of this format tell when they were listed (docs/lists.md)."""
        return self in {ListFormat.UN_XML, ListFormat.OFAC_ADVANCED_XML}


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFile:
    """One file of a snapshot, as received.

    Attributes:
        part: `main`, or for a CSV set `sdn`, `alt`, `add`, `comments`.
        name: File name inside the snapshot folder.
        sha256: Of the bytes as received.
        size: In bytes.
        address: Configured address or file that it came from; never a signed address.
        redirected_to: Hosts and paths it was redirected to, queries removed.
    """

    part: str
    name: str
    sha256: str
    size: int
    address: str
    redirected_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One download of one list source, kept unchanged.

    Attributes:
        source: Key of the list source.
        id: Folder name: published (or fetched) date, dash, first 12 of `sha256`.
        format: Official format of the raw bytes.
        fetched: When it was received, UTC.
        published: The authority's own publication date, or None where the format has none.
        sha256: Of the raw file; of a set, the hash over its files' hashes (docs/lists.md).
        content_sha256: Of the parsed designations; equal content has an equal hash.
        designations: Number of records.
        counts: Number of records by target kind, as (kind, number), sorted.
        files: The raw files.
        parser_version: Version of the rules that made the tables.
        notes: What an operator should know ("imported by hand", "drop accepted: ...").
    """

    source: SourceKey
    id: str
    format: ListFormat
    fetched: datetime
    published: date | None
    sha256: str
    content_sha256: str
    designations: int
    counts: tuple[tuple[str, int], ...]
    files: tuple[RawFile, ...]
    parser_version: int
    notes: tuple[str, ...] = ()


class ListState(StrEnum):
    """Whether a list source can be screened against."""

    CURRENT = "current"
    STALE = "stale"
    MISSING = "missing"
    CORRUPT = "corrupt"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListStatus:
    """State of one configured list source at one moment.

    Attributes:
        source: Key of the list source.
        title: Name for people: `UN Consolidated`.
        state: Whether it can be screened against.
        snapshot: The snapshot in use, or None where there is none.
        checked: When the authority was last asked with success, UTC.
        maximum_age_hours: Allowed age since `checked`.
        error: Why the last update failed or the snapshot is not usable; empty where all is well.
        published_seen: Latest publication date under which the authority gave this content.
    """

    source: SourceKey
    title: str
    state: ListState
    snapshot: Snapshot | None
    checked: datetime | None
    maximum_age_hours: float
    error: str = ""
    published_seen: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedList:
    """A list source with the designations of the snapshot that is screened against.

    Attributes:
        status: State of the source; `status.snapshot` is None where nothing could be loaded.
        designations: By reference, in the order of the list; empty where nothing could be loaded.
    """

    status: ListStatus
    designations: Mapping[Reference, Designation]
