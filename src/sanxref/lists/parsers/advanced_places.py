"""Locations of OFAC's ADVANCED XML."""

from sanxref.errors import ListFault
from sanxref.lists.parsers.advanced_references import ReferenceValues
from sanxref.lists.parsers.faults import Reading
from sanxref.lists.parsers.fields import Fields
from sanxref.model.designations import Address

__all__ = ["AdvancedPlaces"]

_LINES = ("ADDRESS1", "ADDRESS2", "ADDRESS3")
_CITY, _STATE, _REGION, _CODE = "CITY", "STATE/PROVINCE", "REGION", "POSTAL CODE"
# A location of a citizenship has its country as a part of the type "Unknown".
_UNTYPED = "Unknown"
_NO_COUNTRY = "undetermined"  # OFAC's own word
_ORDER = (*_LINES, _CITY, _REGION, _STATE, _CODE)


class AdvancedPlaces:
    """The locations of one file, as addresses."""

    def __init__(self, values: ReferenceValues, reading: Reading) -> None:
        self._values = values
        self._reading = reading
        self._places: dict[str, Address] = {}

    def take(self, fields: Fields) -> None:
        """Take one Location."""
        number = fields.attribute("ID")
        self._reading.record = f"Location {number}"
        # Which features and documents are there: they themselves say so.
        fields.ignore("FeatureVersionReference", "IDRegDocumentReference")
        notes = list(fields.texts("Comment"))
        countries = self._countries(fields)
        parts: dict[str, str] = {}
        for part in fields.each("LocationPart"):
            kind = self._values.text("LocPartType", part.attribute("LocPartTypeID"))
            value = self._value(part, notes)
            if kind == _UNTYPED and not countries:
                countries.append(value)
            elif kind in _ORDER and kind not in parts:
                parts[kind] = value
            elif value:
                # A type of part that is new, or a second part of a type: kept in words.
                notes.append(f"{kind}: {value}")
        if number in self._places:
            raise self._reading.corrupt(
                ListFault.DUPLICATE_REFERENCE, f"Location {number} is defined twice"
            )
        self._places[number] = _address(parts, countries, notes)

    def place(self, number: str) -> Address:
        """The location with a number.

        Raises:
            ListCorrupt: There is none.
        """
        found = self._places.get(number)
        if found is None:
            raise self._reading.corrupt(
                ListFault.MISSING_FIELD, f"refers to Location {number}, which is not defined"
            )
        return found

    def _countries(self, fields: Fields) -> list[str]:
        found = []
        for country in fields.each("LocationCountry"):
            country.ignore_attributes("CountryRelevanceID")  # always "PRIMARY"
            found.append(self._values.country(country.attribute("CountryID")))
        found.extend(
            self._values.area_country(area.attribute("AreaCodeID"))
            for area in fields.each("LocationAreaCode")
        )
        return list(dict.fromkeys(name for name in found if name))

    def _value(self, part: Fields, notes: list[str]) -> str:
        found: list[tuple[bool, str]] = []
        for value in part.each("LocationPartValue"):
            # The type is always "Unknown", the status always "Main".
            value.ignore_attributes("LocPartValueTypeID", "LocPartValueStatusID")
            notes.extend(value.texts("Comment"))
            found.append((not value.flag("Primary"), value.text("Value")))
        first, *others = [text for _, text in sorted(found, key=lambda item: item[0])] or [""]
        notes.extend(f"also {text}" for text in others)
        return first


def _address(parts: dict[str, str], countries: list[str], notes: list[str]) -> Address:
    named = [country for country in countries if country != _NO_COUNTRY]
    if len(named) < len(countries):
        notes = [*notes, f"country {_NO_COUNTRY}"]
    texts = [*(parts.get(kind, "") for kind in _ORDER), *named]
    return Address(
        text=", ".join(text for text in texts if text),
        street=", ".join(parts[kind] for kind in _LINES if parts.get(kind)),
        city=parts.get(_CITY, ""),
        region=", ".join(parts[kind] for kind in (_REGION, _STATE) if parts.get(kind)),
        postal_code=parts.get(_CODE, ""),
        country=", ".join(named),
        note="; ".join(notes),
    )
