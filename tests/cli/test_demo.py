"""`sanxref demo`: what a stranger sees first."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sanxref.sample import NOTICE

Call = Callable[..., Any]


def test_the_demo_says_what_it_is_and_checks_the_claims(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")  # workers of pytest-xdist have 80, which breaks words
    page, stored = tmp_path / "demo.html", tmp_path / "demo.json"

    called = call("demo", "--html", str(page), "--json", str(stored), at=None)

    assert called.code == 0
    assert called.out.splitlines()[0] == NOTICE
    assert called.err.splitlines() == [f"written: {path.resolve()}" for path in (page, stored)]
    for words in ("POTENTIAL MATCH", "contradicted", "confirmed", "out of scope"):
        assert words in called.out
    told = {
        claim["reason"]
        for one in json.loads(stored.read_text())["articles"]
        for claim in one["claims"]
    }
    assert "not 2015: the SDN List has 2016-09-16" in told
    assert "listed 2014-09-23, Al-Qaida (QDi.342)" in told
    assert "<mark" in page.read_text()
