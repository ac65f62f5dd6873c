"""Filters of the queue, as they stand in addresses."""

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request

from sanxref.screening.dispositions import Status
from sanxref.screening.dispositions_queue import QueueFilter

__all__ = ["CAUSES", "DONE", "FilterForm"]

CAUSES = (
    "new", "findings changed", "designation changed", "suppression void", "suppression ended",
    "raised again", "gone",
)  # fmt: skip

DONE = {
    "decided": "Written down. Nothing else waits here.",
    "proposed": "Proposed; it waits for a second person.",
    "approved": "Approved.",
    "refused": "Refused; the alert is open again.",
    "suppressed": "Suppressed. What it hides stays counted.",
    "imported": "The run is on the queue.",
}
"""What a page says when something was done, by what stands in its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterForm:
    """What stands in the filters, as text; it is carried from page to page."""

    status: str
    words: str
    source: str
    least: str
    cause: str
    claims: bool

    @classmethod
    def of(cls, request: Request) -> "FilterForm":
        """Read the filters of an address; what makes no sense is left out."""
        given = request.query_params
        return cls(
            status=given.get("status", "") if given.get("status") in set(Status) else "open",
            words=given.get("words", "")[:200],
            source=given.get("source", "")[:64],
            least=given.get("least", "")[:8],
            cause=given.get("cause", "") if given.get("cause") in CAUSES else "",
            claims=given.get("claims") == "1",
        )

    @property
    def wanted(self) -> QueueFilter:
        """What the queue is asked for."""
        return QueueFilter(
            statuses=(Status(self.status),),
            source=_storable(self.source),
            words=_storable(self.words),
            least_score=_score(self.least),
            cause=self.cause,
            claims_only=self.claims,
        )

    def query(self, **changes: str) -> str:
        """Write the filters for an address, some of them changed."""
        fields = {
            "status": self.status,
            "words": self.words,
            "source": self.source,
            "least": self.least,
            "cause": self.cause,
            "claims": "1" if self.claims else "",
            **changes,
        }
        return urlencode({key: value for key, value in fields.items() if value}, errors="replace")

    @property
    def filtered(self) -> bool:
        """Whether anything but the standing is asked for."""
        return bool(self.words or self.source or self.least or self.cause or self.claims)


def _score(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0.0 <= value <= 1.0 else None


def _storable(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "replace").decode()
