"""Figures for Prometheus."""

import re
from pathlib import Path

from sanxref.screening.metrics import render_metrics, write_metrics
from sanxref.settings import Settings
from screening.test_runner import run

_LINE = re.compile(r'sanxref_[a-z_]+(\{[a-z]+="[^"\n]*"\})? -?[0-9.]+(e[+-]?\d+)?')


def test_every_figure_is_written_in_the_exposition_format(
    settings: Settings, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "sanxref.prom"
    path.write_text("old")

    finished = run(settings, folder)
    lists = finished.report.lists
    write_metrics(path, render_metrics(finished, lists=lists, now=settings.now(), code=1))

    lines = path.read_text().splitlines()
    values = [line for line in lines if not line.startswith("#")]
    assert all(_LINE.fullmatch(line) for line in values)
    assert 'sanxref_articles{outcome="screened"} 12' in values
    assert f"sanxref_matches {finished.report.summary.matches}" in values
    assert "sanxref_run_exit_code 1" in values
    assert 'sanxref_list_current{source="un"} 1' in values
    assert any(line.startswith('sanxref_list_age_seconds{source="un"}') for line in values)
    helped = {line.split()[2] for line in lines if line.startswith("# HELP")}
    assert {re.split(r"[{ ]", line)[0] for line in values} <= helped
    assert [one.name for one in tmp_path.glob(".*.part")] == []
