"""Claims that say of the same person the same once more."""

from collections.abc import Iterable, Mapping

from sanxref.model.claims import Claim, SubjectKind

__all__ = ["without_repeats"]


def without_repeats(claims: Iterable[Claim], groups: Mapping[str, str]) -> list[Claim]:
    """Leave out what says of the same person the same once more, and no date of its own.

    Args:
        claims: In order; the first that says something is kept, or the first with a date.
        groups: Group of each authority, by key.
    """
    kept: list[Claim] = []
    for claim in claims:
        same = next((at for at, other in enumerate(kept) if _say_same(claim, other, groups)), -1)
        if same < 0:
            kept.append(claim)
        elif kept[same].date is None and claim.date is not None:
            kept[same] = claim
    return kept


def _say_same(claim: Claim, other: Claim, groups: Mapping[str, str]) -> bool:
    return (
        claim.understood
        and claim.subject_kind is SubjectKind.PERSON
        and other.understood
        and (claim.person, claim.action, claim.polarity)
        == (other.person, other.action, other.polarity)
        and (claim.person is not None or claim.subject == other.subject)
        and groups.get(claim.authority or "") == groups.get(other.authority or "")
        and (claim.date is None or other.date is None or claim.date.date == other.date.date)
    )
