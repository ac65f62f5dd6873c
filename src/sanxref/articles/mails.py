"""Mail messages to text."""

import email
import email.errors
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from email.policy import default

from sanxref.articles.datelines import read_date
from sanxref.articles.encodings import decode_text
from sanxref.articles.extract import Extraction, Refusal
from sanxref.articles.webpages import extract_webpage

__all__ = ["extract_mail"]

_DEFECTS = (email.errors.MessageError, LookupError, ValueError, TypeError, AttributeError,
            IndexError)  # fmt: skip
"""What the standard library's parser lets through on headers and parts that are not well-formed."""


def extract_mail(data: bytes) -> Extraction | Refusal:
    """Read subject, date and the text of a message; attachments are noted, not read.

    A plain part goes before an HTML part of the same words.

    Args:
        data: The message, RFC 5322.

    Returns:
        The text; or why there is none.
    """
    message = email.message_from_bytes(data, policy=default)
    texts = [text for part in _text_parts(message) if (text := _part_text(part))]
    notes = _attachment_notes(message)
    if not texts:
        return Refusal(reason="no text in the message" + "".join(f" ({note})" for note in notes))
    return Extraction(
        text="\n\n".join(texts),
        title=_header(message, "Subject"),
        published=read_date(_sent(message)),
        notes=notes,
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except _DEFECTS:
        return ""


def _sent(message: EmailMessage) -> datetime | str | None:
    """The day of sending, in the sender's own time zone."""
    try:
        header = message["Date"]
        return getattr(header, "datetime", None) or (str(header) if header else None)
    except _DEFECTS:
        return None


def _text_parts(message: EmailMessage) -> Iterator[EmailMessage]:
    try:
        body = message.get_body(preferencelist=("plain", "html"))
    except _DEFECTS:
        body = None
    if isinstance(body, EmailMessage):
        yield body
        return
    for part in message.walk():
        if part.get_content_maintype() == "text" and not part.is_attachment():
            yield part


def _part_text(part: EmailMessage) -> str:
    try:
        payload = part.get_payload(decode=True)
    except _DEFECTS:
        return ""
    if not isinstance(payload, bytes):
        return ""
    decoded = decode_text(payload, str(part.get_content_charset() or ""))
    if decoded is None:
        return ""
    if part.get_content_subtype() == "html":
        page = extract_webpage(decoded.text)
        return "" if isinstance(page, Refusal) else page.text
    return decoded.text.strip()


def _attachment_notes(message: EmailMessage) -> tuple[str, ...]:
    try:
        count = sum(part.is_attachment() for part in message.walk())
    except _DEFECTS:
        return ("attachments not readable",)
    if not count:
        return ()
    return (f"{count} attachment{'s' * (count > 1)} not screened: save and screen separately",)
