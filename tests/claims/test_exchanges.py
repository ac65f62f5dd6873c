"""The canonical story told a hundred times with other names, dates and authorities.

One wording of the story is filled from facts that are drawn at random; the lists are made from the
same facts, and the whole way is gone: spotter, recognizer, matcher, claims, verdicts. What the
verdict must be follows from the facts alone.
"""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from sanxref.articles import annotate, open_recognizer
from sanxref.claims import ClaimOptions, extract_claims, verify_claims
from sanxref.matching import Matcher, MatchingOptions, NameIndex, Spotter
from sanxref.model.articles import Article
from sanxref.model.claims import Aspect, Verdict
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
from sanxref.model.matches import Query
from sanxref.model.snapshots import ListFormat, ListState, ListStatus, LoadedList, Snapshot
from sanxref.settings import load_settings

GIVEN = ["Tarek", "Yunus", "Bilal", "Moussa", "Ruslan", "Idris", "Emre", "Kofi", "Anwar", "Sefer"]
FAMILY = [
    *("Karabash", "Oumarou", "Belhadjer", "Tsarnov", "Wardakian", "Mbekele", "Ozturan"),
    *("Sharafpur", "Diallonne", "Zerbouti", "Haddarin", "Kurtovar"),
]
# The authority as the article names it, and the list that answers; "" where none is loaded.
BODIES = [
    ("the State Department", "ofac-sdn"),
    ("the US Treasury", "ofac-sdn"),
    ("Washington", "ofac-sdn"),
    ("the United States", "ofac-sdn"),
    ("the European Union", ""),
    ("Britain", ""),
]


@dataclass(frozen=True)
class Story:
    """Facts of one telling, and what the article says of them."""

    name: str
    un: date
    us: date
    body: str
    source: str
    un_told: int
    gap_told: int

    @property
    def text(self) -> str:
        later = "The following year" if self.gap_told == 1 else f"In {self.un_told + self.gap_told}"
        return (
            f"{self.name} once sold shoes in the south of France, then led young men "
            f"to war. In {self.un_told} the United Nations put him on its sanctions list. "
            f"{later}, {self.body} designated him a Specially Designated Global Terrorist. "
            "Neighbours say that he was seldom at home."
        )

    @property
    def expected(self) -> dict[str, Verdict]:
        un = Verdict.CONFIRMED if self.un_told == self.un.year else Verdict.CONTRADICTED
        if not self.source:
            return {"un": un, "other": Verdict.OUT_OF_SCOPE}
        told = self.un_told + self.gap_told
        near = {(self.us + timedelta(days=days)).year for days in (-7, 0, 7)}
        other = Verdict.CONFIRMED if told in near else Verdict.CONTRADICTED
        return {"un": un, "other": other}


def stories() -> list[Story]:
    draw = random.Random(20261122)
    made = []
    for number in range(100):
        un = date(2005, 1, 20) + timedelta(days=draw.randrange(5000))
        gap = draw.choice([1, 1, 2, 3])
        body, source = draw.choice(BODIES)
        made.append(
            Story(
                name=f"{GIVEN[number % len(GIVEN)]} {FAMILY[number // len(GIVEN) % len(FAMILY)]}",
                un=un,
                us=date(un.year + gap, draw.randrange(2, 12), draw.randrange(1, 29)),
                body=body,
                source=source,
                un_told=un.year + draw.choice([0, 0, 0, 1, -2]),
                gap_told=draw.choice([gap, gap, 1, 2]),
            )
        )
    return made


@pytest.fixture(scope="module", params=["grammar alone", "with the model"])
def lexicon(request, lexicon):
    return lexicon if request.param == "grammar alone" else load_settings().lexicon


@pytest.fixture(scope="module")
def recognizer():
    return open_recognizer("capitals")


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.name)
def test_every_verdict_follows_from_the_facts(story, lexicon, recognizer):
    verified = _check(story, lexicon, recognizer, listing_dates=True)

    assert verified == story.expected


@pytest.mark.parametrize("story", stories()[:20], ids=lambda story: story.name)
def test_without_dates_on_the_list_the_date_stays_open(story, lexicon, recognizer):
    verified = _check(story, lexicon, recognizer, listing_dates=False)

    expected = Verdict.UNCONFIRMED if story.source else Verdict.OUT_OF_SCOPE
    assert verified["other"] is expected


def _check(story, lexicon, recognizer, *, listing_dates) -> dict[str, Verdict]:
    lists = _lists(story, dated=listing_dates)
    designations = {entry.key: entry for held in lists for entry in held.designations.values()}
    index = NameIndex.build(designations.values())
    matcher = Matcher(index, designations, MatchingOptions())
    article = Article(
        id="a",
        source="test",
        text=story.text,
        title="",
        published=PartialDate.parse("2025-10-28"),
        language="en",
        sha256="",
    )
    annotated = annotate(
        article, recognizer, spotted=Spotter(index, MatchingOptions()).spot(story.text)
    )
    claims = extract_claims(annotated, lexicon)
    assert len(claims) == 2, [claim.text for claim in claims]
    verified = verify_claims(
        claims,
        matches={
            person.id: matcher.match(Query(names=person.names, context=person.context))
            for person in annotated.persons
        },
        lists=lists,
        lexicon=lexicon,
        options=ClaimOptions(),
        published=article.published,
    )
    for one in verified:
        assert any(check.aspect is not Aspect.DELISTED for check in one.checks)
        assert story.text[one.claim.start : one.claim.end] == one.claim.text
    return {"un": verified[0].verdict, "other": verified[1].verdict}


def _lists(story: Story, *, dated: bool) -> tuple[LoadedList, ...]:
    given, family = story.name.split()
    un = _designation(
        "un",
        "QDi.999",
        given,
        family,
        Listing(
            list_name="UN List",
            programme="Al-Qaida",
            listed_on=PartialDate.of(story.un),
            basis=DateBasis.LIST_AND_PROGRAMME,
            field="LISTED_ON",
        ),
    )
    us = _designation(
        "ofac-sdn",
        "99999",
        given,
        family,
        Listing(
            list_name="SDN List",
            programme="SDGT",
            listed_on=PartialDate.of(story.us) if dated else None,
            basis=DateBasis.LIST_ONLY if dated else DateBasis.NOT_CARRIED,
            field="EntryEvent/Date",
        ),
    )
    form = ListFormat.OFAC_ADVANCED_XML if dated else ListFormat.OFAC_XML
    return (_loaded("un", ListFormat.UN_XML, un), _loaded("ofac-sdn", form, us))


def _designation(source, reference, given, family, listing) -> Designation:
    text = f"{given.upper()} {family.upper()}" if source == "un" else f"{family.upper()}, {given}"
    parts = (
        NamePart(kind=NamePartKind.GIVEN, text=given),
        NamePart(kind=NamePartKind.FAMILY, text=family),
    )
    name = ListedName(
        text=text,
        parts=parts,
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
        listings=(listing,),
    )


def _loaded(source, list_format, entry) -> LoadedList:
    snapshot = Snapshot(
        source=SourceKey(source),
        id="s",
        format=list_format,
        fetched=datetime(2025, 10, 28, tzinfo=UTC),
        published=date(2025, 10, 27),
        sha256="5" * 64,
        content_sha256="6" * 64,
        designations=1,
        counts=(),
        files=(),
        parser_version=1,
    )
    status = ListStatus(
        source=SourceKey(source),
        title=source,
        state=ListState.CURRENT,
        snapshot=snapshot,
        checked=None,
        maximum_age_hours=48,
    )
    return LoadedList(status=status, designations={entry.reference: entry})
