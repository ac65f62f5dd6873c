import json

from sanxref.reports import ReportFormat, render


def test_first_line_has_the_lists_and_last_line_the_summary(documents):
    document = documents["not-screened"]
    lines = [json.loads(line) for line in render(document, ReportFormat.JSONL).splitlines()]
    assert [line["type"] for line in lines] == ["run", *["article"] * 4, "summary"]
    assert lines[0]["schema"] == document.schema
    assert [one["source"] for one in lines[0]["lists"]] == ["un", "ofac-sdn"]
    assert lines[2]["reason"] == "no text in the file"
    assert lines[-1]["summary"]["not_screened"] == 3


def test_texts_with_line_ends_stay_on_one_line(documents):
    assert render(documents["injection"], ReportFormat.JSONL).count(b"\n") == 4
