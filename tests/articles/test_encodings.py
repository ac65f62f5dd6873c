import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanxref.articles.encodings import clean_characters, decode_text

RUSSIAN = "Комитет внёс Ивана Петренко в список."
SENTENCE = "Der Ausschuss hat Jürgen Müller gelistet; er wohnt in Köln und hört zu."


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (SENTENCE.encode(), SENTENCE),
        (SENTENCE.encode("utf-8-sig"), SENTENCE),
        (SENTENCE.encode("utf-16"), SENTENCE),
        (SENTENCE.encode("cp1252"), SENTENCE),
        (RUSSIAN.encode("cp1251"), RUSSIAN),
        ("Müller – Köln".encode().decode("cp1252").encode(), "Müller – Köln"),
        (b"one\r\ntwo\rthree\x00\x1b", "one\ntwo\nthree"),
        ("e\u0301".encode(), "é"),
    ],
    ids=["utf-8", "mark", "utf-16", "cp1252", "cp1251", "mojibake", "line ends", "composed"],
)  # fmt: skip
def test_text_is_decoded(data: bytes, expected: str) -> None:
    decoded = decode_text(data)
    assert decoded is not None
    assert decoded.text == expected


def test_a_declared_encoding_goes_before_detection() -> None:
    text = "<?xml version='1.0' encoding='koi8-r'?><p>Иван</p>"
    decoded = decode_text(text.encode("koi8-r"))
    assert decoded is not None
    assert "Иван" in decoded.text


def test_few_broken_bytes_cost_only_themselves() -> None:
    data = ("Köln und Müller. " * 20).encode() + b"\xff end"
    decoded = decode_text(data)
    assert decoded is not None
    assert decoded.text.endswith("\ufffd end")
    assert decoded.notes == ("1 unreadable characters stand as \ufffd",)


def test_what_no_encoding_reads_is_refused() -> None:
    assert decode_text(bytes([0xFE, 0xFF]) + b"\xd8\x00" * 200) is None


@settings(deadline=None)
@given(st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_characters(text)
    assert clean_characters(once) == once
    once.encode("utf-8")


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "no-such", "base64", "cp1252"]))
def test_any_bytes_are_decoded_or_refused(data: bytes, declared: str) -> None:
    decoded = decode_text(data, declared)
    assert decoded is None or "\r" not in decoded.text
