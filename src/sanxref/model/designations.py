"""Designations: what one list source says about one target.

The types hold every value of the official formats; a parser that drops one has failed.
Texts are as the authority writes them, white space at the ends aside.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from sanxref.model.dates import PartialDate

__all__ = [
    "Address",
    "AliasQuality",
    "Attribute",
    "BirthDate",
    "BirthPlace",
    "DateBasis",
    "Designation",
    "DesignationKey",
    "Identifier",
    "Link",
    "ListedName",
    "Listing",
    "NameKind",
    "NamePart",
    "NamePartKind",
    "Nationality",
    "NationalityKind",
    "Reference",
    "Remark",
    "SourceKey",
    "TargetKind",
]

SourceKey = NewType("SourceKey", str)
"""Key of a list source in config/sources.yaml: `un`, `ofac-sdn`, `ofac-consolidated`."""

Reference = NewType("Reference", str)
"""The authority's own permanent key of a designation: `QDi.342`, `20521`."""


class TargetKind(StrEnum):
    """What a designation is about (OFAC party types; UN INDIVIDUAL and ENTITY)."""

    INDIVIDUAL = "individual"
    ENTITY = "entity"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"


class NameKind(StrEnum):
    """Primary name, or alias with its kind (OFAC a.k.a., f.k.a., n.k.a.)."""

    PRIMARY = "primary name"
    AKA = "also known as"
    FKA = "formerly known as"
    NKA = "now known as"


class AliasQuality(StrEnum):
    """Whether a name may raise an alert alone (UN Good and Low, OFAC LowQuality, FAQ 122)."""

    STRONG = "strong"
    WEAK = "weak"


class NamePartKind(StrEnum):
    """What one part of a name is (OFAC NamePartType; UN slots only have an order)."""

    UNSPECIFIED = "unspecified"
    FAMILY = "family"
    GIVEN = "given"
    MIDDLE = "middle"
    PATRONYMIC = "patronymic"
    MATRONYMIC = "matronymic"
    MAIDEN = "maiden"
    NICKNAME = "nickname"
    ENTITY = "entity"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePart:
    """One part of a name, for example the family name."""

    kind: NamePartKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedName:
    """One name of a target.

    Attributes:
        text: As the authority shows it: `DIABY, Omar`, `OUMAR DIABY`.
        parts: In natural order, given names before the family name; never empty.
        kind: Primary name or kind of alias.
        quality: `weak` may support an identification and raises none.
        script: ISO 15924 code of the script it is written in, for example `Latn` or `Arab`;
            `Zyyy` where it has no letters.
        field: The list's own field, for evidence: `INDIVIDUAL_ALIAS/ALIAS_NAME`.
        note: The list's words about this name ("Good", "previously listed as"), or empty.
    """

    text: str
    parts: tuple[NamePart, ...]
    kind: NameKind
    quality: AliasQuality
    script: str
    field: str
    note: str = ""

    @property
    def natural(self) -> str:
        """The name in natural order: `Omar DIABY`."""
        return " ".join(part.text for part in self.parts)


class DateBasis(StrEnum):
    """What a listing date says, and so what it can decide (docs/lists.md)."""

    LIST_AND_PROGRAMME = "date of listing under this programme"
    LIST_ONLY = "date of entry on this list, whatever the programme"
    NOT_CARRIED = "this format carries no listing dates"
    NOT_STATED = "the format carries listing dates, this record has none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The fact that a designation stands under one programme of one list.

    Attributes:
        list_name: As the authority calls the list: `SDN List`, `UN List`.
        programme: Programme tag as the list writes it: `SDGT`, `Al-Qaida`.
        listed_on: Date of entry; what it decides is told by `basis`.
        basis: Meaning of `listed_on`, or why there is none.
        field: The list's own field of the date, for evidence.
        amended_on: Dates of amendment, ascending.
        delisted_on: Known date of removal, or None.
        legal_basis: Orders and resolutions named by the list.
        measures: What is imposed, in the list's words (`Block`).
    """

    list_name: str
    programme: str
    listed_on: PartialDate | None
    basis: DateBasis
    field: str
    amended_on: tuple[PartialDate, ...] = ()
    delisted_on: PartialDate | None = None
    legal_basis: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BirthDate:
    """A listed date of birth; `date` is None where the list has words only."""

    date: PartialDate | None
    text: str
    main: bool = True
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BirthPlace:
    """A listed place of birth, in the list's words and in parts where it has them."""

    text: str
    city: str = ""
    region: str = ""
    country: str = ""
    note: str = ""
    main: bool = True


class NationalityKind(StrEnum):
    """OFAC tells nationality from citizenship; the UN has nationality only."""

    NATIONALITY = "nationality"
    CITIZENSHIP = "citizenship"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nationality:
    """A listed nationality or citizenship, as a country name in the list's words."""

    country: str
    kind: NationalityKind = NationalityKind.NATIONALITY
    main: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A listed address or location; empty strings where the list is silent."""

    text: str
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A number of the target: passport, national identification, registration, IMO, ..."""

    type: str
    number: str
    country: str = ""
    city: str = ""
    issued_on: str = ""
    expires_on: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Free text of the list, under the list's own field name."""

    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A tie to another target, by reference where the list gives one, else by name."""

    kind: str
    reference: Reference | None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """A further fact under the list's own name: vessel flag, call sign, sanctions risk, ..."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignationKey:
    """Identity of a designation: list source and reference."""

    source: SourceKey
    reference: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Designation:
    """One record of one list source about one target.

    Attributes:
        source: Key of the list source.
        reference: The authority's permanent key, trimmed.
        kind: What the target is.
        names: Primary name first; at least one.
        listings: One for each list and programme; at least one.
        birth_dates: Individuals only, main one first.
        birth_places: Individuals only.
        nationalities: Nationality and citizenship.
        addresses: Addresses and locations.
        identifiers: Numbers of the target.
        genders: As listed (`Male`, `Female`), seldom more than one.
        titles: Titles such as `Maulavi` or OFAC's title field.
        positions: Posts and functions (UN DESIGNATION).
        remarks: Free text.
        links: Ties to other targets.
        attributes: Everything else that the list states.
        record: The list's internal record number where it differs from the reference (DATAID).
    """

    source: SourceKey
    reference: Reference
    kind: TargetKind
    names: tuple[ListedName, ...]
    listings: tuple[Listing, ...]
    birth_dates: tuple[BirthDate, ...] = ()
    birth_places: tuple[BirthPlace, ...] = ()
    nationalities: tuple[Nationality, ...] = ()
    addresses: tuple[Address, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    genders: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    links: tuple[Link, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    record: str = ""

    @property
    def key(self) -> DesignationKey:
        """Identity of this designation."""
        return DesignationKey(source=self.source, reference=self.reference)

    @property
    def primary_name(self) -> ListedName:
        """The name under which the designation is published."""
        return self.names[0]
