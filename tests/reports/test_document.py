from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanxref.errors import ReportError
from sanxref.model.report import (
    SCHEMA,
    ReportArticle,
    ReportDocument,
    ReportFeature,
    ReportMatch,
    ReportPerson,
)
from sanxref.reports import ReportFormat, read_report, render

SCORE = st.floats(0, 1)
FEATURES = st.builds(ReportFeature, score=st.none() | SCORE, effect=st.floats(-1, 1))


def tuples(strategy):
    return st.lists(strategy, max_size=2).map(tuple)


MATCHES = st.builds(ReportMatch, score=SCORE, features=tuples(FEATURES))
PERSONS = st.builds(ReportPerson, matches=tuples(MATCHES))
DOCUMENTS = st.builds(
    ReportDocument,
    schema=st.just(SCHEMA),
    articles=tuples(st.builds(ReportArticle, persons=tuples(PERSONS))),
)


@pytest.mark.parametrize("report_format", [ReportFormat.JSON, ReportFormat.JSONL])
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(document=DOCUMENTS)
def test_reading_what_was_written_gives_it_back(tmp_path, report_format, document):
    path = tmp_path / "report"
    path.write_bytes(render(document, report_format))
    assert read_report(path) == document


@pytest.mark.parametrize("situation", ["found", "not-screened", "stale-list", "injection"])
@pytest.mark.parametrize("report_format", [ReportFormat.JSON, ReportFormat.JSONL])
def test_samples_are_given_back(tmp_path, documents, situation, report_format):
    path = tmp_path / "report"
    path.write_bytes(render(documents[situation], report_format))
    assert read_report(path) == documents[situation]


def test_fields_stand_in_the_order_of_the_types(documents):
    loaded = msgspec.json.decode(render(documents["found"], ReportFormat.JSON))
    assert list(loaded) == ["schema", "run", "lists", "articles", "summary"]
    assert list(loaded["articles"][1]) == list(ReportArticle.__dataclass_fields__)


def test_json_keeps_other_scripts_readable(documents):
    assert "Ваня Петренко" in render(documents["found"], ReportFormat.JSON).decode()


def test_lone_surrogate_is_replaced_and_offsets_hold(documents):
    document = documents["nothing-found"]
    first = replace(document.articles[0], text="a\ud800b")
    loaded = msgspec.json.decode(
        render(replace(document, articles=(first,)), ReportFormat.JSON), type=ReportDocument
    )
    assert loaded.articles[0].text == "a\ufffdb"


def read_error(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(ReportError) as caught:
        read_report(path)
    message = str(caught.value)
    assert str(path) in message
    return message


def test_absent_file_is_named(tmp_path):
    with pytest.raises(ReportError, match=r"none\.json cannot be read"):
        read_report(tmp_path / "none.json")


def test_folder_is_refused(tmp_path):
    with pytest.raises(ReportError, match="cannot be read"):
        read_report(tmp_path)


@pytest.mark.parametrize("content", [b"", b"  \n"])
def test_empty_file_is_told(tmp_path, content):
    assert "is empty" in read_error(tmp_path / "r.json", content)


@pytest.mark.parametrize(
    "content",
    [b"Lists  UN\n", b"<!DOCTYPE html>", b"row,id\r\n", b"\xff\xfe\x00", b"[]", b"3", b"\x00"],
)
def test_other_formats_are_refused_with_the_remedy(tmp_path, content):
    message = read_error(tmp_path / "r.json", content)
    assert "no report in JSON" in message
    assert "--format json=" in message


def test_other_json_is_refused(tmp_path):
    assert "no field 'schema'" in read_error(tmp_path / "r.json", b'{"a": 1}')


def test_other_schema_is_named(tmp_path):
    message = read_error(tmp_path / "r.json", b'{"schema": "sanxref/report/9"}')
    assert "sanxref/report/9" in message
    assert SCHEMA in message


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("report_format", [ReportFormat.JSON, ReportFormat.JSONL])
def test_report_that_was_cut_short_is_damaged(tmp_path, documents, report_format, share):
    content = render(documents["found"], report_format).rstrip()
    message = read_error(tmp_path / "r.json", content[: int(len(content) * share)])
    assert "damaged" in message


def test_lines_without_the_summary_were_cut_short(tmp_path, documents):
    lines = render(documents["found"], ReportFormat.JSONL).splitlines(keepends=True)
    assert "cut short" in read_error(tmp_path / "r.jsonl", b"".join(lines[:-1]))


def test_wrong_type_is_told_with_its_place(tmp_path, documents):
    content = render(documents["found"], ReportFormat.JSON).replace(
        b'"stale": false', b'"stale": 0'
    )
    assert "$.lists[0].stale" in read_error(tmp_path / "r.json", content)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(place=st.integers(0), byte=st.integers(0, 255), lines=st.booleans())
def test_damaged_byte_gives_an_error_or_a_report_that_can_be_rendered(
    tmp_path, documents, place, byte, lines
):
    content = bytearray(
        render(documents["not-screened"], ReportFormat.JSONL if lines else ReportFormat.JSON)
    )
    content[place % len(content)] = byte
    path = tmp_path / "r.json"
    path.write_bytes(content)
    try:
        document = read_report(path)
    except ReportError:
        return
    for report_format in ReportFormat:
        assert render(document, report_format, width=80)


def test_endless_nesting_is_damage(tmp_path):
    content = b'{"schema": "' + SCHEMA.encode() + b'", "x": ' + b"[" * 1_000_000
    assert "damaged" in read_error(tmp_path / "r.json", content)
