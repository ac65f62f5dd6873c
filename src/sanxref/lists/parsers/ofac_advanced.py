"""OFAC's SDN_ADVANCED.XML and CONS_ADVANCED.XML: every target, with dates of listing.

Field semantics: docs/lists.md, LISTS.md sections 2 and 3d. The file is a small database: parties,
their entries on lists, places, documents and relations refer to each other by number.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sanxref.errors import ListFault
from sanxref.lists.parsers.advanced_dates import AdvancedDates
from sanxref.lists.parsers.advanced_documents import AdvancedDocuments
from sanxref.lists.parsers.advanced_entries import AdvancedEntries, Entry
from sanxref.lists.parsers.advanced_features import AdvancedFeatures, PartyFacts
from sanxref.lists.parsers.advanced_names import AdvancedNames, Identity
from sanxref.lists.parsers.advanced_places import AdvancedPlaces
from sanxref.lists.parsers.advanced_references import ReferenceValues
from sanxref.lists.parsers.documents import ListDocument
from sanxref.lists.parsers.faults import Reading
from sanxref.lists.parsers.fields import Fields
from sanxref.lists.parsers.parsed import ParsedList
from sanxref.lists.parsers.records import check_references, list_names, name_links
from sanxref.lists.parsers.written_dates import date_text
from sanxref.model.designations import (
    Designation,
    Link,
    ListedName,
    Reference,
    Remark,
    SourceKey,
    TargetKind,
)

__all__ = ["parse_ofac_advanced"]

_CONTAINERS = {
    "ReferenceValueSets": "",
    "Location": "Locations",
    "IDRegDocument": "IDRegDocuments",
    "DistinctParty": "DistinctParties",
    "ProfileRelationship": "ProfileRelationships",
    "SanctionsEntry": "SanctionsEntries",
    "SanctionsEntryLink": "SanctionsEntryLinks",
}

# A file without one of these sections is not whole; entry links are empty so far.
_REQUIRED = (
    "Locations",
    "IDRegDocuments",
    "DistinctParties",
    "ProfileRelationships",
    "SanctionsEntries",
)

# PartyType, and for a transport its PartySubType.
_KINDS = {
    ("Individual", "Unknown"): TargetKind.INDIVIDUAL,
    ("Entity", "Unknown"): TargetKind.ENTITY,
    ("Transport", "Vessel"): TargetKind.VESSEL,
    ("Transport", "Aircraft"): TargetKind.AIRCRAFT,
}


def parse_ofac_advanced(path: Path, source: SourceKey) -> ParsedList:
    """Read SDN_ADVANCED.XML or CONS_ADVANCED.XML.

    Raises:
        ListCorrupt: See `sanxref.lists.parsers.parse`.
    """
    reading = Reading(source=source, file=path.name)
    document = ListDocument(path, reading, root="Sanctions")
    sections = _Sections(reading)
    with document.records(_CONTAINERS) as records:
        for fields in records:
            sections.take(fields)
    with document.rest() as root:
        # Number of the schema's version: its elements are checked one by one anyway.
        root.ignore_attributes("schemaLocation", "Version")
        with root.the("DateOfIssue") as issue:
            published = sections.published(issue)
        for name in _REQUIRED:
            with root.the(name):
                pass  # the records are taken; anything else in it is an error
        for _ in root.one("SanctionsEntryLinks"):
            pass
    designations = sections.designations()
    check_references(designations, reading)
    designations = name_links(designations)
    without = sections.entries.without_programme
    return ParsedList(
        designations=designations,
        published=published,
        declared=None,
        list_names=list_names(designations),
        notes=(f"{without} sanctions entries state no programme",) if without else (),
        census=document.counter.census(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Party:
    """One DistinctParty without its entries, which come later in the file."""

    reference: Reference
    kind: TargetKind
    names: tuple[ListedName, ...]
    facts: PartyFacts


class _Sections:
    """The sections of the file, joined when all are read."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._values = ReferenceValues(reading)
        self._dates = AdvancedDates(self._values, reading)
        self._places = AdvancedPlaces(self._values, reading)
        self._documents = AdvancedDocuments(self._values, self._places, self._dates, reading)
        self._names = AdvancedNames(self._values, self._dates, reading)
        self._features = AdvancedFeatures(self._values, self._places, self._dates, reading)
        self._parties: list[_Party] = []
        self._links: defaultdict[str, list[Link]] = defaultdict(list)
        self._remarks: defaultdict[str, list[Remark]] = defaultdict(list)
        self.entries = AdvancedEntries(self._values, self._dates, reading)

    def take(self, fields: Fields) -> None:
        """Take one record of any section."""
        match fields.counter.path.rpartition("/")[2]:
            case "ReferenceValueSets":
                self._values.take(fields)
            case "Location":
                self._places.take(fields)
            case "IDRegDocument":
                self._documents.take(fields)
            case "DistinctParty":
                self._parties.append(self._party(fields))
            case "ProfileRelationship":
                self._relationship(fields)
            case "SanctionsEntry":
                self.entries.take(fields)
            case _:
                self._entry_link(fields)

    def published(self, issue: Fields) -> date:
        """Date of issue of the file."""
        return self._dates.take_date(issue).earliest

    def designations(self) -> tuple[Designation, ...]:
        """Join the sections, checking that no record of one is about nobody of another."""
        found = tuple(self._designation(party) for party in self._parties)
        for what, numbers in (
            ("SanctionsEntry is about the profile", self.entries.left_over()),
            ("IDRegDocument is about the identity", self._documents.left_over()),
            ("ProfileRelationship comes from the profile", tuple(self._links)),
        ):
            if numbers:
                raise self._reading.corrupt(
                    ListFault.MISSING_FIELD, f"a {what} {numbers[0]}, which is not in the file"
                )
        return found

    def _party(self, fields: Fields) -> _Party:
        reference = Reference(fields.attribute("FixedRef"))
        self._reading.record = reference
        facts = PartyFacts()
        self._add_remarks(fields, "DistinctParty", facts)
        with fields.the("Profile") as profile:
            if profile.attribute("ID") != reference:
                raise self._reading.corrupt(
                    ListFault.UNKNOWN_VALUE, "the profile has another number than the party"
                )
            kind = self._kind(profile.attribute("PartySubTypeID"))
            profile.ignore("SanctionsEntryReference")  # the entries name their profile
            self._add_remarks(profile, "Profile", facts)
            self._add_external(profile, facts)
            identities = [self._names.take_identity(item) for item in profile.each("Identity")]
            for feature in profile.each("Feature"):
                self._features.take(feature, facts)
        documents = [i for one in identities for i in self._documents.of_identity(one.number)]
        facts.identifiers[:0] = documents
        return _Party(
            reference=reference, kind=kind, names=self._all_names(identities), facts=facts
        )

    def _all_names(self, identities: list[Identity]) -> tuple[ListedName, ...]:
        ordered = sorted(identities, key=lambda identity: not identity.primary)
        names = tuple(name for identity in ordered for name in identity.names)
        if not names or not ordered[0].primary:
            raise self._reading.corrupt(
                ListFault.MISSING_FIELD, "the party has no primary identity with a name"
            )
        return names

    def _kind(self, number: str) -> TargetKind:
        sub_type = self._values.text("PartySubType", number)
        party_type = self._values.text(
            "PartyType", self._values.detail("PartySubType", number, "PartyTypeID")
        )
        kind = _KINDS.get((party_type, sub_type))
        if kind is None:
            raise self._reading.unknown_value(
                "PartyType and PartySubType", f"{party_type}, {sub_type}"
            )
        return kind

    def _designation(self, party: _Party) -> Designation:
        self._reading.record = party.reference
        entries = self.entries.of_profile(party.reference)
        if not entries:
            raise self._reading.corrupt(
                ListFault.MISSING_FIELD, "no SanctionsEntry is about this party"
            )
        facts = party.facts
        return Designation(
            source=self._reading.source,
            reference=party.reference,
            kind=party.kind,
            names=party.names,
            listings=tuple(listing for entry in entries for listing in entry.listings),
            birth_dates=tuple(facts.birth_dates),
            birth_places=tuple(facts.birth_places),
            nationalities=tuple(facts.nationalities),
            addresses=tuple(facts.addresses),
            identifiers=tuple(facts.identifiers),
            genders=tuple(dict.fromkeys(facts.genders)),
            titles=tuple(facts.titles),
            remarks=(*facts.remarks, *self._all_remarks(party.reference, entries)),
            links=tuple(dict.fromkeys(self._links.pop(party.reference, ()))),
            attributes=(
                *facts.attributes,
                *(attribute for entry in entries for attribute in entry.attributes),
            ),
        )

    def _all_remarks(self, reference: str, entries: tuple[Entry, ...]) -> tuple[Remark, ...]:
        own = self._remarks.pop(reference, [])
        return (*own, *(remark for entry in entries for remark in entry.remarks))

    def _add_remarks(self, fields: Fields, name: str, facts: PartyFacts) -> None:
        facts.remarks.extend(
            Remark(field=f"{name}/Comment", text=text) for text in fields.texts("Comment")
        )

    def _add_external(self, profile: Fields, facts: PartyFacts) -> None:
        for item in profile.each("ExternalReference"):
            item.ignore_attributes("ExRefTypeID")  # no types are defined
            words = [
                *item.texts("ExRefValue"),
                *item.texts("DirectURL"),
                *item.texts("Comment"),
            ]
            for link in item.each("SubLink"):
                link.ignore_attributes("TargetTypeID")  # no types are defined
                words.extend((*link.texts("Description"), *link.texts("DirectURL")))
            facts.remarks.append(Remark(field="Profile/ExternalReference", text=" ".join(words)))

    def _relationship(self, fields: Fields) -> None:
        origin, target = fields.attribute("From-ProfileID"), fields.attribute("To-ProfileID")
        self._reading.record = f"{origin} (ProfileRelationship {fields.attribute('ID')})"
        # With which entry it came; how sure OFAC is ("High" or "Unknown"), which no public view
        # of the list shows; documents name their identity.
        fields.ignore_attributes("SanctionsEntryID", "RelationQualityID")
        fields.ignore("IDRegDocumentReference")
        kind = self._values.text("RelationType", fields.attribute("RelationTypeID"))
        if fields.flag("Former"):
            kind = f"{kind} (former)"
        for period in fields.each("DatePeriod"):
            when = self._dates.take_period(period)
            if when is not None:
                kind = f"{kind} ({date_text(when)})"
        self._links[origin].append(Link(kind=kind, reference=Reference(target), name=""))
        self._remarks[origin].extend(
            Remark(field="ProfileRelationship/Comment", text=f"{kind} {target}: {text}")
            for text in fields.texts("Comment")
        )

    def _entry_link(self, fields: Fields) -> None:
        """A tie between two entries; no file had one, the schema has."""
        self._reading.record = f"SanctionsEntryLink {fields.attribute('ID')}"
        kind = self._values.text("EntryLinkType", fields.attribute("EntryLinkTypeID"))
        sides = [fields.attribute(f"Entry{side}-SanctionsEntryID") for side in ("A", "B")]
        words = list(fields.texts("Comment"))
        words.extend(date_text(self._dates.take_date(item)) for item in fields.each("Date"))
        origin, target = (self.entries.profile_of(number) for number in sides)
        if origin is None or target is None:
            raise self._reading.corrupt(
                ListFault.MISSING_FIELD, f"refers to the entries {sides}, which are not defined"
            )
        self._links[origin].append(Link(kind=kind, reference=Reference(target), name=""))
        self._remarks[origin].extend(
            Remark(field="SanctionsEntryLink", text=f"{kind} {target}: {text}") for text in words
        )
