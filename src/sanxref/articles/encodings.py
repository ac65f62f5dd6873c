"""Bytes to text: which encoding they are in, and what a wrong one did to them."""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from charset_normalizer import from_bytes

__all__ = ["DecodedText", "clean_characters", "decode_text"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# HTML5 asks for the declaration in the first 1,024 bytes; XML has it in the first line.
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})"""
    rb"""|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w-]{2,40})""",
    re.IGNORECASE,
)
_HEAD_BYTES = 4096

# WHATWG Encoding Standard: a page that declares Latin-1 or ASCII is read as Windows-1252.
_WHATWG = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252",
           "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}  # fmt: skip

_DETECT_BYTES = 60_000
"""Detection looks at so much: it costs milliseconds per kilobyte and gains nothing from more."""

_DETECTED = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "iso8859_2", "koi8_r", "koi8_u", "cp874", "gb18030", "big5", "shift_jis", "euc_jp", "cp949",
]  # fmt: skip
"""What pages are written in (WHATWG Encoding Standard). Among all that Python knows, a short
Windows-1252 text was taken for one of the Macintosh."""

_WORST_REPLACED_SHARE = 0.01
"""Texts with more unreadable characters than this share are not screened (our choice)."""

_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028]|\u2029")
_MOJIBAKE = re.compile("[ÂÃâØÙÐÑ][\x80-\xbf–—‘-„†-•…‰‹›€™œŠšŽžŸƒˆ˜]")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedText:
    r"""Text of some bytes.

    Attributes:
        text: The text, line ends as `\n`, without control characters.
        notes: What had to be done to the characters, for the reader.
    """

    text: str
    notes: tuple[str, ...] = ()


def decode_text(data: bytes, declared: str = "") -> DecodedText | None:
    """Decode bytes by byte order mark, declaration, UTF-8, or detection, in this order.

    Args:
        data: The bytes as received.
        declared: Encoding by an outer declaration (a Content-Type), or empty.

    Returns:
        The text, or None where no encoding reads all but 1 % of it.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _finish(data[len(bom) :].decode(encoding, "replace"), len(data))
    for encoding in ("utf-8", *_declared_encodings(data, declared)):
        text = _decode_strictly(data, encoding)
        if text is not None:
            return _finish(text, len(data))
    damaged = data.decode("utf-8", "replace")
    if _is_damaged_utf8(damaged):
        return _finish(damaged, len(data))
    best = from_bytes(data[:_DETECT_BYTES], cp_isolation=_DETECTED).best()
    if best is None:
        return None
    return _finish(data.decode(best.encoding, "replace"), len(data))


def _declared_encodings(data: bytes, declared: str) -> tuple[str, ...]:
    met = _DECLARED.search(data[:_HEAD_BYTES])
    inner = (met[1] or met[2]).decode("ascii", "ignore") if met else ""
    names = [name.strip().lower() for name in (declared, inner) if name]
    return tuple(_WHATWG.get(name, name) for name in names)


def _decode_strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeError, ValueError):
        return None


def _is_damaged_utf8(text: str) -> bool:
    """Whether the valid multi-byte sequences outweigh the broken ones ten to one."""
    broken = text.count("\ufffd")
    valid = sum(char > "\x7f" for char in text) - broken
    return valid >= 10 * broken


def _finish(text: str, size: int) -> DecodedText | None:
    broken = text.count("\ufffd")
    if broken > max(1, size * _WORST_REPLACED_SHARE):
        return None
    notes: tuple[str, ...] = ()
    if broken:
        notes = (f"{broken} unreadable characters stand as \ufffd",)
    mended = clean_characters(text)
    if _MOJIBAKE.search(text):
        import ftfy  # noqa: PLC0415  # 40 ms, and hardly any article needs it

        fixed = clean_characters(ftfy.fix_encoding(mended))
        if fixed != mended:
            notes = (*notes, "characters that a wrong encoding had damaged were restored")
            mended = fixed
    return DecodedText(text=mended, notes=notes)


def clean_characters(text: str) -> str:
    r"""Bring line ends to `\n`, compose characters (NFC), drop control characters.

    Cleaning twice is cleaning once.
    """
    text = _UNWANTED.sub("", text)
    text = _LINE_ENDS.sub(lambda met: "\n\n" if met[0] == "\u2029" else "\n", text)
    return unicodedata.normalize("NFC", text)
