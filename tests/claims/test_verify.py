"""Claims to verdicts, over designations written by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from sanxref.claims import (
    ClaimLexicon,
    ClaimOptions,
    DateTolerance,
    Former,
    facts_from_config,
    verify_claims,
)
from sanxref.errors import ConfigError
from sanxref.model.claims import (
    Action,
    Aspect,
    Claim,
    ClaimDate,
    Polarity,
    SubjectKind,
    Verdict,
)
from sanxref.model.dates import PartialDate
from sanxref.model.designations import (
    AliasQuality,
    DateBasis,
    Designation,
    ListedName,
    Listing,
    NameKind,
    NamePart,
    NamePartKind,
    Reference,
    SourceKey,
    TargetKind,
)
from sanxref.model.matches import Match
from sanxref.model.snapshots import ListFormat, ListState, ListStatus, LoadedList, Snapshot

CUES = yaml.safe_load(
    (Path(__file__).resolve().parents[2] / "config" / "cues.yaml").read_text(encoding="utf-8")
)
PUBLISHED = date(2024, 5, 7)
FORMATS = {"un": ListFormat.UN_XML, "ofac-sdn": ListFormat.OFAC_ADVANCED_XML}
TITLES = {"un": "UN Consolidated", "ofac-sdn": "OFAC SDN"}


def listing(programme, listed_on=None, basis=DateBasis.LIST_ONLY, **more):
    return Listing(
        list_name=more.pop("list_name", "SDN List"),
        programme=programme,
        listed_on=PartialDate.parse(listed_on) if listed_on else None,
        basis=basis,
        field="EntryEvent/Date",
        **more,
    )


def un(listed_on, programme="Al-Qaida"):
    return listing(programme, listed_on, DateBasis.LIST_AND_PROGRAMME, list_name="UN List")


def designation(source, reference, *listings):
    name = ListedName(
        text="VERIN, Anton",
        parts=(NamePart(kind=NamePartKind.FAMILY, text="VERIN"),),
        kind=NameKind.PRIMARY,
        quality=AliasQuality.STRONG,
        script="Latn",
        field="NAME",
    )
    return Designation(
        source=SourceKey(source),
        reference=Reference(reference),
        kind=TargetKind.INDIVIDUAL,
        names=(name,),
        listings=listings,
    )


def loaded(source, *designations, state=ListState.CURRENT, error=""):
    snapshot = Snapshot(
        source=SourceKey(source),
        id="s",
        format=FORMATS[source],
        fetched=datetime(2024, 5, 8, tzinfo=UTC),
        published=PUBLISHED,
        sha256="5" * 64,
        content_sha256="6" * 64,
        designations=len(designations),
        counts=(),
        files=(),
        parser_version=1,
    )
    usable = state in {ListState.CURRENT, ListState.STALE}
    return LoadedList(
        status=ListStatus(
            source=SourceKey(source),
            title=TITLES[source],
            state=state,
            snapshot=snapshot if usable else None,
            checked=None,
            maximum_age_hours=48,
            error=error,
        ),
        designations={item.reference: item for item in designations} if usable else {},
    )


def match(item, score=0.95, quality=AliasQuality.STRONG):
    return Match(
        source=item.source,
        reference=item.reference,
        kind=item.kind,
        name=item.primary_name.text,
        query_name="Anton Verin",
        name_met=item.primary_name.text,
        name_kind="primary name",
        alias_quality=quality,
        score=score,
        programmes=tuple(each.programme for each in item.listings),
        listed_on=None,
        delisted_on=None,
        features=(),
    )


def claim(authority="US", programme=None, when=None, **more):
    when = PartialDate.parse(when) if when else None
    return Claim(
        id="a.c1",
        person=more.pop("person", "a.p1"),
        subject="Verin",
        subject_kind=more.pop("kind", SubjectKind.PERSON),
        text="...",
        start=0,
        end=3,
        trigger=(0, 1),
        authority=authority,
        authority_text="",
        programme=programme,
        programme_text="",
        action=more.pop("action", Action.LISTED),
        date=ClaimDate(date=when, text="then", start=0, end=1) if when else None,
        polarity=more.pop("polarity", Polarity.ASSERTED),
        **more,
    )


@pytest.fixture
def verdict(lexicon):
    """Verify one claim; lists are those of the designations unless given."""

    def verify(made, *found, lists=None, matches=None, options=None, facts=None, **more):
        if lists is None:
            lists = tuple(
                loaded(source, *(item for item in found if item.source == source))
                for source in ("un", "ofac-sdn")
            )
        if matches is None:
            matches = tuple(match(item) for item in found)
        (verified,) = verify_claims(
            (made,),
            matches={made.person or made.id: matches},
            lists=lists,
            lexicon=lexicon if facts is None else ClaimLexicon(lexicon.registry, CUES, facts),
            options=options or ClaimOptions(),
            **more,
        )
        return verified

    return verify


def aspects(verified):
    return {check.aspect.value: check.verdict.value for check in verified.checks}


UN = designation("un", "QDi.901", un("2014-09-23"))
SDGT = designation("ofac-sdn", "90001", listing("SDGT", "2016-09-16"))
UNDATED = designation("ofac-sdn", "90002", listing("SDGT", None, DateBasis.NOT_CARRIED))
TWO = designation("ofac-sdn", "90003", listing("SDGT", "1995-01-23"), listing("IRAN", "1995-01-23"))
ENDED = designation(
    "ofac-sdn",
    "90004",
    listing("SDGT", "2016-09-16", delisted_on=PartialDate.parse("2022-05-20")),
)

LISTED_CASES = [
    ("UN date to the year", claim("UNSC", when="2014"), UN, "confirmed"),
    ("UN date to the day", claim("UNSC", when="2014-09-23"), UN, "confirmed"),
    ("UN date a day off", claim("UNSC", when="2014-09-24"), UN, "confirmed"),
    ("UN date off by a week", claim("UNSC", when="2014-09-30"), UN, "contradicted"),
    ("UN date of another year", claim("UNSC", when="2016"), UN, "contradicted"),
    ("UN programme", claim("UNSC", "UN-1267"), UN, "confirmed"),
    ("another UN programme", claim("UNSC", "UN-1718"), UN, "contradicted"),
    ("committee whose list it is", claim("UN-1267"), UN, "confirmed"),
    ("committee of another list", claim("UN-1988"), UN, "unconfirmed"),
    ("a UN listing says nothing of the US", claim("US"), UN, "unconfirmed"),
    ("label", claim("US-STATE", "SDGT"), SDGT, "confirmed"),
    ("label with its year", claim("US-STATE", "SDGT", "2016"), SDGT, "confirmed"),
    ("label with another year", claim("US-STATE", "SDGT", "2015"), SDGT, "contradicted"),
    ("signed days before entry", claim("US", None, "2016-09-12"), SDGT, "confirmed"),
    ("label implies the list", claim("US", "SDN"), SDGT, "confirmed"),
    ("label that is for entities", claim("US", "FTO"), SDGT, "unconfirmed"),
    ("another label", claim("US", "SDNTK"), SDGT, "contradicted"),
    ("format without dates", claim("US", "SDGT", "2016"), UNDATED, "unconfirmed"),
    ("format without dates, no date claimed", claim("US", "SDGT"), UNDATED, "confirmed"),
    ("list date, one of two programmes", claim("US", "SDGT", "2001"), TWO, "unconfirmed"),
    ("list date agrees, one of two programmes", claim("US", "SDGT", "1995"), TWO, "unconfirmed"),
    ("list date, no programme claimed", claim("US", None, "1995"), TWO, "confirmed"),
    ("a later act on the same list", claim("US", None, "2018"), TWO, "unconfirmed"),
    ("a union without a list here", claim("EU"), SDGT, "out_of_scope"),
    ("no authority named", claim(None), SDGT, "confirmed"),
    ("no authority, another date", claim(None, None, "2015"), SDGT, "unconfirmed"),
    ("denied though listed", claim("US", polarity=Polarity.NEGATED), SDGT, "contradicted"),
    (
        "denied for a time before the listing",
        claim("US", None, "2014", polarity=Polarity.NEGATED),
        SDGT,
        "confirmed",
    ),
    (
        "denied for a date, list without dates",
        claim("US", None, "2014", polarity=Polarity.NEGATED),
        UNDATED,
        "unconfirmed",
    ),
    (
        "denied for a day behind that of a list without dates",
        claim("US", None, "2025-01-02", polarity=Polarity.NEGATED),
        UNDATED,
        "contradicted",
    ),
    ("may happen", claim("US", polarity=Polarity.HEDGED), SDGT, "unconfirmed"),
    ("on his word", claim("US", polarity=Polarity.ATTRIBUTED), SDGT, "confirmed"),
    ("about a group", claim("US", person=None, kind=SubjectKind.ENTITY), SDGT, "unconfirmed"),
    (
        "not understood",
        claim("US", person=None, kind=SubjectKind.UNKNOWN, understood=False),
        SDGT,
        "unconfirmed",
    ),
    ("a name that was not recognized", claim("US", person=None), SDGT, "unconfirmed"),
]


@pytest.mark.parametrize(
    ("made", "found", "expected"),
    [case[1:] for case in LISTED_CASES],
    ids=[c[0] for c in LISTED_CASES],
)
def test_verdict_on_a_listing(verdict, made, found, expected):
    assert verdict(made, found).verdict.value == expected


DELISTED = {"action": Action.DELISTED}
DELISTED_CASES = [
    ("on record", claim(**DELISTED), ENDED, "confirmed"),
    ("on record with its date", claim(when="2022-05", **DELISTED), ENDED, "confirmed"),
    ("on record with another date", claim(when="2020", **DELISTED), ENDED, "contradicted"),
    ("still there after the date", claim(when="2020", **DELISTED), SDGT, "contradicted"),
    ("still there, no date", claim(**DELISTED), SDGT, "unconfirmed"),
    ("dated after the snapshot", claim(when="2025", **DELISTED), SDGT, "unconfirmed"),
    ("listed again since", claim(when="2014", **DELISTED), SDGT, "unconfirmed"),
    ("may have been listed again", claim(when="2020", **DELISTED), UNDATED, "unconfirmed"),
    ("denied", claim(polarity=Polarity.NEGATED, **DELISTED), SDGT, "confirmed"),
    (
        "denied though on record",
        claim(polarity=Polarity.NEGATED, **DELISTED),
        ENDED,
        "contradicted",
    ),
    ("may happen", claim(polarity=Polarity.HEDGED, **DELISTED), SDGT, "unconfirmed"),
]


@pytest.mark.parametrize(
    ("made", "found", "expected"),
    [case[1:] for case in DELISTED_CASES],
    ids=[c[0] for c in DELISTED_CASES],
)
def test_verdict_on_a_delisting(verdict, made, found, expected):
    assert verdict(made, found).verdict.value == expected


def test_absence_contradicts_nothing(verdict):
    for made in (
        claim("US"),
        claim("US", when="2016"),
        claim("US", polarity=Polarity.NEGATED),
        claim("US", **DELISTED),
    ):
        verified = verdict(made, UN, matches=())
        assert verified.verdict is Verdict.UNCONFIRMED
        assert "not found on OFAC SDN of 2024-05-07" in verified.reason
        assert "absence" in verified.reason


def test_every_aspect_of_the_canonical_case_is_told(verdict):
    verified = verdict(claim("US-STATE", "SDGT", "2015"), UN, SDGT)
    assert aspects(verified) == {
        "listed": "confirmed",
        "authority": "confirmed",
        "programme": "confirmed",
        "date": "contradicted",
    }
    assert verified.reason == "not 2015: the SDN List has 2016-09-16"
    assert ("90001", "EntryEvent/Date", "2016-09-16") in {
        (item.reference, item.field, item.value) for item in verified.evidence
    }


def test_confirmed_claim_says_where_it_stands(verdict):
    verified = verdict(claim("UNSC", when="2014"), UN, SDGT)
    assert verified.reason == "listed 2014-09-23, Al-Qaida (QDi.901)"


def test_format_without_dates_says_what_to_do(verdict):
    verified = verdict(claim("US", "SDGT", "2016"), UNDATED)
    assert aspects(verified)["programme"] == "confirmed"
    assert "`sanxref lists update`" in verified.reason


def test_two_targets_that_could_be_meant_are_both_told(verdict):
    rival = designation("ofac-sdn", "90009", listing("SDNTK", "2001-01-01"))
    verified = verdict(claim("US"), SDGT, rival)
    assert verified.verdict is Verdict.UNCONFIRMED
    assert "90001" in verified.reason
    assert "90009" in verified.reason


def test_a_far_weaker_namesake_does_not_disturb(verdict):
    rival = designation("ofac-sdn", "90009", listing("SDNTK", "2001-01-01"))
    verified = verdict(claim("US"), SDGT, rival, matches=(match(SDGT), match(rival, 0.72)))
    assert verified.verdict is Verdict.CONFIRMED
    assert {item.reference for item in verified.evidence} == {"90001"}


@pytest.mark.parametrize("weak", [match(SDGT, 0.95, AliasQuality.WEAK), match(SDGT, 0.75)])
def test_weak_support_confirms_nothing(verdict, weak):
    verified = verdict(claim("US"), SDGT, matches=(weak,))
    assert verified.verdict is Verdict.UNCONFIRMED
    assert "weak support" in verified.reason


def test_missing_list_is_not_an_absence(verdict):
    lists = (loaded("un", UN), loaded("ofac-sdn", state=ListState.CORRUPT, error="truncated"))
    verified = verdict(claim("US"), lists=lists, matches=())
    assert verified.verdict is Verdict.OUT_OF_SCOPE
    assert verified.reason.startswith("list not loaded: OFAC SDN (corrupt: truncated)")


def test_list_that_is_not_a_source_has_its_own_words(verdict):
    verified = verdict(claim("US"), lists=(loaded("un", UN),), matches=())
    assert "is not among the sources" in verified.reason
    other = verdict(claim("EU"), UN)
    assert "sanxref knows no list of European Union" in other.reason


def test_stale_list_is_named_as_such(verdict):
    lists = (loaded("ofac-sdn", SDGT, state=ListState.STALE),)
    verified = verdict(claim("US"), lists=lists, matches=(match(SDGT),))
    assert verified.verdict is Verdict.CONFIRMED
    assert "which is stale" in verified.reason


def test_listing_elsewhere_is_told_and_decides_nothing(verdict):
    verified = verdict(claim("US"), UN)
    assert verified.verdict is Verdict.UNCONFIRMED
    assert "on another list: un QDi.901" in verified.reason


def test_tolerance_is_an_option_and_is_told(verdict):
    made = claim("US", when="2016-09-12")
    strict = ClaimOptions(date_tolerances=(DateTolerance(source="ofac-sdn", days=0),))
    assert verdict(made, SDGT, options=strict).verdict is Verdict.CONTRADICTED
    verified = verdict(made, SDGT)
    (check,) = [check for check in verified.checks if check.aspect is Aspect.DATE]
    assert "within the 7 days allowed" in check.reason


def test_date_of_the_list_of_lists_is_ignored(verdict):
    both = designation(
        "ofac-sdn",
        "90010",
        listing("SDGT", None, DateBasis.NOT_STATED, list_name="Consolidated List"),
        listing("SDGT", "2016-09-16"),
    )
    assert verdict(claim("US", "SDGT", "2016"), both).verdict is Verdict.CONFIRMED


def test_worst_aspect_decides(verdict):
    verified = verdict(claim("UNSC", "UN-1718", "2014"), UN)
    assert aspects(verified)["date"] == "confirmed"
    assert verified.verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize("number", [-0.1, 1.1])
def test_options_out_of_range_are_refused(number):
    with pytest.raises(ConfigError, match="sure_score"):
        ClaimOptions(sure_score=number)
    with pytest.raises(ConfigError, match="days"):
        ClaimOptions(date_tolerances=(DateTolerance(source="un", days=int(number * 1000)),))


def test_a_match_on_an_entity_is_no_support_for_a_person(verdict):
    entity = replace(SDGT, kind=TargetKind.ENTITY)
    assert verdict(claim("US"), entity).verdict is Verdict.UNCONFIRMED


def test_without_an_authority_each_list_answers_for_itself(verdict):
    """A weak namesake on one list neither disturbs nor supports what another list says."""
    verified = verdict(claim(None), UN, SDGT, matches=(match(UN, 0.72), match(SDGT)))
    assert verified.verdict is Verdict.CONFIRMED
    assert {item.source for item in verified.evidence} == {"ofac-sdn"}


# ----- curated facts


def curated(action="listed", when="2016-09-16", reference="90002", programme="SDGT"):
    fact = {
        "source": "ofac-sdn",
        "reference": reference,
        "name": "Anton Verin",
        "action": action,
        "date": when,
        "programme": programme,
        "citation": "announcement of that day",
    }
    return facts_from_config({"facts": {"one": fact}})


def test_a_curated_date_is_told_and_decides_nothing_alone(verdict):
    verified = verdict(claim("US-STATE", "SDGT", "2015"), UNDATED, facts=curated())

    assert aspects(verified)["date"] == "unconfirmed"
    assert "announcement of that day" in verified.reason
    assert "speaks against 2015" in verified.reason
    (fact,) = [item for item in verified.evidence if item.field.startswith("curated fact")]
    assert fact.value == "2016-09-16"


@pytest.mark.parametrize(("year", "expected"), [("2015", "contradicted"), ("2016", "confirmed")])
def test_a_curated_date_decides_where_the_option_says_so(verdict, year, expected):
    options = ClaimOptions(curated_dates_decide=True)

    verified = verdict(claim("US", "SDGT", year), UNDATED, facts=curated(), options=options)

    assert verified.verdict == expected


def test_the_date_of_the_list_goes_before_a_curated_one(verdict):
    facts = curated(when="2012-01-01", reference="90001")

    verified = verdict(claim("US", "SDGT", "2016"), SDGT, facts=facts)

    assert verified.verdict == "confirmed"
    assert "curated" not in verified.reason


def test_a_curated_fact_about_another_programme_is_not_told(verdict):
    facts = curated(programme="IRAN")

    verified = verdict(claim("US", "SDGT", "2015"), UNDATED, facts=facts)

    assert "curated" not in verified.reason


@pytest.mark.parametrize(
    "change",
    [{"date": "2016-13-01"}, {"action": "noted"}, {"date": None, "more": 1}],
)
def test_a_malformed_fact_is_refused(change):
    fact = {"source": "un", "reference": "QDi.999", "name": "X", "action": "listed", **change}
    with pytest.raises(ConfigError, match=r"designation_dates\.yaml: one"):
        facts_from_config({"facts": {"one": {"date": "2016", "citation": "c", **fact}}})


def test_the_shipped_facts_are_cited(config):
    facts = config("designation_dates")["facts"]

    assert facts_from_config({"facts": facts}).sha256
    assert all(len(fact["citation"]) > 20 for fact in facts.values())


# ----- earlier snapshots


class Held:
    """Earlier snapshots, as screening gives them."""

    def __init__(self, day, *designations, former=()):
        self.day = day
        self.designations = designations
        self._former = former

    def as_of(self, source, day):
        if day < self.day:
            return None
        return on_day(loaded(source, *self.designations), self.day)

    def former(self, _claim):
        return self._former


def on_day(held, day):
    snapshot = replace(held.status.snapshot, published=day, sha256="7" * 64)
    return replace(held, status=replace(held.status, snapshot=snapshot))


def gone(item, last=date(2022, 5, 1), day=date(2022, 6, 1)):
    return Former(match=match(item), loaded=on_day(loaded(item.source, item), last), gone=day)


def test_the_snapshot_of_the_claimed_date_is_told(verdict):
    past = Held(date(2017, 6, 30), UN)

    verified = verdict(claim("UNSC", when="2017-08"), UN, past=past)

    assert verified.verdict == "contradicted"
    assert "already on the snapshot of 2017-06-30" in verified.reason
    assert any(item.snapshot == "7" * 64 for item in verified.evidence)


def test_absence_from_an_earlier_snapshot_is_told_and_contradicts_nothing(verdict):
    past = Held(date(2014, 5, 1))

    verified = verdict(claim("US", "SDGT", "2015"), UNDATED, past=past)

    assert verified.verdict == "unconfirmed"
    assert "not yet on the snapshot of 2014-05-01" in verified.reason


def test_a_listing_that_only_an_earlier_snapshot_shows_is_confirmed_as_of_then(verdict):
    past = Held(date(2022, 5, 1), former=(gone(UN),))

    verified = verdict(claim("UNSC", when="2014"), lists=(loaded("un"),), matches=(), past=past)

    assert verified.verdict == "confirmed"
    assert "no longer there on that of 2022-06-01" in verified.reason


def test_a_delisting_needs_more_than_a_disappearance(verdict):
    told = claim("UNSC", when="2022", action=Action.DELISTED)
    past = Held(date(2022, 5, 1), former=(gone(UN),))
    empty = {"lists": (loaded("un"),), "matches": (), "past": past}

    assert verdict(told, **empty).verdict == "unconfirmed"
    assert "gone from that of 2022-06-01" in verdict(told, **empty).reason
    options = ClaimOptions(disappearance_decides=True)
    assert verdict(told, **empty, options=options).verdict == "confirmed"


@pytest.mark.parametrize(
    ("when", "expected"), [("2022-05", "confirmed"), (None, "confirmed"), ("2019", "unconfirmed")]
)
def test_a_curated_delisting_bears_out_what_disappeared(verdict, when, expected):
    facts = curated("delisted", "2022-05-20", "90001", "")
    past = Held(date(2022, 5, 1), former=(gone(SDGT),))
    told = claim("US", when=when, action=Action.DELISTED)

    verified = verdict(told, lists=(loaded("ofac-sdn"),), matches=(), past=past, facts=facts)

    assert verified.verdict == expected


def test_a_denial_about_somebody_who_once_stood_there_stays_open(verdict):
    past = Held(date(2022, 5, 1), former=(gone(UN),))
    denied = claim("UNSC", polarity=Polarity.NEGATED)

    verified = verdict(denied, lists=(loaded("un"),), matches=(), past=past)

    assert verified.verdict == "unconfirmed"


# ----- denials, renewals, other lists, organizations


@pytest.mark.parametrize(
    ("published", "expected"), [("2013-01-05", "confirmed"), ("2015-01-05", "contradicted")]
)
def test_an_undated_denial_speaks_of_the_day_of_publication(verdict, published, expected):
    denied = claim("UNSC", polarity=Polarity.NEGATED)

    verified = verdict(denied, UN, published=PartialDate.parse(published))

    assert verified.verdict == expected
    assert "2014-09-23" in verified.reason


def test_the_date_of_an_extension_is_not_that_of_the_first_listing(verdict):
    verified = verdict(claim("UNSC", when="2020", renewal=True), UN)

    assert aspects(verified) == {
        "listed": "confirmed",
        "authority": "confirmed",
        "date": "unconfirmed",
    }


def test_a_date_that_fits_another_list_is_told(verdict):
    other = replace(match(UN), listed_on=PartialDate.parse("2014-09-23"))

    verified = verdict(claim("US", None, "2014"), SDGT, matches=(match(SDGT), other))

    assert verified.verdict == "contradicted"
    assert "would fit another list: un QDi.901" in verified.reason


def test_wrong_programme_and_wrong_date_are_both_told(verdict):
    verified = verdict(claim("US", "SDNTK", "2009"), SDGT)

    assert aspects(verified)["programme"] == aspects(verified)["date"] == "contradicted"


def test_two_entries_on_two_lists_keep_their_dates_apart(verdict):
    """A person of one list in 2006, of the SDN List only in 2016."""
    both = designation(
        "ofac-sdn",
        "90009",
        listing("NS-PLC", "2006-04-12", list_name="NS-PLC List"),
        listing("SDGT", "2006-04-12", list_name="NS-PLC List"),
        listing("SDGT", "2016-09-16"),
    )

    assert verdict(claim("US", "SDN", "2016"), both).verdict == "confirmed"
    assert verdict(claim("US", "SDGT", "2016"), both).verdict == "confirmed"
    assert verdict(claim("US", "SDN", "2006"), both).verdict == "contradicted"
    assert verdict(claim("US", "SDGT", "2006"), both).verdict == "unconfirmed"


def test_an_organization_is_compared_with_entities(verdict):
    front = replace(UN, kind=TargetKind.ENTITY)
    told = replace(
        claim("UNSC", when="2014", person=None, kind=SubjectKind.ENTITY), subject="Verin Front"
    )

    assert verdict(told, front).verdict == "confirmed"
    assert verdict(told, UN).verdict == "unconfirmed"


def test_a_group_without_a_name_is_not_compared(verdict):
    told = replace(claim("UNSC", person=None, kind=SubjectKind.ENTITY), subject="the group")

    assert "names no organization" in verdict(told, UN).reason
