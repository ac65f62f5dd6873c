"""PDF to text."""

import re

from sanxref.articles.extract import Extraction, Refusal

__all__ = ["extract_pdf"]

# PDFium marks a hyphen that breaks a word at a line end by U+FFFE or U+0002; a soft hyphen is U+AD.
_BROKEN_WORD = re.compile(r"[\ufffe\x02\xad]\s*\r?\n?")


def extract_pdf(data: bytes, max_pages: int) -> Extraction | Refusal:
    """Read the text layer of a PDF, page by page.

    The file's dates are those of the file, not of publication, and are not used.

    Args:
        data: The file.
        max_pages: Longer files are refused, not cut.

    Returns:
        The text; or why there is none.
    """
    try:
        import pypdfium2  # noqa: PLC0415  # an extra, and heavy
    except ImportError:
        return Refusal(
            reason="reading PDF needs an extra: pip install 'sanxref[documents]' (pypdfium2)"
        )
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        return Refusal(reason=_explain(str(fault)))
    try:
        if len(document) > max_pages:
            return Refusal(
                reason=f"over the page limit: {len(document)} pages, at most {max_pages}"
            )
        pages = [_page_text(document, number) for number in range(len(document))]
        title = str(document.get_metadata_dict().get("Title") or "").strip()
    except pypdfium2.PdfiumError as fault:
        return Refusal(reason=_explain(str(fault)))
    finally:
        document.close()
    text = "\n\n".join(page for page in pages if page)
    if not text:
        return Refusal(reason="no text in the file (scan? run text recognition on it first)")
    empty = pages.count("")
    notes = (f"{empty} of {len(pages)} pages have no text (scans?)",) if empty else ()
    return Extraction(text=text, title=_headline(title), notes=notes)


def _page_text(document: object, number: int) -> str:
    page = document[number]  # type: ignore[index]  # pypdfium2 has no types
    try:
        text_page = page.get_textpage()
        try:
            text = str(text_page.get_text_bounded())
        finally:
            text_page.close()
    finally:
        page.close()
    return _BROKEN_WORD.sub("", text).replace("\r\n", "\n").strip()


def _headline(title: str) -> str:
    """A title that a program put in ("Microsoft Word - draft3.doc") is none."""
    if "Microsoft Word" in title or re.search(r"\.\w{3,4}$", title) or " " not in title:
        return ""
    return title


def _explain(fault: str) -> str:
    if "password" in fault.lower():
        return "encrypted PDF: save it without a password"
    return f"damaged PDF ({fault.strip().rstrip('.')})"
