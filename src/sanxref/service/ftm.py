"""FollowTheMoney entities to queries, and designations to FollowTheMoney entities.

Property names are those of the FollowTheMoney model (followthemoney.tech); a property that sanxref
does not compare is let pass, as yente does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sanxref.matching.countries import country_code
from sanxref.model.articles import Context, ContextFact, ContextKind
from sanxref.model.dates import PartialDate
from sanxref.model.designations import (
    AliasQuality,
    Designation,
    NameKind,
    NamePartKind,
    TargetKind,
)
from sanxref.model.matches import Query
from sanxref.names import script_of

__all__ = ["KINDS", "caption_of", "entity_id", "properties_of", "query_of", "schema_of"]

_INDIVIDUAL, _ENTITY = TargetKind.INDIVIDUAL, TargetKind.ENTITY

KINDS: Mapping[str, tuple[TargetKind, ...]] = {
    "Person": (_INDIVIDUAL,),
    "LegalEntity": (_INDIVIDUAL, _ENTITY),
    "Organization": (_ENTITY,),
    "Company": (_ENTITY,),
    "PublicBody": (_ENTITY,),
    "Vessel": (TargetKind.VESSEL,),
    "Airplane": (TargetKind.AIRCRAFT,),
    "Vehicle": (TargetKind.VESSEL, TargetKind.AIRCRAFT),
    "Asset": (TargetKind.VESSEL, TargetKind.AIRCRAFT),
    "Thing": (),
}
"""Schema of a query -> kinds of target that may answer; empty means all."""

_SCHEMAS = {
    TargetKind.INDIVIDUAL: "Person",
    TargetKind.ENTITY: "LegalEntity",
    TargetKind.VESSEL: "Vessel",
    TargetKind.AIRCRAFT: "Airplane",
}

_NAMES = ("name", "alias", "previousName", "weakAlias")
_IDENTIFIERS = (
    "idNumber", "passportNumber", "taxNumber", "registrationNumber", "socialSecurityNumber",
    "imoNumber", "mmsi", "callSign", "serialNumber", "innCode", "ogrnCode", "leiCode", "swiftBic",
    "vatCode", "registrationCode", "permId", "dunsCode",
)  # fmt: skip

# Property of a query -> what it says of the person.
_FACTS = {
    "birthDate": ContextKind.BIRTH_DATE,
    "nationality": ContextKind.NATIONALITY,
    "citizenship": ContextKind.NATIONALITY,
    "birthPlace": ContextKind.BIRTH_PLACE,
    "birthCountry": ContextKind.BIRTH_PLACE,
    "country": ContextKind.PLACE,
    "jurisdiction": ContextKind.PLACE,
    "mainCountry": ContextKind.PLACE,
    "gender": ContextKind.GENDER,
}

_MOST_VALUES = 50
"""Values of one property, and names of one query, that are looked at."""

_LONGEST_NAME = 500
"""Characters; no name on a list comes near."""


def query_of(schema: str, properties: Mapping[str, Sequence[str]]) -> Query:
    """Make a query of an example entity.

    Args:
        schema: A key of `KINDS`.
        properties: Lists of values by property.

    Raises:
        ValueError: There is no name in it.
    """
    names = tuple(dict.fromkeys(_names(properties)))[:_MOST_VALUES]
    if not names:
        raise ValueError(
            "the entity has no name to match: give name, alias, or first and last name"
        )
    return Query(
        names=names,
        context=Context(facts=tuple(_facts(properties))),
        identifiers=tuple(
            (value, "") for name in _IDENTIFIERS for value in _values(properties, name)
        ),
        kinds=KINDS[schema],
    )


def _values(properties: Mapping[str, Sequence[str]], name: str) -> Iterator[str]:
    for value in list(properties.get(name, ()))[:_MOST_VALUES]:
        trimmed = value.strip()[:_LONGEST_NAME]
        if trimmed:
            yield trimmed


def _names(properties: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for name in _NAMES:
        yield from _values(properties, name)
    family = list(_values(properties, "lastName"))
    middle = [
        *_values(properties, "secondName"),
        *_values(properties, "middleName"),
        *_values(properties, "fatherName"),
    ][:2]
    for first in _values(properties, "firstName"):
        for last in family:
            yield " ".join((first, *middle, last))
    if not properties.get("firstName") and not any(properties.get(name) for name in _NAMES):
        yield from family


def _facts(properties: Mapping[str, Sequence[str]]) -> Iterator[ContextFact]:
    for name, kind in _FACTS.items():
        for value in _values(properties, name):
            comparable = _comparable(kind, value)
            if comparable:
                yield ContextFact(kind=kind, value=comparable, text=value, start=0, end=0)


def _comparable(kind: ContextKind, value: str) -> str:
    if kind is ContextKind.BIRTH_DATE:
        day = value[:10]
        try:
            return str(PartialDate.parse(day))
        except ValueError:
            return ""
    if kind is ContextKind.GENDER:
        return value.lower() if value.lower() in {"male", "female"} else ""
    if kind in {ContextKind.NATIONALITY, ContextKind.PLACE} or len(value) == 2:  # noqa: PLR2004 - ISO 3166-1 alpha-2
        code = value.upper() if len(value) == 2 else country_code(value)  # noqa: PLR2004 - same
        return code or ("" if kind is ContextKind.NATIONALITY else value)
    return value


def entity_id(designation: Designation) -> str:
    """Give the id under which a designation is answered."""
    return f"{designation.source}-{designation.reference}"


def schema_of(designation: Designation) -> str:
    """Give the schema of a target."""
    return _SCHEMAS[designation.kind]


def caption_of(designation: Designation) -> str:
    """Give the name under which a target is shown."""
    return designation.primary_name.natural


def properties_of(designation: Designation, *, authority: str) -> dict[str, list[Any]]:
    """Write a designation as FollowTheMoney properties; the listings are nested `Sanction`s."""
    found: dict[str, list[Any]] = {}

    def add(name: str, values: Iterable[str]) -> None:
        kept = [value for value in dict.fromkeys(values) if value]
        if kept:
            found[name] = list(dict.fromkeys([*found.get(name, []), *kept]))

    for listed in designation.names:
        add(_name_property(listed.kind, listed.quality), [listed.natural])
        for part in listed.parts:
            if listed.kind is NameKind.PRIMARY and script_of(part.text) == "Latn":
                if part.kind is NamePartKind.FAMILY:
                    add("lastName", [part.text])
                elif part.kind is NamePartKind.GIVEN:
                    add("firstName", [part.text])
    add("topics", ["sanction"])
    add("address", (one.text for one in designation.addresses))
    add("country", _codes(one.country for one in designation.addresses))
    add("idNumber", (one.number for one in designation.identifiers))
    add("notes", (one.text for one in designation.remarks))
    if designation.kind is TargetKind.INDIVIDUAL:
        add(
            "birthDate",
            (
                str(one.date).rstrip("~")
                for one in designation.birth_dates
                if one.date and one.date.until is None
            ),
        )
        add("birthPlace", (one.text for one in designation.birth_places))
        add("birthCountry", _codes(one.country for one in designation.birth_places))
        add("nationality", _codes(one.country for one in designation.nationalities))
        add("gender", (one.lower() for one in designation.genders))
        add("title", designation.titles)
        add("position", designation.positions)
    found["sanctions"] = list(_sanctions(designation, authority))
    return found


def _name_property(kind: NameKind, quality: AliasQuality) -> str:
    if kind is NameKind.PRIMARY:
        return "name"
    if quality is AliasQuality.WEAK:
        return "weakAlias"
    return "previousName" if kind is NameKind.FKA else "alias"


def _codes(countries: Iterable[str]) -> Iterator[str]:
    for country in countries:
        code = country_code(country)
        if code:
            yield code.lower()


def _sanctions(designation: Designation, authority: str) -> Iterator[dict[str, Any]]:
    for number, listing in enumerate(designation.listings, start=1):
        dates = {
            "listingDate": [str(listing.listed_on)] if listing.listed_on else [],
            "modifiedAt": [str(day) for day in listing.amended_on],
            "endDate": [str(listing.delisted_on)] if listing.delisted_on else [],
        }
        properties = {
            "authority": [authority],
            "authorityId": [str(designation.reference)],
            "program": [listing.programme] if listing.programme else [],
            "provisions": list(listing.measures),
            **dates,
        }
        yield {
            "id": f"{entity_id(designation)}-s{number}",
            "caption": authority,
            "schema": "Sanction",
            "properties": {key: values for key, values in properties.items() if values},
            "datasets": [str(designation.source)],
            "referents": [],
            "target": False,
        }
