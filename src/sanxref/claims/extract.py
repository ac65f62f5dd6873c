"""Sentences to claims.

A sentence is read in five steps: names, phrases of the registry and dates become marks; words that
tell an act of designation become events with their targets (`events`); what refers back is resolved
(`persons`); authority, programme and date are joined to each event (`circumstances`), and at last
its polarity (`polarity`). What no rule of grammar tells, a trained model reads (`passages`,
`reader`). What mentions a designation and was not understood is a claim too.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from sanxref.claims.circumstances import Circumstance, Circumstances
from sanxref.claims.dates import DateWords, date_reader
from sanxref.claims.events import Event
from sanxref.claims.finder import EventFinder
from sanxref.claims.headings import without_heading
from sanxref.claims.heads import HeadKind
from sanxref.claims.lexicon import ClaimLexicon, PhraseUse, Rules
from sanxref.claims.mentions import mention
from sanxref.claims.passages import Window, Windows, acts_of
from sanxref.claims.persons import Memory
from sanxref.claims.polarity import is_blocked, polarity_of
from sanxref.claims.reader import Finding, ReadingOptions
from sanxref.claims.repeats import without_repeats
from sanxref.claims.second_reading import LIKELIHOOD_DIGITS, date_of, read_again
from sanxref.claims.targets import Subject, Targets
from sanxref.claims.tellings import Reading, Telling, identified, is_idle, is_renewal
from sanxref.claims.tokens import (
    UNNAMED,
    Kind,
    Mark,
    Token,
    article_marks,
    plain,
    tokenize_sentence,
)
from sanxref.claims.topics import Topics, pieces
from sanxref.claims.unread import unread_claims
from sanxref.model.articles import AnnotatedArticle, Sentence
from sanxref.model.claims import Claim, ClaimDate, Polarity, SubjectKind
from sanxref.model.dates import PartialDate

__all__ = ["extract_claims", "read_windows"]

_BACK = 2  # sentences back that "it", "the department" may look for who acted
_NEAR = 3  # words around an act in which "back", "again" and "extended" belong to it
_FORWARD = 3  # sentences in which the names of "three men" may follow: "They are X, Y and Z"


def extract_claims(annotated: AnnotatedArticle, lexicon: ClaimLexicon) -> tuple[Claim, ...]:
    """Find what an article asserts about designations.

    Args:
        annotated: The article with sentences, persons, organizations and places.
        lexicon: Words of authorities, programmes and acts.

    Returns:
        Claims in order of appearance, ids `<article id>.c1`, ... A passage that mentions a
        designation and is not understood is a claim with `understood` False; so is each of a
        language that `lexicon.languages` lacks.
    """
    rules = lexicon.rules(annotated.article.language)
    if rules is None:
        return tuple(unread_claims(annotated, lexicon))
    reading = lexicon.reading.get(rules.language)
    return _Extraction(annotated, rules, reading, weighed=reading is not None).run()


def read_windows(annotated: AnnotatedArticle, lexicon: ClaimLexicon) -> tuple[Window, ...]:
    """Cut out the passages of an article that the reading model would read.

    Args:
        annotated: As for `extract_claims`.
        lexicon: The same; its model is not asked.

    Returns:
        What the model is trained on; none in a language without rules.
    """
    rules = lexicon.rules(annotated.article.language)
    return _Extraction(annotated, rules, None, weighed=True).windows() if rules else ()


class _Extraction:
    """State of reading one article."""

    def __init__(
        self,
        annotated: AnnotatedArticle,
        rules: Rules,
        reading: ReadingOptions | None,
        *,
        weighed: bool,
    ) -> None:
        self._annotated = annotated
        self._reading = reading
        self._rules = rules
        self._text = annotated.article.text
        self._plain = plain(self._text)
        self._sentences = tuple(pieces(annotated.sentences, self._plain))
        self._marks: list[Mark] = []
        self._starts: list[int] = []
        self._memory = Memory(annotated, rules)
        self._targets = Targets(self._memory, rules)
        self._dates = date_reader(rules)
        self._anchor: PartialDate | None = None
        self._before: Circumstance | None = None
        self._pending: list[Telling] = []
        self._claims: list[Claim] = []
        self._scene: Circumstance | None = None
        self._groups = {item.key: item.group for item in rules.registry.authorities}
        self._topics = Topics(self._plain, self._sentences, rules, weighed=weighed)
        self._actors: tuple[tuple[str, str], ...] = ()
        self._readings: list[Reading] = []
        self._tokens: dict[int, tuple[Token, ...]] = {}
        self._context = 0  # number of the sentence behind the last claim

    def run(self) -> tuple[Claim, ...]:
        """Read the article and make its claims."""
        self._read_all()
        self._consult()
        self._claims = without_repeats(self._claims, self._groups)
        ordered = sorted(self._claims, key=lambda claim: (claim.trigger, claim.start))
        article = self._annotated.article.id
        return tuple(
            replace(claim, id=f"{article}.c{number}") for number, claim in enumerate(ordered, 1)
        )

    def windows(self) -> tuple[Window, ...]:
        """Read the article and cut out what the model would read."""
        self._read_all()
        return tuple(self._windows())

    def _windows(self) -> Iterator[Window]:
        windows = Windows(
            self._text,
            self._sentences,
            self._tokens_of,
            self._rules,
            self._annotated.article.published,
        )
        dates = {at: date for item in self._readings for at, date in item.dates.items()}
        return windows.cut(self._topics.cued, self._claims, dates)

    def _tokens_of(self, number: int) -> tuple[Token, ...]:
        """Tokens of a sentence, whether it was read or passed over."""
        known = self._tokens.get(number)
        if known is None:
            body = without_heading(self._plain, self._sentences[number])
            words = self._dates.find(self._plain, body.start, body.end)
            known = self._tokenize(body, words)
        return known

    def _read_all(self) -> None:
        hinted = self._topics.hinted
        if not hinted:
            return
        self._marks = sorted(
            article_marks(self._annotated, self._rules), key=lambda mark: (mark.start, mark.end)
        )
        self._starts = [mark.start for mark in self._marks]
        for number, sentence in enumerate(self._sentences):
            if number in hinted:
                self._read(number, sentence)
            else:
                marks = self._sentence_marks(without_heading(self._plain, sentence))
                self._memory.pass_over(mark.key for mark in marks if mark.kind is Kind.PERSON)
        self._fill_authority()

    def _consult(self) -> None:
        """Add what the model reads and grammar did not; doubt what only grammar reads."""
        if self._reading is None:
            return
        starts = [sentence.start for sentence in self._sentences]
        windows = tuple(self._windows())
        second = read_again(self._claims, windows, self._reading, self._groups, starts)
        self._claims = list(second.claims)
        for finding, window in second.added:
            self._join(finding, window)
        for window in second.told:
            self._mention_unread(window)
        read_now = {claim.trigger for claim in self._claims if claim.understood}
        self._claims = [
            claim for claim in self._claims if claim.understood or claim.trigger not in read_now
        ]

    def _join(self, finding: Finding, window: Window) -> None:
        """Make a claim of what the model reads."""
        name, reading, trigger = self._trigger(finding, window)
        event = Event(trigger=trigger, action=finding.action, heads=(), loose=True, passive=True)
        finder = reading.finder
        circumstances = Circumstances(finder, reading.events, reading.dates)
        found = circumstances.of(event, reading.recent, blocked=is_blocked(event, finder))[0]
        authority, words = finding.group, ""
        if finding.body is not None:
            body = window.bodies[finding.body]
            authority, words = body.key, body.text
        programme = self._rules.programmes.get(found.programme or "")
        fits = programme is not None and self._groups.get(programme.authority) == finding.group
        cue = finder.tokens[trigger]
        sentence = self._sentences[self._number_at(name.start)]
        telling = Telling(
            event=event,
            circumstance=Circumstance(
                authority=authority,
                authority_text=words,
                programme=found.programme if fits else None,
                programme_text=found.programme_text if fits else "",
                date=date_of(finding, window)[0],
            ),
            polarity=finding.polarity,
            sentence=reading.number,
            start=min(reading.sentence.start, sentence.start),
            trigger=(cue.start, cue.end),
            renewal=is_renewal(event, finder),
            likelihood=round(finding.likelihood, LIKELIHOOD_DIGITS),
        )
        subject = self._targets.named(finding.name, name.text)
        self._add(telling, max(reading.sentence.end, sentence.end), [subject])

    def _mention_unread(self, window: Window) -> None:
        """Tell of a passage in which the model sees a designation, and nothing was read.

        The weight of words is not enough: "a second round of talks" stands beside "the French" too.
        """
        sentences = [self._sentences[number] for number in window.numbers]
        start, end = sentences[0].start, sentences[-1].end
        if any(claim.start < end and start < claim.end for claim in self._claims):
            return
        for sentence in sentences:
            cue = self._rules.hints.search(self._plain, sentence.start, sentence.end)
            if cue:
                self._claims.append(mention(self._text, sentence, cue.span()))
                return

    def _trigger(self, finding: Finding, window: Window) -> tuple[Token, Reading, int]:
        """The mention and the word of the act that stand nearest to each other.

        Returns:
            Token of the mention, the sentence with the word, and the word's place in it.
        """
        read = [reading for reading in self._readings if reading.number in window.numbers]
        pairs = [
            (abs(token.start - name.start), order, name, reading, at)
            for reading in read
            for at, token in enumerate(reading.finder.tokens)
            for order, name in enumerate(window.names[finding.name])
            if finding.action in acts_of(token, self._rules)
        ]
        if pairs:
            _, _, name, reading, at = min(pairs, key=lambda pair: (pair[0], pair[1], pair[4]))
            return name, reading, at
        return window.names[finding.name][0], read[0], 0

    def _number_at(self, offset: int) -> int:
        """Number of the sentence in which an offset lies."""
        starts = [sentence.start for sentence in self._sentences]
        return max(bisect_right(starts, offset) - 1, 0)

    def _fill_authority(self) -> None:
        """Give acts without an authority the only one that the passages about lists name."""
        tokens = [
            token
            for reading in self._readings
            for token in reading.finder.tokens
            if token.kind is Kind.AUTHORITY and token.use is PhraseUse.ALWAYS
        ]
        if len({self._groups[token.key] for token in tokens}) != 1:
            return
        keys = {token.key for token in tokens}
        only = tokens[0].key if len(keys) == 1 else self._groups[tokens[0].key]
        self._claims = [
            claim
            if claim.authority is not None or claim.polarity is Polarity.NEGATED
            else replace(claim, authority=only, authority_text=tokens[0].text)
            for claim in self._claims
        ]

    def _is_charged(self, number: int) -> bool:
        """Whether sanctions are the topic near a sentence, or a claim was made just before."""
        after = self._context > 0 and 0 <= number - self._context < _BACK
        return self._topics.is_charged(number) or (after and not self._topics.has_other_lists)

    def _read(self, number: int, sentence: Sentence) -> None:
        body = without_heading(self._plain, sentence)
        words = self._dates.find(self._plain, body.start, body.end)
        tokens = self._tokens[number] = self._tokenize(body, words)
        finder = EventFinder(tokens, self._rules, charged=self._is_charged(number))
        self._memory.open(finder.reader)
        events = finder.find()
        dates = self._resolved(words)
        if not any(event.refers for event in events):
            self._identify(number, sentence, finder, events)
        self._readings.append(
            Reading(
                number=number,
                sentence=sentence,
                finder=finder,
                events=events,
                dates=dates,
                recent=self._recent(number),
                charged=self._topics.is_charged(number),
            )
        )
        circumstances = Circumstances(finder, events, dates)
        for event in events:
            self._claim(number, sentence, finder, event, circumstances)
        if not events:
            self._mention(sentence, finder)
        self._scene = self._scene_of(finder, dates)
        actors = [token for token in finder.tokens if token.kind is Kind.AUTHORITY]
        self._actors = tuple((token.key, token.text) for token in actors) or self._actors

    def _tokenize(self, body: Sentence, dates: tuple[DateWords, ...]) -> tuple[Token, ...]:
        marks = self._sentence_marks(body)
        marks += [Mark(kind=Kind.DATE, start=date.start, end=date.end) for date in dates]
        return tokenize_sentence(self._plain, body, marks, self._rules)

    def _sentence_marks(self, sentence: Sentence) -> list[Mark]:
        first = bisect_left(self._starts, sentence.start)
        last = bisect_left(self._starts, sentence.end)
        return [mark for mark in self._marks[first:last] if mark.end <= sentence.end]

    def _resolved(self, words: tuple[DateWords, ...]) -> dict[int, ClaimDate]:
        dates: dict[int, ClaimDate] = {}
        for date in words:
            resolved = self._dates.resolve(
                date,
                self._text,
                published=self._annotated.article.published,
                anchor=self._anchor,
            )
            if resolved is not None:
                dates[date.start] = resolved
                if date.form != "after clause":
                    self._anchor = resolved.date
        return dates

    def _claim(
        self,
        number: int,
        sentence: Sentence,
        finder: EventFinder,
        event: Event,
        circumstances: Circumstances,
    ) -> None:
        found = circumstances.of(event, self._recent(number), blocked=is_blocked(event, finder))
        found = self._in_order(event, found, finder)
        if not self._counts(number, event, found, finder):
            return
        if event.refers:
            found = (self._completed(found[0], event),)
        polarity = polarity_of(event, finder)
        trigger = finder.tokens[event.trigger]
        if event.heads and event.heads[0].text.lower().split()[:1] in (["no"], ["nobody"]):
            return  # "no person at all was added"
        subjects = self._subjects(event, finder)
        if event.bare and not event.heads:
            subjects = [self._targets.named(person, "") for person in self._memory.last()]
            if not subjects:
                return
        if self._is_repetition(event, found, subjects, sentence) or (
            is_idle(event, found, subjects, finder)
        ):
            return
        persons = [person for person, _, kind in subjects if kind is SubjectKind.PERSON and person]
        persons += [
            UNNAMED + words
            for person, words, kind in subjects
            if kind is SubjectKind.PERSON and not person
        ]
        self._memory.note([person for person in persons if person])
        if event.refers:
            self._settle(event, subjects, sentence)
        tellings = [
            Telling(
                event=event,
                circumstance=circumstance,
                polarity=polarity,
                sentence=number,
                start=sentence.start,
                trigger=(trigger.start, trigger.end),
                renewal=is_renewal(event, finder),
            )
            for circumstance in found
        ]
        if not persons and self._is_counted(event):
            self._pending.append(tellings[0])
        self._tell(tellings, subjects, circumstances.distributed(event), sentence.end)
        self._before = found[-1] if found[-1].authority else self._before
        self._context = number + 1

    def _counts(
        self, number: int, event: Event, found: tuple[Circumstance, ...], finder: EventFinder
    ) -> bool:
        """Whether a word of several meanings, or of no list, tells a designation here."""
        if event.weak and not self._is_supported(event, found, finder):
            return False
        return not event.bare or self._context >= number or self._is_charged(number)

    def _in_order(
        self, event: Event, found: tuple[Circumstance, ...], finder: EventFinder
    ) -> tuple[Circumstance, ...]:
        """Put in the authority that "the former" or "the latter" means."""
        other = self._former_or_latter(event, finder)
        if other is None:
            return found
        return tuple(replace(item, authority=other[0], authority_text=other[1]) for item in found)

    def _former_or_latter(self, event: Event, finder: EventFinder) -> tuple[str, str] | None:
        """As in "London and Wellington moved in step. The former sanctioned X"."""
        start = finder.subjects.clause_start(event.trigger)
        words = [finder.reader.low(at) for at in range(start, start + _NEAR)]
        if len(self._actors) < _BACK or event.passive:
            return None
        if words[:2] == ["the", "former"]:
            return self._actors[0]
        return self._actors[-1] if words[:2] == ["the", "latter"] else None

    def _subjects(self, event: Event, finder: EventFinder) -> list[Subject]:
        """Whom the act hits, by grammar; else the one person whom the text is about."""
        subjects = self._targets.of(event, finder)
        if any(kind is not SubjectKind.UNKNOWN for _, _, kind in subjects):
            return subjects
        if event.heads and (self._is_counted(event) or event.heads[0].owned):
            return subjects
        before = finder.reader.low(finder.subjects.verb_group(event.trigger) - 1)
        if not event.heads and before in self._rules.words("subject_relatives"):
            return subjects  # "officials who ought to be designated": nobody in particular
        named = any(token.kind is Kind.PERSON for token in finder.tokens)
        salient = () if named or not event.loose else self._memory.salient()
        return [self._targets.named(person, "") for person in salient] or subjects

    def _tell(
        self,
        tellings: list[Telling],
        subjects: list[Subject],
        dates: tuple[ClaimDate | None, ...],
        end: int,
    ) -> None:
        """Make the claims of an act; each subject has its own date where the text says so."""
        if len(dates) == len(subjects) and len(tellings) == 1:
            for date, subject in zip(dates, subjects, strict=True):
                own = replace(tellings[0].circumstance, date=date)
                self._add(replace(tellings[0], circumstance=own), end, [subject])
            return
        for telling in tellings:
            self._add(telling, end, subjects)

    def _recent(self, number: int) -> Circumstance | None:
        """Who acted in the claim before, or was named in the sentence before."""
        if self._before is not None and number - self._context < _BACK:
            return self._before
        return self._scene

    def _is_repetition(
        self,
        event: Event,
        found: tuple[Circumstance, ...],
        subjects: list[Subject],
        sentence: Sentence,
    ) -> bool:
        """Whether a frozen account only spells out what the sentence has said of the person."""
        if event.noun >= 0 or event.weak or event.bare:
            return False
        said = {
            claim.person
            for claim in self._claims
            if claim.start == sentence.start
            and claim.action is event.action
            and claim.polarity is Polarity.ASSERTED
            and found[0].authority in {None, claim.authority}
        }
        return bool(said) and all(person in said for person, _, _ in subjects)

    def _completed(self, found: Circumstance, event: Event) -> Circumstance:
        """Take authority and date of "Those sanctioned are ..." from the act told before."""
        earlier = next(
            (item.circumstance for item in self._pending if item.event.action is event.action),
            self._scene,
        )
        if earlier is None:
            return found
        return replace(
            found,
            authority=found.authority or earlier.authority,
            authority_text=found.authority_text or earlier.authority_text,
            programme=found.programme or earlier.programme,
            programme_text=found.programme_text or earlier.programme_text,
            date=found.date or earlier.date or (self._scene.date if self._scene else None),
        )

    def _settle(
        self,
        event: Event,
        subjects: list[Subject],
        sentence: Sentence,
    ) -> None:
        """Give the names to acts that were told before without them, unless it is this act."""
        persons = [item for item in subjects if item[2] is SubjectKind.PERSON]
        pending, self._pending = self._pending, []
        for item in pending:
            self._forget(item)
            if item.event.action is not event.action and persons:
                self._add(item, sentence.end, persons)

    def _forget(self, item: Telling) -> None:
        """Drop what was told without a name, now that the names are known."""
        self._claims = [
            claim
            for claim in self._claims
            if claim.trigger != item.trigger or claim.subject_kind is SubjectKind.PERSON
        ]

    def _scene_of(self, finder: EventFinder, dates: dict[int, ClaimDate]) -> Circumstance | None:
        """First authority and date of a sentence, for the one that follows it."""
        actors = [token for token in finder.tokens if token.kind is Kind.AUTHORITY]
        if not actors:
            return None
        return Circumstance(
            authority=actors[0].key,
            authority_text=actors[0].text,
            programme=None,
            programme_text="",
            date=next(iter(dates.values()), None),
        )

    def _is_supported(
        self, event: Event, found: tuple[Circumstance, ...], finder: EventFinder
    ) -> bool:
        """Whether a word that has other meanings too is meant as a designation."""
        if any(item.authority is not None for item in found):
            return True
        ahead = {finder.reader.low(event.trigger + step) for step in range(1, _NEAR + 2)}
        if not self._actors and event.passive and "for" in ahead:
            return False  # "sanctioned for refusing night duty"
        before = finder.tokens[event.agent_from : event.trigger]
        if any(token.low in self._rules.words("designators") for token in before):
            return True
        if self._context and self._before is not None:
            return True
        return event.passive and bool(event.heads) and event.heads[0].kind is HeadKind.PERSON

    def _is_counted(self, event: Event) -> bool:
        return bool(event.heads) and event.heads[0].kind in {
            HeadKind.HUMAN,
            HeadKind.THING,
            HeadKind.ENTITY,
            HeadKind.PRONOUN,
        }

    def _add(
        self,
        telling: Telling,
        end: int,
        subjects: list[Subject],
    ) -> None:
        """Make one claim for each subject of an act that is told up to an offset."""
        circumstance = telling.circumstance
        for person, words, kind in subjects:
            self._claims.append(
                Claim(
                    id="",
                    person=person,
                    subject=words,
                    subject_kind=kind,
                    text=self._text[telling.start : end],
                    start=telling.start,
                    end=end,
                    trigger=telling.trigger,
                    authority=circumstance.authority,
                    authority_text=circumstance.authority_text,
                    programme=circumstance.programme,
                    programme_text=circumstance.programme_text,
                    action=telling.event.action,
                    date=circumstance.date,
                    polarity=telling.polarity,
                    understood=kind is not SubjectKind.UNKNOWN,
                    renewal=telling.renewal,
                    likelihood=telling.likelihood,
                )
            )

    def _identify(
        self, number: int, sentence: Sentence, finder: EventFinder, events: tuple[Event, ...]
    ) -> None:
        """Name the targets of acts before: "They are X and Y", "Named by the panel are ..."."""
        self._pending = [item for item in self._pending if number - item.sentence <= _FORWARD]
        if not self._pending:
            return
        heads = identified(finder, events)
        persons: list[Subject] = [
            self._targets.named(head.key, head.text)
            for head in heads
            if head.kind is HeadKind.PERSON
        ]
        if not persons:
            return
        pending, self._pending = self._pending, []
        for item in pending:
            self._forget(item)
            self._add(item, sentence.end, persons)
        self._memory.note([person for person, _, _ in persons if person])

    def _mention(self, sentence: Sentence, finder: EventFinder) -> None:
        """Tell of a sentence about a list or a label in which no act could be read."""
        sure = {
            reading.group
            for token in finder.tokens
            for reading in self._rules.verbs.get(token.low, ())
            if token.kind is Kind.WORD
        }
        label = next(
            (
                token
                for token in finder.tokens
                if token.kind is Kind.PROGRAMME and self._rules.programmes[token.key].label
            ),
            None,
        )
        if label is None or not sure:
            return
        self._claims.append(
            replace(
                mention(self._text, sentence, (label.start, label.end)),
                authority=self._rules.programmes[label.key].authority,
                programme=label.key,
                programme_text=label.text,
            )
        )
