"""The stored report is a report like any other, and is read as a stream."""

from pathlib import Path

import pytest

from sanxref.errors import ReportError
from sanxref.reports import ReportFormat, read_report, render
from sanxref.reports.streams import stream_json, stream_lines
from sanxref.screening.stored import StoredReport
from sanxref.settings import Settings
from screening.test_runner import run


@pytest.mark.parametrize("name", ["articles", "nothing"])
def test_streams_give_the_bytes_of_render(settings: Settings, folder: Path, name: str) -> None:
    stored = run(settings, folder.parent / name).report
    document = read_report(stored.path)

    assert document == stored.document()
    assert b"".join(stream_json(stored)) == render(document, ReportFormat.JSON)
    assert b"".join(stream_lines(stored)) == render(document, ReportFormat.JSONL)


def test_findings_leave_out_what_has_none(settings: Settings, folder: Path) -> None:
    stored = run(settings, folder, folder / "absent.txt").report

    found = stored.findings(texts=False)

    assert len(found.articles) == 5
    assert found.summary.articles == 13
    assert not any(one.text for one in found.articles)
    assert len(stored.findings(texts=True, most=2).articles) == 2
    told = render(found, ReportFormat.TABLE).decode()
    assert "8 articles without findings" in told


@pytest.mark.parametrize("content", [b"", b"{}", b'{"schema":"x"}\n', b"\x00" * 99])
def test_what_is_no_stored_report_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "report.json").write_bytes(content)

    with pytest.raises(ReportError):
        StoredReport.open(tmp_path / "report.json")
