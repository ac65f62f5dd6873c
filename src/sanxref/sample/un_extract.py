"""Facts to the UN Consolidated XML, element for element as scsanctions.un.org writes it."""

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

__all__ = ["make_un_extract"]

# Facts are what YAML reads: strings, numbers, dates, and lists and mappings of them.
Facts = Mapping[str, Any]

_SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
_SLOTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_ABRIDGED = "Abridged for the sanxref demonstration; the authority's own list has the full record."
_INVENTED = "Invented for the sanxref demonstration; names nobody."


def make_un_extract(facts: Facts) -> bytes:
    """Write the `un` block of facts.yaml as a CONSOLIDATED_LIST document."""
    root = etree.Element("CONSOLIDATED_LIST", nsmap={"xsi": _SCHEMA})
    root.set(
        etree.QName(_SCHEMA, "noNamespaceSchemaLocation"),
        "https://www.un.org/sc/resources/sc-sanctions.xsd",
    )
    root.set("dateGenerated", f"{facts['generated'].isoformat()}T23:00:00.000Z")
    individuals = _add(root, "INDIVIDUALS")
    for record in facts["individuals"]:
        _add_individual(individuals, record)
    entities = _add(root, "ENTITIES")
    for record in facts["entities"]:
        _add_entity(entities, record)
    etree.indent(root, space="  ")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) + b"\n"


def _add_individual(parent: etree._Element, record: Facts) -> None:
    element = _add(parent, "INDIVIDUAL")
    _add_head(element, record, record["names"])
    for tag, key in (("TITLE", "title"), ("NATIONALITY", "nationality")):
        if key in record:
            _add_values(element, tag, [record[key]])
    _add_tail(element, record)
    aliases = [
        (quality, alias)
        for quality, key in (("Good", "good"), ("Low", "low"))
        for alias in record.get(key, ())
    ]
    _add_aliases(element, "INDIVIDUAL_ALIAS", aliases)
    _add_place(element, "INDIVIDUAL_ADDRESS", record.get("address", {}))
    for born in record["born"]:
        _add_birth_date(element, born)
    _add_place(element, "INDIVIDUAL_PLACE_OF_BIRTH", record.get("place", {}))
    for document in record.get("documents", [{}]):
        _add_document(element, document)
    _add_sort_keys(element)


def _add_entity(parent: etree._Element, record: Facts) -> None:
    element = _add(parent, "ENTITY")
    _add_head(element, record, [record["name"]])
    _add_tail(element, record)
    aliases = [
        (quality, alias)
        for quality, key in (("a.k.a.", "aka"), ("f.k.a.", "fka"))
        for alias in record.get(key, ())
    ]
    _add_aliases(element, "ENTITY_ALIAS", aliases)
    _add_place(element, "ENTITY_ADDRESS", {"country": record.get("country", "")})
    _add_sort_keys(element)


def _add_head(element: etree._Element, record: Facts, names: Iterable[str]) -> None:
    _add(element, "DATAID", str(record["dataid"]))
    _add(element, "VERSIONNUM", "1")
    for slot, name in zip(_SLOTS, names, strict=False):
        _add(element, slot, name)
    _add(element, "UN_LIST_TYPE", record.get("regime", "Al-Qaida"))
    _add(element, "REFERENCE_NUMBER", record["ref"])
    _add(element, "LISTED_ON", record["listed"])
    for tag, key in (("GENDER", "gender"), ("NAME_ORIGINAL_SCRIPT", "original_script")):
        if key in record:
            _add(element, tag, record[key])
    linked = [f"See also {reference}." for reference in record.get("linked", ())]
    about = _INVENTED if record.get("invented") else _ABRIDGED
    _add(element, "COMMENTS1", " ".join([*linked, about]))


def _add_tail(element: etree._Element, record: Facts) -> None:
    _add_values(element, "LIST_TYPE", ["UN List"])
    _add_values(element, "LAST_DAY_UPDATED", record.get("updated", [""]))


def _add_aliases(element: etree._Element, tag: str, aliases: Iterable[tuple[str, str]]) -> None:
    # A record without aliases has one empty alias in the real file.
    for quality, name in list(aliases) or [("", "")]:
        alias = _add(element, tag)
        _add(alias, "QUALITY", quality)
        _add(alias, "ALIAS_NAME", name)


def _add_place(element: etree._Element, tag: str, place: Facts) -> None:
    target = _add(element, tag)
    for key in ("street", "city", "state_province", "country", "note"):
        if key in place or (key == "country" and not place):
            _add(target, key.upper(), place.get(key, ""))


def _add_birth_date(element: etree._Element, born: str) -> None:
    target = _add(element, "INDIVIDUAL_DATE_OF_BIRTH")
    _add(target, "TYPE_OF_DATE", "APPROXIMATELY" if born.endswith("~") else "EXACT")
    value = born.rstrip("~")
    _add(target, "YEAR" if len(value) == len("1975") else "DATE", value)


def _add_document(element: etree._Element, document: Facts) -> None:
    target = _add(element, "INDIVIDUAL_DOCUMENT")
    for tag, key in (
        ("TYPE_OF_DOCUMENT", "kind"),
        ("NUMBER", "number"),
        ("ISSUING_COUNTRY", "issuing_country"),
        ("DATE_OF_ISSUE", "issued"),
        ("COUNTRY_OF_ISSUE", "country_of_issue"),
    ):
        if key in document:
            _add(target, tag, document[key])


def _add_sort_keys(element: etree._Element) -> None:
    _add(element, "SORT_KEY")
    _add(element, "SORT_KEY_LAST_MOD")


def _add_values(element: etree._Element, tag: str, values: Iterable[str]) -> None:
    target = _add(element, tag)
    for value in values:
        _add(target, "VALUE", value)


def _add(parent: etree._Element, tag: str, text: str = "") -> etree._Element:
    element = etree.SubElement(parent, tag)
    element.text = text or None
    return element
