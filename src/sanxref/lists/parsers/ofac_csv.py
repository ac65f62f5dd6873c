"""OFAC's CSV set: sdn.csv, alt.csv, add.csv, sdn_comments.csv, and cons_*.csv of the same shape.

Field semantics: docs/lists.md, LISTS.md section 3d. The files have no header, no date and no
listing dates; most facts stand in the remarks, in words.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from sanxref.errors import ListFault
from sanxref.lists.parsers.faults import Reading
from sanxref.lists.parsers.fields import PathCounter
from sanxref.lists.parsers.ofac_names import named, split_name
from sanxref.lists.parsers.ofac_remarks import RemarkFacts, read_remarks
from sanxref.lists.parsers.parsed import ParsedList
from sanxref.lists.parsers.records import check_references, list_names, undated_listings
from sanxref.model.designations import (
    Address,
    AliasQuality,
    Attribute,
    Designation,
    ListedName,
    NameKind,
    Reference,
    Remark,
    SourceKey,
    TargetKind,
)

__all__ = ["parse_ofac_csv"]

_COLUMNS = {
    "sdn": (
        "ent_num",
        "SDN_Name",
        "SDN_Type",
        "Program",
        "Title",
        "Call_Sign",
        "Vess_type",
        "Tonnage",
        "GRT",
        "Vess_flag",
        "Vess_owner",
        "Remarks",
    ),
    "alt": ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks"),
    "add": (
        "ent_num",
        "Add_num",
        "Address",
        "City/State/Province/Postal Code",
        "Country",
        "Add_remarks",
    ),
    "comments": ("ent_num", "Remarks"),
}
_INTERNAL = frozenset({"alt_num", "Add_num"})  # OFAC's numbers of aliases and addresses
_NULL = "-0-"
_END = "\x1a"  # last byte of sdn, alt and add; comments have none (seen in July 2021)
_ENDED = frozenset({"sdn", "alt", "add"})
_KINDS = {
    "": TargetKind.ENTITY,  # entities have no type
    "individual": TargetKind.INDIVIDUAL,
    "vessel": TargetKind.VESSEL,
    "aircraft": TargetKind.AIRCRAFT,
}
_ALIASES = {"aka": NameKind.AKA, "fka": NameKind.FKA, "nka": NameKind.NKA}
_VESSEL = {
    "Call_Sign": "Vessel Call Sign",
    "Vess_type": "Vessel Type",
    "Vess_flag": "Vessel Flag",
    "Vess_owner": "Vessel Owner",
    "Tonnage": "Vessel Tonnage",
    "GRT": "Vessel Gross Registered Tonnage",
}
_MISSING_PARTS = {
    "alt": "alt.csv is not given: strong aliases are missing",
    "add": "add.csv is not given: addresses are missing",
    "comments": "the comments file is not given: long remarks are cut off",
}

Row = dict[str, str]
_Kind = TypeVar("_Kind", TargetKind, NameKind)


def parse_ofac_csv(files: Mapping[str, Path], source: SourceKey) -> ParsedList:
    """Read a CSV set; `alt`, `add` and `comments` may be absent, which the notes say.

    Raises:
        ListCorrupt: See `sanxref.lists.parsers.parse`.
    """
    if "sdn" not in files or not set(files) <= set(_COLUMNS):
        given = ", ".join(sorted(files)) or "none"
        raise Reading(source=source, file="the CSV set").corrupt(
            ListFault.WRONG_FORMAT,
            f"its parts are sdn, alt, add and comments, of which sdn must be there; given: {given}",
        )
    counter = PathCounter()
    tables = {part: _Table(part, path, source, counter).rows() for part, path in files.items()}
    reading = Reading(source=source, file=files["sdn"].name)
    joined = _Set(tables, files, reading)
    designations = tuple(joined.designation(row) for row in tables["sdn"])
    check_references(designations, reading)
    joined.check_references(designations)
    return ParsedList(
        designations=designations,
        published=None,
        declared=None,
        list_names=list_names(designations),
        notes=(
            "this format carries no date of publication and no listing dates",
            *(words for part, words in _MISSING_PARTS.items() if part not in files),
        ),
        census=counter.census(),
    )


class _Table:
    """One file of the set."""

    def __init__(self, part: str, path: Path, source: SourceKey, counter: PathCounter) -> None:
        self._part = part
        self._path = path
        self._reading = Reading(source=source, file=path.name)
        self._columns = _COLUMNS[part]
        below = counter.below(f"{part}.csv")
        self._counters = [below.below(name) for name in self._columns]

    def rows(self) -> list[Row]:
        """Read all rows, with nulls as empty texts and white space at the ends removed."""
        rows = csv.reader(io.StringIO(self._content(), newline=""), strict=True)
        found = []
        try:
            for cells in rows:
                if not cells:
                    continue  # an empty line
                found.append(self._row(cells, rows.line_num))
        except csv.Error as exc:
            raise self._reading.corrupt(
                ListFault.NOT_WELL_FORMED, f"line {rows.line_num} is not CSV: {exc}"
            ) from exc
        return found

    def _content(self) -> str:
        try:
            content = self._path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as exc:
            raise self._reading.corrupt(
                ListFault.WRONG_ENCODING, f"the byte at offset {exc.start} is not UTF-8"
            ) from exc
        if not content.strip(f"{_END} \r\n"):
            raise self._reading.corrupt(ListFault.EMPTY, f"holds no data ({len(content)} bytes)")
        body, end, rest = content.partition(_END)
        if rest.strip() or (not end and self._part in _ENDED):
            raise self._reading.corrupt(
                ListFault.TRUNCATED, "does not end in the byte 0x1A, by which OFAC ends its files"
            )
        if not body.endswith("\n"):
            raise self._reading.corrupt(ListFault.TRUNCATED, "its last line is not complete")
        return body

    def _row(self, cells: list[str], line: int) -> Row:
        if len(cells) != len(self._columns):
            raise self._reading.corrupt(
                ListFault.NOT_WELL_FORMED,
                f"line {line} has {len(cells)} fields where {self._part}.csv has "
                f"{len(self._columns)}",
            )
        for counter, name in zip(self._counters, self._columns, strict=True):
            if name in _INTERNAL:
                counter.ignored += 1
            else:
                counter.handled += 1
        texts = (cell.strip() for cell in cells)
        row = dict(zip(self._columns, ("" if t == _NULL else t for t in texts), strict=True))
        if not row["ent_num"].isdigit():
            raise self._reading.corrupt(
                ListFault.NOT_WELL_FORMED,
                f"line {line} begins with {row['ent_num'][:20]!r}, not with a number",
            )
        return row


class _Set:
    """The files of one set, joined by ent_num."""

    def __init__(
        self, tables: Mapping[str, list[Row]], files: Mapping[str, Path], reading: Reading
    ) -> None:
        self._reading = reading
        self._files = files
        self._further = {
            part: _by_entry(tables.get(part, ())) for part in ("alt", "add", "comments")
        }

    def designation(self, row: Row) -> Designation:
        """Make one designation of a row of sdn.csv and what the other files have of it."""
        reference = Reference(row["ent_num"])
        self._reading.record = reference
        kind = self._category("SDN_Type", row["SDN_Type"], _KINDS)
        # The comments go on where the remarks were cut off, sometimes inside a word.
        remark = row["Remarks"] + "".join(
            item["Remarks"] for item in self._further["comments"].get(reference, ())
        )
        facts = read_remarks(remark, kind, field="Remarks")
        return Designation(
            source=self._reading.source,
            reference=reference,
            kind=kind,
            names=tuple(self._names(row, kind, facts)),
            listings=undated_listings(
                self._programmes(row), source=self._reading.source, field="Program"
            ),
            birth_dates=tuple(sorted(facts.birth_dates, key=lambda birth: not birth.main)),
            birth_places=facts.birth_places,
            nationalities=facts.nationalities,
            addresses=tuple(self._addresses(reference)),
            identifiers=facts.identifiers,
            genders=facts.genders,
            titles=(row["Title"],) if row["Title"] else (),
            remarks=tuple(self._remarks(reference, remark)),
            links=facts.links,
            attributes=(
                *facts.attributes,
                *(Attribute(name=n, value=row[c]) for c, n in _VESSEL.items() if row[c]),
            ),
        )

    def check_references(self, designations: tuple[Designation, ...]) -> None:
        """Check that the other files are about entries of sdn.csv, as those of one day are."""
        known = {designation.reference for designation in designations}
        for part, entries in self._further.items():
            strangers = sorted(set(entries) - known)
            if strangers:
                self._reading.record = ""
                raise self._reading.corrupt(
                    ListFault.MISSING_FIELD,
                    f"lacks the entry {strangers[0]}, which {self._files[part].name} has "
                    "(files of different days?)",
                )

    def _names(self, row: Row, kind: TargetKind, facts: RemarkFacts) -> Iterator[ListedName]:
        last, first = split_name(self._needed(row, "SDN_Name"), kind)
        yield named(
            last,
            first,
            target=kind,
            standing=(NameKind.PRIMARY, AliasQuality.STRONG),
            field="SDN_Name",
        )
        for item in self._further["alt"].get(Reference(row["ent_num"]), ()):
            last, first = split_name(self._needed(item, "alt_name"), kind)
            alias = self._category("alt_type", item["alt_type"], _ALIASES)
            yield named(
                last,
                first,
                target=kind,
                standing=(alias, AliasQuality.STRONG),
                field="alt_name",
            )
        yield from facts.names

    def _addresses(self, reference: Reference) -> Iterator[Address]:
        """Addresses; most entries have a row in add.csv that holds nothing."""
        for item in self._further["add"].get(reference, ()):
            address = _address(item)
            if address.text:
                yield address

    def _programmes(self, row: Row) -> list[str]:
        """Divide `SDGT] [IFSR`; brackets around a single one (`[SDGT]`) are removed too."""
        found = (part.strip(" []") for part in self._needed(row, "Program").split("] ["))
        return [part for part in found if part]

    def _remarks(self, reference: Reference, remark: str) -> Iterator[Remark]:
        if remark:
            yield Remark(field="Remarks", text=remark)
        for part, column in (("alt", "alt_remarks"), ("add", "Add_remarks")):
            for item in self._further[part].get(reference, ()):
                if item[column]:
                    yield Remark(field=column, text=item[column])

    def _needed(self, row: Row, column: str) -> str:
        if not row[column]:
            raise self._reading.corrupt(
                ListFault.MISSING_FIELD, f"the entry has nothing in the column {column}"
            )
        return row[column]

    def _category(self, field: str, value: str, known: dict[str, _Kind]) -> _Kind:
        if value not in known:
            raise self._reading.unknown_value(field, value)
        return known[value]


def _by_entry(rows: list[Row] | tuple[()]) -> dict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["ent_num"]].append(row)
    return dict(found)


def _address(item: Row) -> Address:
    """An address; city, state and code are one column and cannot be told apart."""
    street, city, country = (
        item["Address"],
        item["City/State/Province/Postal Code"],
        item["Country"],
    )
    return Address(
        text=", ".join(part for part in (street, city, country) if part),
        street=street,
        city=city,
        country=country,
        note=item["Add_remarks"],
    )
