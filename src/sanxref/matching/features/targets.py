"""What the name met is, and what the target is."""

from collections.abc import Sequence

from sanxref.matching.options import MatchingOptions
from sanxref.model.designations import AliasQuality, Designation, ListedName, TargetKind
from sanxref.model.matches import Feature, FeatureName, Query

__all__ = ["alias_quality_feature", "target_kind_feature"]


def alias_quality_feature(
    met: ListedName, weak: Sequence[ListedName], options: MatchingOptions
) -> Feature:
    """Tell the quality of the name met, and whether weak aliases met beside it.

    A weak alias confirms a match, it raises none (OFAC FAQ 122 to 124; UN "Low" quality).

    Args:
        met: Strong name that raised the match.
        weak: Weak aliases of the same designation that other names of the query met.
        options: Effects.
    """
    assert met.quality is AliasQuality.STRONG  # a weak alias raises no match
    detail = f'"{met.text}" is listed as {met.kind}, in full quality.'
    if not weak:
        return Feature(name=FeatureName.ALIAS_QUALITY, score=1.0, effect=0.0, detail=detail)
    names = ", ".join(f'"{name.text}"' for name in weak)
    return Feature(
        name=FeatureName.ALIAS_QUALITY,
        score=1.0,
        effect=options.qualifiers.weak_alias,
        detail=f"{detail} The weak alias {names} met too; it supports and raises nothing alone.",
    )


def target_kind_feature(
    query: Query, designation: Designation, options: MatchingOptions
) -> Feature | None:
    """Weaken a match of a person's name with the name of a company, vessel or aircraft.

    Returns:
        None where the target is an individual, or the query asks for other kinds only.
    """
    if designation.kind is TargetKind.INDIVIDUAL:
        return None
    if query.kinds and TargetKind.INDIVIDUAL not in query.kinds:
        return None
    article = "an" if designation.kind[0] in "aeiou" else "a"
    return Feature(
        name=FeatureName.TARGET_KIND,
        score=0.0,
        effect=options.qualifiers.target_kind_differs,
        detail=f"The name is asked as a person's; the target is {article} {designation.kind}.",
    )
