"""Small files in the formats that articles come in, made by hand."""

import io
import zipfile
from collections.abc import Sequence

import docx

TEXT = (
    "The committee of the Security Council listed Karim Benali in March 2019, and the treasury"
    " of the United States followed in May. Benali, who was born in Dakar, has denied every"
    " accusation that was brought against him."
)


def make_pdf(pages: Sequence[str], title: str = "", encrypt: bool = False) -> bytes:  # noqa: FBT001, FBT002
    """Write a PDF with one line of text on each page; an empty page has no text."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, line in enumerate(pages):
        content = f"BT /F1 12 Tf 40 700 Td ({line}) Tj ET".encode("latin-1") if line else b""
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2000 800]"
            b" /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (5 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    trailer = b"/Root 1 0 R /Size %d" % (len(objects) + 2)
    if title:
        objects.append(f"<< /Title ({title}) >>".encode("latin-1"))
        trailer += b" /Info %d 0 R" % len(objects)
    if encrypt:
        objects.append(
            b"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <%s> /U <%s> >>"
            % (b"41" * 32, b"42" * 32)
        )
        trailer += b" /Encrypt %d 0 R /ID [<00112233> <00112233>]" % len(objects)
    return _assemble(objects, trailer)


def _assemble(objects: list[bytes], trailer: bytes) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< %s >>\nstartxref\n%d\n%%%%EOF\n" % (trailer, start)
    return bytes(out)


def make_docx(paragraphs: Sequence[str], table: Sequence[Sequence[str]] = ()) -> bytes:
    """Write a Word document with paragraphs, and behind them a table."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        made = document.add_table(rows=len(table), cols=len(table[0]))
        for row, values in zip(made.rows, table, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = value
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def make_zip(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def make_page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>"


def make_mail(body: str, headers: str = "", content_type: str = "text/plain; charset=utf-8") -> str:
    return (
        "From: desk@example.org\nTo: reader@example.org\nSubject: Benali listed\n"
        "Date: Tue, 14 Oct 2025 23:30:00 +0200\nMIME-Version: 1.0\n"
        f"Content-Type: {content_type}\n{headers}\n{body}\n"
    )
