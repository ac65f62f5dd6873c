"""Hand-made reports about invented persons, one for each situation."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sanxref.model.claims import Action, Aspect, Polarity, SubjectKind, Verdict
from sanxref.model.matches import FeatureName, StepOutcome
from sanxref.model.report import (
    SCHEMA,
    ReportArticle,
    ReportCheck,
    ReportClaim,
    ReportDocument,
    ReportEvidence,
    ReportFact,
    ReportFeature,
    ReportList,
    ReportMatch,
    ReportMention,
    ReportPerson,
    ReportRun,
    ReportSpan,
    ReportStep,
    ReportSummary,
    ReportVerdictCounts,
)

UN_HASH = "1f" * 32
OFAC_HASH = "2e" * 32

RUN = ReportRun(
    id="20261121T090000Z-7f3c",
    started="2026-11-21T09:00:00Z",
    finished="2026-11-21T09:00:07Z",
    version="0.1.0",
    configuration="3d" * 32,
    recognizer="spacy:en_core_web_md",
    as_of=None,
)

UN = ReportList(
    source="un",
    title="UN Consolidated",
    state="current",
    stale=False,
    snapshot="2026-11-20-1f1f1f1f1f1f",
    format="un-xml",
    published="2026-11-20",
    fetched="2026-11-21T05:40:00Z",
    checked="2026-11-21T05:40:00Z",
    sha256=UN_HASH,
    designations=1012,
    listing_dates=True,
    error="",
)

OFAC = ReportList(
    source="ofac-sdn",
    title="OFAC SDN",
    state="current",
    stale=False,
    snapshot="2026-11-18-2e2e2e2e2e2e",
    format="ofac-advanced-xml",
    published="2026-11-18",
    fetched="2026-11-18T20:00:00Z",
    checked="2026-11-21T08:15:00Z",
    sha256=OFAC_HASH,
    designations=18345,
    listing_dates=True,
    error="",
)

TEXT = (
    "Ivan Petrenko, 45, opened the harbour on Monday.\n\n"
    "Petrenko was sanctioned by the US in 2024. The following year the EU sanctioned him too. "
    "His brother Oleh Petrenko was never listed by the UN, Maria Lind reported."
)


def span_of(text: str, words: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def mention(text: str, words: str, nth: int = 0) -> ReportMention:
    start, end = span_of(text, words, nth)
    return ReportMention(text=words, start=start, end=end, recognizer="spacy:en_core_web_md")


def trigger(text: str, words: str, nth: int = 0) -> ReportSpan:
    start, end = span_of(text, words, nth)
    return ReportSpan(text=words, start=start, end=end)


def article(text: str = "", **changes) -> ReportArticle:
    base = ReportArticle(
        id="0a1b2c3d4e5f",
        source="harbour-fire.html",
        title="Fire at the harbour",
        published="2026-11-19",
        language="en",
        sha256="4c" * 32,
        status="screened",
        reason="",
        notes=(),
        text=text,
        persons=(),
        claims=(),
    )
    return replace(base, **changes)


def not_screened(source: str, reason: str) -> ReportArticle:
    return article(
        id=f"ns-{source}",
        source=source,
        title="",
        published=None,
        language="und",
        sha256="",
        status="not_screened",
        reason=reason,
    )


def match(**changes) -> ReportMatch:
    base = ReportMatch(
        id="0a1b2c3d4e5f.p1.m1",
        source="ofac-sdn",
        reference="99001",
        kind="individual",
        name="PETRENKO, Ivan Borysovych",
        query_name="Ivan Petrenko",
        name_met="PETRENKO, Ivan Borysovych",
        name_kind="primary name",
        alias_quality="strong",
        score=0.93,
        programmes=("RUSSIA-EO14024",),
        listed_on="2024-02-23",
        delisted_on=None,
        designation_sha256="d" * 64,
        features=(
            ReportFeature(
                name=FeatureName.NAME,
                score=0.9,
                effect=0.0,
                detail="'Ivan Petrenko' is 'Ivan Borysovych PETRENKO' without the patronymic",
            ),
            ReportFeature(
                name=FeatureName.BIRTH_DATE,
                score=1.0,
                effect=0.03,
                detail="age 45 in 2026 agrees with 1981",
            ),
            ReportFeature(
                name=FeatureName.NATIONALITY,
                score=None,
                effect=0.0,
                detail="the article gives no nationality",
            ),
        ),
        ofac_score=97,
        worksheet=(
            ReportStep(
                question="How much of the listed name matches?",
                answer="2 of 3 words. Not met: Borysovych.",
                outcome=StepOutcome.CONTINUE,
            ),
            ReportStep(
                question="Are there similarities or exact matches?",
                answer="Alike: the name (0.93 in all) and birth date.",
                outcome=StepOutcome.ASK_AUTHORITY,
            ),
        ),
    )
    return replace(base, **changes)


def claim(text: str, sentence: str, **changes) -> ReportClaim:
    start, end = span_of(text, sentence)
    base = ReportClaim(
        id="0a1b2c3d4e5f.c1",
        person=None,
        subject="",
        subject_kind=SubjectKind.PERSON,
        text=sentence,
        start=start,
        end=end,
        trigger=ReportSpan(text="", start=start, end=start),
        authority=None,
        authority_text="",
        programme=None,
        programme_text="",
        action=Action.LISTED,
        date=None,
        date_text="",
        date_resolution="",
        polarity=Polarity.ASSERTED,
        understood=True,
        verdict=Verdict.CONFIRMED,
        reason="",
        checks=(),
        evidence=(),
    )
    return replace(base, **changes)


def document(*articles: ReportArticle, lists: tuple[ReportList, ...] = (UN, OFAC)):
    screened = [one for one in articles if one.status == "screened"]
    persons = [person for one in screened for person in one.persons]
    verdicts = [one.verdict for each in screened for one in each.claims]
    current = bool(lists) and all(one.state == "current" for one in lists)
    clear = sum(not any(p.matches for p in one.persons) for one in screened)
    return ReportDocument(
        schema=SCHEMA,
        run=RUN,
        lists=lists,
        articles=articles,
        summary=ReportSummary(
            articles=len(articles),
            screened=len(screened),
            not_screened=len(articles) - len(screened),
            clear=clear if current else 0,
            persons=len(persons),
            matches=sum(len(person.matches) for person in persons),
            claims=ReportVerdictCounts(
                confirmed=verdicts.count(Verdict.CONFIRMED),
                contradicted=verdicts.count(Verdict.CONTRADICTED),
                unconfirmed=verdicts.count(Verdict.UNCONFIRMED),
                out_of_scope=verdicts.count(Verdict.OUT_OF_SCOPE),
            ),
        ),
    )


def harbour() -> ReportArticle:
    start, end = span_of(TEXT, "45")
    petrenko = ReportPerson(
        id="0a1b2c3d4e5f.p1",
        name="Ivan Petrenko",
        names=("Ivan Petrenko", "Ваня Петренко"),
        mentions=(mention(TEXT, "Ivan Petrenko"), mention(TEXT, "Petrenko", 1)),
        context=(ReportFact(kind="age", value="45", text="45", start=start, end=end),),
        matches=(
            match(),
            match(
                id="0a1b2c3d4e5f.p1.m2",
                source="un",
                reference="XXi.001",
                name="IVAN PETRENKO",
                name_met="Vanya the Old",
                name_kind="also known as",
                alias_quality="weak",
                score=0.81,
                programmes=("Invented",),
                listed_on=None,
                delisted_on="2020-05",
                designation_sha256="d" * 64,
                features=(),
            ),
        ),
    )
    brother = ReportPerson(
        id="0a1b2c3d4e5f.p2",
        name="Oleh Petrenko",
        names=("Oleh Petrenko",),
        mentions=(mention(TEXT, "Oleh Petrenko"),),
        context=(),
        matches=(),
    )
    reporter = ReportPerson(
        id="0a1b2c3d4e5f.p3",
        name="Maria Lind",
        names=("Maria Lind",),
        mentions=(mention(TEXT, "Maria Lind"),),
        context=(),
        matches=(),
    )
    return article(
        TEXT,
        notes=("joined 2 lines that a scraper had cut",),
        persons=(petrenko, brother, reporter),
        claims=_harbour_claims(),
    )


def _harbour_claims() -> tuple[ReportClaim, ...]:
    eu = claim(
        TEXT,
        "The following year the EU sanctioned him too.",
        id="0a1b2c3d4e5f.c2",
        person="0a1b2c3d4e5f.p1",
        subject="him",
        trigger=trigger(TEXT, "sanctioned", 1),
        authority="EU",
        authority_text="the EU",
        date="2025",
        date_text="The following year",
        date_resolution="one year after 2024, named before",
        verdict=Verdict.OUT_OF_SCOPE,
        reason="list not loaded",
        checks=(
            ReportCheck(
                aspect=Aspect.AUTHORITY,
                claimed="the EU",
                found="",
                verdict=Verdict.OUT_OF_SCOPE,
                reason="no list of this authority is loaded",
            ),
        ),
    )
    brother = claim(
        TEXT,
        "His brother Oleh Petrenko was never listed by the UN, Maria Lind reported.",
        id="0a1b2c3d4e5f.c3",
        person="0a1b2c3d4e5f.p2",
        subject="Oleh Petrenko",
        trigger=trigger(TEXT, "listed"),
        authority="UNSC",
        authority_text="the UN",
        polarity=Polarity.NEGATED,
        verdict=Verdict.UNCONFIRMED,
        reason="absence from the current snapshot does not show that he was never listed",
    )
    us = claim(
        TEXT,
        "Petrenko was sanctioned by the US in 2024.",
        person="0a1b2c3d4e5f.p1",
        subject="Petrenko",
        trigger=trigger(TEXT, "sanctioned"),
        authority="US",
        authority_text="the US",
        programme="RUSSIA-EO14024",
        date="2024",
        date_text="in 2024",
        reason="listed 2024-02-23, RUSSIA-EO14024",
        checks=(
            ReportCheck(
                aspect=Aspect.LISTED,
                claimed="listed",
                found="listed as 99001",
                verdict=Verdict.CONFIRMED,
                reason="the designation stands on the list",
            ),
            ReportCheck(
                aspect=Aspect.DATE,
                claimed="2024",
                found="2024-02-23",
                verdict=Verdict.CONFIRMED,
                reason="the year agrees",
            ),
        ),
        evidence=(
            ReportEvidence(
                source="ofac-sdn",
                reference="99001",
                snapshot=OFAC_HASH,
                field="SanctionsEntry/EntryEvent/Date",
                value="2024-02-23",
            ),
        ),
    )
    return eu, brother, us


HOSTILE = (
    "</div></section><script>document.title='owned'</script>"
    "<img src=x onerror=\"document.title='owned'\">\n"
    '=HYPERLINK("http://198.51.100.7/","click") | a | b |\n'
    "</style></title></textarea><svg onload=alert(1)>&lt;b&gt; &amp; {{ 7*7 }} {% raw %}\r\n"
    "turned \u202eevil\u202c end, bell \x07, escape \x1b[31mred\x1b[0m, null \x00, next \x85 end.\n"
    "[link](javascript:alert(1)) ![i](http://198.51.100.7/i.png) <http://198.51.100.7/> `code` "
    "https://198.51.100.7/ www.example.invalid"
)


def hostile() -> ReportArticle:
    name = "=cmd|' /C calc'!A0 <b>Bold</b>"
    words = "<script>document.title='owned'</script>"
    return article(
        HOSTILE,
        id='x" onmouseover="alert(1)',
        source="javascript:document.title='owned'//",
        title="<script>document.title='owned'</script>\x1b]0;owned\x07",
        language='en" onload="alert(1)',
        persons=(
            ReportPerson(
                id='p"><script>alert(1)</script>',
                name=name,
                names=(name, "@SUM(1+1)*cmd|x"),
                mentions=(mention(HOSTILE, words), mention(HOSTILE, "evil\u202c")),
                context=(),
                matches=(
                    match(
                        id="+m1",
                        name="-2+3+cmd|'/C calc'!A0 | pipe <i>x</i>\u202e",
                        name_met="`*_{}[]()#+-.!~",
                        name_kind="also known as",
                        reference="\t=1+1",
                        source="<unknown>",
                        programmes=("<script>", "|"),
                    ),
                ),
            ),
        ),
        claims=(
            claim(
                HOSTILE,
                words,
                id="c'><",
                subject="\r=1",
                authority_text="<iframe src=http://198.51.100.7/>",
                verdict=Verdict.CONTRADICTED,
                reason="</script><script>document.title='owned'</script>\x9b31m",
            ),
        ),
    )


def _quiet(number: int) -> ReportArticle:
    text = "The council met on Tuesday. Maria Lind spoke of the weather."
    lind = ReportPerson(
        id=f"{number:012x}.p1",
        name="Maria Lind",
        names=("Maria Lind",),
        mentions=(mention(text, "Maria Lind"),),
        context=(),
        matches=(),
    )
    return article(
        text, id=f"{number:012x}", source=f"council-{number}.txt", title="", persons=(lind,)
    )


def _make_documents() -> dict[str, ReportDocument]:
    stale = replace(
        OFAC,
        state="stale",
        stale=True,
        checked="2026-11-10T08:15:00Z",
        error="www.treasury.example answered 503",
    )
    missing = replace(
        UN,
        state="missing",
        snapshot=None,
        format=None,
        published=None,
        fetched=None,
        checked=None,
        sha256=None,
        designations=0,
        listing_dates=False,
    )
    scans = (
        not_screened("scan-14.pdf", "no text in the file"),
        not_screened("gone.html", "404 Not Found"),
        not_screened("big.txt", "larger than 20 MB"),
    )
    return {
        "found": document(_quiet(1), harbour()),
        "nothing-found": document(_quiet(1), _quiet(2)),
        "not-screened": document(harbour(), *scans),
        "stale-list": document(_quiet(1), lists=(missing, stale)),
        "injection": document(hostile(), not_screened("=1+1 | <b>", "-broken | <i>")),
    }


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden files of tests/reports, and the JSON Schema, again",
    )


@pytest.fixture(scope="session")
def documents() -> dict[str, ReportDocument]:
    """One report for each situation, by its name."""
    return _make_documents()


@pytest.fixture(scope="session")
def make_quiet() -> Callable[[int], ReportArticle]:
    """Give an article in which nothing is found, by a number."""
    return _quiet


@pytest.fixture(scope="session")
def make_document() -> Callable[..., ReportDocument]:
    """Join articles to a report and count."""
    return document


@pytest.fixture(scope="session")
def harbour_text() -> str:
    """The text of the article in which something is found."""
    return TEXT


@pytest.fixture(scope="session")
def hostile_text() -> str:
    """The text of the article that tries to break out."""
    return HOSTILE


@pytest.fixture
def compare_with_file(request: pytest.FixtureRequest) -> Callable[[bytes, Path], None]:
    """Assert that bytes equal a committed file, or write it under `--update-golden`."""

    def compare(found: bytes, path: Path) -> None:
        if request.config.getoption("--update-golden", default=False):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(found)
        expected = path.read_bytes() if path.exists() else b""
        assert found.decode() == expected.decode(), (
            f"{path.name} differs; if that is meant: pytest tests/reports --update-golden"
        )

    return compare
