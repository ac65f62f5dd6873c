"""Checks of single aspects: listed, authority, programme, date, delisted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sanxref.claims.options import ClaimOptions
from sanxref.claims.standing import (
    Place,
    Standing,
    State,
    list_words,
    programme_field,
    snapshot_day,
)
from sanxref.model.claims import Action, Aspect, Check, Claim, Evidence, Polarity, Verdict
from sanxref.model.dates import PartialDate, Precision
from sanxref.model.designations import DateBasis, Listing, TargetKind
from sanxref.model.programmes import Registry

__all__ = ["AspectChecker", "Finding"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A check with the statements that it rests on."""

    check: Check
    evidence: tuple[Evidence, ...] = ()


class AspectChecker:
    """Checks the aspects of one claim about a person whose standing is known."""

    def __init__(
        self, claim: Claim, standing: Standing, registry: Registry, options: ClaimOptions
    ) -> None:
        """Prepare for one claim."""
        self.claim = claim
        self.standing = standing
        self.registry = registry
        self.options = options
        self._programmes = {item.key: item for item in registry.programmes}

    def findings(self) -> tuple[Finding, ...]:
        """All checks that the claim gives cause for, in a fixed order."""
        if self.claim.action is Action.DELISTED:
            return (self._delisted(),)
        listed = self._listed()
        if self.standing.state is not State.SURE or self.claim.polarity in {
            Polarity.NEGATED,
            Polarity.HEDGED,
        }:
            return (listed,)
        found = (listed, self._authority(), self._programme(), self._date())
        return tuple(finding for finding in found if finding is not None)

    # ----- listed

    def _listed(self) -> Finding:
        state, polarity = self.standing.state, self.claim.polarity
        claimed = "not listed" if polarity is Polarity.NEGATED else "listed"
        if state is not State.SURE:
            verdict, reason = Verdict.UNCONFIRMED, self._unsure()
        elif polarity is Polarity.HEDGED:
            verdict = Verdict.UNCONFIRMED
            reason = f"the article does not say that it has happened; {self._where()}"
        elif polarity is Polarity.NEGATED:
            verdict, reason = self._denied()
        elif all(self._is_over(place) for place in self.standing.places):
            verdict = Verdict.CONFIRMED
            reason = f"{self._where()}; since delisted"
        else:
            verdict, reason = Verdict.CONFIRMED, self._where()
        if polarity is Polarity.ATTRIBUTED:
            reason += "; the article gives it on somebody's word, and it was checked as a fact"
        return Finding(
            check=self._check(Aspect.LISTED, claimed, self._found(), verdict, reason),
            evidence=tuple(self._names()),
        )

    def _denied(self) -> tuple[Verdict, str]:
        """A denial: contradicted by a listing, unless that came only after the date denied."""
        date = self.claim.date
        starts = [
            listing.listed_on
            for place in self.standing.places
            for listing in place.listings
            if listing.listed_on is not None and listing.basis is not DateBasis.NOT_CARRIED
        ]
        if date is not None and not starts:
            return Verdict.UNCONFIRMED, f"{self._where()}, but the list does not say since when"
        if date is not None and min(starts).earliest > date.date.latest:
            return Verdict.CONFIRMED, f"not yet: {self._where()}"
        return Verdict.CONTRADICTED, self._where()

    def _unsure(self) -> str:
        match self.standing.state:
            case State.SEVERAL:
                return f"more than one target could be meant: {self._candidates()}"
            case State.WEAK:
                return f"the likeness of the names is weak support: {self._candidates()}"
            case State.SURE | State.ABSENT:
                return self._absence()

    def _absence(self) -> str:
        lists = ", ".join(list_words(loaded) for loaded in self.standing.lists)
        words = f"not found on {lists}" if lists else "no usable list"
        if self.standing.unusable:
            words += "; not looked at: " + ", ".join(
                list_words(loaded) for loaded in self.standing.unusable
            )
        return (
            f"{words}; absence proves nothing: the list may spell the name in another way, "
            "or may have held it at another time"
        )

    def _candidates(self) -> str:
        return "; ".join(
            f"{place.match.name} ({place.reference}, {place.loaded.status.title}, score "
            f"{place.match.score:.2f}, by {place.match.alias_quality} {place.match.name_kind})"
            for place in self.standing.places
        )

    def _where(self) -> str:
        return "; ".join(_place_words(place) for place in self.standing.places)

    def _found(self) -> str:
        if self.standing.state is State.ABSENT:
            return ""
        if self.standing.state is State.SURE:
            return self._where()
        return self._candidates()

    def _names(self) -> Iterable[Evidence]:
        for place in self.standing.places:
            field = next(
                (
                    name.field
                    for name in place.designation.names
                    if name.text == place.match.name_met
                ),
                place.designation.primary_name.field,
            )
            yield place.evidence(field, place.match.name_met)

    # ----- authority

    def _authority(self) -> Finding | None:
        if self.claim.authority is None:
            return None
        authority = self.registry.authority(self.claim.authority)
        group = self.registry.authority(authority.group)
        own = [item for item in self.registry.programmes if item.authority == authority.key]
        tags = {tag for item in own for tag in item.tags}
        stands = {listing.programme for place in self.standing.places for listing in place.listings}
        if authority.key == group.key:
            verdict, reason = Verdict.CONFIRMED, f"on the list of {group.name}"
        elif (
            group.sources
            and authority.sources == group.sources
            and not (tags and _is_committee(authority.key))
        ):
            verdict = Verdict.CONFIRMED
            reason = (
                f"at the level of {group.name}: its list does not say which of its bodies "
                "designated, and publishes what all of them do"
            )
        elif tags & stands:
            verdict, reason = Verdict.CONFIRMED, f"listed under {', '.join(sorted(tags & stands))}"
        else:
            verdict = Verdict.UNCONFIRMED
            reason = f"on the list of {group.name}, but under {', '.join(sorted(stands))}"
        found = ", ".join(place.loaded.status.title for place in self.standing.places)
        return Finding(check=self._check(Aspect.AUTHORITY, authority.name, found, verdict, reason))

    # ----- programme

    def _programme(self) -> Finding | None:
        programme = self._programmes.get(self.claim.programme or "")
        if programme is None:
            return None
        found, evidence = [], []
        holds = False
        for place in self.standing.places:
            for listing in place.listings:
                found.append(listing.programme)
                if self._means(listing, programme.key):
                    holds = True
                    evidence.append(place.evidence(programme_field(place), listing.programme))
        words = ", ".join(dict.fromkeys(found))
        if holds:
            verdict, reason = Verdict.CONFIRMED, f"listed under {words}"
        elif programme.kinds and TargetKind.INDIVIDUAL not in programme.kinds:
            kinds = " and ".join(f"{kind} targets" for kind in programme.kinds)
            verdict = Verdict.UNCONFIRMED
            reason = f"{programme.name} is for {kinds}; the list has {words}"
        elif self.claim.date is not None and not self._date_agrees():
            verdict = Verdict.UNCONFIRMED
            reason = f"the list has {words}; the article may mean another act than the list's"
        else:
            verdict, reason = Verdict.CONTRADICTED, f"the list has {words}, not {programme.name}"
        return Finding(
            check=self._check(Aspect.PROGRAMME, programme.name, words, verdict, reason),
            evidence=tuple(evidence),
        )

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
                    if not _names_a_list(self._programmes[implied].tags)
                    or listing.list_name in self._programmes[implied].tags
                )
        return known

    # ----- date

    def _date_agrees(self) -> bool:
        finding = self._date()
        return finding is not None and finding.check.verdict is Verdict.CONFIRMED

    def _date(self) -> Finding | None:
        date = self.claim.date
        if date is None:
            return None
        outcomes = [outcome for place in self.standing.places for outcome in self._dates_of(place)]
        verdicts = {verdict for verdict, _, _ in outcomes}
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

    def _dates_of(self, place: Place) -> list[tuple[Verdict, str, tuple[Evidence, ...]]]:
        """Compare the claim's date with each listing of a place that it can be about."""
        programme = self.claim.programme or ""
        specific = programme in self._programmes and not _names_a_list(
            self._programmes[programme].tags
        )
        about = [
            listing for listing in place.listings if not specific or self._means(listing, programme)
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
        agrees = _within(date.date, listed_on, days)
        exact = _within(date.date, listed_on, 0)
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

    # ----- delisted

    def _delisted(self) -> Finding:
        state, polarity = self.standing.state, self.claim.polarity
        denied = polarity is Polarity.NEGATED
        claimed = "not delisted" if denied else "delisted"
        if self.claim.date is not None:
            claimed += f" {self.claim.date.date}"
        evidence: tuple[Evidence, ...] = ()
        if polarity is Polarity.HEDGED:
            verdict = Verdict.UNCONFIRMED
            reason = "the article does not say that it has happened"
            if state is State.SURE:
                reason += f"; {self._where()}"
        elif state is State.ABSENT:
            verdict = Verdict.UNCONFIRMED
            reason = f"{self._absence()}; that it was delisted needs a record of the delisting"
        elif state is not State.SURE:
            verdict, reason = Verdict.UNCONFIRMED, self._unsure()
        else:
            verdict, reason, evidence = self._ended()
            if denied:
                verdict = _opposite(verdict)
                if verdict is Verdict.UNCONFIRMED and not evidence:
                    verdict = Verdict.CONFIRMED
        return Finding(
            check=self._check(Aspect.DELISTED, claimed, self._found(), verdict, reason),
            evidence=(*self._names(), *evidence),
        )

    def _ended(self) -> tuple[Verdict, str, tuple[Evidence, ...]]:
        """Compare with delistings on record, else with the list as it stands."""
        date = self.claim.date
        for place in self.standing.places:
            for listing in place.listings:
                if listing.delisted_on is None:
                    continue
                evidence = (place.evidence("delisted_on", str(listing.delisted_on)),)
                days = self.options.tolerance(place.designation.source)
                if date is None or _within(date.date, listing.delisted_on, days):
                    return Verdict.CONFIRMED, f"delisted {listing.delisted_on}", evidence
                return (
                    Verdict.CONTRADICTED,
                    f"not {date.date}: delisted {listing.delisted_on}",
                    evidence,
                )
        still = f"still there on {self._lists()}: {self._where()}"
        if date is None:
            return Verdict.UNCONFIRMED, f"{still}; the article does not say when", ()
        for place in self.standing.places:
            day = snapshot_day(place.loaded)
            again = any(
                listing.listed_on is not None and listing.listed_on.earliest > date.date.latest
                for listing in place.listings
            )
            undated = any(listing.listed_on is None for listing in place.listings)
            if day is None or date.date.latest >= day or again or undated:
                again_words = "; it may have been listed again since" if again or undated else ""
                return Verdict.UNCONFIRMED, still + again_words, ()
        return Verdict.CONTRADICTED, still, ()

    # ----- words

    def _lists(self) -> str:
        return ", ".join(dict.fromkeys(list_words(place.loaded) for place in self.standing.places))

    def _is_over(self, place: Place) -> bool:
        return all(listing.delisted_on is not None for listing in place.listings)

    def _check(
        self, aspect: Aspect, claimed: str, found: str, verdict: Verdict, reason: str
    ) -> Check:
        return Check(aspect=aspect, claimed=claimed, found=found, verdict=verdict, reason=reason)


def _place_words(place: Place) -> str:
    dates = [listing.listed_on for listing in place.listings if listing.listed_on is not None]
    programmes = ", ".join(dict.fromkeys(listing.programme for listing in place.listings))
    since = f" {min(dates)}" if dates else ""
    return f"listed{since}, {programmes} ({place.reference})"


def _within(claimed: PartialDate, listed: PartialDate, days: int) -> bool:
    """Whether two dates can be the same day, give or take; a range is met anywhere in it.

    A date to the month or the year is met exactly, except at its edges, where the days count.
    """
    slack = timedelta(days=days)
    if claimed.approximate and claimed.precision is Precision.YEAR:
        slack = max(slack, timedelta(days=366))  # "around 1997" is met by 1996 and 1998
    return claimed.earliest - slack <= listed.latest and listed.earliest <= claimed.latest + slack


def _opposite(verdict: Verdict) -> Verdict:
    match verdict:
        case Verdict.CONFIRMED:
            return Verdict.CONTRADICTED
        case Verdict.CONTRADICTED:
            return Verdict.CONFIRMED
        case Verdict.UNCONFIRMED | Verdict.OUT_OF_SCOPE:
            return verdict


def _is_committee(key: str) -> bool:
    """Whether an authority is one whose own programme the list does name (UN committees)."""
    return key.startswith("UN-")


def _names_a_list(tags: tuple[str, ...]) -> bool:
    return any(tag.endswith(" List") for tag in tags)
