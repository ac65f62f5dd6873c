"""Sentences to claims.

A sentence is read in five steps: names, phrases of the registry and dates become marks; words that
tell an act of designation become events with their targets (`events`); what refers back is resolved
(`persons`); authority, programme and date are joined to each event (`circumstances`), and at last
its polarity (`polarity`). What mentions a designation and was not understood becomes a claim too.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sanxref.claims.associations import associated
from sanxref.claims.circumstances import Circumstance, Circumstances
from sanxref.claims.dates import DateReader, DateWords
from sanxref.claims.events import Event
from sanxref.claims.finder import EventFinder
from sanxref.claims.headings import behind_heading
from sanxref.claims.lexicon import ClaimLexicon, PhraseUse, Rules
from sanxref.claims.nearest import is_aside, nearest_heads
from sanxref.claims.persons import Memory
from sanxref.claims.phrases import Head, HeadKind, PhraseReader
from sanxref.claims.polarity import is_blocked, polarity_of
from sanxref.claims.settlement import Scene, settle
from sanxref.claims.targets import Subject, Targets
from sanxref.claims.tokens import UNNAMED, Kind, Mark, article_marks, plain, tokenize_sentence
from sanxref.model.articles import AnnotatedArticle, Sentence
from sanxref.model.claims import Action, Claim, ClaimDate, Polarity, SubjectKind
from sanxref.model.dates import PartialDate

__all__ = ["extract_claims"]

_BACK = 2  # sentences back that "it", "the department" may look for who acted
_LONGEST = 2000  # characters; the longest sentence of the measured passages has 900
_NEAR = 3  # words around an act in which "back", "again" and "extended" belong to it
# A text with a list of the rich or of books has other lists than those of sanctions.
_OTHER_LIST = re.compile(
    r"\b(?:Rich|Forbes|Billionaires|Power|A|Best[\w-]*|Wish|Guest|Short) ?-?[Ll]ist\b"
)
_TOPIC = 3  # sentences behind one about sanctions in which "the list" is the same list
_FORWARD = 3  # sentences in which the names of "three men" may follow: "They are X, Y and Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """One act as a sentence tells it, its targets aside."""

    event: Event
    circumstance: Circumstance
    polarity: Polarity
    sentence: int
    start: int
    trigger: tuple[int, int]
    renewal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One sentence as read."""

    number: int
    sentence: Sentence
    finder: EventFinder
    events: tuple[Event, ...]
    dates: dict[int, ClaimDate]
    recent: Circumstance | None


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
        return tuple(_unread(annotated, lexicon))
    return _Extraction(annotated, rules).run()


class _Extraction:
    """State of reading one article."""

    def __init__(self, annotated: AnnotatedArticle, rules: Rules) -> None:
        self._annotated = annotated
        self._rules = rules
        self._text = annotated.article.text
        self._plain = plain(self._text)
        self._sentences = tuple(_pieces(annotated.sentences, self._plain))
        self._marks = sorted(
            article_marks(annotated, rules), key=lambda mark: (mark.start, mark.end)
        )
        self._starts = [mark.start for mark in self._marks]
        self._memory = Memory(annotated, rules)
        self._targets = Targets(self._memory, rules)
        self._dates = DateReader(rules)
        self._anchor: PartialDate | None = None
        self._before: Circumstance | None = None
        self._pending: list[_Telling] = []
        self._claims: list[Claim] = []
        self._scene: Circumstance | None = None
        self._open: dict[tuple[tuple[int, int], int], tuple[int, Event]] = {}
        self._groups = {item.key: item.group for item in rules.registry.authorities}
        self._charged: set[int] = set()
        self._has_other_lists = False
        self._readings: list[_Reading] = []
        self._scenes: list[Scene] = []
        self._known: set[str] = set()
        self._context = 0  # number of the sentence behind the last claim

    def run(self) -> tuple[Claim, ...]:
        hinted = self._hinted()
        self._has_other_lists = bool(hinted) and _OTHER_LIST.search(self._plain) is not None
        self._charged = {
            near
            for number in hinted
            if 0 <= number < len(self._sentences) and self._is_topic(self._sentences[number])
            for near in range(number - 1, number + _TOPIC + 1)
        }
        for number, sentence in enumerate(self._sentences):
            if number in hinted:
                self._read(number, sentence)
            elif hinted:
                marks = self._sentence_marks(self._body(sentence))
                self._note_scene(marks)
                self._memory.pass_over(mark.key for mark in marks if mark.kind is Kind.PERSON)
        self._claims = list(self._settled())
        self._associate()
        self._fill_authority()
        self._claims = self._without_repeats()
        ordered = sorted(self._claims, key=lambda claim: (claim.trigger, claim.start))
        article = self._annotated.article.id
        return tuple(
            replace(claim, id=f"{article}.c{number}") for number, claim in enumerate(ordered, 1)
        )

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

    def _without_repeats(self) -> list[Claim]:
        """Leave out what says of the same person the same once more, and no date of its own."""
        kept: list[Claim] = []
        for claim in self._claims:
            same = next(
                (
                    at
                    for at, other in enumerate(kept)
                    if claim.understood
                    and claim.subject_kind is SubjectKind.PERSON
                    and other.understood
                    and (claim.person, claim.action, claim.polarity)
                    == (other.person, other.action, other.polarity)
                    and (claim.person is not None or claim.subject == other.subject)
                    and self._groups.get(claim.authority or "")
                    == self._groups.get(other.authority or "")
                    and (
                        claim.date is None
                        or other.date is None
                        or claim.date.date == other.date.date
                    )
                ),
                -1,
            )
            if same < 0:
                kept.append(claim)
            elif kept[same].date is None and claim.date is not None:
                kept[same] = claim
        return kept

    def _associate(self) -> None:
        """Join persons of whom nothing was told to the acts of their sentences."""
        for reading in self._readings:
            linked = frozenset(claim.person for claim in self._claims if claim.person)
            told = {
                claim.trigger
                for claim in self._claims
                if claim.understood and claim.start == reading.sentence.start
            }
            open_events = tuple(
                event
                for event in reading.events
                if (
                    reading.finder.tokens[event.trigger].start,
                    reading.finder.tokens[event.trigger].end,
                )
                not in told
            )
            if told and not open_events:
                continue
            for event in associated(reading.finder, open_events, linked):
                circumstances = Circumstances(reading.finder, reading.events, reading.dates)
                found = circumstances.of(
                    event, reading.recent, blocked=is_blocked(event, reading.finder)
                )
                trigger = reading.finder.tokens[event.trigger]
                subjects = self._targets.of(event, reading.finder)
                for circumstance in found:
                    if circumstance.authority is None:
                        continue
                    telling = _Telling(
                        event=event,
                        circumstance=circumstance,
                        polarity=polarity_of(event, reading.finder),
                        sentence=reading.number,
                        start=reading.sentence.start,
                        trigger=(trigger.start, trigger.end),
                        renewal=_is_renewal(event, reading.finder),
                    )
                    self._add(telling, reading.sentence.end, subjects)

    def _settled(self) -> Iterator[Claim]:
        """Claims, with the names of targets that only other sentences give."""
        groups = self._groups
        for claim in self._claims:
            told = self._open.get((claim.trigger, claim.start))
            if claim.subject_kind is not SubjectKind.UNKNOWN or told is None or not claim.authority:
                yield claim
                continue
            number, event = told
            taken = frozenset(
                other.person
                for other in self._claims
                if other.person
                and other.action is claim.action
                and groups.get(other.authority or "") == groups.get(claim.authority or "")
            )
            found = settle(event.heads, number, self._scenes, taken)
            for person in found:
                yield replace(
                    claim,
                    person=person,
                    subject=claim.subject or self._memory.name(person),
                    subject_kind=SubjectKind.PERSON,
                    understood=True,
                )
            if not found:
                yield claim

    def _note_scene(self, marks: Sequence[Mark], reader: PhraseReader | None = None) -> None:
        """Keep the names of a sentence, for acts told in its neighbours."""
        if reader is None:
            named = [mark.key for mark in marks if mark.kind is Kind.PERSON]
        else:
            named = [
                token.key
                for index, token in enumerate(reader.tokens)
                if token.kind is Kind.PERSON and not is_aside(index, reader)
            ]
        names = tuple(dict.fromkeys(key for key in named if not key.startswith(UNNAMED)))
        self._scenes.append(
            Scene(names=names, new=tuple(key for key in names if key not in self._known))
        )
        self._known.update(mark.key for mark in marks if mark.kind is Kind.PERSON)

    def _is_charged(self, number: int) -> bool:
        """Whether sanctions are the topic near a sentence, and any list is one of them."""
        if self._has_other_lists:
            return False
        return number in self._charged or 0 < number - self._context < _BACK

    def _is_topic(self, sentence: Sentence) -> bool:
        return self._rules.topic.search(self._plain, sentence.start, sentence.end) is not None

    def _hinted(self) -> set[int]:
        """Sentences with a cue, and their neighbours, to which they may refer."""
        hinted: set[int] = set()
        for number, sentence in enumerate(self._sentences):
            if self._rules.may_hint(self._plain[sentence.start : sentence.end]) and (
                self._rules.hints.search(self._plain, sentence.start, sentence.end)
            ):
                hinted.update(range(number - 2, number + _FORWARD + 1))
        return hinted

    def _read(self, number: int, sentence: Sentence) -> None:
        body = self._body(sentence)
        words = self._dates.find(self._plain, body.start, body.end)
        marks = self._sentence_marks(body)
        marks += [Mark(kind=Kind.DATE, start=date.start, end=date.end) for date in words]
        tokens = tokenize_sentence(self._plain, body, marks, self._rules)
        finder = EventFinder(tokens, self._rules, charged=self._is_charged(number))
        self._memory.open(finder.reader)
        self._note_scene(marks, finder.reader)
        events = finder.find()
        dates = self._resolved(words)
        if not any(event.refers for event in events):
            self._identify(number, sentence, finder, events)
        self._readings.append(
            _Reading(
                number=number,
                sentence=sentence,
                finder=finder,
                events=events,
                dates=dates,
                recent=self._recent(number),
            )
        )
        circumstances = Circumstances(finder, events, dates)
        for event in events:
            self._claim(number, sentence, finder, event, circumstances)
        if not events:
            self._mention(sentence, finder)
        self._scene = self._scene_of(finder, dates)

    def _body(self, sentence: Sentence) -> Sentence:
        """A sentence without the dateline before it."""
        start = behind_heading(self._plain, sentence.start, sentence.end)
        return sentence if start == sentence.start else Sentence(start=start, end=sentence.end)

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
        if event.weak and not self._is_supported(event, found, finder):
            return
        if event.bare and self._context < number and not self._is_charged(number):
            return  # no claim in this sentence or the one before
        if event.refers:
            found = (self._completed(found[0], event),)
        polarity = polarity_of(event, finder)
        trigger = finder.tokens[event.trigger]
        subjects = self._subjects(event, finder)
        if event.bare and not event.heads:
            subjects = [self._targets.named(person, "") for person in self._memory.last()]
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
        tellings = [
            _Telling(
                event=event,
                circumstance=circumstance,
                polarity=polarity,
                sentence=number,
                start=sentence.start,
                trigger=(trigger.start, trigger.end),
                renewal=_is_renewal(event, finder),
            )
            for circumstance in found
        ]
        if not persons and not (event.weak and trigger.low.startswith("list")):
            self._open[(trigger.start, trigger.end), sentence.start] = (number, event)
        if not persons and self._is_counted(event):
            self._pending.append(tellings[0])
        self._tell(tellings, subjects, circumstances.distributed(event), sentence.end)
        self._before = found[-1] if found[-1].authority else self._before
        self._context = number + 1

    def _subjects(self, event: Event, finder: EventFinder) -> list[Subject]:
        """Whom the act hits; the nearest name where the sentence's grammar does not tell."""
        subjects = self._targets.of(event, finder)
        if any(kind is not SubjectKind.UNKNOWN for _, _, kind in subjects):
            return subjects
        if event.heads and (self._is_counted(event) or event.heads[0].owned):
            return subjects
        before = finder.reader.low(finder.subjects.verb_group(event.trigger) - 1)
        if not event.heads and before in self._rules.words("subject_relatives"):
            return subjects  # "officials who ought to be designated": nobody in particular
        for heads in nearest_heads(event, finder.reader):
            near = self._targets.of(replace(event, heads=heads), finder)
            if near[0][2] is not SubjectKind.UNKNOWN:
                return near
        named = any(token.kind is Kind.PERSON for token in finder.tokens)
        salient = () if named or not event.loose else self._memory.salient()
        return [self._targets.named(person, "") for person in salient] or subjects

    def _tell(
        self,
        tellings: list[_Telling],
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
        subjects: list[Subject],
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

    def _forget(self, item: _Telling) -> None:
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
        before = finder.tokens[event.agent_from : event.trigger]
        if any(token.low in self._rules.words("designators") for token in before):
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

    def _add(
        self,
        telling: _Telling,
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


def _unread(annotated: AnnotatedArticle, lexicon: ClaimLexicon) -> Iterator[Claim]:
    """Sentences of a language without rules that hold a word for sanctions or their lists."""
    text = annotated.article.text
    told = (
        (sentence, met)
        for sentence in annotated.sentences
        if (met := lexicon.stems.search(text, sentence.start, sentence.end))
    )
    for number, (sentence, met) in enumerate(told, 1):
        yield Claim(
            id=f"{annotated.article.id}.c{number}",
            person=None,
            subject="",
            subject_kind=SubjectKind.UNKNOWN,
            text=text[sentence.start : sentence.end],
            start=sentence.start,
            end=sentence.end,
            trigger=met.span(),
            authority=None,
            authority_text="",
            programme=None,
            programme_text="",
            action=Action.LISTED,
            date=None,
            polarity=Polarity.ASSERTED,
            understood=False,
        )


def _is_renewal(event: Event, finder: EventFinder) -> bool:
    """As in "extended sanctions against X", "put X back on its list"."""
    words = finder.rules.words("renewal_words")
    first = max(event.trigger - _NEAR, 0)
    last = max(event.trigger, event.noun) + _NEAR
    return event.action is Action.LISTED and any(
        token.low in words for token in finder.tokens[first:last]
    )


def _pieces(sentences: tuple[Sentence, ...], text: str) -> Iterator[Sentence]:
    """Cut what is far longer than a sentence; reading takes time with the square of the length."""
    for sentence in sentences:
        start = sentence.start
        while sentence.end - start > _LONGEST:
            space = text.rfind(" ", start + 1, start + _LONGEST)
            end = space if space > start else start + _LONGEST
            yield Sentence(start=start, end=end)
            start = end
        yield Sentence(start=start, end=sentence.end)


def _is_idle(
    event: Event,
    found: tuple[Circumstance, ...],
    subjects: list[Subject],
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
