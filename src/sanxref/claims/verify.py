"""Claims and lists to verdicts.

The rules are those of DESIGN.md section 5 and LISTS.md section 2; docs/claims.md tells them with
examples. Nothing is contradicted by absence, and a date decides only what its list says it means.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sanxref.claims.aspects import AspectChecker
from sanxref.claims.dating import Finding, Inquiry
from sanxref.claims.lexicon import ClaimLexicon
from sanxref.claims.options import ClaimOptions
from sanxref.claims.past import NoPast, Past
from sanxref.claims.standing import (
    ORGANIZATIONS,
    PERSONS,
    Standing,
    State,
    find_standing,
    list_words,
)
from sanxref.model.claims import (
    Aspect,
    Check,
    Claim,
    Polarity,
    SubjectKind,
    Verdict,
    VerifiedClaim,
)
from sanxref.model.dates import PartialDate
from sanxref.model.matches import Match
from sanxref.model.programmes import Authority, Registry
from sanxref.model.snapshots import LoadedList

__all__ = ["names_organization", "verify_claims"]


def verify_claims(  # noqa: PLR0913 - each is one input of the verdicts
    claims: Sequence[Claim],
    *,
    matches: Mapping[str, tuple[Match, ...]],
    lists: tuple[LoadedList, ...],
    lexicon: ClaimLexicon,
    options: ClaimOptions,
    published: PartialDate | None = None,
    past: Past | None = None,
) -> tuple[VerifiedClaim, ...]:
    """Check each claim against the lists of the authority that it names.

    Args:
        claims: As extracted.
        matches: Potential matches by person id; of a claim about an organization by claim id.
        lists: Every configured list source, those that could not be loaded too.
        lexicon: For the registry of authorities and programmes, and the curated facts.
        options: Tolerances.
        published: Day of the article, which an undated denial speaks of.
        past: Snapshots that are held besides those in use.

    Returns:
        One verified claim for each claim, in the same order.
    """
    verified = []
    for claim in claims:
        found = matches.get(claim.person or claim.id, ())
        inquiry = Inquiry(
            lexicon=lexicon,
            options=options,
            matches=found,
            published=published,
            past=past or NoPast(),
        )
        verified.append(_told_as_read(_verify(claim, lists, inquiry)))
    return tuple(verified)


def _told_as_read(verified: VerifiedClaim) -> VerifiedClaim:
    """Say so where the quoted passage alone does not show what the claim says."""
    remarks = tuple(_remarks(verified.claim))
    if not verified.claim.understood or not remarks:
        return verified
    return replace(verified, reason="; ".join((verified.reason, *remarks)) + ": read it yourself")


def _remarks(claim: Claim) -> Iterator[str]:
    """What a reader of the quoted passage cannot see in it."""
    if claim.authority_text and claim.authority_text not in claim.text:
        yield f"the authority, {claim.authority_text!r}, stands in another sentence of the article"
    if claim.date is not None and not claim.start <= claim.date.start < claim.end:
        yield f"the date, {claim.date.text!r}, stands in another sentence of the article"
    if claim.likelihood is not None:
        yield (
            "a trained model, not a rule, read this in the passage "
            f"(probability {claim.likelihood:.2f})"
        )


def _verify(
    claim: Claim,
    lists: tuple[LoadedList, ...],
    inquiry: Inquiry,
) -> VerifiedClaim:
    if not claim.understood:
        return _plain(
            claim, Verdict.UNCONFIRMED, "mentions a designation, not understood: read the passage"
        )
    answering = _answering(claim, lists, inquiry.lexicon.registry)
    if isinstance(answering, str):
        return _plain(claim, Verdict.OUT_OF_SCOPE, answering)
    match claim.subject_kind:
        case SubjectKind.ENTITY:
            if not names_organization(claim.subject):
                return _plain(
                    claim,
                    Verdict.UNCONFIRMED,
                    f"{claim.subject!r} names no organization, so it was not compared with the "
                    "lists",
                )
        case SubjectKind.PERSON | SubjectKind.UNKNOWN:
            if claim.person is None:
                return _plain(
                    claim,
                    Verdict.UNCONFIRMED,
                    f"{claim.subject!r} was not recognized as a person's name, so it was not "
                    "compared with the lists",
                )
    organization = claim.subject_kind is SubjectKind.ENTITY
    standing = find_standing(
        inquiry.matches,
        answering,
        inquiry.options,
        kinds=ORGANIZATIONS if organization else PERSONS,
        former=inquiry.past.former(claim),
    )
    findings = AspectChecker(claim, standing, inquiry).findings()
    return _joined(claim, standing, findings, inquiry.matches)


def names_organization(words: str) -> bool:
    """Whether the words for a claim's subject hold a name: "Ararat Shipping", not "the group"."""
    return any(word[:1].isupper() or word[:1].isdigit() for word in words.split()[-3:])


def _answering(
    claim: Claim, lists: tuple[LoadedList, ...], registry: Registry
) -> tuple[LoadedList, ...] | str:
    """Lists that can answer, or why none can."""
    if claim.authority is None:
        usable = tuple(loaded for loaded in lists if loaded.status.snapshot is not None)
        return lists if usable else "no list is loaded"
    authority = registry.authority(claim.authority)
    sources = authority.sources or registry.authority(authority.group).sources
    if not sources:
        stranger = authority.key == authority.group and not authority.phrases
        name = claim.authority_text if stranger else _words(authority)
        return f"list not loaded: sanxref knows no list of {name}"
    configured = tuple(loaded for loaded in lists if loaded.status.source in sources)
    if any(loaded.status.snapshot is not None for loaded in configured):
        return configured
    if configured:
        states = ", ".join(list_words(loaded) for loaded in configured)
        return f"list not loaded: {states}; run `sanxref lists update`"
    return f"list not loaded: {', '.join(sources)} of {_words(authority)} is not among the sources"


def _words(authority: Authority) -> str:
    return authority.name


def _plain(claim: Claim, verdict: Verdict, reason: str) -> VerifiedClaim:
    """A verdict without a look at a list."""
    aspect = Aspect.AUTHORITY if verdict is Verdict.OUT_OF_SCOPE else Aspect.LISTED
    claimed = claim.authority or "" if verdict is Verdict.OUT_OF_SCOPE else claim.action.value
    check = Check(aspect=aspect, claimed=claimed, found="", verdict=verdict, reason=reason)
    return VerifiedClaim(claim=claim, verdict=verdict, reason=reason, checks=(check,), evidence=())


def _joined(
    claim: Claim, standing: Standing, findings: tuple[Finding, ...], matches: Sequence[Match]
) -> VerifiedClaim:
    checks = tuple(finding.check for finding in findings)
    verdict = _overall(checks)
    reasons = [check.reason for check in checks if check.verdict is verdict]
    first = checks[0]
    if verdict is Verdict.CONFIRMED:
        reason = first.reason
    elif first.verdict is verdict or verdict is Verdict.CONTRADICTED:
        reason = "; ".join(dict.fromkeys(reasons))
    else:
        reason = f"{first.reason}; but " + "; ".join(dict.fromkeys(reasons))
    if standing.state is State.ABSENT and (elsewhere := _elsewhere(claim, standing, matches)):
        reason += f"; {elsewhere}"
    stale = [
        list_words(place.loaded)
        for place in standing.places
        if place.loaded.status.state != "current"
    ]
    if stale and verdict is not Verdict.UNCONFIRMED:
        reason += f" (by {', '.join(dict.fromkeys(stale))})"
    evidence = tuple(dict.fromkeys(item for finding in findings for item in finding.evidence))
    return VerifiedClaim(
        claim=claim, verdict=verdict, reason=reason, checks=checks, evidence=evidence
    )


def _elsewhere(claim: Claim, standing: Standing, matches: Sequence[Match]) -> str:
    """Tell of a match on another authority's list, which does not decide this claim."""
    looked = {loaded.status.source for loaded in standing.lists}
    others = [match for match in matches if match.source not in looked]
    if not others or claim.polarity is Polarity.HEDGED:
        return ""
    return "on another list: " + ", ".join(
        f"{match.source} {match.reference}" for match in others[:3]
    )


def _overall(checks: tuple[Check, ...]) -> Verdict:
    verdicts = {check.verdict for check in checks}
    for verdict in (Verdict.CONTRADICTED, Verdict.UNCONFIRMED):
        if verdict in verdicts:
            return verdict
    return Verdict.CONFIRMED
