"""Customer files: columns, values, rows, pieces, results."""

import csv
import datetime as dt
import io
import json
import os
import pickle
from dataclasses import dataclass, field

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanxref.errors import ArticleError, ConfigError, RunError
from sanxref.matching import Matcher, MatchingOptions, NameIndex
from sanxref.model.articles import ContextKind
from sanxref.model.dates import PartialDate
from sanxref.model.designations import (
    AliasQuality,
    BirthDate,
    DateBasis,
    Designation,
    Identifier,
    ListedName,
    Listing,
    NameKind,
    NamePart,
    NamePartKind,
    Nationality,
    Reference,
    SourceKey,
    TargetKind,
)
from sanxref.screening.customer_columns import ColumnChoice, find_columns
from sanxref.screening.customer_files import open_customers
from sanxref.screening.customer_results import CustomerFormat, open_results
from sanxref.screening.customer_runs import CustomerHead, CustomerOptions, match_customers
from sanxref.screening.customer_values import (
    DateOrder,
    Unclear,
    infer_order,
    read_birth_date,
    read_gender,
    read_kind,
    read_nationality,
    read_several,
    read_text,
)
from sanxref.screening.customers import (
    RESULT_COLUMNS,
    CustomerReader,
    ResultRow,
    customer_query,
    match_frame,
)


def designation(reference: str, *names: str, kind=TargetKind.INDIVIDUAL) -> Designation:
    def listed(text: str, number: int) -> ListedName:
        return ListedName(
            text=text,
            parts=(NamePart(kind=NamePartKind.UNSPECIFIED, text=text),),
            kind=NameKind.AKA if number else NameKind.PRIMARY,
            quality=AliasQuality.STRONG,
            script="Latn",
            field="Name",
        )

    return Designation(
        source=SourceKey("made"),
        reference=Reference(reference),
        kind=kind,
        names=tuple(listed(text, number) for number, text in enumerate(names)),
        listings=(
            Listing(
                list_name="Made List",
                programme="MADE",
                listed_on=PartialDate.parse("2014-09-23"),
                basis=DateBasis.LIST_AND_PROGRAMME,
                field="LISTED_ON",
            ),
        ),
        birth_dates=(BirthDate(date=PartialDate.parse("1970-02-03"), text="1970-02-03"),),
        nationalities=(Nationality(country="Senegal"),),
        identifiers=(Identifier(type="Passport", number="T1234567"),),
    )


LISTED = (
    designation("T.1", "Anatol TESTOVSKY", "Tolya TESTOVSKY"),
    designation("T.2", "Farouk AL-SHARMANI"),
    designation("T.3", "IVANKOVIC TRADING LIMITED", kind=TargetKind.ENTITY),
)
HEAD = CustomerHead(file="made", threshold=0.7, as_of=None, version="0", configuration="", lists=())


@pytest.fixture(scope="module")
def matcher(tmp_path_factory) -> Matcher:
    by_key = {one.key: one for one in LISTED}
    folder = tmp_path_factory.mktemp("index")
    index = NameIndex.open(LISTED, folder=folder, key=["made"])
    return Matcher(index, by_key, MatchingOptions())


@dataclass
class Kept:
    rows: list[ResultRow] = field(default_factory=list)

    def write(self, rows) -> None:
        self.rows += rows


def run(matcher, path, **options):
    columns = ColumnChoice(**options.pop("columns", {}))
    table_options = {key: options.pop(key) for key in ("encoding", "sheet") if key in options}
    kept = Kept()
    with open_customers(path, **table_options) as table:
        summary = match_customers(
            table, matcher, CustomerOptions(columns=columns, **options), kept, head=HEAD
        )
    return kept.rows, summary


# Columns


@pytest.mark.parametrize(
    ("available", "name", "why"),
    [
        (["Customer Name", "city"], ("Customer Name",), "by header, whatever its case"),
        (["FULL_NAME", "first_name", "last_name"], ("FULL_NAME",), "full names before parts"),
        (["last_name", "first_name"], ("first_name", "last_name"), "parts in natural order"),
        (["surname", "given names", "middle name"], ("given names", "middle name", "surname"), ""),
    ],
)
def test_names_are_found_by_their_headers(available, name, why):
    assert find_columns(available, ColumnChoice()).name == name, why


@pytest.mark.parametrize(
    ("available", "choice", "told"),
    [
        (["city", "amount"], {}, "'city', 'amount'"),
        ([], {}, "no columns"),
        (["name", "full_name"], {}, "--name-column"),
        (["name", "dob", "birth date"], {}, "--birth-date-column"),
        (["name", "id", "customer_id"], {}, "--id-column"),
        (["first_name"], {}, "no column with names"),
        (["name"], {"birth_date": ("born_on",)}, "no column 'born_on'"),
        (["name", "Name "], {"name": ("NAME",)}, "several columns 'NAME'"),
        (["name", "a", "b"], {"gender": ("a", "b")}, "--gender-column"),
    ],
)
def test_what_is_not_clear_is_refused_with_the_columns_of_the_file(available, choice, told):
    with pytest.raises(ConfigError, match=told) as raised:
        find_columns(available, ColumnChoice(**choice))
    assert all(column in str(raised.value) for column in available)


def test_columns_are_taken_as_they_are_named():
    found = find_columns(
        ["a", "b", "DOB", "passport", "tax_id"],
        ColumnChoice(name=("b", "a"), birth_date=(), identifiers=("A",)),
    )
    assert found.name == ("b", "a")
    assert found.birth_date == ()
    assert found.identifiers == ("a",)
    assert found.wanted == ("b", "a")
    assert find_columns(["name", "passport", "tax_id"], ColumnChoice()).identifiers == (
        "passport",
        "tax_id",
    )


# Values


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("1970", "1970"),
        ("1970-02-03", "1970-02-03"),
        ("1951/1953", "1951/1953"),
        ("1960~", "1960~"),
        ("19700203", "1970-02-03"),
        ("03.02.1970", "1970-02-03"),
        ("23/02/1970", "1970-02-23"),
        ("02/23/1970", "1970-02-23"),
        ("05/05/1970", "1970-05-05"),
        ("1970/2/3", "1970-02-03"),
        ("1970-02-03T00:00:00", "1970-02-03"),
        ("3 Feb 1970", "1970-02-03"),
        (dt.date(1970, 2, 3), "1970-02-03"),
        (dt.datetime(1970, 2, 3, tzinfo=dt.UTC), "1970-02-03"),
        (1970, "1970"),
        (1970.0, "1970"),
    ],
)
def test_dates_of_birth_are_read(value, read):
    assert str(read_birth_date(value, DateOrder.AUTO)) == read


@pytest.mark.parametrize("value", [None, "", "  ", float("nan"), pd.NaT])
def test_no_date_is_no_fault(value):
    assert read_birth_date(value, DateOrder.AUTO) is None


@pytest.mark.parametrize(
    "value", ["31/31/1970", "1970-13-01", "abc", "03/02/70", "0070-01-01", "9999", "31.02.1970"]
)
def test_what_is_no_date_of_birth_is_told_with_its_value(value):
    read = read_birth_date(value, DateOrder.AUTO)
    assert isinstance(read, Unclear)
    assert value in read.text
    assert read.known is None


def test_day_and_month_that_cannot_be_told_apart_leave_the_year():
    read = read_birth_date("03/02/1970", DateOrder.AUTO)
    assert isinstance(read, Unclear)
    assert str(read.known) == "1970"
    assert str(read_birth_date("03/02/1970", DateOrder.DAY_FIRST)) == "1970-02-03"
    assert str(read_birth_date("03/02/1970", DateOrder.MONTH_FIRST)) == "1970-03-02"


def test_the_order_of_a_column_is_learnt_from_dates_that_say_it():
    assert infer_order(["03/02/1970", "23/02/1970", None]) is DateOrder.DAY_FIRST
    assert infer_order(["03/02/1970", "02/23/1970"]) is DateOrder.MONTH_FIRST
    assert infer_order(["23/02/1970", "02/23/1970"]) is DateOrder.AUTO
    assert infer_order(["1970-02-03", "", 5]) is DateOrder.AUTO


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Senegal", "SN"),
        ("SN", "SN"),
        ("senegalese", "SN"),
        ("Korea, North", "KP"),
        ("deu", "DE"),
        ("puerto rico", "PR"),
        ("Réunion", "RE"),
    ],
)
def test_nationalities_are_read(text, code):
    assert read_nationality(text) == code


def test_other_values_are_read_or_told():
    assert isinstance(read_nationality("Atlantis"), Unclear)
    assert (read_gender("M"), read_gender("Weiblich"), read_gender("x")) == ("male", "female", None)
    assert isinstance(read_gender("7"), Unclear)
    assert read_kind("Company") is TargetKind.ENTITY
    assert isinstance(read_kind("cat"), Unclear)
    assert read_several(["A1; B2|A1", "C3"]) == ("A1", "B2", "C3")
    assert (read_text(12.0), read_text(float("nan")), read_text(["a", None])) == ("12", "", "a")


@given(st.one_of(st.text(), st.floats(), st.integers(), st.dates(), st.datetimes(), st.none()))
def test_no_value_of_a_date_raises(value):
    read = read_birth_date(value, DateOrder.AUTO)
    assert read is None or isinstance(read, Unclear | PartialDate)


# Rows


def test_a_customer_becomes_a_query():
    customer = customer_query(
        "Anatol Testovsky",
        aliases=["Tolya"],
        birth_date="1970-02-03",
        nationality=["Senegal", "FR"],
        birth_place="Dakar",
        gender="male",
        identifiers=["T1234567"],
        kinds=(TargetKind.INDIVIDUAL,),
    )
    query = customer.query
    assert query is not None
    assert query.names == ("Anatol Testovsky", "Tolya")
    assert query.context.values(ContextKind.NATIONALITY) == ("SN", "FR")
    assert query.context.values(ContextKind.BIRTH_DATE) == ("1970-02-03",)
    assert query.identifiers == (("T1234567", ""),)
    assert query.kinds == (TargetKind.INDIVIDUAL,)
    assert customer.faults == ()


@pytest.mark.parametrize("name", ["", "  ", "12345", "---", "\udce9\udcff Testovsky"])
def test_a_row_without_a_readable_name_is_not_asked(name):
    reader = CustomerReader(find_columns(["name"], ColumnChoice()))
    customer = reader.read(7, [name])
    assert customer.query is None
    assert customer.faults
    customer.name.encode()


# Files

ROWS = (
    ("c1", "Anatol Testovsky", "03/02/1970", "Senegal"),
    ("c2", "Maria Ordinary", "25/12/1980", "FR"),
    ("c3", "", "1990", ""),
    ("c4", "Peter Plain", "31/31/1990", "Atlantis"),
    ("c5", "Al-Sharmani, Farouk", "", ""),
)
HEADER = ("customer_id", "name", "dob", "nationality")


def write_csv(path, rows=ROWS, header=HEADER, **options):
    with path.open("w", newline="", encoding=options.pop("encoding", "utf-8")) as stream:
        writer = csv.writer(stream, **options)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def write_jsonl(path):
    lines = [json.dumps(dict(zip(HEADER, row, strict=True))) for row in ROWS]
    path.write_text("\n".join([*lines[:2], "", *lines[2:]]))
    return path


def write_parquet(path):
    columns = dict(zip(HEADER, map(list, zip(*ROWS, strict=True)), strict=True))
    pq.write_table(pa.table(columns), path)
    return path


def write_xlsx(path):
    book = openpyxl.Workbook()
    for row in (HEADER, *ROWS):
        book.active.append(row)
    book.save(path)
    return path


FILES = {
    "plain.csv": write_csv,
    "semicolons.csv": lambda path: write_csv(path, delimiter=";"),
    "tabs.tsv": lambda path: write_csv(path, delimiter="\t"),
    "bom.csv": lambda path: write_csv(path, encoding="utf-8-sig"),
    "wide.csv": lambda path: write_csv(path, encoding="utf-16"),
    "rows.jsonl": write_jsonl,
    "rows.parquet": write_parquet,
    "rows.xlsx": write_xlsx,
}


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_same_results(matcher, tmp_path, name):
    rows, summary = run(matcher, FILES[name](tmp_path / name))

    assert [(row.row, row.id, row.status, row.reference) for row in rows] == [
        (1, "c1", "match", "T.1"),
        (3, "c3", "not_screened", ""),
        (4, "c4", "incomplete", ""),
        (5, "c5", "match", "T.2"),
    ]
    assert rows[0].score is not None
    assert "birth date 1.00" in rows[0].features
    assert "T.1" not in rows[0].reason
    assert "31/31/1990" in rows[2].reason
    assert "Atlantis" in rows[2].reason
    assert (summary.rows, summary.screened, summary.not_screened) == (5, 4, 1)
    assert (summary.matches, summary.customers_matched, summary.incomplete) == (2, 2, 1)
    assert summary.date_order is DateOrder.DAY_FIRST
    assert summary.reasons == {
        "date of birth not understood": 1,
        "no name": 1,
        "nationality not understood": 1,
    }
    assert summary.clear == 0, "no list is known to be current"


def test_processes_change_nothing(matcher, tmp_path):
    path = write_csv(tmp_path / "many.csv", rows=ROWS * 1000)
    alone, summary = run(matcher, path, workers=1)
    together, same = run(matcher, path, workers=2)
    assert len(alone) == 4000
    assert together == alone
    assert same == summary


class Ending:
    """Ends the process that unpacks it, as the system does when memory runs out."""

    def __reduce__(self):
        return os._exit, (9,)


def test_a_worker_that_ends_is_told(matcher, tmp_path):
    path = write_csv(tmp_path / "many.csv", rows=ROWS * 1000)
    broken = Matcher(matcher.index, matcher.designations, matcher.options)
    broken.options = Ending()
    with pytest.raises(RunError, match="--workers"):
        run(broken, path, workers=2)


def test_a_file_without_rows_is_not_clear(matcher, tmp_path):
    with pytest.raises(ArticleError, match="no rows"):
        run(matcher, write_csv(tmp_path / "a.csv", rows=()))


def test_values_are_shortened_in_messages():
    read = read_birth_date("x" * 10_000, DateOrder.AUTO)
    assert isinstance(read, Unclear)
    assert len(read.text) < 150


def test_a_damaged_row_is_told_and_the_others_are_screened(matcher, tmp_path):
    path = tmp_path / "damaged.csv"
    path.write_bytes(
        b"name,dob\n"
        b"Testovsky, Anatol,1970\n"  # a comma without quotes
        b"Anatol Testovsky\n"  # a cell too few
        b"\n"
        b"Anatol Testovsky,1970,\n"  # an empty cell too many
        b"Anat\xe9l Testovsky,1970\n"  # Latin-1
    )
    rows, summary = run(matcher, path)
    assert [(row.row, row.status) for row in rows] == [
        (1, "not_screened"),
        (2, "match"),
        (3, "match"),
        (4, "not_screened"),
    ]
    assert "without quotes" in rows[0].reason
    assert "encoding" in rows[3].reason
    assert summary.not_screened == 2
    again, _ = run(matcher, path, encoding="latin-1")
    assert again[3].status == "match"


def test_a_damaged_line_of_json_is_told(matcher, tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"name": "Anatol Testovsky"}\n{"name": \n[1]\n{"other": 1}\n')
    rows, summary = run(matcher, path)
    assert [row.status for row in rows] == ["match", *["not_screened"] * 3]
    assert summary.rows == 4


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("absent.csv", None, ConfigError),
        ("old.xls", b"x", ConfigError),
        ("empty.csv", b"", ArticleError),
        ("empty.jsonl", b"\n", ArticleError),
        ("damaged.parquet", b"PAR1 no", ArticleError),
        ("damaged.xlsx", b"PK no", ArticleError),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path, name, content, error):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error, match=name):
        open_customers(path)


def test_an_unknown_encoding_or_sheet_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="klingon"):
        open_customers(write_csv(tmp_path / "a.csv"), encoding="klingon")
    with pytest.raises(ConfigError, match="Sheet"):
        open_customers(write_xlsx(tmp_path / "a.xlsx"), sheet="absent")


def test_rows_may_say_what_kind_of_target_they_are(matcher, tmp_path):
    rows = [("Ivankovic Trading Limited", kind) for kind in ("company", "person", "cat")]
    found, _ = run(matcher, write_csv(tmp_path / "kinds.csv", rows, ("name", "kind")))
    assert [(row.row, row.status) for row in found] == [(1, "match"), (3, "match")]
    assert found[0].score > found[1].score
    assert "cat" in found[1].reason


def test_a_limit_and_worksheets(matcher, tmp_path):
    path = write_csv(tmp_path / "a.csv")
    rows, summary = run(matcher, path, limit=1, worksheet=True)
    assert summary.rows == 1
    assert "How much of the listed name matches? 2 of 2 words" in rows[0].worksheet


# Results


@pytest.mark.parametrize("chosen", [CustomerFormat.CSV, CustomerFormat.JSONL])
def test_results_are_written_to_standard_output(matcher, tmp_path, chosen):
    rows, _ = run(matcher, write_csv(tmp_path / "a.csv"))
    stream = io.BytesIO()
    with open_results(chosen, None, stream) as sink:
        sink.write(rows)
    text = stream.getvalue().decode()
    if chosen is CustomerFormat.CSV:
        read = list(csv.DictReader(io.StringIO(text, newline="")))
        assert read[0]["score"] == str(rows[0].score)
    else:
        read = [json.loads(line) for line in text.splitlines()]
        assert read[1]["score"] is None
    assert [tuple(one) for one in read] == [RESULT_COLUMNS] * len(rows)


def test_results_in_parquet_have_types_even_without_rows(matcher, tmp_path):
    rows, _ = run(matcher, write_csv(tmp_path / "a.csv"))
    for wanted in (rows, []):
        path = tmp_path / "out.parquet"
        with open_results(CustomerFormat.PARQUET, path, io.BytesIO()) as sink:
            sink.write(wanted)
        table = pq.read_table(path)
        assert table.num_rows == len(wanted)
        assert table.schema.field("score").type == pa.float64()
    with (
        pytest.raises(ConfigError, match="parquet=FILE"),
        open_results(CustomerFormat.PARQUET, None, io.BytesIO()),
    ):
        pass


def test_a_result_file_is_whole_or_as_it_was(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("before")

    def fail() -> None:
        with open_results(CustomerFormat.CSV, path, io.BytesIO()) as sink:
            sink.write([ResultRow(row=1, id="", name="x", status="match")])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_cells_of_csv_cannot_be_formulas():
    stream = io.BytesIO()
    with open_results(CustomerFormat.CSV, None, stream) as sink:
        sink.write([ResultRow(row=1, id="=1+1", name="@x", status="match")])
    assert b"'=1+1,'@x" in stream.getvalue()


# Frames


def test_a_frame_gives_a_frame_with_typed_columns(matcher):
    frame = pd.DataFrame([dict(zip(HEADER, row, strict=True)) for row in ROWS], index=range(5, 10))
    before = frame.copy()
    found = match_frame(matcher, frame)
    pd.testing.assert_frame_equal(frame, before)
    assert tuple(found.columns) == RESULT_COLUMNS
    assert found["row"].tolist() == [1, 3, 4, 5]
    assert str(found["score"].dtype) == "float64"
    assert str(found["ofac_score"].dtype) == "Int64"
    assert found["score"].isna().tolist() == [False, True, True, False]
    empty = match_frame(matcher, frame.iloc[:0])
    assert empty.dtypes.tolist() == found.dtypes.tolist()


def test_the_matcher_goes_to_a_cluster(matcher):
    frame = pd.DataFrame({"who": ["Anatol Testovsky"]})
    there = pickle.loads(pickle.dumps(matcher))
    found = match_frame(there, frame, ColumnChoice(name=("who",)), snapshots={"made": "ab"})
    assert found.loc[0, "reference"] == "T.1"
    assert found.loc[0, "snapshot_sha256"] == "ab"


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=12)), max_size=8))
def test_no_row_disappears(matcher, rows):
    """Every row without letters in its name is told, whatever else is in the file."""
    frame = pd.DataFrame(rows, columns=["name", "dob"])
    found = match_frame(matcher, frame)
    nameless = {at for at, (name, _) in enumerate(rows, 1) if not any(map(str.isalpha, name))}
    told = set(found.loc[found["status"] == "not_screened", "row"])
    assert nameless <= told
