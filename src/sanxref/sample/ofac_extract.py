"""Facts to OFAC's ADVANCED XML, element for element as SDN_ADVANCED.XML has been since May 2024.

What the numbers mean stands in ofac-reference-values.xml, which is taken over as it is.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any

from lxml import etree

from sanxref.model.dates import PartialDate

__all__ = ["make_ofac_extract"]

# Facts are what YAML reads: strings, numbers, dates, and lists and mappings of them.
Facts = Mapping[str, Any]

_NAMESPACE = (
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML"
)
_SDN_LIST = "1550"
_NAME, _AKA = "1403", "1400"
_LAST, _FIRST, _VESSEL = "1520", "1521", "1526"
_INDIVIDUAL_SUBTYPE, _VESSEL_SUBTYPE = "4", "1"
_DATE, _LOOKUP, _TEXT, _COUNTRY = "1430", "1431", "1432", "1433"
_INVENTED = "Invented for the sanxref demonstration; names nobody."


# Type of the name, whether it is a weak alias, and (type, text) of each part.
_Name = tuple[str, bool, Sequence[tuple[str, str]]]


def make_ofac_extract(facts: Facts, reference_values: bytes) -> bytes:
    """Write the `ofac` block of facts.yaml as an ADVANCED XML document of the SDN List.

    Args:
        facts: The block.
        reference_values: ofac-reference-values.xml.
    """
    return _Extract(etree.fromstring(reference_values)).make(facts)


class _Extract:
    """One document while it is written: parts of the file refer to each other by number."""

    def __init__(self, reference_values: etree._Element) -> None:
        self._root = etree.Element(
            f"{{{_NAMESPACE}}}Sanctions",
            {"Version": "3"},
            nsmap={None: _NAMESPACE},  # type: ignore[dict-item]  # lxml-stubs: None is the default namespace
        )
        self._reference_values = reference_values
        self._countries = {
            element.text or "": element.get("ID", "")
            for element in reference_values.iter(f"{{{_NAMESPACE}}}Country")
        }
        self._sections: dict[str, etree._Element] = {}
        self._numbers = count(500001)

    def make(self, facts: Facts) -> bytes:
        """Write everything."""
        self._add_day(self._add(self._root, "DateOfIssue", CalendarTypeID="1"), facts["issued"])
        self._root.append(self._reference_values)
        for name in (
            "Locations",
            "IDRegDocuments",
            "DistinctParties",
            "ProfileRelationships",
            "SanctionsEntries",
            "SanctionsEntryLinks",
        ):
            self._sections[name] = self._add(self._root, name)
        for record in facts["individuals"]:
            self._add_individual(record)
        for record in facts["vessels"]:
            self._add_vessel(record)
        etree.indent(self._root, space="  ")
        document = etree.tostring(
            self._root, xml_declaration=True, encoding="utf-8", standalone=True
        )
        return document + b"\n"

    def _add_individual(self, record: Facts) -> None:
        names: list[_Name] = [(_NAME, False, ((_LAST, record["last"]), (_FIRST, record["first"])))]
        names += [
            (_AKA, False, ((_LAST, last), (_FIRST, first)))
            for last, first in record.get("strong", ())
        ]
        # OFAC writes a weak alias as one last name.
        names += [(_AKA, True, ((_LAST, weak),)) for weak in record.get("weak", ())]
        party = self._add_party(record, _INDIVIDUAL_SUBTYPE)
        identity, documented_name = self._add_identity(party, record["uid"], names)
        for born in record["born"]:
            version = self._add_feature(party, identity, "8")
            self._add_period(version, PartialDate.parse(born))
            self._add(version, "VersionDetail", DetailTypeID=_DATE)
        if "birthplace" in record:
            version = self._add_feature(party, identity, "9")
            self._add(version, "VersionDetail", record["birthplace"], DetailTypeID=_TEXT)
        for feature, key in (("10", "nationality"), ("11", "citizenship"), ("25", "address")):
            if key in record:
                self._add_country_feature(party, identity, feature, record[key])
        if "gender" in record:
            version = self._add_feature(party, identity, "224")
            self._add(version, "VersionDetail", DetailTypeID=_LOOKUP, DetailReferenceID="91526")
        for passport in record.get("passports", ()):
            self._add_passport(identity, documented_name, passport)
        self._add_entry(record, "1828", "SDGT")

    def _add_vessel(self, record: Facts) -> None:
        party = self._add_party(record, _VESSEL_SUBTYPE)
        names: list[_Name] = [(_NAME, False, ((_VESSEL, record["name"]),))]
        identity, _ = self._add_identity(party, record["uid"], names)
        version = self._add_feature(party, identity, "1")
        self._add(version, "VersionDetail", record["call_sign"], DetailTypeID=_TEXT)
        version = self._add_feature(party, identity, "2")
        self._add(version, "VersionDetail", DetailTypeID=_LOOKUP, DetailReferenceID="900001")
        self._add_country_feature(party, identity, "3", record["flag"])
        self._add_entry(record, "900002", record["programme"])

    def _add_party(self, record: Facts, subtype: str) -> etree._Element:
        uid = str(record["uid"])
        party = self._add(self._sections["DistinctParties"], "DistinctParty", FixedRef=uid)
        self._add(party, "Comment", _INVENTED if record.get("invented") else "")
        return self._add(party, "Profile", ID=uid, PartySubTypeID=subtype)

    def _add_identity(
        self,
        profile: etree._Element,
        uid: int,
        names: Sequence[_Name],
    ) -> tuple[str, str]:
        number = next(self._numbers)
        identity = self._add(
            profile,
            "Identity",
            ID=str(number),
            FixedRef=str(uid),
            Primary="true",
            **{"False": "false"},
        )
        groups = etree.Element(f"{{{_NAMESPACE}}}NamePartGroups")
        for place, (alias_type, weak, parts) in enumerate(names):
            alias = self._add(
                identity,
                "Alias",
                FixedRef=str(uid),
                AliasTypeID=alias_type,
                Primary=_truth(place == 0),
                LowQuality=_truth(weak),
            )
            documented = self._add(
                alias,
                "DocumentedName",
                # The first documented name has the number of its identity in OFAC's file.
                ID=str(number if place == 0 else next(self._numbers)),
                FixedRef=str(uid),
                DocNameStatusID="1" if place == 0 else "2",
            )
            for part_type, text in parts:
                self._add_name_part(documented, groups, part_type, text)
        identity.append(groups)
        return str(number), str(number)

    def _add_name_part(
        self, documented: etree._Element, groups: etree._Element, part_type: str, text: str
    ) -> None:
        group = str(next(self._numbers))
        part = self._add(documented, "DocumentedNamePart")
        self._add(
            part,
            "NamePartValue",
            text,
            NamePartGroupID=group,
            ScriptID="215",
            ScriptStatusID="1",
            Acronym="false",
        )
        master = self._add(groups, "MasterNamePartGroup")
        self._add(master, "NamePartGroup", ID=group, NamePartTypeID=part_type)

    def _add_feature(
        self, profile: etree._Element, identity: str, feature_type: str
    ) -> etree._Element:
        feature = self._add(
            profile, "Feature", ID=str(next(self._numbers)), FeatureTypeID=feature_type
        )
        version = self._add(
            feature, "FeatureVersion", ID=str(next(self._numbers)), ReliabilityID="1"
        )
        self._add(version, "Comment")
        self._add(feature, "IdentityReference", IdentityID=identity, IdentityFeatureLinkTypeID="1")
        return version

    def _add_country_feature(
        self, profile: etree._Element, identity: str, feature_type: str, country: str
    ) -> None:
        version = self._add_feature(profile, identity, feature_type)
        if feature_type in {"10", "11"}:
            self._add(version, "VersionDetail", DetailTypeID=_COUNTRY)
        number = str(next(self._numbers))
        self._add(version, "VersionLocation", LocationID=number)
        location = self._add(self._sections["Locations"], "Location", ID=number)
        area = self._countries[country]
        self._add(location, "LocationAreaCode", AreaCodeID=area)
        self._add(location, "LocationCountry", CountryID=area, CountryRelevanceID="1413")
        self._add(location, "FeatureVersionReference", FeatureVersionID=version.get("ID", ""))

    def _add_passport(self, identity: str, documented_name: str, passport: Facts) -> None:
        attributes = {
            "ID": str(next(self._numbers)),
            "IDRegDocTypeID": "1571",
            "IdentityID": identity,
        }
        if "country" in passport:
            attributes["IssuedBy-CountryID"] = self._countries[passport["country"]]
        document = self._add(
            self._sections["IDRegDocuments"], "IDRegDocument", **attributes, ValidityID="1"
        )
        self._add(document, "Comment")
        self._add(document, "IDRegistrationNo", passport["number"])
        self._add(document, "IssuingAuthority")
        self._add(document, "DocumentedNameReference", DocumentedNameID=documented_name)

    def _add_entry(self, record: Facts, legal_basis: str, programme: str) -> None:
        uid = str(record["uid"])
        entry = self._add(
            self._sections["SanctionsEntries"],
            "SanctionsEntry",
            ID=uid,
            ProfileID=uid,
            ListID=_SDN_LIST,
        )
        event = self._add(
            entry, "EntryEvent", ID=uid, EntryEventTypeID="1", LegalBasisID=legal_basis
        )
        self._add(event, "Comment")
        self._add_day(self._add(event, "Date", CalendarTypeID="1"), record["listed"])
        for sanctions_type, comment in (("1705", None), ("1", programme)):
            measure = self._add(
                entry,
                "SanctionsMeasure",
                ID=str(next(self._numbers)),
                SanctionsTypeID=sanctions_type,
            )
            if comment is not None:
                self._add(measure, "Comment", comment)
            self._add(measure, "DatePeriod", CalendarTypeID="1", **_fixed("true"))

    def _add_period(self, version: etree._Element, born: PartialDate) -> None:
        """Write a date as OFAC does: its first day as start, its last day as end."""
        period = self._add(version, "DatePeriod", CalendarTypeID="1", **_fixed("false"))
        for tag, day in (("Start", born.earliest), ("End", born.latest)):
            bound = self._add(period, tag, Approximate=_truth(born.approximate), **_fixed("false"))
            for side in ("From", "To"):
                self._add_day(self._add(bound, side), day)

    def _add_day(self, parent: etree._Element, day: date) -> None:
        for tag, value in (("Year", day.year), ("Month", day.month), ("Day", day.day)):
            self._add(parent, tag, str(value))

    @staticmethod
    def _add(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
        element = etree.SubElement(parent, f"{{{_NAMESPACE}}}{tag}", attributes)
        element.text = text or None
        return element


def _fixed(value: str) -> dict[str, str]:
    return {"YearFixed": value, "MonthFixed": value, "DayFixed": value}


def _truth(value: bool) -> str:  # noqa: FBT001  # one value in, its XML spelling out
    return "true" if value else "false"
