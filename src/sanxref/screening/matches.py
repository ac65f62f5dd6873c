"""What a report adds to a match that the matcher gave."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sanxref.matching import Matcher
from sanxref.matching.ofac_score import best_ofac_score
from sanxref.matching.worksheet import make_worksheet
from sanxref.model.designations import Designation, DesignationKey
from sanxref.model.matches import Match, Query
from sanxref.screening.fingerprints import designation_sha256

__all__ = ["complete_matches"]


def complete_matches(
    found: Iterable[Match],
    query: Query,
    matcher: Matcher,
    designations: Mapping[DesignationKey, Designation],
    *,
    person: str,
) -> tuple[Match, ...]:
    """Give matches their ids, fingerprints, OFAC-comparable scores and worksheets.

    Args:
        found: In the order of the report.
        query: What was asked.
        matcher: Who found them.
        designations: Of all lists, by key.
        person: Id of the mentioned person; matches are `<person>.m1`, `.m2`, ...
    """
    return tuple(
        _complete(match, query, matcher, designations[match.key], f"{person}.m{place}")
        for place, match in enumerate(found, 1)
    )


def _complete(
    match: Match, query: Query, matcher: Matcher, designation: Designation, match_id: str
) -> Match:
    return replace(
        match,
        id=match_id,
        designation_sha256=designation_sha256(designation),
        ofac_score=best_ofac_score(query.names, (one.text for one in designation.names)).score,
        worksheet=make_worksheet(query, match, designation, matcher.options),
    )
