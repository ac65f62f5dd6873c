"""Designations kept beside a snapshot."""

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lists.commands import Desk
from lists.made_lists import un_list
from sanxref.errors import ListCorrupt, ListUnavailable
from sanxref.lists import ImportOptions, import_files
from sanxref.lists.derived import write_derived
from sanxref.lists.frames import ListTables, load
from sanxref.lists.parsers import detect_format, parse
from sanxref.lists.tables import TABLE_FILES, read_designations, write_tables
from sanxref.model.dates import PartialDate
from sanxref.model.designations import (
    Address,
    AliasQuality,
    Attribute,
    BirthDate,
    BirthPlace,
    DateBasis,
    Designation,
    Identifier,
    Link,
    ListedName,
    Listing,
    NameKind,
    NamePart,
    NamePartKind,
    Nationality,
    Reference,
    Remark,
    SourceKey,
    TargetKind,
)

DATA = Path(__file__).parent / "data"
RECORDS = TABLE_FILES[0]
SLOW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

texts = st.text(max_size=12)
points = st.dates(min_value=date(1000, 1, 1)).map(PartialDate.of)
partial_dates = (
    points
    | st.builds(PartialDate, year=st.integers(1000, 2999))
    | st.builds(
        PartialDate,
        year=st.integers(1000, 1500),
        until=st.builds(PartialDate, year=st.integers(1501, 2999)),
        approximate=st.booleans(),
    )
)


def tuples(element: st.SearchStrategy, *, least: int = 0) -> st.SearchStrategy[tuple]:
    return st.lists(element, min_size=least, max_size=3).map(tuple)


words = {"note": texts, "city": texts, "country": texts}
names = st.builds(ListedName, parts=tuples(st.builds(NamePart, text=texts), least=1), note=texts)
listings = st.builds(
    Listing,
    listed_on=st.none() | partial_dates,
    delisted_on=st.none() | points,
    amended_on=tuples(points),
    legal_basis=tuples(texts),
    measures=tuples(texts),
)
designations = st.builds(
    Designation,
    reference=texts.map(Reference),
    names=tuples(names, least=1),
    listings=tuples(listings, least=1),
    birth_dates=tuples(
        st.builds(BirthDate, date=st.none() | partial_dates, main=st.booleans(), field=texts)
    ),
    birth_places=tuples(st.builds(BirthPlace, **words, main=st.booleans())),
    nationalities=tuples(st.builds(Nationality, kind=..., main=st.booleans())),
    addresses=tuples(st.builds(Address, **words, street=texts, postal_code=texts)),
    identifiers=tuples(st.builds(Identifier, **words, issued_on=texts, expires_on=texts)),
    genders=tuples(texts),
    titles=tuples(texts),
    positions=tuples(texts),
    remarks=tuples(st.builds(Remark)),
    links=tuples(st.builds(Link)),
    attributes=tuples(st.builds(Attribute)),
    record=texts,
)


def designation(reference: str, name: str = "OSTERQUIST") -> Designation:
    return Designation(
        source=SourceKey("un"),
        reference=Reference(reference),
        kind=TargetKind.INDIVIDUAL,
        names=(
            ListedName(
                text=name,
                parts=(NamePart(kind=NamePartKind.FAMILY, text=name),),
                kind=NameKind.PRIMARY,
                quality=AliasQuality.STRONG,
                script="Latn",
                field="FIRST_NAME",
            ),
        ),
        listings=(
            Listing(
                list_name="UN List",
                programme="Al-Qaida",
                listed_on=PartialDate.parse("2014-09-23"),
                basis=DateBasis.LIST_AND_PROGRAMME,
                field="LISTED_ON",
            ),
        ),
        birth_dates=(BirthDate(date=PartialDate.parse("1951/1953~"), text="circa 1951 to 1953"),),
    )


@SLOW
@given(found=st.lists(designations, max_size=4, unique_by=lambda one: one.reference).map(tuple))
def test_what_was_written_is_read_back_exactly(tmp_path, found):
    write_tables(found, tmp_path)
    assert tuple(read_designations(tmp_path).values()) == found


@pytest.mark.parametrize("name", ["un.xml", "ofac_sdn.xml", "ofac_advanced.xml"])
def test_handmade_lists_are_read_back_exactly(name, tmp_path):
    path = DATA / name
    found = parse(
        {"main": path}, source=SourceKey("x"), list_format=detect_format(path)
    ).designations
    write_tables(found, tmp_path)
    assert tuple(read_designations(tmp_path).values()) == found


def test_the_same_designations_give_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_tables([designation("QDi.1"), designation("QDi.2")], tmp_path / name)
    for file in TABLE_FILES:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == sorted(TABLE_FILES)


@pytest.mark.parametrize("position", [0.0, 0.02, 0.3, 0.9])
def test_damaged_records_are_noticed(tmp_path, position):
    write_tables([designation("QDi.1")], tmp_path)
    path = tmp_path / RECORDS
    content = bytearray(path.read_bytes())
    content[int(len(content) * position)] ^= 0xFF
    path.write_bytes(bytes(content))
    with pytest.raises(ValueError, match="damaged"):
        read_designations(tmp_path)


def test_records_of_other_parsers_are_noticed(tmp_path):
    write_tables([designation("QDi.1")], tmp_path)
    path = tmp_path / RECORDS
    path.write_bytes(path.read_bytes().replace(b"sanxref records ", b"sanxref records 9", 1))
    with pytest.raises(ValueError, match="another version"):
        read_designations(tmp_path)


def test_absent_records_are_an_os_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_designations(tmp_path)


@pytest.fixture
def keep(tmp_path: Path) -> Callable[..., Path]:
    """Keep a snapshot as lists/snapshots.py does; gives the cache."""

    def make(snapshot: str, published: str | None, fetched: str, *, in_use: bool = True) -> Path:
        folder = tmp_path / "lists" / "un" / snapshot
        folder.mkdir(parents=True)
        write_derived((designation(f"QDi.{snapshot[-3:]}"),), folder)
        (folder / "snapshot.json").write_text(
            json.dumps({"id": snapshot, "published": published, "fetched": fetched})
        )
        if in_use:
            (folder.parent / "current.json").write_text(json.dumps({"snapshot": snapshot}))
        return tmp_path

    return make


def test_the_snapshot_in_use_is_loaded_by_default(keep):
    keep("2020-01-01-111", "2020-01-01", "2024-01-01T00:00:00Z")
    cache = keep("2021-01-01-222", "2021-01-01", "2024-01-01T00:00:00Z")
    assert load("un", cache=cache).snapshot == "2021-01-01-222"
    assert load("un", cache=cache, snapshot="2020-01-01-111").snapshot == "2020-01-01-111"


def test_a_day_is_answered_with_the_latest_snapshot_before_it(keep):
    keep("2020-01-01-111", "2020-01-01", "2024-01-01T00:00:00Z")
    cache = keep("2021-01-01-222", None, "2021-01-01T23:00:00Z")
    assert load("un", cache=cache, as_of=date(2020, 12, 31)).snapshot == "2020-01-01-111"
    assert load("un", cache=cache, as_of=date(2021, 1, 1)).snapshot == "2021-01-01-222"
    with pytest.raises(ListUnavailable, match="as old as 2019"):
        load("un", cache=cache, as_of=date(2019, 12, 31))


@pytest.mark.parametrize("snapshot", ["2030-01-01-999", "..", "../../lists", ""])
def test_a_snapshot_that_is_not_held_is_told(keep, snapshot):
    cache = keep("2020-01-01-111", "2020-01-01", "2024-01-01T00:00:00Z")
    with pytest.raises(ListUnavailable, match="2020-01-01-111"):
        load("un", cache=cache, snapshot=snapshot)


def test_a_day_and_a_snapshot_together_are_refused(keep):
    cache = keep("2020-01-01-111", "2020-01-01", "2024-01-01T00:00:00Z")
    with pytest.raises(ListUnavailable, match="not both"):
        load("un", cache=cache, snapshot="2020-01-01-111", as_of=date(2021, 1, 1))


def test_a_source_without_a_snapshot_is_told_with_the_remedy(tmp_path):
    with pytest.raises(ListUnavailable, match="sanxref lists update un"):
        load("un", cache=tmp_path)


@pytest.mark.parametrize("name", ["names.parquet", "current.json", "snapshot.json"])
def test_damaged_tables_are_told(keep, name):
    cache = keep("2020-01-01-111", "2020-01-01", "2024-01-01T00:00:00Z")
    (path,) = cache.rglob(name)
    path.write_bytes(b"damaged")
    with pytest.raises(ListCorrupt, match="lists verify un"):
        load("un", cache=cache, as_of=date(2025, 1, 1) if name == "snapshot.json" else None)


@pytest.mark.parametrize("damage", ["other", "absent", "no hashes"])
def test_damaged_tables_are_made_again_from_the_raw_bytes(desk: Desk, tmp_path, damage):
    path = tmp_path / "un.xml"
    path.write_bytes(un_list())
    import_files(desk.options.sources[0], [path], desk.store, ImportOptions(now=desk.now()))
    whole = load("un", cache=desk.cache)
    (names,) = desk.cache.rglob("names.parquet")
    (places,) = desk.cache.rglob("birth_places.parquet")
    match damage:
        case "other":  # Parquet all the same
            names.write_bytes(places.read_bytes())
        case "absent":
            names.unlink()
        case _:
            names.with_name("tables.json").unlink()

    again = load("un", cache=desk.cache)

    pd.testing.assert_frame_equal(again.names, whole.names)
    names.write_bytes(b"damaged")
    names.with_name("raw.xml").write_bytes(b"damaged")
    with pytest.raises(ListCorrupt, match="cannot be made again"):
        load("un", cache=desk.cache)


def test_columns_and_dtypes_are_those_of_the_documentation(keep):
    """The docstring of ListTables and docs/lists.md are the contract with notebooks."""
    cache = keep("2020-01-01-111", "2020-01-01", "2024-01-01T00:00:00Z")
    tables = load("un", cache=cache)
    documented = ListTables.__doc__
    assert documented
    for field in fields(ListTables)[2:]:
        frame = getattr(tables, field.name)
        said = documented.partition(f"{field.name}: ")[2]
        for column, dtype in frame.dtypes.items():
            assert column in said
            if column in {"main", "approximate"}:
                assert pd.api.types.is_bool_dtype(dtype)
            elif str(column).endswith(("earliest", "latest")):
                assert str(dtype) == "datetime64[ms]"
            else:
                assert pd.api.types.is_string_dtype(dtype)


def test_a_date_is_given_as_text_and_as_its_bounds(keep):
    cache = keep("2020-01-01-111", "2020-01-01", "2024-01-01T00:00:00Z")
    tables = load("un", cache=cache)
    (birth,) = tables.birth_dates.to_dict("records")
    assert birth["date"] == "1951/1953~"
    assert (birth["earliest"], birth["latest"]) == (
        pd.Timestamp(1951, 1, 1),
        pd.Timestamp(1953, 12, 31),
    )
    assert birth["approximate"]
    (row,) = tables.designations.to_dict("records")
    assert (row["name"], row["programmes"], row["listed_on"]) == (
        "OSTERQUIST",
        "Al-Qaida",
        "2014-09-23",
    )


def test_a_real_list_survives_the_tables(real_list, tmp_path):
    path = real_list("un_consolidated_2025-08-02.xml")
    found = parse(
        {"main": path}, source=SourceKey("un"), list_format=detect_format(path)
    ).designations
    write_tables(found, tmp_path)
    assert tuple(read_designations(tmp_path).values()) == found
