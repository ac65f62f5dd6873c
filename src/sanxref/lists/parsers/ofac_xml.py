"""OFAC's SDN.XML and CONSOLIDATED.XML: every target, no listing dates.

Field semantics: docs/lists.md, LISTS.md section 3d. The namespace changed on 2024-05-07, so
elements are known by their local names.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from sanxref.errors import ListFault
from sanxref.lists.parsers.documents import ListDocument
from sanxref.lists.parsers.faults import Reading
from sanxref.lists.parsers.fields import Fields
from sanxref.lists.parsers.ofac_names import ALIAS_KINDS, named
from sanxref.lists.parsers.ofac_remarks import linked_to
from sanxref.lists.parsers.ofac_vocabulary import IdEntry, sort_entry
from sanxref.lists.parsers.parsed import ParsedList
from sanxref.lists.parsers.records import check_references, list_names, undated_listings
from sanxref.lists.parsers.written_dates import read_ofac
from sanxref.model.designations import (
    Address,
    AliasQuality,
    Attribute,
    BirthDate,
    BirthPlace,
    Designation,
    Identifier,
    ListedName,
    NameKind,
    Nationality,
    NationalityKind,
    Reference,
    Remark,
    SourceKey,
    TargetKind,
)

__all__ = ["parse_ofac_xml"]

_T = TypeVar("_T")

_KINDS = {
    "Individual": TargetKind.INDIVIDUAL,
    "Entity": TargetKind.ENTITY,
    "Vessel": TargetKind.VESSEL,
    "Aircraft": TargetKind.AIRCRAFT,
}
_QUALITIES = {"strong": AliasQuality.STRONG, "weak": AliasQuality.WEAK}

# Children of vesselInfo, under the names that ADVANCED.XML has for the same features.
_VESSEL = {
    "callSign": "Vessel Call Sign",
    "vesselType": "Vessel Type",
    "vesselFlag": "Vessel Flag",
    "vesselOwner": "Vessel Owner",
    "tonnage": "Vessel Tonnage",
    "grossRegisteredTonnage": "Vessel Gross Registered Tonnage",
}


def parse_ofac_xml(path: Path, source: SourceKey) -> ParsedList:
    """Read SDN.XML or CONSOLIDATED.XML.

    Raises:
        ListCorrupt: See `sanxref.lists.parsers.parse`.
    """
    reading = Reading(source=source, file=path.name)
    document = ListDocument(path, reading, root="sdnList")
    with document.records({"sdnEntry": ""}) as records:
        designations = tuple(_Entry(fields, reading).designation() for fields in records)
    with document.rest() as root, root.the("publshInformation") as publication:
        published = _published(publication.required("Publish_Date"), reading)
        declared = publication.required("Record_Count")
        root.ignore_attributes("schemaLocation")  # says where the XSD is
    if declared != str(len(designations)):
        raise reading.corrupt(
            ListFault.TRUNCATED,
            f"declares Record_Count {declared} and holds {len(designations)} entries",
        )
    check_references(designations, reading)
    return ParsedList(
        designations=designations,
        published=published,
        declared=len(designations),
        list_names=list_names(designations),
        notes=("this format carries no listing dates",),
        census=document.counter.census(),
    )


def _published(text: str, reading: Reading) -> date:
    try:
        return datetime.strptime(text, "%m/%d/%Y").replace(tzinfo=UTC).date()
    except ValueError as exc:
        raise reading.corrupt(
            ListFault.UNKNOWN_VALUE, f"Publish_Date is {text!r}, not a date like 05/07/2024"
        ) from exc


class _Entry:
    """One sdnEntry."""

    def __init__(self, fields: Fields, reading: Reading) -> None:
        self._fields = fields
        self._reading = reading
        self._reference = Reference(fields.required("uid"))
        reading.record = self._reference
        self._kind = self._category("sdnType", fields.required("sdnType"), _KINDS)

    def designation(self) -> Designation:
        """Take everything that the entry holds."""
        fields = self._fields
        remark, title = fields.text("remarks"), fields.text("title")
        entries = tuple(self._identification())
        return Designation(
            source=self._reading.source,
            reference=self._reference,
            kind=self._kind,
            names=tuple(self._names()),
            listings=undated_listings(
                self._programmes(), source=self._reading.source, field="programList/program"
            ),
            birth_dates=tuple(self._birth_dates()),
            birth_places=tuple(self._birth_places()),
            nationalities=tuple(self._nationalities()),
            addresses=tuple(self._addresses()),
            identifiers=tuple(entry for entry in entries if isinstance(entry, Identifier)),
            genders=tuple(dict.fromkeys(entry for entry in entries if isinstance(entry, str))),
            titles=(title,) if title else (),
            remarks=(Remark(field="remarks", text=remark),) if remark else (),
            links=linked_to(remark),
            attributes=(
                *(entry for entry in entries if isinstance(entry, Attribute)),
                *self._vessel(),
            ),
        )

    def _category(self, field: str, value: str, known: dict[str, _T]) -> _T:
        if value not in known:
            raise self._reading.unknown_value(field, value)
        return known[value]

    def _names(self) -> Iterator[ListedName]:
        yield named(
            self._fields.required("lastName"),
            self._fields.text("firstName"),
            target=self._kind,
            standing=(NameKind.PRIMARY, AliasQuality.STRONG),
            field="lastName",
        )
        for group in self._fields.one("akaList"):
            for alias in group.each("aka"):
                alias.ignore("uid")  # OFAC's internal number of the alias
                kind = self._category("aka/type", alias.text("type"), ALIAS_KINDS)
                quality = self._category("aka/category", alias.text("category"), _QUALITIES)
                yield named(
                    alias.required("lastName"),
                    alias.text("firstName"),
                    target=self._kind,
                    standing=(kind, quality),
                    field="akaList/aka",
                )

    def _programmes(self) -> tuple[str, ...]:
        with self._fields.the("programList") as group:
            found = group.texts("program")
            if not found:
                raise group.missing("element program")
        return found

    def _birth_dates(self) -> Iterator[BirthDate]:
        births = []
        for item in self._items("dateOfBirthList", "dateOfBirthItem"):
            text = item.required("dateOfBirth")
            try:
                when = read_ofac(text)
            except ValueError as exc:
                raise self._reading.corrupt(
                    ListFault.UNKNOWN_VALUE, f"dateOfBirth is {text!r}, which is no known shape"
                ) from exc
            births.append(
                BirthDate(date=when, text=text, main=self._main(item), field="dateOfBirth")
            )
        yield from sorted(births, key=lambda birth: not birth.main)

    def _birth_places(self) -> Iterator[BirthPlace]:
        for item in self._items("placeOfBirthList", "placeOfBirthItem"):
            yield BirthPlace(text=item.required("placeOfBirth"), main=self._main(item))

    def _nationalities(self) -> Iterator[Nationality]:
        for group, name, kind in (
            ("nationalityList", "nationality", NationalityKind.NATIONALITY),
            ("citizenshipList", "citizenship", NationalityKind.CITIZENSHIP),
        ):
            for item in self._items(group, name):
                yield Nationality(
                    country=item.required("country"), kind=kind, main=self._main(item)
                )

    def _addresses(self) -> Iterator[Address]:
        for item in self._items("addressList", "address"):
            lines = [item.text(f"address{number}") for number in (1, 2, 3)]
            city, region, code, country = (
                item.text(name) for name in ("city", "stateOrProvince", "postalCode", "country")
            )
            street = ", ".join(line for line in lines if line)
            yield Address(
                text=", ".join(part for part in (street, city, region, code, country) if part),
                street=street,
                city=city,
                region=region,
                postal_code=code,
                country=country,
            )

    def _identification(self) -> Iterator[IdEntry]:
        for item in self._items("idList", "id"):
            yield sort_entry(
                Identifier(
                    type=item.required("idType"),
                    number=item.text("idNumber"),
                    country=item.text("idCountry"),
                    issued_on=item.text("issueDate"),
                    expires_on=item.text("expirationDate"),
                )
            )

    def _vessel(self) -> Iterator[Attribute]:
        for group in self._fields.one("vesselInfo"):
            for name, words in _VESSEL.items():
                value = group.text(name)
                if value:
                    yield Attribute(name=words, value=value)

    def _items(self, group_name: str, name: str) -> Iterator[Fields]:
        for group in self._fields.one(group_name):
            for item in group.each(name):
                item.ignore("uid")  # OFAC's internal number of the item
                yield item

    def _main(self, item: Fields) -> bool:
        return self._category("mainEntry", item.text("mainEntry"), {"true": True, "false": False})
