import pytest

from sanxref.articles import ReadOptions


@pytest.mark.parametrize(
    "values",
    [
        {"max_bytes": 0},
        {"timeout_seconds": -1.0},
        {"keep_html_share": 1.5},
        {"max_redirects": -1},
        {"text_columns": ()},
    ],
)
def test_values_out_of_range_are_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(values))):
        ReadOptions(**values)  # type: ignore[arg-type]
