from datetime import UTC, datetime

import pytest

from sanxref.articles.datelines import find_dateline, read_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-10-14", "2025-10-14"),
        ("2025-10-14T23:59:00+02:00", "2025-10-14"),
        ("2025-10", "2025-10"),
        ("2025", "2025"),
        ("20251014", "2025-10-14"),
        ("14 October 2025", "2025-10-14"),
        ("Oct. 14, 2025", "2025-10-14"),
        ("Tue, 14 Oct 2025 08:00:00 GMT", "2025-10-14"),
        ("October 2025", "2025-10"),
        (datetime(2025, 10, 14, tzinfo=UTC), "2025-10-14"),
    ],
)
def test_dates_are_read_at_their_precision(value: object, expected: str) -> None:
    assert str(read_date(value)) == expected


@pytest.mark.parametrize(
    "value",
    ["", None, "03/04/2021", "yesterday", "2025-13-40", "31 February 2020", "12345678", 7.5],
)
def test_what_is_open_or_no_date_is_not_read(value: object) -> None:
    assert read_date(value) is None


@pytest.mark.parametrize(
    "text",
    [
        "LONDON, 14 October 2025 — The committee met.",
        "NEW YORK, Oct. 14, 2025 (Agency) - The committee met.",
        "The committee met\n\nPublished on 14 October 2025\n\nIt listed two men.",
        "GENEVA (Agency), 14 October 2025 – The committee met.",
    ],
)
def test_a_date_line_is_found(text: str) -> None:
    assert str(find_dateline(text)) == "2025-10-14"


@pytest.mark.parametrize(
    "text",
    [
        "The committee met on 14 October 2025 in London.",
        "LONDON, Tuesday - The committee met.",
        "In London, 14 October 2025 was a quiet day.",
        "LONDON, October 2025 — The committee met.",
        "x" * 900 + "\nLONDON, 14 October 2025 — The committee met.",
    ],
)
def test_a_date_in_the_text_is_not_the_publication(text: str) -> None:
    assert find_dateline(text) is None
