"""Dates that a claim gives, compared with what is known of them.

Three grades, best first: the list's own date, a curated fact, the snapshots that are held. The
lower ones are told where the better ones are silent, and decide nothing by themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from sanxref.claims.curated import CuratedFact
from sanxref.claims.lexicon import ClaimLexicon
from sanxref.claims.options import ClaimOptions
from sanxref.claims.past import NoPast, Past
from sanxref.claims.standing import Place, Standing, snapshot_day
from sanxref.model.claims import Action, Aspect, Check, Claim, Evidence, Verdict
from sanxref.model.dates import PartialDate, Precision
from sanxref.model.designations import DateBasis, Listing
from sanxref.model.matches import Match

__all__ = ["Dating", "Finding", "Inquiry", "names_a_list", "within"]


_RENEWAL = "the article dates an extension or a return to the list, the list a first entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A check with the statements that it rests on."""

    check: Check
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What a claim is checked with.

    Attributes:
        lexicon: Registry and curated facts.
        options: Tolerances.
        matches: Potential matches of the subject, on all lists.
        published: Day of the article, or None.
        past: Earlier snapshots.
    """

    lexicon: ClaimLexicon
    options: ClaimOptions
    matches: Sequence[Match] = ()
    published: PartialDate | None = None
    past: Past = field(default_factory=NoPast)


class Dating:
    """Compares the dates of one claim about a target whose standing is known."""

    def __init__(self, claim: Claim, standing: Standing, inquiry: Inquiry) -> None:
        """Prepare for one claim."""
        self.claim = claim
        self.standing = standing
        self.inquiry = inquiry
        self.registry = inquiry.lexicon.registry
        self.options = inquiry.options
        self._programmes = {item.key: item for item in self.registry.programmes}

    def _means(self, listing: Listing, key: str) -> bool:
        """Whether a listing is under a programme, or under one that implies it."""
        return key in self._implied(listing)

    def _implied(self, listing: Listing) -> set[str]:
        known: set[str] = set()
        todo = [
            item.key
            for item in self.registry.programmes
            if listing.programme in item.tags or listing.list_name in item.tags
        ]
        while todo:
            key = todo.pop()
            if key not in known:
                known.add(key)
                # A programme implies a list ("SDN") only for what stands on that list.
                todo.extend(
                    implied
                    for implied in self._programmes[key].implies
                    if not names_a_list(self._programmes[implied].tags)
                    or listing.list_name in self._programmes[implied].tags
                )
        return known

    def _date_is_open(self) -> bool:
        """Whether the claim gives a date that what is known neither bears out nor refutes."""
        finding = self._date()
        return finding is not None and finding.check.verdict is Verdict.UNCONFIRMED

    def _date(self) -> Finding | None:
        date = self.claim.date
        if date is None:
            return None
        outcomes = [outcome for place in self.standing.places for outcome in self._dates_of(place)]
        if not any(found for _, _, found in outcomes):
            outcomes = self._curated(date.date) or outcomes
        verdicts = {verdict for verdict, _, _ in outcomes}
        if self.claim.renewal and Verdict.CONFIRMED not in verdicts:
            outcomes = [
                (Verdict.UNCONFIRMED, f"{_RENEWAL}; {words}", found) for _, words, found in outcomes
            ]
            verdicts = {Verdict.UNCONFIRMED}
        if Verdict.CONFIRMED in verdicts:
            verdict = Verdict.CONFIRMED
        elif verdicts == {Verdict.CONTRADICTED} and self.claim.authority is not None:
            verdict = Verdict.CONTRADICTED
        else:
            verdict = Verdict.UNCONFIRMED
        chosen = [item for item in outcomes if item[0] is verdict] or outcomes
        reason = "; ".join(dict.fromkeys(item[1] for item in chosen))
        if verdict is Verdict.UNCONFIRMED and verdicts == {Verdict.CONTRADICTED}:
            reason += "; the article names no authority, so another one may be meant"
        if verdict is not Verdict.CONFIRMED:
            reason += self._fits_elsewhere(date.date)
        held = self._held(date.date)
        reason += "".join(f"; {words}" for words, _ in held)
        outcomes += [(verdict, words, found) for words, found in held]
        evidence = [item for _, _, found in outcomes for item in found]
        return Finding(
            check=self._check(
                Aspect.DATE,
                str(date.date),
                ", ".join(dict.fromkeys(item.value for item in evidence)),
                verdict,
                reason or "the list carries no date",
            ),
            evidence=tuple(dict.fromkeys(evidence)),
        )

    def _curated(self, date: PartialDate) -> list[tuple[Verdict, str, tuple[Evidence, ...]]]:
        """Compare with curated facts; by themselves they decide only where an option says so."""
        facts = self.inquiry.lexicon.facts
        outcomes: list[tuple[Verdict, str, tuple[Evidence, ...]]] = []
        for place in self.standing.places:
            source = place.designation.source
            for fact in facts.of(source, place.designation.reference, Action.LISTED):
                if not self._is_about(fact, place):
                    continue
                agrees = within(date, fact.date, self.options.tolerance(source))
                words = (
                    f"{place.loaded.status.title} as loaded carries no date; a curated fact, "
                    f"cited, has {fact.date} ({fact.citation}), which speaks "
                    f"{'for' if agrees else 'against'} {date}"
                )
                verdict = Verdict.UNCONFIRMED
                if self.options.curated_dates_decide:
                    verdict = Verdict.CONFIRMED if agrees else Verdict.CONTRADICTED
                outcomes.append((verdict, words, (facts.evidence(fact),)))
        return outcomes

    def _is_about(self, fact: CuratedFact, place: Place) -> bool:
        """Whether a fact is about the programme of the claim, as far as both name one."""
        key = self.claim.programme or ""
        if not fact.programme or key not in self._programmes:
            return True
        if names_a_list(self._programmes[key].tags):
            return True
        return any(
            listing.programme == fact.programme and self._means(listing, key)
            for listing in place.listings
        )

    def _fits_elsewhere(self, date: PartialDate) -> str:
        """Tell of another authority's list whose date the claim's would be."""
        looked = {loaded.status.source for loaded in self.standing.lists}
        fitting = [
            f"{match.source} {match.reference}, listed {match.listed_on}"
            for match in self.inquiry.matches
            if match.source not in looked
            and match.listed_on is not None
            and within(date, match.listed_on, self.options.tolerance(match.source))
        ]
        return f"; the date would fit another list: {'; '.join(fitting[:3])}" if fitting else ""

    def _held(self, date: PartialDate) -> list[tuple[str, tuple[Evidence, ...]]]:
        """Look at the snapshots of the claim's date that are held: what stood there, what not."""
        told: list[tuple[str, tuple[Evidence, ...]]] = []
        for place in self.standing.places:
            source, reference = place.designation.source, place.designation.reference
            if place.gone is not None:
                continue
            then = self.inquiry.past.as_of(source, date.latest)
            day = snapshot_day(then) if then is not None else None
            if then is None or day is None or day == snapshot_day(place.loaded):
                continue
            stood = then.designations.get(reference)
            if stood is None:
                told.append((f"not yet on the snapshot of {day} that is held", ()))
                continue
            before = day < date.earliest
            words = "already" if before else "also"
            past = replace(place, loaded=then, designation=stood)
            told.append(
                (
                    f"{words} on the snapshot of {day} that is held",
                    (past.evidence("reference", reference),),
                )
            )
        return told

    def _dates_of(self, place: Place) -> list[tuple[Verdict, str, tuple[Evidence, ...]]]:
        """Compare the claim's date with each listing of a place that it can be about."""
        programme = self.claim.programme or ""
        specific = programme in self._programmes and not names_a_list(
            self._programmes[programme].tags
        )
        tags = self._programmes[programme].tags if programme in self._programmes else ()
        about = [
            listing
            for listing in place.listings
            if (not specific or self._means(listing, programme))
            and (not names_a_list(tags) or listing.list_name in tags)
        ]
        return [
            self._compare(place, listing, specific=specific) for listing in about or place.listings
        ]

    def _compare(
        self, place: Place, listing: Listing, *, specific: bool
    ) -> tuple[Verdict, str, tuple[Evidence, ...]]:
        date = self.claim.date
        assert date is not None
        title = place.loaded.status.title
        if listing.listed_on is None:
            if listing.basis is DateBasis.NOT_CARRIED:
                reason = (
                    f"the format that {title} was loaded from carries no listing dates; "
                    "`sanxref lists update` gets the format that does (ADVANCED XML)"
                )
            else:
                reason = f"{title} does not state when {place.reference} was listed"
            return Verdict.UNCONFIRMED, reason, ()
        listed_on = listing.listed_on
        evidence = (place.evidence(listing.field, str(listed_on)),)
        days = self.options.tolerance(place.designation.source)
        agrees = within(date.date, listed_on, days)
        if date.bound and listed_on.earliest <= date.date.latest:
            agrees = True  # "since at least 2010" is met by every day before
        exact = within(date.date, listed_on, 0)
        allowed = "" if exact else f", within the {days} days allowed between signing and entry"
        if listing.basis is DateBasis.LIST_ONLY:
            alone = (
                len(
                    {
                        item.programme
                        for item in place.listings
                        if item.list_name == listing.list_name
                    }
                )
                == 1
            )
            if not alone and (specific or not agrees):
                others = ", ".join(dict.fromkeys(item.programme for item in place.listings))
                return (
                    Verdict.UNCONFIRMED,
                    (
                        f"the {listing.list_name} has {listed_on}, the date of entry on the list, "
                        f"whatever the programme ({others})"
                    ),
                    evidence,
                )
        if agrees:
            return Verdict.CONFIRMED, f"the {listing.list_name} has {listed_on}{allowed}", evidence
        return (
            Verdict.CONTRADICTED,
            f"not {date.date}: the {listing.list_name} has {listed_on}",
            evidence,
        )

    def _check(
        self, aspect: Aspect, claimed: str, found: str, verdict: Verdict, reason: str
    ) -> Check:
        return Check(aspect=aspect, claimed=claimed, found=found, verdict=verdict, reason=reason)


def within(claimed: PartialDate, listed: PartialDate, days: int) -> bool:
    """Whether two dates can be the same day, give or take; a range is met anywhere in it.

    A date to the month or the year is met exactly, except at its edges, where the days count.
    """
    slack = timedelta(days=days)
    if claimed.approximate and claimed.precision is Precision.YEAR:
        slack = max(slack, timedelta(days=366))  # "around 1997" is met by 1996 and 1998
    return claimed.earliest - slack <= listed.latest and listed.earliest <= claimed.latest + slack


def names_a_list(tags: tuple[str, ...]) -> bool:
    """Whether a programme stands for a whole list: the SDN List."""
    return any(tag.endswith(" List") for tag in tags)
