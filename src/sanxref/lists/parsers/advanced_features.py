"""Features of a party in OFAC's ADVANCED XML: births, nationalities, addresses, facts.

Feature types are an open vocabulary. Those with a heading of their own in our records are sorted
under it; any other is kept under OFAC's name, as a number of the target or as a fact
(ofac_vocabulary.py).
"""

from dataclasses import dataclass, field

from sanxref.lists.parsers.advanced_dates import AdvancedDates
from sanxref.lists.parsers.advanced_places import AdvancedPlaces
from sanxref.lists.parsers.advanced_references import ReferenceValues
from sanxref.lists.parsers.faults import Reading
from sanxref.lists.parsers.fields import Fields
from sanxref.lists.parsers.ofac_vocabulary import feature_is_number
from sanxref.lists.parsers.written_dates import date_text
from sanxref.model.dates import PartialDate
from sanxref.model.designations import (
    Address,
    Attribute,
    BirthDate,
    BirthPlace,
    Identifier,
    Nationality,
    NationalityKind,
    Remark,
)

__all__ = ["AdvancedFeatures", "PartyFacts"]

_NATIONALITIES = {
    "Nationality Country": NationalityKind.NATIONALITY,
    "Citizenship Country": NationalityKind.CITIZENSHIP,
}


@dataclass(slots=True, kw_only=True)
class PartyFacts:
    """What the features of one party state; filled while its features are read."""

    birth_dates: list[BirthDate] = field(default_factory=list)
    birth_places: list[BirthPlace] = field(default_factory=list)
    nationalities: list[Nationality] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    genders: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    """One version of a feature: words, dates and places; mostly just one of them."""

    texts: tuple[str, ...]
    dates: tuple[PartialDate, ...]
    places: tuple[Address, ...]

    @property
    def value(self) -> str:
        """All of it in words."""
        words = (
            *self.texts,
            *(date_text(when) for when in self.dates),
            *(place.text for place in self.places),
        )
        return ", ".join(dict.fromkeys(word for word in words if word))


class AdvancedFeatures:
    """Reader of features."""

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

    def take(self, fields: Fields, facts: PartyFacts) -> None:
        """Take one Feature and add what it states."""
        fields.ignore_attributes("ID")  # internal number
        # To which identity of the party it belongs: our records join a party's identities.
        fields.ignore("IdentityReference")
        name = self._values.text("FeatureType", fields.attribute("FeatureTypeID"))
        for item in fields.each("FeatureVersion"):
            # Internal number; how sure OFAC is ("Unknown" or "Confirmed"), which no public view
            # of the list shows.
            item.ignore_attributes("ID", "ReliabilityID")
            item.ignore("IDRegDocumentReference")  # the documents name their identity
            facts.remarks.extend(
                Remark(field=f"Feature/{name}", text=text) for text in item.texts("Comment")
            )
            _add(name, self._version(item), facts)

    def _version(self, item: Fields) -> _Version:
        texts = []
        for detail in item.each("VersionDetail"):
            # DATE, LOOKUP, TEXT, COUNTRY or LOCATION: where the value is, which is seen.
            detail.ignore_attributes("DetailTypeID")
            reference = detail.optional_attribute("DetailReferenceID")
            if reference:
                texts.append(self._values.text("DetailReference", reference))
            texts.append(detail.own_text())
        periods = [self._dates.take_period(period) for period in item.each("DatePeriod")]
        return _Version(
            texts=tuple(text for text in texts if text),
            dates=tuple(when for when in periods if when is not None),
            places=tuple(
                self._places.place(place.attribute("LocationID"))
                for place in item.each("VersionLocation")
            ),
        )


def _add(name: str, version: _Version, facts: PartyFacts) -> None:
    match name:
        case "Birthdate":
            facts.birth_dates.extend(_birth_dates(version))
        case "Place of Birth":
            facts.birth_places.extend(_birth_places(version))
        case "Nationality Country" | "Citizenship Country":
            kind = _NATIONALITIES[name]
            facts.nationalities.extend(
                Nationality(country=country, kind=kind) for country in _countries(version)
            )
        case "Location":
            # Of some targets the place is only "undetermined", which is no address.
            facts.addresses.extend(place for place in version.places if place.text)
            facts.addresses.extend(Address(text=text) for text in version.texts)
        case "Gender":
            facts.genders.append(version.value)
        case "Title":
            facts.titles.append(version.value)
        case _ if feature_is_number(name):
            facts.identifiers.append(Identifier(type=name, number=version.value))
        case _:
            facts.attributes.append(Attribute(name=name.rstrip(" :-"), value=version.value))


def _birth_dates(version: _Version) -> list[BirthDate]:
    words = ", ".join(version.texts)
    if not version.dates:
        return [BirthDate(date=None, text=words, field="Feature/Birthdate")]
    return [
        BirthDate(
            date=when,
            text=f"{date_text(when)} ({words})" if words else date_text(when),
            field="Feature/Birthdate",
        )
        for when in version.dates
    ]


def _birth_places(version: _Version) -> list[BirthPlace]:
    written = [BirthPlace(text=text) for text in version.texts]
    located = [
        BirthPlace(text=place.text, city=place.city, region=place.region, country=place.country)
        for place in version.places
    ]
    return [*written, *located]


def _countries(version: _Version) -> tuple[str, ...]:
    named = tuple(place.country or place.text for place in version.places)
    return named or version.texts
