"""The whole way from inputs to a report; the only place that knows the order."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from itertools import islice
from typing import BinaryIO

from sanxref.articles import (
    Recognizer,
    annotate,
    expand_inputs,
    open_recognizer,
    read_articles,
)
from sanxref.articles.recognizers.capitals import CapitalsRecognizer
from sanxref.claims import ClaimLexicon, read_claims, verify_claims
from sanxref.matching import Spotter
from sanxref.matching.written_text import WrittenText
from sanxref.model.articles import AnnotatedArticle, Article, NotScreened
from sanxref.model.claims import Claim, VerifiedClaim
from sanxref.model.designations import SourceKey
from sanxref.model.matches import Match, Query
from sanxref.model.report import ReportArticle, ReportDocument, ReportRun
from sanxref.model.snapshots import Snapshot
from sanxref.screening.document import (
    make_document,
    report_not_screened,
    report_screened,
    write_instant,
)
from sanxref.screening.held_snapshots import HeldSnapshots
from sanxref.screening.matches import complete_matches
from sanxref.screening.one_word import one_word_notes
from sanxref.screening.open_lists import OpenLists
from sanxref.screening.options import ScreeningOptions
from sanxref.screening.past import ArticlePast, HeldLists, entity_query
from sanxref.screening.quick import QuickPass
from sanxref.version import VERSION

__all__ = ["Screener"]

_REMEMBERED = 50_000
"""Names of which it is remembered whether they come near any listed one."""


class Screener:
    """Screens articles against lists that were loaded once.

    Args:
        lists: The lists that are asked.
        options: Options of the rooms.
        lexicon: Authorities, programmes and cue words.
        configuration: Digest of the settings, for the report's head.
        as_of: The day as of which the lists were chosen, or None for now.
        held: Earlier snapshots, of which verdicts ask what they say; None for none.

    Attributes:
        lists: Every configured list source, those that could not be loaded too.
        options: As given.
        designations: Of all lists, by key.
        lexicon: As given.
        matcher: Asks the lists about one person or name.

    Raises:
        ConfigError: The reading model is not the one that the configuration names.
    """

    def __init__(  # noqa: PLR0913 - the one place that joins all rooms
        self,
        lists: OpenLists,
        options: ScreeningOptions,
        *,
        lexicon: ClaimLexicon,
        configuration: str = "",
        as_of: date | None = None,
        held: HeldSnapshots | None = None,
    ) -> None:
        for reading in lexicon.reading.values():
            reading.model.check()  # here, and not at the first article that needs it
        self.lists = lists.lists
        self.options = options
        self.lexicon = lexicon
        self.designations = lists.designations
        self.matcher = lists.matcher
        self._held = HeldLists(held, self.lists, options.matching) if held else None
        self._configuration = configuration
        self._as_of = as_of
        self._spotter = Spotter(self.matcher.index, options.matching)
        self._quick = QuickPass(self.matcher, lexicon)
        self._capitals = CapitalsRecognizer()
        self._may_meet = lru_cache(_REMEMBERED)(self._has_candidates)

    @cached_property
    def recognizer(self) -> Recognizer:
        """The recognizer of names; loaded when first needed, which takes seconds."""
        return open_recognizer(self.options.recognizer)

    def screen(
        self,
        inputs: Sequence[str],
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        stdin: BinaryIO | None = None,
        limit: int | None = None,
        progress: Callable[[str], None] = lambda _source: None,
    ) -> ReportDocument:
        """Screen files, folders, globs, addresses and standard input.

        Args:
            inputs: As on the command line.
            now: The clock, aware and in UTC.
            stdin: Stream behind `-`.
            limit: Stop after so many articles.
            progress: Told the source of each article when it is done.

        Returns:
            One report; what could not be read stands in it with the reason.
        """
        started = now()
        articles = tuple(self._screen_all(self._read(inputs, stdin, limit), progress))
        return make_document(
            ReportRun(
                id=f"{started:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}",
                started=write_instant(started),
                finished=write_instant(now()),
                version=VERSION,
                configuration=self._configuration,
                recognizer=self.recognizer.key,
                as_of=str(self._as_of) if self._as_of else None,
            ),
            self.lists,
            articles,
        )

    def _read(
        self, inputs: Sequence[str], stdin: BinaryIO | None, limit: int | None
    ) -> Iterator[Article | NotScreened]:
        read = (
            item
            for source in expand_inputs(inputs)
            for item in read_articles(source, self.options.articles, stdin=stdin)
        )
        return islice(read, limit)

    def _screen_all(
        self, items: Iterable[Article | NotScreened], progress: Callable[[str], None]
    ) -> Iterator[ReportArticle]:
        for item in items:
            match item:
                case NotScreened():
                    yield report_not_screened(item)
                case Article():
                    yield self.screen_article(item)
            progress(item.source)

    def screen_article(self, article: Article, *, quick: bool = False) -> ReportArticle:
        """Find persons, potential matches, claims and verdicts in one article.

        Args:
            article: The article.
            quick: Ask the model only where it could bring to light a match or a claim that the
                spotter and capitals alone would miss.
        """
        written = self._spotter.read(article.text)
        spotted = self._spotter.find(written)
        if quick and not spotted and self.recognizer.key != self._capitals.key:
            light = self._screen_lightly(article, written)
            if light is not None:
                return light
        annotated, claims = read_claims(
            article,
            lambda one, named: annotate(one, self.recognizer, spotted=spotted, named=named),
            self.lexicon,
        )
        return self._report(annotated, claims)

    def _screen_lightly(self, article: Article, written: WrittenText) -> ReportArticle | None:
        """Screen without the model; None where the model has to look."""
        if not self._quick.is_for_model(article) or self._quick.may_hold_claims(article):
            return None
        if self._quick.may_hold_names(written):
            return None
        # Without a word of the kind that claims are made with there are none to be read.
        report = self._report(annotate(article, self._capitals), ())
        return None if any(one.matches for one in report.persons) else report

    def take_consulted(self) -> tuple[Snapshot, ...]:
        """Give the earlier snapshots that verdicts looked at since this was last asked."""
        return self._held.take_consulted() if self._held else ()

    def earlier_snapshot(self, source: SourceKey, name: str) -> Snapshot | None:
        """Give what is known of an earlier snapshot, or None."""
        return self._held.get(source, name) if self._held else None

    def _report(self, annotated: AnnotatedArticle, read: Sequence[Claim]) -> ReportArticle:
        matches = {
            person.id: self._match(annotated, number)
            for number, person in enumerate(annotated.persons)
        }
        claims = self._verify(annotated, read, matches) if read else ()
        return report_screened(
            annotated, matches, claims, one_word_notes(annotated.persons, matches)
        )

    def _verify(
        self,
        annotated: AnnotatedArticle,
        claims: Sequence[Claim],
        matches: Mapping[str, tuple[Match, ...]],
    ) -> tuple[VerifiedClaim, ...]:
        queries = {claim.id: query for claim in claims if (query := entity_query(claim))}
        return verify_claims(
            claims,
            matches={**matches, **{key: self.matcher.match(one) for key, one in queries.items()}},
            lists=self.lists,
            lexicon=self.lexicon,
            options=self.options.claims,
            published=annotated.article.published,
            past=ArticlePast(self._held, annotated) if self._held else None,
        )

    def _has_candidates(self, name: str) -> bool:
        return bool(self.matcher.candidates(Query(names=(name,))))

    def _match(self, annotated: AnnotatedArticle, number: int) -> tuple[Match, ...]:
        person = annotated.persons[number]
        query = Query(names=person.names, context=person.context)
        # Most names of an article meet no listed name at all, and most come again.
        if not any(map(self._may_meet, person.names)):
            return ()
        found = self.matcher.match(query)
        return complete_matches(found, query, self.matcher, self.designations, person=person.id)
