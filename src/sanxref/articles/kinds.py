"""What kind of file some bytes are, by their content first and the name second."""

import io
import re
import zipfile
from enum import StrEnum

__all__ = ["FileKind", "kind_of", "refusal_of", "refuse_list"]


class FileKind(StrEnum):
    """Formats that articles are read from."""

    TEXT = "text"
    HTML = "html"
    MARKDOWN = "markdown"
    MAIL = "mail"
    PDF = "pdf"
    WORD = "word"
    JSON = "json"
    JSON_LINES = "jsonl"
    TABLE = "csv"
    PARQUET = "parquet"


_BY_SUFFIX = {
    ".htm": FileKind.HTML,
    ".html": FileKind.HTML,
    ".xhtml": FileKind.HTML,
    ".md": FileKind.MARKDOWN,
    ".markdown": FileKind.MARKDOWN,
    ".eml": FileKind.MAIL,
    ".json": FileKind.JSON,
    ".jsonl": FileKind.JSON_LINES,
    ".ndjson": FileKind.JSON_LINES,
    ".csv": FileKind.TABLE,
    ".tsv": FileKind.TABLE,
}

# First bytes of what is certainly no text: Gary Kessler's table of file signatures, and the
# formats' own specifications.
_SIGNATURES = (
    (b"\x89PNG\r\n", "a PNG image; run text recognition (OCR) on it first"),
    (b"\xff\xd8\xff", "a JPEG image; run text recognition (OCR) on it first"),
    (b"GIF8", "a GIF image; run text recognition (OCR) on it first"),
    (b"II*\x00", "a TIFF image; run text recognition (OCR) on it first"),
    (b"MM\x00*", "a TIFF image; run text recognition (OCR) on it first"),
    (b"BM", "a bitmap image"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xfe\xed\xfa", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\x1f\x8b", "gzip-compressed; unpack it first"),
    (b"BZh", "bzip2-compressed; unpack it first"),
    (b"\xfd7zXZ\x00", "xz-compressed; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"(\xb5/\xfd", "zstd-compressed; unpack it first"),
    (b"OggS", "a sound or film"),
    (b"ID3", "a sound"),
    (b"RIFF", "a sound, film or image"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "an RTF document; save it as .docx or .txt"),
    (
        b"\xd0\xcf\x11\xe0",
        "an old or encrypted Office document; save it as .docx without a password",
    ),
)
# Two-letter signatures are also how words begin ("BM", "MZ"): they need bytes no text has.
_SHORT_SIGNATURE = 2
_ZIP = b"PK\x03\x04"
_NO_WORD = "a ZIP archive without a whole Word document in it; unpack it, or save the .docx again"
_HEAD_BYTES = 4096
_PDF_HEAD_BYTES = 1024

_LIST_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.{0,2000}?-->\s*)*<(CONSOLIDATED_LIST|sdnList|Sanctions)\b",
    re.DOTALL,
)
_LIST_ROW = re.compile(rb"\d{1,6},[^\r\n]*,-0- ")
"""A row of OFAC's CSV files, which have no header and write `-0- ` for nothing."""

_HTML = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK_TAGS = re.compile(r"<(?:p|div|article|section|table|h[1-6]|meta|br)\b[^<>]*>", re.IGNORECASE)
_LEAST_BLOCK_TAGS = 3
_MAIL_HEADER = re.compile(
    r"^(?:From|To|Subject|Date|Received|Return-Path|Message-ID|MIME-Version|Delivered-To"
    r"|Content-Type|DKIM-Signature|X-[\w-]+):[ \t]?.*\n(?:[ \t].*\n)*",
    re.IGNORECASE | re.MULTILINE,
)
_LEAST_MAIL_HEADERS = 3


def refusal_of(data: bytes) -> str:
    """Say why some bytes cannot be an article.

    Returns:
        A reason a user can act on, or empty where they may be one.
    """
    if not data.strip():
        return "the file is empty"
    for signature, name in _SIGNATURES:
        if data.startswith(signature) and (
            len(signature) > _SHORT_SIGNATURE or b"\x00" in data[:_HEAD_BYTES]
        ):
            return f"not a text: {name}"
    if data[4:8] == b"ftyp":
        return "not a text: a film, sound or HEIC image"
    if data.startswith(_ZIP):
        return "" if _is_word(data) else f"not a text: {_NO_WORD}"
    if _is_binary(data) and not data.startswith(b"PAR1") and not _is_pdf(data):
        return "not a text: binary data of an unknown format"
    return refuse_list(data)


def refuse_list(data: bytes) -> str:
    """Say of a list file, by its first bytes, which command takes it in; empty where it is none."""
    met = _LIST_ROOT.match(data)
    if met is None and not _LIST_ROW.match(data):
        return ""
    un = met is not None and met[1] == b"CONSOLIDATED_LIST"
    whose, key = ("the UN", "un") if un else ("OFAC", "ofac-sdn (or ofac-consolidated)")
    return f"a sanctions list of {whose}, no article; take it in: sanxref lists import {key} FILE"


def kind_of(data: bytes, text_head: str | None, suffix: str) -> FileKind:
    """Tell the format.

    Args:
        data: The bytes, or at least their first 4,096.
        text_head: Beginning of the decoded text, or None where the bytes are not decoded.
        suffix: Suffix of the file name with its dot, lower case; empty where there is no name.

    Returns:
        The format; text where nothing speaks for another.
    """
    if _is_pdf(data):
        return FileKind.PDF
    if data.startswith(_ZIP):
        return FileKind.WORD
    if data.startswith(b"PAR1"):
        return FileKind.PARQUET
    by_name = _BY_SUFFIX.get(suffix)
    head = text_head or ""
    if _HTML.match(head):
        return FileKind.HTML
    if by_name is not None:
        return by_name
    return _kind_of_text(head, named=bool(suffix))


def _kind_of_text(head: str, *, named: bool) -> FileKind:
    stripped = head.lstrip()
    if len(_BLOCK_TAGS.findall(head)) >= _LEAST_BLOCK_TAGS and stripped.startswith("<"):
        return FileKind.HTML
    if _mail_headers(stripped) >= _LEAST_MAIL_HEADERS:
        return FileKind.MAIL
    if not named and stripped.startswith("{"):
        return FileKind.JSON_LINES
    return FileKind.TEXT


def _mail_headers(text: str) -> int:
    """Number of header lines that a text begins with, one directly behind the other."""
    count, place = 0, 0
    while met := _MAIL_HEADER.match(text, place):
        count, place = count + 1, met.end()
    return count


def _is_pdf(data: bytes) -> bool:
    # The specification lets the header stand within the first 1,024 bytes.
    return b"%PDF-" in data[:_PDF_HEAD_BYTES] and not data.lstrip()[:1].isalnum()


def _is_binary(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    head = data[:_HEAD_BYTES]
    controls = sum(byte < 0x20 and byte not in b"\t\n\x0b\x0c\r\x1b" for byte in head)  # noqa: PLR2004  # U+0020 is the first character that is printed
    return b"\x00" in head or controls > len(head) // 20


def _is_word(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
