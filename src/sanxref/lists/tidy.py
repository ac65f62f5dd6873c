"""Designations as columns of tidy tables, one row for each value."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sanxref.model.dates import PartialDate
from sanxref.model.designations import Designation, Listing

if TYPE_CHECKING:  # heavy library, imported where it is used
    import pyarrow as pa

__all__ = ["TABLES", "columns_of"]

_JOINT = "; "
_FLAGS = frozenset({"main", "approximate"})
_DAYS = frozenset({"earliest", "latest", "listed_earliest", "listed_latest"})

Row = tuple[object, ...]


def _designations(item: Designation) -> Iterator[Row]:
    listed = [listing.listed_on for listing in item.listings if listing.listed_on is not None]
    yield (
        item.kind.value,
        item.primary_name.text,
        _JOINT.join(dict.fromkeys(listing.programme for listing in item.listings)),
        str(min(listed, key=lambda when: when.earliest)) if listed else "",
        item.record,
    )


def _names(item: Designation) -> Iterator[Row]:
    for name in item.names:
        yield (
            name.text,
            name.natural,
            name.kind.value,
            name.quality.value,
            name.script,
            name.field,
            name.note,
        )


def _listings(item: Designation) -> Iterator[Row]:
    yield from (_listing(listing) for listing in item.listings)


def _listing(listing: Listing) -> Row:
    return (
        listing.list_name,
        listing.programme,
        *_dated(listing.listed_on),
        listing.basis.value,
        str(listing.delisted_on) if listing.delisted_on else "",
        _JOINT.join(str(when) for when in listing.amended_on),
        _JOINT.join(listing.legal_basis),
        _JOINT.join(listing.measures),
        listing.field,
    )


def _birth_dates(item: Designation) -> Iterator[Row]:
    for birth in item.birth_dates:
        about = birth.date is not None and birth.date.approximate
        yield (*_dated(birth.date), about, birth.text, birth.main, birth.field)


def _birth_places(item: Designation) -> Iterator[Row]:
    for place in item.birth_places:
        yield place.text, place.city, place.region, place.country, place.note, place.main


def _nationalities(item: Designation) -> Iterator[Row]:
    for nationality in item.nationalities:
        yield nationality.country, nationality.kind.value, nationality.main


def _addresses(item: Designation) -> Iterator[Row]:
    for address in item.addresses:
        yield (
            address.text,
            address.street,
            address.city,
            address.region,
            address.postal_code,
            address.country,
            address.note,
        )


def _identifiers(item: Designation) -> Iterator[Row]:
    for number in item.identifiers:
        yield (
            number.type,
            number.number,
            number.country,
            number.city,
            number.issued_on,
            number.expires_on,
            number.note,
        )


def _remarks(item: Designation) -> Iterator[Row]:
    yield from ((remark.field, remark.text) for remark in item.remarks)


def _links(item: Designation) -> Iterator[Row]:
    yield from ((link.kind, link.reference or "", link.name) for link in item.links)


def _attributes(item: Designation) -> Iterator[Row]:
    yield from (("gender", gender) for gender in item.genders)
    yield from (("title", title) for title in item.titles)
    yield from (("position", position) for position in item.positions)
    yield from ((attribute.name, attribute.value) for attribute in item.attributes)


def _dated(when: PartialDate | None) -> Row:
    return ("", None, None) if when is None else (str(when), when.earliest, when.latest)


_Rows = Callable[[Designation], Iterator[Row]]

TABLES: Mapping[str, tuple[_Rows, tuple[str, ...]]] = {
    "designations": (_designations, ("kind", "name", "programmes", "listed_on", "record")),
    "names": (_names, ("text", "natural", "kind", "quality", "script", "field", "note")),
    "listings": (
        _listings,
        (
            "list_name",
            "programme",
            "listed_on",
            "listed_earliest",
            "listed_latest",
            "basis",
            "delisted_on",
            "amended_on",
            "legal_basis",
            "measures",
            "field",
        ),
    ),
    "birth_dates": (
        _birth_dates,
        ("date", "earliest", "latest", "approximate", "text", "main", "field"),
    ),
    "birth_places": (_birth_places, ("text", "city", "region", "country", "note", "main")),
    "nationalities": (_nationalities, ("country", "kind", "main")),
    "addresses": (
        _addresses,
        ("text", "street", "city", "region", "postal_code", "country", "note"),
    ),
    "identifiers": (
        _identifiers,
        ("type", "number", "country", "city", "issued_on", "expires_on", "note"),
    ),
    "remarks": (_remarks, ("field", "text")),
    "links": (_links, ("kind", "other_reference", "other_name")),
    "attributes": (_attributes, ("name", "value")),
}
"""Rows of each tidy table and the columns behind `reference`."""


def columns_of(table: str, designations: Sequence[Designation]) -> "dict[str, pa.Array]":
    """Make the columns of one tidy table, in the order of the designations.

    Returns:
        Arrow arrays by name: texts as string, flags as bool, days as timestamp in milliseconds
        (pandas has no dtype for days).
    """
    rows_of, names = TABLES[table]
    rows: Iterable[tuple[Any, ...]] = [
        (designation.reference, *row)
        for designation in designations
        for row in rows_of(designation)
    ]
    columns: Iterable[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * (len(names) + 1)
    return {
        name: _column(name, values)
        for name, values in zip(("reference", *names), columns, strict=True)
    }


def _column(name: str, values: Sequence[Any]) -> "pa.Array":
    import pyarrow as pa  # noqa: PLC0415  # heavy: 300 ms

    if name in _DAYS:
        return pa.array(values, pa.date32()).cast(pa.timestamp("ms"))
    return pa.array(values, pa.bool_() if name in _FLAGS else pa.string())
