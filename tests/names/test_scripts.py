"""Scripts of texts."""

import pytest

from sanxref.names import script_of


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Omar", "Latn"),
        ("Иван", "Cyrl"),
        ("محمد", "Arab"),
        ("习近平", "Hani"),
        ("김정은", "Hang"),
        ("Omar محم", "Latn"),
        ("123", "Zyyy"),
        ("", "Zyyy"),
    ],
)
def test_script_of(text, script):
    assert script_of(text) == script
