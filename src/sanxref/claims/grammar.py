"""Sentences to claims, by rules of grammar.

A sentence is read in five steps: names, phrases of the registry and dates become marks; words that
tell an act of designation become events with their targets (`events`); what refers back is resolved
(`persons`); authority, programme and date are joined to each event (`circumstances`), and at last
its polarity (`polarity`). What mentions a designation and was not understood is a claim too.
"""

import re
from bisect import bisect_left
from dataclasses import replace

from sanxref.claims.circumstances import Circumstance, Circumstances
from sanxref.claims.dates import DateWords, date_reader
from sanxref.claims.events import Event
from sanxref.claims.finder import EventFinder
from sanxref.claims.headings import without_heading
from sanxref.claims.heads import HeadKind
from sanxref.claims.lexicon import PhraseUse, Rules
from sanxref.claims.mentions import mention
from sanxref.claims.persons import Memory
from sanxref.claims.polarity import is_blocked, polarity_of
from sanxref.claims.targets import Subject, Targets
from sanxref.claims.tellings import Reading, Telling, claims_of, identified, is_idle, is_renewal
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
from sanxref.model.articles import AnnotatedArticle, Sentence
from sanxref.model.claims import Claim, ClaimDate, Polarity, SubjectKind
from sanxref.model.dates import PartialDate

__all__ = ["GrammarReader"]

_BACK = 2  # sentences back that "it", "the department" may look for who acted
_NEAR = 3  # words around an act in which "back", "again" and "extended" belong to it
_OPENING = re.compile(r"[\w' ]+")
_FORWARD = 3  # sentences in which the names of "three men" may follow: "They are X, Y and Z"


class GrammarReader:
    """Reads one article.

    Attributes:
        claims: What was read, acts that were not understood included; without ids.
        readings: The sentences that were read.
        sentences: All of the article.
        topics: Which of them have to do with lists.
        original: Text of the article.
        text: The same, after `tokens.plain`.
        targets: Who is meant.
    """

    def __init__(self, annotated: AnnotatedArticle, rules: Rules, *, weighed: bool) -> None:
        """Open an article; `read` reads it.

        Args:
            annotated: As for `extract_claims`.
            rules: Of its language.
            weighed: Whether sentences without a cue are weighed by their words: the reading
                model may understand them.
        """
        self._annotated = annotated
        self._rules = rules
        self.original = annotated.article.text
        self.text = plain(self.original)
        self.sentences = tuple(pieces(annotated.sentences, self.text))
        self._marks: list[Mark] = []
        self._starts: list[int] = []
        self._memory = Memory(annotated, self.text, rules)
        self.targets = Targets(self._memory, rules)
        self._dates = date_reader(rules)
        self._anchor: PartialDate | None = None
        self._before: Circumstance | None = None
        self._pending: list[Telling] = []
        self.claims: list[Claim] = []
        self._scene: Circumstance | None = None
        self._groups = rules.groups
        self.topics = Topics(self.text, self.sentences, rules, weighed=weighed)
        self._actors: tuple[tuple[str, str], ...] = ()
        self.readings: list[Reading] = []
        self._tokens: dict[int, tuple[Token, ...]] = {}
        self._context = 0  # number of the sentence behind the last claim

    def tokens_of(self, number: int) -> tuple[Token, ...]:
        """Tokens of a sentence, whether it was read or passed over."""
        known = self._tokens.get(number)
        if known is None:
            body = without_heading(self.text, self.sentences[number])
            words = self._dates.find(self.text, body.start, body.end)
            known = self._tokenize(body, words)
        return known

    def topic_before(self, number: int) -> tuple[str, int] | None:
        """Whom the text is about before a sentence, and the last sentence that names them."""
        return self._memory.topic_before(number)

    def read(self) -> None:
        """Read every sentence that has to do with lists."""
        hinted = self.topics.hinted
        if not hinted:
            return
        self._marks = sorted(
            article_marks(self._annotated, self._rules), key=lambda mark: (mark.start, mark.end)
        )
        self._starts = [mark.start for mark in self._marks]
        for number, sentence in enumerate(self.sentences):
            if number in hinted:
                self._read(number, sentence)
            else:
                body = without_heading(self.text, sentence)
                self._memory.pass_over(body, self._sentence_marks(body))
        self._fill_authority()

    def _fill_authority(self) -> None:
        """Give acts without an authority the only one that the passages about lists name."""
        tokens = [
            token
            for reading in self.readings
            for token in reading.finder.tokens
            if token.kind is Kind.AUTHORITY and token.use is PhraseUse.ALWAYS
        ]
        if len({self._groups[token.key] for token in tokens}) != 1:
            return
        keys = {token.key for token in tokens}
        only = tokens[0].key if len(keys) == 1 else self._groups[tokens[0].key]
        self.claims = [
            claim
            if claim.authority is not None or claim.polarity is Polarity.NEGATED
            else replace(claim, authority=only, authority_text=tokens[0].text)
            for claim in self.claims
        ]

    def _is_charged(self, number: int) -> bool:
        """Whether sanctions are the topic near a sentence, or a claim was made just before."""
        after = self._context > 0 and 0 <= number - self._context < _BACK
        return self.topics.is_charged(number) or (after and not self.topics.has_other_lists)

    def _read(self, number: int, sentence: Sentence) -> None:
        body = without_heading(self.text, sentence)
        words = self._dates.find(self.text, body.start, body.end)
        tokens = self._tokens[number] = self._tokenize(body, words)
        finder = EventFinder(tokens, self._rules, charged=self._is_charged(number))
        self._memory.open(body, finder.reader)
        events = finder.find()
        dates = self._resolved(words)
        if not any(event.refers for event in events):
            self._identify(number, sentence, finder, events)
        self.readings.append(
            Reading(
                number=number,
                sentence=sentence,
                finder=finder,
                events=events,
                dates=dates,
                recent=self._recent(number),
                charged=self.topics.is_charged(number),
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
        return tokenize_sentence(self.text, body, marks, self._rules)

    def _sentence_marks(self, sentence: Sentence) -> list[Mark]:
        first = bisect_left(self._starts, sentence.start)
        last = bisect_left(self._starts, sentence.end)
        return [mark for mark in self._marks[first:last] if mark.end <= sentence.end]

    def _resolved(self, words: tuple[DateWords, ...]) -> dict[int, ClaimDate]:
        dates: dict[int, ClaimDate] = {}
        for date in words:
            resolved = self._dates.resolve(
                date,
                self.original,
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
        polarity = polarity_of(event, finder, answer=self._answer(number))
        trigger = finder.tokens[event.trigger]
        if event.heads and event.heads[0].text.lower().split()[:1] in (["no"], ["nobody"]):
            return  # "no person at all was added"
        subjects = self._subjects(event, finder)
        if event.bare and not event.heads:
            subjects = [self.targets.named(person, "") for person in self._memory.last()]
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

    def _answer(self, number: int) -> bool | None:
        """Whether the next sentence answers yes or no: "Has the EU listed X? No."."""
        behind = next(iter(self.sentences[number + 1 : number + 2]), None)
        opening = behind and _OPENING.match(self.text, behind.start, behind.end)
        answer = opening[0].strip().lower() if opening else ""
        if answer in self._rules.words("answers.no"):
            return False
        return True if answer in self._rules.words("answers.yes") else None

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
        subjects = self.targets.of(event, finder)
        if any(kind is not SubjectKind.UNKNOWN for _, _, kind in subjects):
            return subjects
        if event.heads and (self._is_counted(event) or event.heads[0].owned):
            return subjects
        before = finder.reader.low(finder.subjects.verb_group(event.trigger) - 1)
        if not event.heads and before in self._rules.words("subject_relatives"):
            return subjects  # "officials who ought to be designated": nobody in particular
        named = any(token.kind is Kind.PERSON for token in finder.tokens)
        salient = () if named or not event.loose else self._memory.salient()
        return [self.targets.named(person, "") for person in salient] or subjects

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
            for claim in self.claims
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
        self.claims = [
            claim
            for claim in self.claims
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

    def _add(self, telling: Telling, end: int, subjects: list[Subject]) -> None:
        self.claims.extend(claims_of(telling, subjects, self.original, end))

    def _identify(
        self, number: int, sentence: Sentence, finder: EventFinder, events: tuple[Event, ...]
    ) -> None:
        """Name the targets of acts before: "They are X and Y", "Named by the panel are ..."."""
        self._pending = [item for item in self._pending if number - item.sentence <= _FORWARD]
        if not self._pending:
            return
        heads = identified(finder, events)
        persons: list[Subject] = [
            self.targets.named(head.key, head.text)
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
        self.claims.append(
            replace(
                mention(self.original, sentence, (label.start, label.end)),
                authority=self._rules.programmes[label.key].authority,
                programme=label.key,
                programme_text=label.text,
            )
        )
