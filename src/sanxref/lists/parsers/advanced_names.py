"""Names of an identity in OFAC's ADVANCED XML."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sanxref.errors import ListFault
from sanxref.lists.parsers.advanced_dates import AdvancedDates
from sanxref.lists.parsers.advanced_references import ReferenceValues
from sanxref.lists.parsers.faults import Reading
from sanxref.lists.parsers.fields import Fields
from sanxref.lists.parsers.written_dates import date_text
from sanxref.model.designations import (
    AliasQuality,
    ListedName,
    NameKind,
    NamePart,
    NamePartKind,
)
from sanxref.names.scripts import script_of

__all__ = ["AdvancedNames", "Identity"]

_PART_KINDS = {
    "Last Name": NamePartKind.FAMILY,
    "First Name": NamePartKind.GIVEN,
    "Middle Name": NamePartKind.MIDDLE,
    "Maiden Name": NamePartKind.MAIDEN,
    "Patronymic": NamePartKind.PATRONYMIC,
    "Matronymic": NamePartKind.MATRONYMIC,
    "Nickname": NamePartKind.NICKNAME,
    "Entity Name": NamePartKind.ENTITY,
    "Vessel Name": NamePartKind.VESSEL,
    "Aircraft Name": NamePartKind.AIRCRAFT,
}
_ALIAS_KINDS = {
    "Name": NameKind.PRIMARY,
    "A.K.A.": NameKind.AKA,
    "F.K.A.": NameKind.FKA,
    "N.K.A.": NameKind.NKA,
}
_FIRST_STATUS = "Primary Latin"
_Kind = TypeVar("_Kind")
_SURNAMES = frozenset({NamePartKind.FAMILY, NamePartKind.MAIDEN, NamePartKind.MATRONYMIC})


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One identity of a party: its number, and its names with the primary one first."""

    number: str
    primary: bool
    names: tuple[ListedName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """What all documented names of one alias have in common."""

    primary: bool
    kind: NameKind
    quality: AliasQuality
    notes: tuple[str, ...]


class AdvancedNames:
    """Reader of identities."""

    def __init__(self, values: ReferenceValues, dates: AdvancedDates, reading: Reading) -> None:
        self._values = values
        self._dates = dates
        self._reading = reading

    def take_identity(self, fields: Fields) -> Identity:
        """Take one Identity with its aliases."""
        fields.ignore_attributes("FixedRef")  # the party's reference once more
        fields.ignore("IDRegDocumentReference")  # the documents name their identity
        groups = self._part_kinds(fields)
        primary, is_false = fields.flag("Primary"), fields.flag("False")
        notes = [*fields.texts("Comment"), *(["false identity"] if is_false else [])]
        if not primary:
            notes.append("further identity")
        found = [
            entry
            for alias in fields.each("Alias")
            for entry in self._alias(alias, groups, tuple(notes), main=primary)
        ]
        # The name under which the party is published first, and of its scripts the Latin one.
        found.sort(key=lambda entry: entry[0])
        return Identity(
            number=fields.attribute("ID"),
            primary=primary,
            names=tuple(name for _, name in found),
        )

    def _part_kinds(self, fields: Fields) -> dict[str, NamePartKind]:
        found: dict[str, NamePartKind] = {}
        for groups in fields.one("NamePartGroups"):
            for master in groups.each("MasterNamePartGroup"):
                for group in master.each("NamePartGroup"):
                    kind = self._values.text("NamePartType", group.attribute("NamePartTypeID"))
                    found[group.attribute("ID")] = self._category("NamePartType", kind, _PART_KINDS)
        return found

    def _alias(
        self,
        alias: Fields,
        groups: dict[str, NamePartKind],
        notes: tuple[str, ...],
        *,
        main: bool,
    ) -> Iterator[tuple[tuple[bool, bool], ListedName]]:
        alias.ignore_attributes("FixedRef")  # the party's reference once more
        kind = self._category(
            "AliasType",
            self._values.text("AliasType", alias.attribute("AliasTypeID")),
            _ALIAS_KINDS,
        )
        weak = alias.flag("LowQuality")
        periods = [self._dates.take_period(period) for period in alias.each("DatePeriod")]
        standing = _Standing(
            primary=alias.flag("Primary"),
            # The name of a further identity is one more alias of the party.
            kind=NameKind.AKA if kind is NameKind.PRIMARY and not main else kind,
            quality=AliasQuality.WEAK if weak else AliasQuality.STRONG,
            notes=(
                *notes,
                *(["weak"] if weak else []),
                *alias.texts("Comment"),
                *(date_text(when) for when in periods if when is not None),
            ),
        )
        for name in alias.each("DocumentedName"):
            status = self._values.text("DocNameStatus", name.attribute("DocNameStatusID"))
            order = (not standing.primary, status != _FIRST_STATUS)
            yield order, self._documented(name, groups, standing)

    def _documented(
        self, name: Fields, groups: dict[str, NamePartKind], standing: _Standing
    ) -> ListedName:
        name.ignore_attributes("ID", "FixedRef")  # internal number; the party's reference
        name.ignore("IDRegDocumentReference")  # the documents name their identity
        notes = [*standing.notes, *name.texts("Comment")]
        for country in name.each("DocumentedNameCountry"):
            words = [self._values.country(country.attribute("CountryID"))]
            notes.append(" ".join([*words, *country.texts("Comment")]))
        parts: list[NamePart] = []
        for item in name.each("DocumentedNamePart"):
            lead, trail = (
                item.optional_attribute(end) for end in ("LeadingChars", "TrailingChars")
            )
            with item.the("NamePartValue") as value:
                parts.append(self._part(value, groups, notes, (lead, trail)))
        if not parts:
            raise name.missing("element DocumentedNamePart")
        text = _published_text(parts)
        return ListedName(
            text=text,
            parts=_natural(parts),
            kind=standing.kind,
            quality=standing.quality,
            script=script_of(text),
            field="Alias/DocumentedName",
            note="; ".join(dict.fromkeys(notes)),
        )

    def _part(
        self,
        value: Fields,
        groups: dict[str, NamePartKind],
        notes: list[str],
        ends: tuple[str, str],
    ) -> NamePart:
        # The script is told by the letters, which is more exact; that it is defined is checked.
        self._values.text("Script", value.attribute("ScriptID"))
        value.ignore_attributes("ScriptStatusID")  # always "Unknown"
        if value.flag("Acronym"):
            notes.append("acronym")
        group = value.attribute("NamePartGroupID")
        text = value.own_text()
        if not text:
            raise value.missing("text")
        if group not in groups:
            raise self._reading.corrupt(
                ListFault.MISSING_FIELD, f"refers to NamePartGroup {group}, which is not defined"
            )
        return NamePart(kind=groups[group], text=f"{ends[0]}{text}{ends[1]}")

    def _category(self, field: str, value: str, known: dict[str, _Kind]) -> _Kind:
        if value not in known:
            raise self._reading.unknown_value(field, value)
        return known[value]


def _is_surname(part: NamePart) -> bool:
    """Whether a part stands before the comma: OFAC writes surnames in capitals.

    A patronymic is a surname in some countries (the father's, before the mother's) and not in
    others, and OFAC's capitals tell which.
    """
    return part.kind in _SURNAMES or (part.kind is NamePartKind.PATRONYMIC and part.text.isupper())


def _published_text(parts: Sequence[NamePart]) -> str:
    """The name as OFAC publishes it: `LAST, First`."""
    last = " ".join(part.text for part in parts if _is_surname(part))
    first = " ".join(part.text for part in parts if not _is_surname(part))
    return f"{last}, {first}" if last and first else last or first


def _natural(parts: Sequence[NamePart]) -> tuple[NamePart, ...]:
    return tuple(sorted(parts, key=_is_surname))
