"""The UN Security Council Consolidated List (XML).

Field semantics: docs/lists.md, LISTS.md section 3c. Seen in files of 2017 to 2025; DELISTED_ON,
NATIONALITY2 and SUBMITTED_ON are in the UN's schema and seldom or never filled.
"""

import re
from datetime import date
from pathlib import Path

from sanxref.errors import ListFault
from sanxref.lists.parsers.documents import ListDocument
from sanxref.lists.parsers.faults import Reading
from sanxref.lists.parsers.fields import Fields
from sanxref.lists.parsers.parsed import ParsedList
from sanxref.lists.parsers.records import check_references, list_names, name_links
from sanxref.lists.parsers.un_births import UnBirths
from sanxref.lists.parsers.un_names import UnNames
from sanxref.lists.parsers.written_dates import read_iso
from sanxref.model.dates import PartialDate
from sanxref.model.designations import (
    Address,
    Attribute,
    DateBasis,
    Designation,
    Identifier,
    Link,
    Listing,
    Nationality,
    Reference,
    Remark,
    SourceKey,
    TargetKind,
)

__all__ = ["parse_un"]

_KINDS = {"INDIVIDUAL": TargetKind.INDIVIDUAL, "ENTITY": TargetKind.ENTITY}
_CONTAINERS = {"INDIVIDUAL": "INDIVIDUALS", "ENTITY": "ENTITIES"}
_LIST_NAME = "UN List"
_ADDRESS = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE")
_DOCUMENT = (
    "TYPE_OF_DOCUMENT",
    "TYPE_OF_DOCUMENT2",
    "NUMBER",
    "ISSUING_COUNTRY",
    "DATE_OF_ISSUE",
    "CITY_OF_ISSUE",
    "COUNTRY_OF_ISSUE",
    "NOTE",
)
# Permanent reference numbers: two letters of the regime, i or e, a number (QDi.342).
_MENTION = re.compile(r"\b[A-Z]{2}[ie]\.\d{3}\b")
_COMMENT_GENDER = re.compile(r"\bGender:\s*(male|female)\b", re.IGNORECASE)
_GENDERS = {"male": "Male", "female": "Female"}
_UNKNOWN = "unknown"  # GENDER says so of some persons


def parse_un(path: Path, source: SourceKey) -> ParsedList:
    """Read the consolidated list.

    Raises:
        ListCorrupt: See `sanxref.lists.parsers.parse`.
    """
    reading = Reading(source=source, file=path.name)
    document = ListDocument(path, reading, root="CONSOLIDATED_LIST")
    with document.records(_CONTAINERS) as records:
        found = tuple(_Record(fields, reading).designation() for fields in records)
    with document.rest() as root:
        published = _published(root, reading)
        root.ignore_attributes("noNamespaceSchemaLocation")  # says where the XSD is
        for container in _CONTAINERS.values():
            with root.the(container):
                pass  # the records are taken; anything else in it is an error
    check_references(found, reading)
    designations = name_links(found)
    return ParsedList(
        designations=designations,
        published=published,
        declared=None,
        list_names=list_names(designations),
        notes=(),
        census=document.counter.census(),
    )


def _published(root: Fields, reading: Reading) -> date:
    """The day on which the file was generated, as written, in the UN's own time zone."""
    text = root.attribute("dateGenerated")
    try:
        return read_iso(text).earliest
    except ValueError as exc:
        raise reading.corrupt(
            ListFault.UNKNOWN_VALUE, f"CONSOLIDATED_LIST@dateGenerated is {text!r}, not a date"
        ) from exc


class _Record:
    """One INDIVIDUAL or ENTITY."""

    def __init__(self, fields: Fields, reading: Reading) -> None:
        self._fields = fields
        self._reading = reading
        self._tag = fields.counter.path.rpartition("/")[2]
        # Twelve references carry a trailing space (LISTS.md section 3c); `required` strips it.
        self._reference = Reference(fields.required("REFERENCE_NUMBER"))
        reading.record = self._reference

    def designation(self) -> Designation:
        """Take everything that the record holds."""
        fields = self._fields
        # VERSIONNUM is 1 in every record of every file; the sort keys order a printed list.
        fields.ignore("VERSIONNUM", "SORT_KEY", "SORT_KEY_LAST_MOD")
        names = UnNames(fields, self._reading)
        births = UnBirths(fields, self._reading)
        births.take_own()
        listed = names.take(births)
        comment = fields.text("COMMENTS1")
        genders, attributes = self._genders(comment)
        return Designation(
            source=self._reading.source,
            reference=self._reference,
            kind=_KINDS[self._tag],
            names=listed,
            listings=(self._listing(),),
            birth_dates=births.dates,
            birth_places=births.places,
            nationalities=self._nationalities(),
            addresses=tuple(
                _address(place) for place in fields.each(f"{self._tag}_ADDRESS", blank=_ADDRESS)
            ),
            identifiers=tuple(
                _document(item) for item in fields.each("INDIVIDUAL_DOCUMENT", blank=_DOCUMENT)
            ),
            genders=genders,
            titles=self._values("TITLE"),
            positions=self._values("DESIGNATION"),
            remarks=self._remarks(comment, names.notes),
            links=self._mentions(comment),
            attributes=(*attributes, *self._submission()),
            record=fields.required("DATAID"),
        )

    def _listing(self) -> Listing:
        fields = self._fields
        for kind in self._values("LIST_TYPE"):
            if kind != _LIST_NAME:
                raise self._reading.unknown_value(f"{self._tag}/LIST_TYPE/VALUE", kind)
        delisted = fields.text("DELISTED_ON")
        return Listing(
            list_name=_LIST_NAME,
            programme=fields.required("UN_LIST_TYPE"),
            listed_on=self._date("LISTED_ON", fields.required("LISTED_ON")),
            basis=DateBasis.LIST_AND_PROGRAMME,
            field="LISTED_ON",
            amended_on=tuple(
                sorted(
                    {self._date("LAST_DAY_UPDATED", v) for v in self._values("LAST_DAY_UPDATED")}
                )
            ),
            delisted_on=self._date("DELISTED_ON", delisted) if delisted else None,
        )

    def _nationalities(self) -> tuple[Nationality, ...]:
        countries = (*self._values("NATIONALITY"), *self._values("NATIONALITY2"))
        return tuple(Nationality(country=country) for country in dict.fromkeys(countries))

    def _genders(self, comment: str) -> tuple[tuple[str, ...], tuple[Attribute, ...]]:
        """GENDER, and what COMMENTS1 says of it in words ("Gender: male")."""
        found = [met.lower() for met in _COMMENT_GENDER.findall(comment)]
        attributes: tuple[Attribute, ...] = ()
        stated = self._fields.text("GENDER")
        if stated.lower() == _UNKNOWN:
            attributes = (Attribute(name="GENDER", value=stated),)
        elif stated:
            found.insert(0, stated.lower())
        for gender in found:
            if gender not in _GENDERS:
                raise self._reading.unknown_value(f"{self._tag}/GENDER", stated)
        return tuple(dict.fromkeys(_GENDERS[gender] for gender in found)), attributes

    def _remarks(self, comment: str, notes: tuple[str, ...]) -> tuple[Remark, ...]:
        own = (Remark(field="COMMENTS1", text=comment),) if comment else ()
        return (*own, *(Remark(field=f"{self._tag}_ALIAS/NOTE", text=note) for note in notes))

    def _mentions(self, comment: str) -> tuple[Link, ...]:
        return tuple(
            Link(kind="mentioned", reference=Reference(reference), name="")
            for reference in dict.fromkeys(_MENTION.findall(comment))
            if reference != self._reference
        )

    def _submission(self) -> tuple[Attribute, ...]:
        stated = ((name, self._fields.text(name)) for name in ("SUBMITTED_BY", "SUBMITTED_ON"))
        return tuple(Attribute(name=name, value=value) for name, value in stated if value)

    def _values(self, name: str) -> tuple[str, ...]:
        """Texts of NAME/VALUE, and of NAME itself where it has no VALUE; without empty ones."""
        found: list[str] = []
        for group in self._fields.each(name):
            found.extend((*group.texts("VALUE"), group.own_text()))
        return tuple(text for text in found if text)

    def _date(self, field: str, text: str) -> PartialDate:
        try:
            return read_iso(text)
        except ValueError as exc:
            raise self._reading.corrupt(
                ListFault.UNKNOWN_VALUE, f"{field} is {text!r}, not a date"
            ) from exc


def _address(place: Fields) -> Address:
    street, city, region, code, country, note = (place.text(name) for name in _ADDRESS)
    return Address(
        text=", ".join(part for part in (street, city, region, code, country) if part) or note,
        street=street,
        city=city,
        region=region,
        postal_code=code,
        country=country,
        note=note,
    )


def _document(item: Fields) -> Identifier:
    """A document; the issuing country stands in either of two fields, or in both.

    The type is free text in three languages, so it is kept as it is (docs/lists.md).
    """
    kind, further = item.text("TYPE_OF_DOCUMENT"), item.text("TYPE_OF_DOCUMENT2")
    issuing, of_issue = item.text("ISSUING_COUNTRY"), item.text("COUNTRY_OF_ISSUE")
    notes = [item.text("NOTE")]
    if kind and further and kind != further:
        notes.insert(0, further)
    if issuing and of_issue and issuing != of_issue:
        notes.append(f"country of issue: {of_issue}")
    return Identifier(
        type=" ".join((kind or further).split()),
        number=item.text("NUMBER"),
        country=issuing or of_issue,
        city=item.text("CITY_OF_ISSUE"),
        issued_on=item.text("DATE_OF_ISSUE"),
        note="; ".join(note for note in notes if note),
    )
