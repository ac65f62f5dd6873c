"""Wording of what can be wrong with list data, for an operator at night."""

from sanxref.errors import ListCorrupt, ListFault, ListUnknownValue
from sanxref.model.designations import SourceKey

__all__ = ["Reading"]

_REMEDIES = {
    ListFault.HTML: "Look at the address in a browser: the host may ask for something.",
    ListFault.EMPTY: "Download it again, following redirects.",
    ListFault.TRUNCATED: "Download it again.",
    ListFault.NOT_WELL_FORMED: "Download it again; if it stays so, tell the authority.",
    ListFault.UNSAFE_XML: "No official list needs this: check where the file comes from.",
    ListFault.WRONG_FORMAT: "Check the address or the file that was given.",
    ListFault.WRONG_ENCODING: "Download it again; if it stays so, tell the authority.",
    ListFault.UNKNOWN_FIELD: "The format has changed: update sanxref, or report this message.",
    ListFault.UNKNOWN_VALUE: "Look at the record; if the list is right, report this message.",
    ListFault.MISSING_FIELD: "The file is damaged or its format has changed: download it again, "
    "else report this message.",
    ListFault.DUPLICATE_REFERENCE: "Download it again; if it stays so, tell the authority.",
}


class Reading:
    """Where in which list a parser is, so that each error can say so.

    Attributes:
        source: Key of the list source, or empty where it is not known yet.
        file: Name of the file that is being read.
        record: Reference of the record that is being read, or empty outside of records.
    """

    __slots__ = ("file", "record", "source")

    def __init__(self, *, source: SourceKey, file: str) -> None:
        self.source = source
        self.file = file
        self.record = ""

    def corrupt(self, fault: ListFault, what: str) -> ListCorrupt:
        """Make the error; `what` tells in one clause what is wrong and where."""
        return ListCorrupt(
            f"{self._place()}: {what}. {_REMEDIES[fault]}", fault=fault, source=self.source
        )

    def unknown_value(self, field: str, value: str) -> ListUnknownValue:
        """Make the error for a category without a rule."""
        return ListUnknownValue(field=f"{self._place()}: {field}", value=value, source=self.source)

    def _place(self) -> str:
        return f"{self.file}, record {self.record}" if self.record else self.file
