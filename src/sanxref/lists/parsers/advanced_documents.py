"""Identification and registration documents of OFAC's ADVANCED XML."""

from collections import defaultdict

from sanxref.lists.parsers.advanced_dates import AdvancedDates
from sanxref.lists.parsers.advanced_places import AdvancedPlaces
from sanxref.lists.parsers.advanced_references import ReferenceValues
from sanxref.lists.parsers.faults import Reading
from sanxref.lists.parsers.fields import Fields
from sanxref.lists.parsers.written_dates import date_text
from sanxref.model.designations import Identifier

__all__ = ["AdvancedDocuments"]

_ISSUED, _EXPIRES, _VALID = "Issue Date", "Expiration Date", "Valid"


class AdvancedDocuments:
    """The documents of one file, by identity."""

    def __init__(
        self,
        values: ReferenceValues,
        places: AdvancedPlaces,
        dates: AdvancedDates,
        reading: Reading,
    ) -> None:
        self._values = values
        self._places = places
        self._dates = dates
        self._reading = reading
        self._by_identity: defaultdict[str, list[Identifier]] = defaultdict(list)

    def take(self, fields: Fields) -> None:
        """Take one IDRegDocument."""
        number = fields.attribute("ID")
        self._reading.record = f"IDRegDocument {number}"
        # Numbers of names, features, relations and documents that mention this one: the other
        # side says what it is.
        fields.ignore(
            "DocumentedNameReference",
            "FeatureVersionReference",
            "IDRegDocumentMention",
            "ProfileRelationshipReference",
        )
        notes = list(fields.texts("Comment"))
        validity = self._values.text("Validity", fields.attribute("ValidityID"))
        if validity != _VALID:
            notes.append(validity)
        authority = fields.text("IssuingAuthority")
        if authority:
            notes.append(authority)
        when = self._document_dates(fields, notes)
        country = fields.optional_attribute("IssuedBy-CountryID")
        place = fields.optional_attribute("IssuedIn-LocationID")
        self._by_identity[fields.attribute("IdentityID")].append(
            Identifier(
                type=self._values.text("IDRegDocType", fields.attribute("IDRegDocTypeID")),
                number=fields.text("IDRegistrationNo"),
                country=self._values.country(country) if country else "",
                city=self._places.place(place).text if place else "",
                issued_on=when.get(_ISSUED, ""),
                expires_on=when.get(_EXPIRES, ""),
                note="; ".join(notes),
            )
        )

    def of_identity(self, number: str) -> tuple[Identifier, ...]:
        """Take the documents of an identity out; each belongs to one."""
        return tuple(self._by_identity.pop(number, ()))

    def left_over(self) -> tuple[str, ...]:
        """Identities that documents refer to and nobody has taken."""
        return tuple(self._by_identity)

    def _document_dates(self, fields: Fields, notes: list[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for item in fields.each("DocumentDate"):
            kind = self._values.text("IDRegDocDateType", item.attribute("IDRegDocDateTypeID"))
            for period in item.each("DatePeriod"):
                when = self._dates.take_period(period)
                if when is None:
                    continue
                if kind in {_ISSUED, _EXPIRES} and kind not in found:
                    found[kind] = date_text(when)
                else:
                    notes.append(f"{kind}: {date_text(when)}")
        return found
