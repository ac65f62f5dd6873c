"""`sanxref demo`: what a stranger sees first."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sanxref.sample import NOTICE

Call = Callable[..., Any]


def test_the_demo_says_what_it_is_and_checks_the_claims(call: Call, tmp_path: Path) -> None:
    page = tmp_path / "demo.html"

    called = call("demo", "--html", str(page), at=None)

    assert called.code == 0
    assert called.out.splitlines()[0] == NOTICE
    words = " ".join(called.out.split())
    assert "contradicted: not 2015: the SDN List has 2016-09-16" in words
    assert "confirmed: listed 2014-09-23, Al-Qaida (QDi.342)" in words
    assert "out of scope: list not loaded" in words
    assert "<mark" in page.read_text()
