"""What a parser gives back."""

from dataclasses import dataclass
from datetime import date

from sanxref.model.designations import Designation

__all__ = ["ParsedList"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedList:
    """One list source, read from its raw files.

    Attributes:
        designations: In the order of the file.
        published: The authority's own date of publication; None where the format has none.
        declared: The number of records that the file itself declares (Record_Count), which was
            checked; None where the format declares none.
        list_names: Names of the lists that the records stand on, in order of appearance.
        notes: What an operator should know: parts that the files lack, odd records.
        census: Each path of elements and attributes, `handled` or `ignored`, with the number of
            times it occurred; sorted. Attributes are written `a/b@name`, columns `sdn.csv/Program`.
    """

    designations: tuple[Designation, ...]
    published: date | None
    declared: int | None
    list_names: tuple[str, ...]
    notes: tuple[str, ...]
    census: tuple[tuple[str, str, int], ...]
