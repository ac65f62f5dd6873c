"""Names as OFAC writes them: `LAST, First`."""

from sanxref.model.designations import (
    AliasQuality,
    ListedName,
    NameKind,
    NamePart,
    NamePartKind,
    TargetKind,
)
from sanxref.names.scripts import script_of

__all__ = ["ALIAS_KINDS", "WHOLE_NAME_PARTS", "named", "split_name"]

ALIAS_KINDS = {"a.k.a.": NameKind.AKA, "f.k.a.": NameKind.FKA, "n.k.a.": NameKind.NKA}

WHOLE_NAME_PARTS = {
    TargetKind.INDIVIDUAL: NamePartKind.FAMILY,
    TargetKind.ENTITY: NamePartKind.ENTITY,
    TargetKind.VESSEL: NamePartKind.VESSEL,
    TargetKind.AIRCRAFT: NamePartKind.AIRCRAFT,
}
"""What a name is that is not divided; a person's stands in the field of the family name."""


def named(
    last: str,
    first: str,
    *,
    target: TargetKind,
    standing: tuple[NameKind, AliasQuality],
    field: str,
) -> ListedName:
    """Make a name of its family part (or its only part) and its given part, which may be empty."""
    whole = NamePart(kind=WHOLE_NAME_PARTS[target], text=last)
    given = (NamePart(kind=NamePartKind.GIVEN, text=first),) if first else ()
    text = f"{last}, {first}" if first else last
    return ListedName(
        text=text,
        parts=(*given, whole),
        kind=standing[0],
        quality=standing[1],
        script=script_of(text),
        field=field,
        note="weak" if standing[1] is AliasQuality.WEAK else "",
    )


def split_name(text: str, target: TargetKind) -> tuple[str, str]:
    """Divide `LAST, First`; names of other targets than persons are never divided."""
    if target is not TargetKind.INDIVIDUAL:
        return text, ""
    last, _, first = text.partition(", ")
    return (last, first.strip()) if last else (text, "")
