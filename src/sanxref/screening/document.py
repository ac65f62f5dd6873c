"""From what was found to the report document; types in, types out."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from sanxref.model.articles import AnnotatedArticle, MentionedPerson, NotScreened
from sanxref.model.claims import Verdict, VerifiedClaim
from sanxref.model.matches import Match
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
from sanxref.model.snapshots import ListState, LoadedList

__all__ = [
    "make_document",
    "report_lists",
    "report_not_screened",
    "report_screened",
    "write_instant",
]


def write_instant(instant: datetime) -> str:
    """Write an instant as RFC 3339 in UTC, to the second."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def make_document(
    run: ReportRun, lists: Iterable[LoadedList], articles: tuple[ReportArticle, ...]
) -> ReportDocument:
    """Join the parts of a report and count."""
    held = report_lists(lists)
    current = bool(held) and all(one.state == ListState.CURRENT for one in held)
    return ReportDocument(
        schema=SCHEMA,
        run=run,
        lists=held,
        articles=articles,
        summary=_summarize(articles, current=current),
    )


def report_lists(lists: Iterable[LoadedList]) -> tuple[ReportList, ...]:
    """Tell of every list source, in the configured order."""
    return tuple(_report_list(loaded) for loaded in lists)


def _report_list(loaded: LoadedList) -> ReportList:
    status = loaded.status
    snapshot = status.snapshot
    return ReportList(
        source=status.source,
        title=status.title,
        state=status.state,
        stale=status.state is ListState.STALE,
        snapshot=snapshot.id if snapshot else None,
        format=snapshot.format if snapshot else None,
        published=str(snapshot.published) if snapshot and snapshot.published else None,
        fetched=write_instant(snapshot.fetched) if snapshot else None,
        checked=write_instant(status.checked) if status.checked else None,
        sha256=snapshot.sha256 if snapshot else None,
        designations=len(loaded.designations),
        listing_dates=bool(snapshot and snapshot.format.carries_listing_dates),
        error=status.error,
    )


def _summarize(articles: tuple[ReportArticle, ...], *, current: bool) -> ReportSummary:
    screened = [article for article in articles if article.status == "screened"]
    verdicts = [claim.verdict for article in screened for claim in article.claims]
    return ReportSummary(
        articles=len(articles),
        screened=len(screened),
        not_screened=len(articles) - len(screened),
        clear=sum(_is_clear(article) for article in screened) if current else 0,
        persons=sum(len(article.persons) for article in screened),
        matches=sum(len(p.matches) for article in screened for p in article.persons),
        claims=ReportVerdictCounts(
            confirmed=verdicts.count(Verdict.CONFIRMED),
            contradicted=verdicts.count(Verdict.CONTRADICTED),
            unconfirmed=verdicts.count(Verdict.UNCONFIRMED),
            out_of_scope=verdicts.count(Verdict.OUT_OF_SCOPE),
        ),
    )


def _is_clear(article: ReportArticle) -> bool:
    return not any(person.matches for person in article.persons)


def report_not_screened(item: NotScreened) -> ReportArticle:
    """Tell of an article that could not be screened, and why."""
    return ReportArticle(
        id=item.id,
        source=item.source,
        title="",
        published=None,
        language="und",
        sha256=item.sha256,
        status="not_screened",
        reason=item.reason,
        notes=(),
        text="",
        persons=(),
        claims=(),
    )


def report_screened(
    annotated: AnnotatedArticle,
    matches: Mapping[str, tuple[Match, ...]],
    claims: tuple[VerifiedClaim, ...],
    notes: tuple[str, ...] = (),
) -> ReportArticle:
    """Tell what was found in an article; flagged claims stand before confirmed ones.

    Args:
        annotated: The article.
        matches: By id of the person.
        claims: With their verdicts.
        notes: What a reader must know besides the notes of the article.
    """
    article = annotated.article
    flagged_first = sorted(claims, key=lambda verified: verified.verdict is Verdict.CONFIRMED)
    return ReportArticle(
        id=article.id,
        source=article.source,
        title=article.title,
        published=str(article.published) if article.published else None,
        language=article.language,
        sha256=article.sha256,
        status="screened",
        reason="",
        notes=(*article.notes, *notes),
        text=article.text,
        persons=tuple(_report_person(person, matches[person.id]) for person in annotated.persons),
        claims=tuple(_report_claim(verified, article.text) for verified in flagged_first),
    )


def _report_person(person: MentionedPerson, matches: tuple[Match, ...]) -> ReportPerson:
    return ReportPerson(
        id=person.id,
        name=person.name,
        names=person.names,
        mentions=tuple(
            ReportMention(
                text=mention.text,
                start=mention.start,
                end=mention.end,
                recognizer=mention.recognizer,
            )
            for mention in person.mentions
        ),
        context=tuple(
            ReportFact(
                kind=fact.kind, value=fact.value, text=fact.text, start=fact.start, end=fact.end
            )
            for fact in person.context.facts
        ),
        matches=tuple(_report_match(match) for match in matches),
    )


def _report_match(match: Match) -> ReportMatch:
    return ReportMatch(
        id=match.id,
        source=match.source,
        reference=match.reference,
        kind=match.kind,
        name=match.name,
        query_name=match.query_name,
        name_met=match.name_met,
        name_kind=match.name_kind,
        alias_quality=match.alias_quality,
        score=match.score,
        programmes=match.programmes,
        listed_on=str(match.listed_on) if match.listed_on else None,
        delisted_on=str(match.delisted_on) if match.delisted_on else None,
        designation_sha256=match.designation_sha256,
        features=tuple(
            ReportFeature(
                name=feature.name,
                score=feature.score,
                effect=feature.effect,
                detail=feature.detail,
            )
            for feature in match.features
        ),
        ofac_score=match.ofac_score,
        worksheet=tuple(
            ReportStep(question=step.question, answer=step.answer, outcome=step.outcome)
            for step in match.worksheet
        ),
    )


def _report_claim(verified: VerifiedClaim, text: str) -> ReportClaim:
    claim = verified.claim
    start, end = claim.trigger
    return ReportClaim(
        id=claim.id,
        person=claim.person,
        subject=claim.subject,
        subject_kind=claim.subject_kind,
        text=claim.text,
        start=claim.start,
        end=claim.end,
        trigger=ReportSpan(text=text[start:end], start=start, end=end),
        authority=claim.authority,
        authority_text=claim.authority_text,
        programme=claim.programme,
        programme_text=claim.programme_text,
        action=claim.action,
        date=str(claim.date.date) if claim.date else None,
        date_text=claim.date.text if claim.date else "",
        date_resolution=claim.date.resolution if claim.date else "",
        polarity=claim.polarity,
        understood=claim.understood,
        verdict=verified.verdict,
        reason=verified.reason,
        checks=tuple(
            ReportCheck(
                aspect=check.aspect,
                claimed=check.claimed,
                found=check.found,
                verdict=check.verdict,
                reason=check.reason,
            )
            for check in verified.checks
        ),
        evidence=tuple(
            ReportEvidence(
                source=item.source,
                reference=item.reference,
                snapshot=item.snapshot,
                field=item.field,
                value=item.value,
            )
            for item in verified.evidence
        ),
    )
