"""Checks of single aspects: listed, authority, programme, date, delisted."""

from collections.abc import Iterable

from sanxref.claims.dating import Dating, Finding, within
from sanxref.claims.standing import (
    Place,
    State,
    list_words,
    programme_field,
    snapshot_day,
)
from sanxref.model.claims import Action, Aspect, Evidence, Polarity, Verdict
from sanxref.model.dates import PartialDate
from sanxref.model.designations import DateBasis, TargetKind

__all__ = ["AspectChecker", "Finding"]

_REGIMES = frozenset({"regime", "programme", "program", "régime", "framework"})


class AspectChecker(Dating):
    """Checks the aspects of one claim about a target whose standing is known."""

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
        elif all(place.gone for place in self.standing.places):
            verdict = Verdict.CONFIRMED
            reason = self._stood()
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
        told = self.claim.date.date if self.claim.date else self.inquiry.published
        if all(place.gone for place in self.standing.places):
            return Verdict.UNCONFIRMED, self._stood()
        starts = [
            listing.listed_on
            for place in self.standing.places
            for listing in place.listings
            if listing.listed_on is not None and listing.basis is not DateBasis.NOT_CARRIED
        ]
        if told is None:
            return Verdict.CONTRADICTED, self._where()
        if starts and min(starts).earliest > told.latest:
            return Verdict.CONFIRMED, f"not yet on {told}: {self._where()}"
        if starts or self._stood_on(told):
            return Verdict.CONTRADICTED, self._where()
        words = f"{self._where()}, but the list does not say since when, and the article speaks of"
        return Verdict.UNCONFIRMED, f"{words} {told}{self._known()}"

    def _stood_on(self, told: PartialDate) -> bool:
        """Whether the list in use, or a snapshot that is held, shows it on or before a day."""
        for place in self.standing.places:
            day = snapshot_day(place.loaded)
            if day is not None and day <= told.earliest:
                return True
            then = self.inquiry.past.as_of(place.designation.source, told.earliest)
            if then is not None and place.designation.reference in then.designations:
                return True
        return False

    def _known(self) -> str:
        """Curated dates of listing, in words."""
        facts = self.inquiry.lexicon.facts
        found = [
            f"{fact.date} ({fact.citation})"
            for place in self.standing.places
            for fact in facts.of(
                place.designation.source, place.designation.reference, Action.LISTED
            )
        ]
        return f"; by a curated fact listed {', '.join(found)}" if found else ""

    def _stood(self) -> str:
        """Where a designation stood that the list in use lacks."""
        return "; ".join(
            f"{_place_words(place)} on {list_words(place.loaded)}; no longer there on that of "
            f"{place.gone}"
            for place in self.standing.places
        )

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
            return self._named_regime()
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
        elif self._date_is_open():
            verdict = Verdict.UNCONFIRMED
            reason = f"the list has {words}; the article may mean another act than the list's"
        else:
            verdict, reason = Verdict.CONTRADICTED, f"the list has {words}, not {programme.name}"
        return Finding(
            check=self._check(Aspect.PROGRAMME, programme.name, words, verdict, reason),
            evidence=tuple(evidence),
        )

    def _named_regime(self) -> Finding | None:
        """A regime that the article names and no phrase of the registry has: "Libya sanctions"."""
        text = self.claim.programme_text
        if not text or text.split()[-1].lower() not in _REGIMES:
            return None
        words = [word.lower() for word in text.split() if word[:1].isupper()]
        tags = dict.fromkeys(
            listing.programme for place in self.standing.places for listing in place.listings
        )
        found = ", ".join(tags)
        holds = any(tag.lower().startswith(word) for tag in tags for word in words)
        verdict = Verdict.CONFIRMED if holds else Verdict.UNCONFIRMED
        reason = f"the list has {found}" if holds else f"the list has {found}; {text} is not known"
        return Finding(check=self._check(Aspect.PROGRAMME, text, found, verdict, reason))

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
            if place.gone is not None:
                return self._gone(place)
            for listing in place.listings:
                if listing.delisted_on is None:
                    continue
                evidence = (place.evidence("delisted_on", str(listing.delisted_on)),)
                days = self.options.tolerance(place.designation.source)
                if date is None or within(date.date, listing.delisted_on, days):
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

    def _gone(self, place: Place) -> tuple[Verdict, str, tuple[Evidence, ...]]:
        """A designation that stood in a snapshot and is gone from the next one.

        That it is gone proves no delisting; an act that is on record, with its citation, does.
        """
        date, source = self.claim.date, place.designation.source
        last = snapshot_day(place.loaded)
        words = f"stood on {list_words(place.loaded)}, gone from that of {place.gone}"
        evidence = (place.evidence("reference", place.reference),)
        facts = self.inquiry.lexicon.facts
        for fact in facts.of(source, place.designation.reference, Action.DELISTED):
            cited = (*evidence, facts.evidence(fact))
            words += f"; by a curated fact delisted {fact.date} ({fact.citation})"
            if date is None or within(date.date, fact.date, self.options.tolerance(source)):
                return Verdict.CONFIRMED, words, cited
            decided = self.options.curated_dates_decide
            verdict = Verdict.CONTRADICTED if decided else Verdict.UNCONFIRMED
            return verdict, f"{words}, which speaks against {date.date}", cited
        if last is not None and date is not None and date.date.latest < last:
            return Verdict.UNCONFIRMED, f"{words}; so not gone yet on {date.date}", evidence
        if self.options.disappearance_decides and (
            date is None or (place.gone is not None and date.date.earliest <= place.gone)
        ):
            return Verdict.CONFIRMED, words, evidence
        return (
            Verdict.UNCONFIRMED,
            f"{words}; it may have been delisted, which only the authority's notice proves",
            evidence,
        )

    # ----- words

    def _lists(self) -> str:
        return ", ".join(dict.fromkeys(list_words(place.loaded) for place in self.standing.places))

    def _is_over(self, place: Place) -> bool:
        return all(listing.delisted_on is not None for listing in place.listings)


def _place_words(place: Place) -> str:
    dates = [listing.listed_on for listing in place.listings if listing.listed_on is not None]
    programmes = ", ".join(dict.fromkeys(listing.programme for listing in place.listings))
    since = f" {min(dates)}" if dates else ""
    return f"listed{since}, {programmes} ({place.reference})"


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
