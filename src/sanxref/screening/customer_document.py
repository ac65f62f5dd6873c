"""One customer as a report, so that every format and `sanxref explain` serve it too.

The customer stands in the report as an article of a few lines: the name, then what else is known.
"""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from sanxref.matching import Matcher
from sanxref.model.articles import (
    CUSTOMER_RECORD,
    AnnotatedArticle,
    Article,
    Context,
    Mention,
    MentionedPerson,
    MentionKind,
    NotScreened,
)
from sanxref.model.matches import Query
from sanxref.model.report import ReportArticle, ReportDocument, ReportRun
from sanxref.model.snapshots import LoadedList
from sanxref.screening.customers import ONE_WORD, Customer
from sanxref.screening.document import (
    make_document,
    report_not_screened,
    report_screened,
    write_instant,
)
from sanxref.screening.matches import complete_matches
from sanxref.version import VERSION

__all__ = ["CustomerRun", "customer_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRun:
    """What the head of the report tells.

    Attributes:
        started: When, aware.
        finished: When, aware.
        configuration: SHA-256 over the effective settings.
        as_of: Day for which the lists were asked, or None for now.
    """

    started: datetime
    finished: datetime
    configuration: str
    as_of: date | None


def customer_document(
    customer: Customer, matcher: Matcher, lists: tuple[LoadedList, ...], run: CustomerRun
) -> ReportDocument:
    """Compare one customer with the lists and report it."""
    return make_document(
        ReportRun(
            id=f"{run.started:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}",
            started=write_instant(run.started),
            finished=write_instant(run.finished),
            version=VERSION,
            configuration=run.configuration,
            recognizer=CUSTOMER_RECORD,
            as_of=str(run.as_of) if run.as_of else None,
        ),
        lists,
        (_screened(customer, matcher),),
    )


def _screened(customer: Customer, matcher: Matcher) -> ReportArticle:
    if customer.query is None:
        return _not_screened(customer, "; ".join(fault.text for fault in customer.faults))
    annotated = _annotated(customer, customer.query)
    (person,) = annotated.persons
    query = replace(customer.query, context=person.context)
    matches = complete_matches(
        matcher.match(query), query, matcher, matcher.designations, person=person.id
    )
    if ONE_WORD in customer.faults and not matches:
        return _not_screened(customer, ONE_WORD.text)
    return report_screened(annotated, {person.id: matches}, ())


def _not_screened(customer: Customer, reason: str) -> ReportArticle:
    identity = hashlib.sha256(customer.name.encode()).hexdigest()[:12]
    return report_not_screened(
        NotScreened(id=identity, source=customer.name or "(no name)", reason=reason)
    )


def _annotated(customer: Customer, query: Query) -> AnnotatedArticle:
    lines, context = _written(query)
    text = "\n".join(lines)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    mentions = tuple(_mentions(query, lines))
    article = Article(
        id=sha256[:12],
        source=customer.name,
        text=text,
        title="",
        published=None,
        language="und",
        sha256=sha256,
        notes=tuple(
            fault.text if fault is ONE_WORD else f"{fault.text}; compared without it"
            for fault in customer.faults
        ),
    )
    person = MentionedPerson(
        id=f"{article.id}.p1",
        name=query.names[0],
        names=query.names,
        mentions=mentions,
        context=context,
    )
    return AnnotatedArticle(article=article, sentences=(), persons=(person,))


def _written(query: Query) -> tuple[list[str], Context]:
    """Write names and facts on a line each; every fact points at its words."""
    lines = list(query.names)
    at = sum(len(line) + 1 for line in lines)
    facts = []
    for fact in query.context.facts:
        label = f"{fact.kind}: "
        start = at + len(label)
        facts.append(replace(fact, start=start, end=start + len(fact.text)))
        lines.append(label + fact.text)
        at += len(lines[-1]) + 1
    lines += [f"identifier: {number}" for number, _ in query.identifiers]
    return lines, replace(query.context, facts=tuple(facts))


def _mentions(query: Query, lines: list[str]) -> Iterator[Mention]:
    at = 0
    for name, line in zip(query.names, lines, strict=False):
        yield Mention(
            text=name,
            start=at,
            end=at + len(name),
            kind=MentionKind.PERSON,
            recognizer=CUSTOMER_RECORD,
        )
        at += len(line) + 1
