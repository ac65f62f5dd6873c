"""Stored runs asked again for what changed on the lists since, and for nothing else.

Only articles that a changed designation can alter are screened again: those that matched it, those
in which its names stand, and those that mention a person whom it matches. Configuration and
options are those of the stored run, so that nothing but a listing can make a difference.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

import msgspec

from sanxref.errors import ConfigError, ReportError, RunError
from sanxref.matching import Matcher, NameIndex, Spotter
from sanxref.model.matches import Query
from sanxref.model.report import ReportArticle, ReportClaim, ReportMatch
from sanxref.model.snapshots import ListStatus, LoadedList
from sanxref.screening.changes import ChangedLists, DesignationChange, compare_lists
from sanxref.screening.document import report_lists
from sanxref.screening.finishing import FinishedRun, finished_run, report_run
from sanxref.screening.isolation import encode_article
from sanxref.screening.manifest import check_signing_key, seal_run
from sanxref.screening.quick import QuickPass
from sanxref.screening.replay import stored_article
from sanxref.screening.runner import make_run_id
from sanxref.screening.runs import RunFolder, RunStore
from sanxref.screening.screener import Screener
from sanxref.screening.setup import ScreenerSetup
from sanxref.screening.stored import StoredReport, write_stored_report
from sanxref.version import VERSION

__all__ = ["AlertChange", "AlertChangeKind", "AskedRun", "Lookback", "LookbackRunner"]

_SCHEMA = "sanxref/lookback/1"


class AlertChangeKind(StrEnum):
    """What became of an alert."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertChange:
    """One alert that is not what it was, and why.

    Attributes:
        kind: New, changed or gone.
        run: Stored run that it belongs to.
        article: Id of the article.
        article_source: Where the article came from.
        person: Mentioned person, or the subject of a claim.
        subject: `match`, or `claim`.
        source: List source of the designation; empty for a claim.
        reference: Key of the designation; id of the claim for a claim.
        before: Score, or verdict, that it had; empty where it is new.
        after: Score, or verdict, that it has; empty where it is gone.
        causes: Changes of designations that it comes from; never empty unless the names in the
            article were read another way because of one.
    """

    kind: AlertChangeKind
    run: str
    article: str
    article_source: str
    person: str
    subject: str
    source: str
    reference: str
    before: str
    after: str
    causes: tuple[DesignationChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRun:
    """One stored run that was asked.

    Attributes:
        run: Its id.
        articles: Articles in it.
        asked: Articles that a changed designation could alter, and that were screened again.
        designations: Designations that changed since.
        error: Why it could not be asked, or an earlier lookback not be read; empty where all is
            well.
    """

    run: str
    articles: int = 0
    asked: int = 0
    designations: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookback:
    """The outcome of a lookback.

    Attributes:
        schema: Name and version of this form.
        id: Run under which it is stored.
        lists: Source and snapshot id of what is current.
        runs: Stored runs that were asked.
        alerts: What is not what it was, by run and place in it.
    """

    id: str
    lists: tuple[tuple[str, str], ...]
    runs: tuple[AskedRun, ...]
    alerts: tuple[AlertChange, ...]
    schema: str = _SCHEMA


class _Probe:
    """Tells whether a text or a person has to do with certain designations."""

    def __init__(self, changed: ChangedLists, screener: Screener) -> None:
        options = screener.options.matching
        self._parts = []
        for designations in (changed.before, changed.after):
            if designations:
                index = NameIndex.build(designations)
                matcher = Matcher(index, {one.key: one for one in designations}, options)
                self._parts.append(
                    (Spotter(index, options), matcher, QuickPass(matcher, screener.lexicon))
                )

    def touches(self, article: ReportArticle, *, quick: bool) -> bool:
        """Whether a name of the designations stands in the article."""
        return any(
            spotter.find(written := spotter.read(article.text))
            or any(matcher.match(Query(names=person.names)) for person in article.persons)
            or (quick and quick_pass.may_hold_names(written))
            for spotter, matcher, quick_pass in self._parts
        )


class LookbackRunner:
    """Asks stored runs again.

    Args:
        store: Where runs are kept.
        current: State of the lists now.
        reopen: Makes the setup of a stored run: its configuration, options and lists.
        now: The clock.
        signing_key: Key of the present configuration that signs the outcome, or empty.
    """

    def __init__(
        self,
        store: RunStore,
        current: tuple[ListStatus, ...],
        *,
        reopen: Callable[[RunFolder], ScreenerSetup],
        now: Callable[[], datetime],
        signing_key: str = "",
    ) -> None:
        self._signing_key = signing_key
        self._damaged: dict[str, str] = {}
        self._store = store
        self._current = current
        self._reopen = reopen
        self._now = now
        self._screeners: dict[bytes, Screener] = {}

    def run(self, wanted: Iterable[str]) -> tuple[Lookback, FinishedRun]:
        """Ask, store the outcome as a run of its own, and give it with that run.

        A stored run that is damaged costs only itself.

        Args:
            wanted: Runs; none means all finished screenings without `--as-of`.

        Raises:
            RunError: A named run is not there or not finished, there is none, none could be
                asked, or nothing can be signed with the signing key.
            ListUnavailable: Nothing can be screened against.
        """
        check_signing_key(self._signing_key)
        bases = tuple(self._bases(tuple(wanted)))
        if not bases:
            raise RunError("no finished run is stored that could be asked again")
        started = self._now()
        alerts: list[AlertChange] = []
        fresh: list[ReportArticle] = []
        asked: list[AskedRun] = []
        last: tuple[RunFolder, Screener] | None = None
        for base in bases:
            try:
                screener = self._screener(base)
                told, changes, articles = self._ask(base, screener)
            except (ConfigError, ReportError, RunError, OSError) as exc:
                asked.append(AskedRun(run=base.id, error=str(exc)))
                continue
            last = base, screener
            asked.append(told)
            alerts.extend(changes)
            fresh.extend(articles)
        if last is None:
            raise RunError(f"no run could be asked again: {asked[0].error}")
        asked.extend(AskedRun(run=run, error=error) for run, error in self._damaged.items())
        found = Lookback(
            id=make_run_id(started),
            lists=tuple(
                (str(one.source), one.snapshot.id) for one in self._current if one.snapshot
            ),
            runs=tuple(asked),
            alerts=tuple(alerts),
        )
        return found, self._keep(found, *last, fresh, started)

    def _bases(self, wanted: tuple[str, ...]) -> Iterator[RunFolder]:
        for name in wanted:
            run = self._store.find(name)
            if not run.is_finished or run.plan().kind != "screening":
                raise RunError(f"{run.id} is not a finished screening")
            yield run
        if not wanted:
            yield from (run for run in self._store.all() if run.is_finished and _is_base(run))

    def _screener(self, base: RunFolder) -> Screener:
        """The run's configuration and options against the lists of now."""
        setup = replace(self._reopen(base), lists=self._current, until=None)
        key = msgspec.json.encode((setup.options, setup.configuration))
        if key not in self._screeners:
            self._screeners[key] = setup.open()
        return self._screeners[key]

    def _ask(
        self, base: RunFolder, screener: Screener
    ) -> tuple[AskedRun, tuple[AlertChange, ...], tuple[ReportArticle, ...]]:
        plan = base.plan()
        held, later = self._held_since(base)
        changed = compare_lists(_loaded(replace(self._reopen(base), lists=held)), screener.lists)
        report = StoredReport.open(base.report)
        alerts: list[AlertChange] = []
        fresh: list[ReportArticle] = []
        probe = _Probe(changed, screener) if changed.changes else None
        for stored in report.articles() if probe else ():
            article = later.get(stored.id, stored)
            if article.status != "screened":
                continue
            if _matched(article, changed) or (probe and probe.touches(article, quick=plan.quick)):
                again = screener.screen_article(stored_article(article), quick=plan.quick)
                fresh.append(again)
                alerts.extend(_compare(base.id, article, again, changed))
        asked = AskedRun(
            run=base.id,
            articles=report.summary.articles,
            asked=len(fresh),
            designations=len(changed.changes),
        )
        return asked, tuple(alerts), tuple(fresh)

    def _held_since(
        self, base: RunFolder
    ) -> tuple[tuple[ListStatus, ...], dict[str, ReportArticle]]:
        """What later lookbacks have already told of a run: their lists, and their articles.

        What a damaged one has told is told again.
        """
        lists = base.plan().lists
        articles: dict[str, ReportArticle] = {}
        for run in self._store.all():
            if run.id <= base.id or not run.is_finished:
                continue
            try:
                plan = run.plan()
                if plan.kind == "lookback" and base.id in plan.earlier:
                    told = {one.id: one for one in StoredReport.open(run.report).articles()}
                    lists, articles = plan.lists, articles | told
            except (ReportError, RunError) as exc:
                self._damaged[run.id] = str(exc)
        return lists, articles

    def _keep(
        self,
        found: Lookback,
        base: RunFolder,
        screener: Screener,
        fresh: list[ReportArticle],
        started: datetime,
    ) -> FinishedRun:
        """Store the lookback as a run, with the articles as they are now."""
        options = base.plan().options
        plan = replace(
            base.plan(),
            id=found.id,
            options=replace(options, batch=replace(options.batch, signing_key=self._signing_key)),
            kind="lookback",
            started=started,
            inputs=tuple(one.run for one in found.runs),
            earlier=tuple(one.run for one in found.runs if not one.error),
            limit=None,
            since="",
            lists=tuple(held.status for held in screener.lists),
            version=VERSION,
        )
        folder = self._store.new(found.id)
        folder.begin(plan, (), base.configuration.read_bytes())
        encoded = msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n"
        (folder.path / "changes.json").write_bytes(encoded)
        finished = self._now()
        summary = write_stored_report(
            folder.report,
            report_run(plan, finished),
            report_lists(screener.lists),
            map(encode_article, fresh),
        )
        seal_run(
            folder,
            plan,
            finished=finished,
            workers=0,
            summary=summary,
            skipped=0,
            consulted=tuple(
                sorted(
                    {one for held in self._screeners.values() for one in held.take_consulted()},
                    key=lambda one: (one.source, one.id),
                )
            ),
        )
        return finished_run(folder)


def _is_base(run: RunFolder) -> bool:
    """Whether a run is asked where none is named; what cannot be read is told when it is asked."""
    try:
        plan = run.plan()
    except RunError:
        return True
    return plan.kind == "screening" and not plan.as_of


def _loaded(setup: ScreenerSetup) -> tuple[LoadedList, ...]:
    """Load the lists of a stored run; with one missing, all on it would seem to be new."""
    lists = setup.load()
    for loaded, status in zip(lists, setup.lists, strict=True):
        if loaded.status.state is not status.state:
            raise RunError(f"its list is not as it was: {loaded.status.error}")
    return lists


def _matched(article: ReportArticle, changed: ChangedLists) -> bool:
    keys = {(change.source, change.reference) for change in changed.changes.values()}
    return any(
        (match.source, match.reference) in keys
        for person in article.persons
        for match in person.matches
    )


def _compare(
    run: str, old: ReportArticle, new: ReportArticle, changed: ChangedLists
) -> Iterator[AlertChange]:
    by_key = {(one.source, one.reference): one for one in changed.changes.values()}
    before, after = _alerts(old), _alerts(new)
    for key in dict.fromkeys((*before, *after)):
        had, has = before.get(key), after.get(key)
        kind = _kind(had, has)
        if kind is None:
            continue
        cause = by_key.get(key[1:])
        yield AlertChange(
            kind=kind,
            run=run,
            article=new.id,
            article_source=new.source,
            person=key[0],
            subject="match",
            source=key[1],
            reference=key[2],
            before=f"{had.score:.4f}" if had else "",
            after=f"{has.score:.4f}" if has else "",
            causes=(cause,) if cause else (),
        )
    yield from _compare_claims(run, old, new, by_key)


def _kind(had: ReportMatch | None, has: ReportMatch | None) -> AlertChangeKind | None:
    if had is None:
        return AlertChangeKind.NEW
    if has is None:
        return AlertChangeKind.GONE
    same = had.designation_sha256 == has.designation_sha256 and had.score == has.score
    return None if same else AlertChangeKind.CHANGED


_Key = tuple[str, str, str]


def _alerts(article: ReportArticle) -> dict[_Key, ReportMatch]:
    return {
        (person.name, match.source, match.reference): match
        for person in article.persons
        for match in person.matches
    }


def _compare_claims(
    run: str,
    old: ReportArticle,
    new: ReportArticle,
    by_key: dict[tuple[str, str], DesignationChange],
) -> Iterator[AlertChange]:
    before, after = _claims(old), _claims(new)
    for key in dict.fromkeys((*before, *after)):
        had, has = before.get(key), after.get(key)
        if had and has and had[1].verdict == has[1].verdict:
            continue
        kind = AlertChangeKind.CHANGED if had and has else None
        kind = kind or (AlertChangeKind.NEW if has else AlertChangeKind.GONE)
        latest = has or had
        assert latest is not None  # the key came from one of them
        keys = {*(had[2] if had else ()), *(has[2] if has else ())}
        yield AlertChange(
            kind=kind,
            run=run,
            article=new.id,
            article_source=new.source,
            person=latest[0],
            subject="claim",
            source="",
            reference=latest[1].id,
            before=str(had[1].verdict) if had else "",
            after=str(has[1].verdict) if has else "",
            causes=tuple(by_key[key] for key in sorted(keys & by_key.keys())),
        )


_Claim = tuple[str, ReportClaim, tuple[tuple[str, str], ...]]


def _claims(article: ReportArticle) -> dict[tuple[int, int, str], _Claim]:
    """Claims by where they stand and whom they are about; with the matches of that person."""
    persons = {person.id: person for person in article.persons}
    found: dict[tuple[int, int, str], _Claim] = {}
    for claim in article.claims:
        person = persons.get(claim.person or "")
        name = person.name if person else claim.subject
        keys = tuple((one.source, one.reference) for one in person.matches) if person else ()
        found[claim.trigger.start, claim.trigger.end, name] = (name, claim, keys)
    return found
