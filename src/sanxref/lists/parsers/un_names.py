"""Names in a record of the UN list."""

import re
from collections.abc import Iterator

from sanxref.lists.parsers.faults import Reading
from sanxref.lists.parsers.fields import Fields
from sanxref.lists.parsers.un_births import UnBirths
from sanxref.model.designations import (
    AliasQuality,
    ListedName,
    NameKind,
    NamePart,
    NamePartKind,
)
from sanxref.names.scripts import script_of

__all__ = ["UnNames"]

# The name slots are only an order: no slot is a family name (LISTS.md section 3c).
_SLOTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")

_ALIAS = (
    "QUALITY",
    "ALIAS_NAME",
    "DATE_OF_BIRTH",
    "CITY_OF_BIRTH",
    "COUNTRY_OF_BIRTH",
    "NOTE",
)

# QUALITY is a quality for persons and a kind for entities; an entity's alias carries no quality
# and counts as strong (GLOSSARY.md, "alias quality").
_QUALITIES = {
    "Good": (NameKind.AKA, AliasQuality.STRONG),
    "Low": (NameKind.AKA, AliasQuality.WEAK),
    "a.k.a.": (NameKind.AKA, AliasQuality.STRONG),
    "f.k.a.": (NameKind.FKA, AliasQuality.STRONG),
    "n.k.a.": (NameKind.NKA, AliasQuality.STRONG),
}

# Some notes give the alias in its own script: "original script: ...", "in Arabic script: ...".
_SCRIPT_NOTE = re.compile(r"(?:original script|in \w+ script):\s*(\S.*)", re.DOTALL)
# The language of an original name may stand behind it: "... (Tigrinya)".
_LANGUAGE = re.compile(r"\s*\(([A-Za-z ]+)\)$")


class UnNames:
    """The names of one record."""

    def __init__(self, fields: Fields, reading: Reading) -> None:
        self._fields = fields
        self._reading = reading
        self._tag = fields.counter.path.rpartition("/")[2]
        self._notes: list[str] = []

    @property
    def notes(self) -> tuple[str, ...]:
        """Notes of aliases that have no name."""
        return tuple(self._notes)

    def take(self, births: UnBirths) -> tuple[ListedName, ...]:
        """Take all names, the primary one first.

        Args:
            births: Gets the dates and places of birth that stand with an alias.
        """
        return (self._primary(), *self._original(), *self._aliases(births))

    def _primary(self) -> ListedName:
        slots = [(name, _one_line(self._fields.text(name))) for name in _SLOTS]
        texts = [text for _, text in slots if text]
        if not slots[0][1]:
            raise self._fields.missing(f"element {_SLOTS[0]}")
        kind = NamePartKind.ENTITY if self._tag == "ENTITY" else NamePartKind.UNSPECIFIED
        text = " ".join(texts)
        return ListedName(
            text=text,
            parts=tuple(NamePart(kind=kind, text=part) for part in texts),
            kind=NameKind.PRIMARY,
            quality=AliasQuality.STRONG,
            script=script_of(text),
            field=_SLOTS[0],
        )

    def _original(self) -> Iterator[ListedName]:
        text = _one_line(self._fields.text("NAME_ORIGINAL_SCRIPT"))
        if not text:
            return
        language = _LANGUAGE.search(text)
        yield self._whole(
            text[: language.start()] if language else text,
            (NameKind.PRIMARY, AliasQuality.STRONG),
            field="NAME_ORIGINAL_SCRIPT",
            note=language[1] if language else "",
        )

    def _aliases(self, births: UnBirths) -> Iterator[ListedName]:
        tag = f"{self._tag}_ALIAS"
        for alias in self._fields.each(tag, blank=_ALIAS):
            quality = alias.text("QUALITY")
            names = [_one_line(name) for name in alias.text("ALIAS_NAME").split(";")]
            note = alias.text("NOTE")
            births.take_of_alias(alias)
            if not any(names):
                self._notes.extend([note] if note else [])
                continue
            if quality not in _QUALITIES:
                raise self._reading.unknown_value(f"{tag}/QUALITY", quality)
            said = "; ".join(word for word in (quality, _one_line(note)) if word)
            for name in filter(None, names):
                yield self._whole(name, _QUALITIES[quality], field=f"{tag}/ALIAS_NAME", note=said)
            if met := _SCRIPT_NOTE.match(note):
                yield self._whole(
                    _one_line(met[1]), _QUALITIES[quality], field=f"{tag}/NOTE", note=quality
                )

    def _whole(
        self, text: str, standing: tuple[NameKind, AliasQuality], *, field: str, note: str
    ) -> ListedName:
        kind = NamePartKind.ENTITY if self._tag == "ENTITY" else NamePartKind.UNSPECIFIED
        return ListedName(
            text=text,
            parts=(NamePart(kind=kind, text=text),),
            kind=standing[0],
            quality=standing[1],
            script=script_of(text),
            field=field,
            note=note,
        )


def _one_line(text: str) -> str:
    """A name on one line: the UN's export breaks some in the middle."""
    return " ".join(text.split())
