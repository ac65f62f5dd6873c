"""Known dates of designations, from a curated and cited table (config/designation_dates.yaml).

A list that carries no dates says nothing of when; this table fills in for the persons it knows.
Its grade is below the list's own date and above the dates of the snapshots that are held.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from sanxref.errors import ConfigError
from sanxref.model.claims import Action, Evidence
from sanxref.model.dates import PartialDate
from sanxref.model.designations import Reference, SourceKey

__all__ = ["CuratedFact", "CuratedFacts", "facts_from_config"]

_FILE = "designation_dates.yaml"
_FIELDS = frozenset({"source", "reference", "name", "action", "date", "programme", "citation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedFact:
    """One known act of an authority.

    Attributes:
        source: List source.
        reference: The authority's key on it.
        name: For people; never compared.
        action: Put on or taken off.
        date: When, at the precision that the citation has.
        programme: Programme tag on the list, or empty for any.
        citation: Where it is told.
    """

    source: SourceKey
    reference: Reference
    name: str
    action: Action
    date: PartialDate
    programme: str
    citation: str


class CuratedFacts:
    """The table, by source and reference."""

    def __init__(self, facts: Iterable[CuratedFact] = ()) -> None:
        """Hold the facts; the digest of all is their stand-in for a snapshot."""
        self._facts: dict[tuple[str, str], list[CuratedFact]] = {}
        digest = sha256()
        for fact in facts:
            self._facts.setdefault((fact.source, fact.reference), []).append(fact)
            digest.update(repr(fact).encode())
        self.sha256 = digest.hexdigest()

    def of(self, source: SourceKey, reference: Reference, action: Action) -> list[CuratedFact]:
        """Facts about one designation, earliest first."""
        found = self._facts.get((source, reference), [])
        return sorted(
            (fact for fact in found if fact.action is action), key=lambda fact: fact.date.earliest
        )

    def evidence(self, fact: CuratedFact) -> Evidence:
        """A fact as evidence; the field names its grade and its citation."""
        return Evidence(
            source=fact.source,
            reference=fact.reference,
            snapshot=self.sha256,
            field=f"curated fact, {fact.citation}",
            value=str(fact.date),
        )


def facts_from_config(content: Mapping[str, object]) -> CuratedFacts:
    """Read the table.

    Args:
        content: Content of config/designation_dates.yaml, with or without its top key.

    Raises:
        ConfigError: A fact lacks a field, has an unknown one or no calendar date; the message
            names file, entry and remedy.
    """
    entries = content.get("facts", content) or {}
    if not isinstance(entries, Mapping):
        raise ConfigError(f"{_FILE}: facts must hold keys with fields below them")
    return CuratedFacts(_fact(str(key), entry) for key, entry in entries.items())


def _fact(key: str, entry: object) -> CuratedFact:
    if not isinstance(entry, Mapping):
        raise ConfigError(f"{_FILE}: {key}: must hold {', '.join(sorted(_FIELDS))}")
    unknown = sorted(str(field) for field in entry if field not in _FIELDS)
    missing = sorted(_FIELDS - set(entry) - {"programme"})
    if unknown or missing:
        raise ConfigError(
            f"{_FILE}: {key}: "
            + "; ".join(
                [f"unknown {field}" for field in unknown] + [f"add {field}" for field in missing]
            )
        )
    try:
        return CuratedFact(
            source=SourceKey(str(entry["source"])),
            reference=Reference(str(entry["reference"])),
            name=str(entry["name"]),
            action=Action(str(entry["action"])),
            date=PartialDate.parse(str(entry["date"])),
            programme=str(entry.get("programme") or ""),
            citation=str(entry["citation"]),
        )
    except ValueError as error:
        raise ConfigError(
            f"{_FILE}: {key}: {error}; action is listed or delisted, date as 2016-09-16"
        ) from error
