import mimetypes

import pytest

from sanxref.reports import ReportFormat


@pytest.mark.parametrize("report_format", list(ReportFormat))
def test_every_format_has_a_suffix_and_a_media_type(report_format):
    assert report_format.suffix.startswith(".")
    main, _, kind = report_format.media_type.partition(";")[0].partition("/")
    assert main in {"text", "application"}
    assert kind


def test_html_suffix_is_what_servers_take_for_html():
    assert mimetypes.guess_type(f"report{ReportFormat.HTML.suffix}")[0] == "text/html"
