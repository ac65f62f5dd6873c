"""Who a pronoun or a phrase like "the businessman" means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sanxref.claims.heads import Head, HeadKind
from sanxref.claims.lexicon import Rules
from sanxref.claims.phrases import PhraseReader
from sanxref.claims.salience import Salience
from sanxref.claims.tokens import UNNAMED, Kind, Mark, Token
from sanxref.model.articles import AnnotatedArticle, ContextKind, Sentence

__all__ = ["Memory"]

_BACK = 2  # sentences that "they", "the former" and what has no subject may look back
_PAIR = 2
_GAP = 4  # characters between paragraphs


@dataclass(slots=True)
class _Sentence:
    """What one sentence offers to what refers to it: its first subject, its names, its groups."""

    names: list[str] = field(default_factory=list)
    first: str = ""
    group: tuple[str, ...] = ()
    hit: tuple[str, ...] = ()


class Memory:
    """Names of the sentences read so far, for what refers back to them."""

    def __init__(self, annotated: AnnotatedArticle, text: str, rules: Rules) -> None:
        """Start with an empty memory; `text` is the article's after `tokens.plain`."""
        self._rules = rules
        self._genders = {
            person.id: values[0]
            for person in annotated.persons
            if (values := person.context.values(ContextKind.GENDER))
        }
        self._names = {person.id: person.name for person in annotated.persons}
        self._original = annotated.article.text
        self._sentences: list[_Sentence] = []
        self._last = ""
        self._salience = Salience(text, rules, self._may_mean)
        self._ranked: list[str] = []  # before the sentence that is open
        self._subject = ""
        self._named_in: dict[str, int] = {}
        self._topics: list[tuple[str, int] | None] = []

    def open(self, body: Sentence, reader: PhraseReader) -> None:
        """Begin a sentence: note its names in order."""
        self._follow(body, [token for token in reader.tokens if token.kind is Kind.PERSON])
        sentence = _Sentence()
        for index, token in enumerate(reader.tokens):
            if token.kind is not Kind.PERSON:
                continue
            sentence.names.append(token.key)
            behind = reader.low(index - 1) in self._rules.words("prepositions")
            if not sentence.first and not behind and not reader.is_possessive(index):
                sentence.first = token.key
            if len(sentence.group) < _PAIR:
                heads, _ = reader.read(index)
                keys = tuple(head.key for head in heads if head.kind is HeadKind.PERSON)
                if len(keys) >= _PAIR:
                    sentence.group = keys
        if not sentence.first and sentence.names:
            sentence.first = sentence.names[0]
        self._sentences.append(sentence)

    def pass_over(self, body: Sentence, marks: Iterable[Mark]) -> None:
        """Note the names of a sentence that has nothing of lists."""
        persons = [mark for mark in marks if mark.kind is Kind.PERSON]
        self._follow(body, persons)
        named = [mark.key for mark in persons if not mark.key.startswith(UNNAMED)]
        self._sentences.append(_Sentence(names=named))

    def note(self, persons: Sequence[str]) -> None:
        """Note whom the last claim was about."""
        if persons and self._sentences:
            known = self._sentences[-1].hit
            self._sentences[-1].hit = tuple(dict.fromkeys((*known, *persons)))
            self._last = persons[-1]
            self._salience.note(persons)

    def _follow(self, body: Sentence, persons: Sequence[Mark | Token]) -> None:
        self._ranked = self._salience.ranked()
        self._subject = self._salience.subject
        topic = self._ranked[0] if self._ranked else ""
        self._topics.append((topic, self._named_in[topic]) if topic in self._named_in else None)
        self._named_in.update(dict.fromkeys((mark.key for mark in persons), len(self._sentences)))
        opens = "\n" in self._original[max(body.start - _GAP, 0) : body.start]
        self._salience.follow(body.start, body.end, persons, opens=opens)

    def topic_before(self, number: int) -> tuple[str, int] | None:
        """Whom the text is most about before a sentence, and the last sentence that names them."""
        return self._topics[number]

    def last(self) -> tuple[str, ...]:
        """Whom the last two sentences' claims were about."""
        recent = self._sentences[-_BACK:]
        return tuple(dict.fromkeys(key for sentence in recent for key in sentence.hit))

    def salient(self) -> tuple[str, ...]:
        """The one person whom the last sentences can only be about; nobody where there are two."""
        recent = self._sentences[-_BACK - 1 : -1]
        hit = tuple(dict.fromkeys(key for sentence in recent for key in sentence.hit))
        names = hit or tuple(dict.fromkeys(key for sentence in recent for key in sentence.names))
        return names if len(names) == 1 else ()

    def resolve(self, head: Head, reader: PhraseReader) -> tuple[str, ...]:
        """Find who is meant.

        Returns:
            Keys of persons, of several the one whom the text is most about; empty where nobody
            fits whom it has not left behind.
        """
        if head.text.lower() in {"the former", "the latter"}:
            return self._of_two(first=head.text.lower() == "the former")
        if head.kind is HeadKind.PRONOUN:
            return self._plural() if head.plural else self._singular(head, reader)
        if head.kind is HeadKind.HUMAN and head.definite:
            return (
                self._plural()
                if head.plural
                else self._described(head) or self._singular(head, reader)
            )
        return ()

    def name(self, person: str) -> str:
        """Name of a person."""
        return self._names[person]

    def _of_two(self, *, first: bool) -> tuple[str, ...]:
        """The former or the latter of the last two names."""
        for sentence in reversed(self._sentences[-_BACK:]):
            names = tuple(dict.fromkeys(sentence.names))
            if len(names) >= _PAIR:
                return (names[0] if first else names[-1],)
        return ()

    def _plural(self) -> tuple[str, ...]:
        recent = self._sentences[-_BACK:]
        hit = tuple(dict.fromkeys(key for sentence in recent for key in sentence.hit))
        if len(hit) >= _PAIR:
            return hit
        for sentence in reversed(self._sentences[-_BACK - 1 :]):
            if sentence.group:
                return sentence.group
        names = tuple(dict.fromkeys(self._sentences[-1].names))
        return names if len(names) == _PAIR else ()

    def _singular(self, head: Head, reader: PhraseReader) -> tuple[str, ...]:
        if head.text.lower() in self._rules.words("pronouns.first"):
            return self._speaker(head, reader)
        before = [
            token.key
            for token in reader.tokens[: head.index]
            if token.kind is Kind.PERSON and self._fits(head, token.key)
        ]
        current = self._sentences[-1]
        if self._last in current.hit and self._fits(head, self._last):
            return (self._last,)
        if before:
            return (current.first if current.first in before else before[0],)
        if ahead := self._ahead(head, reader):
            return ahead
        low = self._low(head)
        fitting = [
            key
            for key in self._ranked
            if self._fits(head, key) and not self._salience.is_never(low, key)
        ]
        if low in {"he", "she"}:
            fitting.sort(key=lambda person: person != self._subject)
        fitting.sort(key=lambda person: self._salience.is_other(low, person))
        if head.kind is HeadKind.HUMAN:
            noun = _noun(head)
            fitting.sort(key=lambda person: not self._salience.is_called(person, noun))
        if fitting:
            return (fitting[0],)
        only = {key for key in current.names if self._fits(head, key)}
        return tuple(only) if len(only) == 1 else ()

    def _described(self, head: Head) -> tuple[str, ...]:
        """As in "the governor": the one person whom the text has called so beside the name."""
        noun = _noun(head)
        known = dict.fromkeys((*self._ranked, *self._sentences[-1].names))
        persons = [key for key in known if self._salience.is_described(key, noun)]
        return tuple(persons) if len(persons) == 1 and self._fits(head, persons[0]) else ()

    def _speaker(self, head: Head, reader: PhraseReader) -> tuple[str, ...]:
        """As in '"I was never on any list," said X': who speaks."""
        speech = self._rules.words("speech_verbs")
        for at in range(head.index + 1, len(reader.tokens)):
            if reader.low(at) not in speech:
                continue
            heads, _ = reader.read(at + 1)
            told = heads[0] if heads else None
            if told is not None and told.kind is HeadKind.PERSON:
                return (told.key,)
            if reader.kind(at - 1) is Kind.PERSON:
                return (reader.tokens[at - 1].key,)
        return ()

    def _ahead(self, head: Head, reader: PhraseReader) -> tuple[str, ...]:
        """As in "After his name was removed, X moved": the name behind the opening clause."""
        if reader.low(0) not in self._rules.words("fronting"):
            return ()
        for at in range(head.index + 1, len(reader.tokens) - 1):
            if reader.low(at) == ",":
                heads, _ = reader.read(at + 1)
                if heads and heads[0].kind is HeadKind.PERSON and self._fits(head, heads[0].key):
                    return (heads[0].key,)
                break
        return ()

    def _fits(self, head: Head, person: str) -> bool:
        """Whether the gender of the pronoun is the person's, as far as both are known."""
        return self._may_mean(self._low(head), person)

    def _low(self, head: Head) -> str:
        """In lower case, a pronoun as its English counterpart."""
        low = head.text.lower()
        return self._rules.grammar.get(low, low)

    def _may_mean(self, low: str, person: str) -> bool:
        if self._names.get(person, "").isupper() or "+" in self._names.get(person, ""):
            return False  # an acronym is a company's
        known = self._genders.get(person)
        if low in self._rules.words("pronouns.male"):
            return known != "female"
        if low in self._rules.words("pronouns.female"):
            return known != "male"
        return True


def _noun(head: Head) -> str:
    return head.text.lower().removesuffix("'s").split()[-1]
