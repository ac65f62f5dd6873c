"""Sentences to claims.

A sentence is read in five steps: names, phrases of the registry and dates become marks; words that
tell an act of designation become events with their targets (`events`); what refers back is resolved
(`persons`); authority, programme and date are joined to each event (`circumstances`), and at last
its polarity (`polarity`). What mentions a designation and was not understood becomes a claim too.
"""

from bisect import bisect_left
from dataclasses import dataclass, replace

from sanxref.claims.circumstances import Circumstance, Circumstances
from sanxref.claims.dates import DateReader, DateWords
from sanxref.claims.events import Event
from sanxref.claims.finder import EventFinder
from sanxref.claims.lexicon import ClaimLexicon, Rules
from sanxref.claims.persons import Memory
from sanxref.claims.phrases import Head, HeadKind
from sanxref.claims.polarity import is_blocked, polarity_of
from sanxref.claims.tokens import UNNAMED, Kind, Mark, article_marks, plain, tokenize_sentence
from sanxref.model.articles import AnnotatedArticle, Sentence
from sanxref.model.claims import Action, Claim, ClaimDate, Polarity, SubjectKind
from sanxref.model.dates import PartialDate

__all__ = ["extract_claims"]

_FORWARD = 3  # sentences in which the names of "three men" may follow: "They are X, Y and Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pending:
    """An act whose targets were counted and not named: "Three men were designated"."""

    event: Event
    circumstance: Circumstance
    polarity: Polarity
    sentence: int
    start: int
    trigger: tuple[int, int]


def extract_claims(annotated: AnnotatedArticle, lexicon: ClaimLexicon) -> tuple[Claim, ...]:
    """Find what an article asserts about designations.

    Args:
        annotated: The article with sentences, persons, organizations and places.
        lexicon: Words of authorities, programmes and acts.

    Returns:
        Claims in order of appearance, ids `<article id>.c1`, ...; none for a language that
        `lexicon.languages` lacks. A passage that mentions a designation and is not understood
        is a claim with `understood` False.
    """
    rules = lexicon.rules(annotated.article.language)
    if rules is None:
        return ()
    return _Extraction(annotated, rules).run()


class _Extraction:
    """State of reading one article."""

    def __init__(self, annotated: AnnotatedArticle, rules: Rules) -> None:
        self._annotated = annotated
        self._rules = rules
        self._text = annotated.article.text
        self._plain = plain(self._text)
        self._marks = sorted(
            article_marks(annotated, rules), key=lambda mark: (mark.start, mark.end)
        )
        self._starts = [mark.start for mark in self._marks]
        self._memory = Memory(annotated, rules)
        self._dates = DateReader(rules)
        self._anchor: PartialDate | None = None
        self._before: Circumstance | None = None
        self._pending: list[_Pending] = []
        self._claims: list[Claim] = []
        self._scene: Circumstance | None = None
        self._context = 0  # number of the sentence behind the last claim

    def run(self) -> tuple[Claim, ...]:
        hinted = self._hinted()
        for number, sentence in enumerate(self._annotated.sentences):
            if number in hinted:
                self._read(number, sentence)
        ordered = sorted(self._claims, key=lambda claim: (claim.trigger, claim.start))
        article = self._annotated.article.id
        return tuple(
            replace(claim, id=f"{article}.c{number}") for number, claim in enumerate(ordered, 1)
        )

    def _hinted(self) -> set[int]:
        """Sentences with a cue, and their neighbours, to which they may refer."""
        hinted: set[int] = set()
        for number, sentence in enumerate(self._annotated.sentences):
            if self._rules.hints.search(self._plain, sentence.start, sentence.end):
                hinted.update(range(number - 2, number + _FORWARD + 1))
        return hinted

    def _read(self, number: int, sentence: Sentence) -> None:
        words = self._dates.find(self._plain, sentence.start, sentence.end)
        marks = self._sentence_marks(sentence)
        marks += [Mark(kind=Kind.DATE, start=date.start, end=date.end) for date in words]
        tokens = tokenize_sentence(self._plain, sentence, marks, self._rules)
        finder = EventFinder(tokens, self._rules)
        self._memory.open(finder.reader)
        events = finder.find()
        dates = self._resolved(words)
        if not any(event.refers for event in events):
            self._identify(number, sentence, finder, events)
        circumstances = Circumstances(finder, events, dates)
        for event in events:
            self._claim(number, sentence, finder, event, circumstances)
        if not events:
            self._mention(sentence, finder)
        self._scene = self._scene_of(finder, dates) or self._scene

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
        found = circumstances.of(event, self._before, blocked=is_blocked(event, finder))
        if event.weak and not self._is_supported(event, found):
            return
        if event.bare and self._context < number:
            return  # no claim in this sentence or the one before
        if event.refers:
            found = (self._completed(found[0], event),)
        polarity = polarity_of(event, finder)
        trigger = finder.tokens[event.trigger]
        position = (trigger.start, trigger.end)
        subjects = self._subjects(event, finder)
        if event.bare and not event.heads:
            subjects = [self._named(person, "") for person in self._memory.last()]
            if not subjects:
                return
        if self._is_repetition(event, subjects, sentence) or (
            _is_idle(event, found, subjects, finder)
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
        if not persons and self._is_counted(event):
            self._pending.append(
                _Pending(
                    event=event,
                    circumstance=found[0],
                    polarity=polarity,
                    sentence=number,
                    start=sentence.start,
                    trigger=position,
                )
            )
        for circumstance in found:
            self._add(
                sentence.start, sentence.end, position, event, polarity, circumstance, subjects
            )
        self._before = found[-1] if found[-1].authority else self._before
        self._context = number + 1

    def _is_repetition(
        self,
        event: Event,
        subjects: list[tuple[str | None, str, SubjectKind]],
        sentence: Sentence,
    ) -> bool:
        """Whether a frozen account only spells out what the sentence has said of the person."""
        if event.noun >= 0 or event.weak or event.bare:
            return False
        said = {claim.person for claim in self._claims if claim.start == sentence.start}
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
            date=found.date or earlier.date,
        )

    def _settle(
        self,
        event: Event,
        subjects: list[tuple[str | None, str, SubjectKind]],
        sentence: Sentence,
    ) -> None:
        """Give the names to acts that were told before without them, unless it is this act."""
        persons = [item for item in subjects if item[2] is SubjectKind.PERSON]
        pending, self._pending = self._pending, []
        for item in pending:
            self._forget(item)
            if item.event.action is not event.action and persons:
                self._add(
                    item.start,
                    sentence.end,
                    item.trigger,
                    item.event,
                    item.polarity,
                    item.circumstance,
                    persons,
                )

    def _forget(self, item: _Pending) -> None:
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

    def _named(self, key: str, words: str) -> tuple[str | None, str, SubjectKind]:
        if key.startswith(UNNAMED):
            return None, key.removeprefix(UNNAMED), SubjectKind.PERSON
        return key, words or self._memory.name(key), SubjectKind.PERSON

    def _is_supported(self, event: Event, found: tuple[Circumstance, ...]) -> bool:
        """Whether a word that has other meanings too is meant as a designation."""
        if any(item.authority is not None for item in found):
            return True
        if self._context:
            return True
        return event.passive and bool(event.heads) and event.heads[0].kind is HeadKind.PERSON

    def _is_counted(self, event: Event) -> bool:
        return bool(event.heads) and event.heads[0].kind in {
            HeadKind.HUMAN,
            HeadKind.THING,
            HeadKind.ENTITY,
            HeadKind.PRONOUN,
        }

    def _subjects(
        self, event: Event, finder: EventFinder
    ) -> list[tuple[str | None, str, SubjectKind]]:
        subjects: list[tuple[str | None, str, SubjectKind]] = []
        for head in event.heads:
            subjects.extend(self._subject(head, finder))
        unique = {
            (person or words, kind): (person, words, kind)
            for person, words, kind in reversed(subjects)
        }
        listed = list(reversed(unique.values()))
        if any(kind is SubjectKind.PERSON for _, _, kind in listed):
            return [item for item in listed if item[2] is not SubjectKind.UNKNOWN]
        return listed or [(None, "", SubjectKind.UNKNOWN)]

    def _subject(
        self, head: Head, finder: EventFinder
    ) -> list[tuple[str | None, str, SubjectKind]]:
        match head.kind:
            case HeadKind.PERSON:
                if self._is_group(head, finder):
                    return [(None, head.text, SubjectKind.ENTITY)]
                return [self._named(head.key, head.text)]
            case HeadKind.NAME:
                return [(None, head.text, SubjectKind.PERSON)]
            case HeadKind.ENTITY:
                if self._is_human(head, finder):
                    return [(None, head.text, SubjectKind.PERSON)]
                return [(None, head.text, SubjectKind.ENTITY)]
            case HeadKind.PRONOUN | HeadKind.HUMAN:
                persons = self._memory.resolve(head, finder.reader)
                if persons:
                    return [self._named(person, head.text) for person in persons]
                return [(None, head.text, SubjectKind.UNKNOWN)]
            case HeadKind.THING:
                return [(None, head.text, SubjectKind.UNKNOWN)]

    def _is_group(self, head: Head, finder: EventFinder) -> bool:
        """Whether the text calls a name a group's that was taken for a person's."""
        reader, rules = finder.reader, self._rules
        people, groups = rules.words("person_nouns"), rules.words("entity_nouns")
        if reader.low(head.index + 1) == "," and reader.low(head.index + 2) in {"a", "an", "the"}:
            for at in range(head.index + 3, head.index + 8):
                if reader.low(at) in people or reader.low(at) in rules.words("prepositions"):
                    break
                if reader.low(at) in groups:
                    return True
        if reader.low(head.index - 1) == ",":
            for at in range(head.index - 2, max(head.index - 5, -1), -1):
                if reader.low(at) in people or reader.kind(at) is not Kind.WORD:
                    break
                if reader.low(at) in groups and reader.low(at - 1) in {"the", "a", "an"}:
                    return True
        return False

    def _is_human(self, head: Head, finder: EventFinder) -> bool:
        """Whether the text treats a name as a person's that was taken for something else."""
        reader, behind = finder.reader, head.index + 1
        if reader.kind(head.index) is not Kind.ORGANIZATION:
            return False
        if reader.low(behind) == ",":
            behind += 1
        return reader.low(behind) in {"who", "whom", "whose"} or (
            reader.low(behind) in {"a", "an", "the"}
            and any(
                reader.low(at) in self._rules.words("person_nouns")
                for at in range(behind + 1, behind + 4)
            )
        )

    def _add(  # noqa: PLR0913 - the parts of a claim
        self,
        start: int,
        end: int,
        trigger: tuple[int, int],
        event: Event,
        polarity: Polarity,
        circumstance: Circumstance,
        subjects: list[tuple[str | None, str, SubjectKind]],
    ) -> None:
        for person, words, kind in subjects:
            self._claims.append(
                Claim(
                    id="",
                    person=person,
                    subject=words,
                    subject_kind=kind,
                    text=self._text[start:end],
                    start=start,
                    end=end,
                    trigger=trigger,
                    authority=circumstance.authority,
                    authority_text=circumstance.authority_text,
                    programme=circumstance.programme,
                    programme_text=circumstance.programme_text,
                    action=event.action,
                    date=circumstance.date,
                    polarity=polarity,
                    understood=kind is not SubjectKind.UNKNOWN,
                )
            )

    def _identify(
        self, number: int, sentence: Sentence, finder: EventFinder, events: tuple[Event, ...]
    ) -> None:
        """Name the targets of acts before: "They are X and Y", "Named by the panel are ..."."""
        self._pending = [item for item in self._pending if number - item.sentence <= _FORWARD]
        if not self._pending:
            return
        heads = _identified(finder, events)
        persons: list[tuple[str | None, str, SubjectKind]] = [
            self._named(head.key, head.text) for head in heads if head.kind is HeadKind.PERSON
        ]
        if not persons:
            return
        pending, self._pending = self._pending, []
        for item in pending:
            self._forget(item)
            self._add(
                item.start,
                sentence.end,
                item.trigger,
                item.event,
                item.polarity,
                item.circumstance,
                persons,
            )
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
            Claim(
                id="",
                person=None,
                subject="",
                subject_kind=SubjectKind.UNKNOWN,
                text=self._text[sentence.start : sentence.end],
                start=sentence.start,
                end=sentence.end,
                trigger=(label.start, label.end),
                authority=self._rules.programmes[label.key].authority,
                authority_text="",
                programme=label.key,
                programme_text=label.text,
                action=Action.LISTED,
                date=None,
                polarity=Polarity.ASSERTED,
                understood=False,
            )
        )


def _is_idle(
    event: Event,
    found: tuple[Circumstance, ...],
    subjects: list[tuple[str | None, str, SubjectKind]],
    finder: EventFinder,
) -> bool:
    """Whether nobody in particular is hit, by nobody in particular: a football team's roster."""
    if any(kind is not SubjectKind.UNKNOWN for _, _, kind in subjects):
        return False
    if any(item.authority or item.programme for item in found):
        return False
    noun = finder.reader.low(event.noun)
    return noun != "sanctions" and "black" not in noun and not event.weak


def _identified(finder: EventFinder, events: tuple[Event, ...]) -> tuple[Head, ...]:
    """Names of a sentence that tells who was meant before."""
    reader, rules = finder.reader, finder.rules
    opening = {"they", "these", "those", "among", "named", "its", "the", "it", "included", "all"}
    if reader.low(0) not in opening:
        return ()
    heads: list[Head] = []
    for index in range(1, len(finder.tokens)):
        if any(event.trigger == index for event in events):
            break
        if reader.low(index) not in rules.words("include_verbs"):
            continue
        found, _ = reader.read(index + 1)
        heads.extend(head for head in found if head.kind is HeadKind.PERSON)
    return tuple(heads)
