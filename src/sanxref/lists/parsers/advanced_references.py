"""Reference values of OFAC's ADVANCED XML: what the numbers in it stand for.

Numbers are resolved by the text that the same file gives them, never by the number itself.
"""

from sanxref.errors import ListFault
from sanxref.lists.parsers.faults import Reading
from sanxref.lists.parsers.fields import Fields

__all__ = ["ReferenceValues"]

# The sets of the schema (sdn_advanced.xsd). A new set is a change of the format.
_SETS = (
    "AliasType",
    "AreaCode",
    "AreaCodeType",
    "CalendarType",
    "Country",
    "CountryRelevance",
    "DecisionMakingBody",
    "DetailReference",
    "DetailType",
    "DocNameStatus",
    "EntryEventType",
    "EntryLinkType",
    "ExRefType",
    "FeatureType",
    "FeatureTypeGroup",
    "IDRegDocDateType",
    "IDRegDocType",
    "IdentityFeatureLinkType",
    "LegalBasis",
    "LegalBasisType",
    "List",
    "LocPartType",
    "LocPartValueStatus",
    "LocPartValueType",
    "NamePartType",
    "Organisation",
    "PartySubType",
    "PartyType",
    "RelationQuality",
    "RelationType",
    "Reliability",
    "SanctionsProgram",
    "SanctionsType",
    "Script",
    "ScriptStatus",
    "SubsidiaryBody",
    "SupInfoType",
    "TargetType",
    "Validity",
)


class ReferenceValues:
    """The reference values of one file."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._texts: dict[tuple[str, str], str] = {}
        self._details: dict[tuple[str, str], dict[str, str]] = {}

    def take(self, fields: Fields) -> None:
        """Take the element ReferenceValueSets."""
        for kind in _SETS:
            for group in fields.one(f"{kind}Values"):
                for item in group.each(kind):
                    self._add(kind, item)

    def _add(self, kind: str, item: Fields) -> None:
        key = (kind, item.attribute("ID"))
        if key in self._texts:
            raise self._reading.corrupt(
                ListFault.DUPLICATE_REFERENCE, f"{kind} {key[1]} is defined twice"
            )
        self._texts[key] = item.own_text()
        self._details[key] = item.attributes()

    def text(self, kind: str, number: str) -> str:
        """What a number stands for.

        Raises:
            ListCorrupt: The file does not define it.
        """
        found = self._texts.get((kind, number))
        if found is None:
            raise self._reading.corrupt(
                ListFault.MISSING_FIELD, f"refers to {kind} {number}, which is not defined"
            )
        return found

    def detail(self, kind: str, number: str, name: str) -> str:
        """An attribute of a reference value; empty where it has none of that name."""
        self.text(kind, number)
        return self._details[kind, number].get(name, "")

    def country(self, number: str) -> str:
        """Name of a country."""
        return self.text("Country", number)

    def area_country(self, number: str) -> str:
        """Name of the country of an area code."""
        country = self.detail("AreaCode", number, "CountryID")
        return self.country(country) if country else self.detail("AreaCode", number, "Description")
