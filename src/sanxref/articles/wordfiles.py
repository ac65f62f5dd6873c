"""Word documents (.docx) to text."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from sanxref.articles.extract import Extraction, Refusal

__all__ = ["extract_word"]

_ENCRYPTED = 0x1
"""Bit 0 of a ZIP entry's flags (PKWARE application note 4.4.4)."""


def extract_word(data: bytes, max_unpacked_bytes: int) -> Extraction | Refusal:
    """Read paragraphs and tables of a Word document, in order.

    The file's dates are those of the file, not of publication, and are not used.

    Args:
        data: The file.
        max_unpacked_bytes: Largest unpacked content; a packed file can hold a thousand times
            its own size.

    Returns:
        The text; or why there is none.
    """
    try:
        import docx  # noqa: PLC0415  # an extra
        from docx.opc.exceptions import OpcError  # noqa: PLC0415
        from lxml import etree  # noqa: PLC0415
    except ImportError:
        return Refusal(
            reason="reading .docx needs an extra: pip install 'sanxref[documents]' (python-docx)"
        )
    refusal = _check_package(data, max_unpacked_bytes)
    if refusal is not None:
        return refusal
    try:
        document = docx.Document(io.BytesIO(data))
        paragraphs = [text for text in _texts(document) if text.strip()]
        title = str(document.core_properties.title or "")
    # What python-docx, zipfile and the XML parser raise, each in its own way, of damaged bytes.
    except (OpcError, LookupError, ValueError, AttributeError, TypeError, OSError, EOFError,
            RuntimeError, zipfile.BadZipFile, zlib.error, etree.LxmlError) as fault:  # fmt: skip
        return Refusal(reason=f"damaged .docx ({type(fault).__name__})")
    if not paragraphs:
        return Refusal(reason="no text in the file (pictures only?)")
    return Extraction(text="\n\n".join(paragraphs), title=title.strip())


def _check_package(data: bytes, max_unpacked_bytes: int) -> Refusal | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return Refusal(reason="damaged .docx (not a complete ZIP file)")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        return Refusal(reason="encrypted .docx: save it without a password")
    size = sum(entry.file_size for entry in entries)
    if size > max_unpacked_bytes:
        return Refusal(
            reason=f"over the size limit: {size:,} bytes unpacked, at most {max_unpacked_bytes:,}"
        )
    return None


def _texts(document: Any) -> Iterator[str]:  # noqa: ANN401  # python-docx has no types
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                # A merged cell is given once for each column that it spans.
                yield "\n".join(dict.fromkeys(cell.text for cell in row.cells))
        else:
            yield block.text
