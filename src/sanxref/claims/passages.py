"""Which passages of an article the reading model reads, and what is known of their words.

A passage is a sentence with a word of lists or sanctions, and the two before and behind it. Where
none of them names whom the text is about, the last sentence that does stands before them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sanxref.claims.headings import without_heading
from sanxref.claims.lexicon import Rules
from sanxref.claims.possible_dates import PossibleDate, possible_dates
from sanxref.claims.reader import Body, Day, Name, NameKind, Passage, Span
from sanxref.claims.tokens import UNNAMED, Kind, Token, phrase_marks, plain
from sanxref.model.articles import Article, Sentence
from sanxref.model.claims import Action, Claim, ClaimDate, Polarity, SubjectKind

__all__ = ["Window", "Windows", "acts_of"]

_AROUND = 2  # sentences on either side; farther ones were of no use to grammar either
_LONGEST = 1500  # characters that the model surely reads, if no sentence alone has more
# Words with a capital that begin no name.
_SMALL = frozenset(
    """the a an he she they i it we you in on of at his her its their our your my but and or nor for
    from to with without no not never as by mr mrs ms this that these those there here then now when
    while after before since until who whose what where why how if so yet also both all some many
    most none nobody neither one two three four five six seven eight nine ten another other others
    among under over into upon within because although though however meanwhile later earlier today
    yesterday tomorrow only even still already once such each every any several few more less than
    too according last next""".split()  # noqa: SIM905 - so many strings would be no easier to read
)
_NAMED = frozenset({Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE})

Told = Mapping[str, tuple[Action, Polarity]]
"""What grammar has read, by key of the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedBody:
    """An authority as a passage names it.

    Attributes:
        key: Of the authority.
        span: Where in the article it stands.
        text: The article's words.
        number: Of the sentence.
        is_label: The words are those of a programme and only imply the authority.
    """

    key: str
    span: Span
    text: str
    number: int
    is_label: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A passage with the tokens that its names, authorities, dates and cues are made of.

    Attributes:
        passage: For the model.
        numbers: Of its sentences, but for the one before them that names whom the text is about.
        names: Tokens of each name, by key.
        bodies: The authorities, in the passage's order.
        dates: What the passage's dates are, in its order; None where that is not known.
        on_topic: Whether a word of sanctions stands there, or grammar has read something.
    """

    passage: Passage
    numbers: range
    names: Mapping[str, tuple[Token, ...]]
    bodies: tuple[NamedBody, ...]
    dates: tuple[ClaimDate | None, ...]
    on_topic: bool


class Windows:
    """Cuts an article into the passages that may tell of designations."""

    def __init__(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        tokens_of: Callable[[int], Sequence[Token]],
        topic_before: Callable[[int], tuple[str, int] | None],
        rules: Rules,
    ) -> None:
        """Take an article.

        Args:
            article: With its text and, as far as it is known, the day of publication.
            sentences: All of it.
            tokens_of: Tokens of a sentence, by its number.
            topic_before: Key of the person whom the text is about before a sentence, and the number
                of the sentence that last names them.
            rules: Of the language.
        """
        self._text = article.text
        self._plain = plain(article.text)
        self._published = article.published
        self._topic_before = topic_before
        self._sentences = sentences
        self._tokens_of = tokens_of
        self._rules = rules
        self._groups = rules.groups

    def cut(
        self, cued: Iterable[int], claims: Iterable[Claim], dates: Mapping[int, ClaimDate]
    ) -> Iterator[Window]:
        """Cut out what stands near a cue; neighbouring passages may share sentences.

        Args:
            cued: Numbers of sentences with a word of sanctions or lists.
            claims: What grammar has read.
            dates: That were read, by their offset in the article.
        """
        told = _told(claims)
        done = -1
        for number in sorted(cued):
            if number <= done:
                continue
            numbers = self._around(number)
            done = numbers[-1]
            yield self._window(numbers, told, dates)

    def _around(self, number: int) -> range:
        """A sentence with its neighbours, as many as the model reads."""
        first = last = number
        for step in range(1, _AROUND + 1):
            for at in (number - step, number + step):
                near = 0 <= at < len(self._sentences) and at in {first - 1, last + 1}
                if near and self._length(min(first, at), max(last, at)) <= _LONGEST:
                    first, last = min(first, at), max(last, at)
        return range(first, last + 1)

    def _length(self, first: int, last: int) -> int:
        return self._sentences[last].end - self._sentences[first].start

    def _window(self, numbers: range, told: Told, dates: Mapping[int, ClaimDate]) -> Window:
        lead = self._lead(numbers)
        sentences = [*lead, *numbers]
        tokens = [token for number in sentences for token in self._tokens_of(number)]
        start, end = self._sentences[numbers[0]].start, self._sentences[numbers[-1]].end
        text, moved = self._text[start:end], start
        if lead:
            before = self._sentences[lead[0]]
            text = f"{self._text[before.start : before.end]} {text}"
            moved -= before.end - before.start + 1

        def place(first: int, last: int) -> Span:
            """Where in the passage a part of the article stands."""
            by = moved if first >= start else self._sentences[lead[0]].start
            return first - by, last - by

        names: dict[str, list[Token]] = {}
        persons: set[str] = set()
        for number in sentences:
            for token in _named(self._tokens_of(number)):
                if token.low.split()[-1] in self._rules.programme_words:
                    continue  # Sergei Magnitsky, after whom laws are called
                key = token.key or UNNAMED + token.text
                names.setdefault(key, []).append(token)
                if token.kind is Kind.PERSON:
                    persons.add(key)
        bodies = [body for number in sentences for body in self._bodies(number)]
        days = possible_dates(
            self._plain,
            # A dateline's date is when it was written.
            [without_heading(self._plain, self._sentences[number]) for number in sentences],
            dates,
            self._published,
            self._rules,
        )
        cues = [token for token in tokens if acts_of(token, self._rules)]

        def spans(found: Iterable[Token]) -> tuple[Span, ...]:
            return tuple(place(token.start, token.end) for token in found)

        return Window(
            passage=Passage(
                text=text,
                names=tuple(
                    Name(
                        key=key,
                        kind=NameKind.PERSON if key in persons else NameKind.OTHER,
                        spans=spans(found),
                        told=told.get(key),
                    )
                    for key, found in names.items()
                ),
                bodies=tuple(
                    Body(
                        span=place(*body.span),
                        group=self._groups.get(body.key, body.key),
                    )
                    for body in bodies
                ),
                dates=tuple(_day(day, place) for day in days),
                cues=spans(cues),
            ),
            numbers=numbers,
            names={key: tuple(found) for key, found in names.items()},
            bodies=tuple(bodies),
            dates=tuple(day.date for day in days),
            on_topic=not told.keys().isdisjoint(names) or bool(self._rules.topic.search(text)),
        )

    def _lead(self, numbers: range) -> list[int]:
        """The last sentence that names whom the text is about, where the passage does not."""
        topic = self._topic_before(numbers[0])
        if topic is None:
            return []
        person, number = topic
        named = (token.key for at in numbers for token in self._tokens_of(at))
        length = self._length(number, number) + self._length(numbers[0], numbers[-1])
        return [] if person in named or length >= _LONGEST else [number]

    def _bodies(self, number: int) -> list[NamedBody]:
        """Authorities of a sentence, and what may be one: "Swiss", "in Ottawa"."""
        tokens = self._tokens_of(number)
        found = {
            (token.start, token.end): key for token in tokens if (key := self._authority(token))
        }
        # "Swiss Federal Railways" may act for the Swiss, "Bank of China" is no voice of China.
        names = {
            (token.start + (token.kind is Kind.ORGANIZATION), token.end)
            for token in tokens
            if token.kind in {Kind.PERSON, Kind.ORGANIZATION}
        }
        marks = phrase_marks(self._plain, self._sentences[number], self._rules)
        for mark in sorted(marks, key=lambda mark: (mark.start - mark.end, mark.start)):
            if mark.kind is Kind.AUTHORITY and all(
                mark.end <= start or end <= mark.start for start, end in (*found, *names)
            ):
                found[mark.start, mark.end] = mark.key
        labels = {(token.start, token.end) for token in tokens if token.kind is Kind.PROGRAMME}
        return [
            NamedBody(
                key=key,
                span=span,
                text=self._text[slice(*span)],
                number=number,
                is_label=span in labels,
            )
            for span, key in sorted(found.items())
        ]

    def _authority(self, token: Token) -> str | None:
        if token.kind is Kind.AUTHORITY:
            return token.key
        programmes = self._rules.programmes
        programme = programmes.get(token.key) if token.kind is Kind.PROGRAMME else None
        return programme.authority if programme else None


def _day(day: PossibleDate, place: Callable[[int, int], Span]) -> Day:
    """Its offsets counted from the passage's first character."""
    return Day(words=place(*day.words), base=place(*day.base) if day.base else None, way=day.way)


def acts_of(token: Token, rules: Rules) -> frozenset[Action]:
    """Acts that a word may tell."""
    if token.kind in {Kind.SANCTIONS, Kind.LIST, Kind.PROGRAMME}:
        return frozenset(Action)
    if token.kind is not Kind.WORD:
        return frozenset()
    return frozenset(
        (
            *rules.actions("act_words", token.low),
            *rules.actions("act_nouns", token.low),
            *(verb.action for verb in rules.verbs.get(token.low, ())),
        )
    )


def _told(claims: Iterable[Claim]) -> Told:
    told: dict[str, tuple[Action, Polarity]] = {}
    for claim in claims:
        if claim.understood and claim.subject_kind is SubjectKind.PERSON:
            key = claim.person or UNNAMED + claim.subject
            told.setdefault(key, (claim.action, claim.polarity))
    return told


def _named(tokens: Sequence[Token]) -> Iterator[Token]:
    """Names of persons, of others, and runs of words with capitals, each as one token."""
    run: list[Token] = []
    for token in (*tokens, None):
        if token is not None and _begins_name(token):
            run.append(token)
            continue
        if run:
            yield _joined(run)
        run = []
        if token is not None and token.kind in _NAMED:
            yield token


def _begins_name(token: Token) -> bool:
    return token.kind is Kind.WORD and token.is_capital and token.low not in _SMALL


def _joined(run: Sequence[Token]) -> Token:
    return Token(
        kind=Kind.WORD,
        text=" ".join(token.text for token in run),
        low=" ".join(token.low for token in run),
        start=run[0].start,
        end=run[-1].end,
    )
