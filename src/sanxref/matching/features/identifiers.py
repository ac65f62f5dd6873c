"""Numbers of documents as a qualifier."""

import re
from collections.abc import Sequence

from sanxref.matching.options import MatchingOptions
from sanxref.model.designations import Designation
from sanxref.model.matches import Feature, FeatureName

__all__ = ["identifier_feature"]

_NOT_IN_NUMBERS = re.compile(r"[^0-9A-Za-z]")
_SHORTEST = 5
"""Characters; shorter numbers are shared by chance."""


def identifier_feature(
    identifiers: Sequence[tuple[str, str]], designation: Designation, options: MatchingOptions
) -> Feature | None:
    """Compare document numbers, spaces and punctuation aside.

    Different numbers say nothing: a person has many documents.

    Returns:
        None where the query has no numbers, as articles have none.
    """
    asked = {_key(number): number for number, _ in identifiers if len(_key(number)) >= _SHORTEST}
    if not asked:
        return None
    for identifier in designation.identifiers:
        if number := asked.get(_key(identifier.number)):
            detail = f'The number "{number}" is listed as {identifier.type} {identifier.number}.'
            return Feature(
                name=FeatureName.IDENTIFIER,
                score=1.0,
                effect=options.qualifiers.identifier_agrees,
                detail=detail,
            )
    count = len(designation.identifiers)
    detail = f"None of the numbers is among the {count} listed, which decides nothing."
    return Feature(name=FeatureName.IDENTIFIER, score=None, effect=0.0, detail=detail)


def _key(number: str) -> str:
    return _NOT_IN_NUMBERS.sub("", number).upper()
