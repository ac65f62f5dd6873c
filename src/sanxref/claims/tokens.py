"""A sentence as tokens: words, and the passages that claims are made of as one token each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from sanxref.claims.lexicon import PhraseUse, Rules
from sanxref.model.articles import AnnotatedArticle, Mention, MentionKind, Sentence

__all__ = [
    "PARTICLE",
    "UNNAMED",
    "Kind",
    "Mark",
    "Token",
    "article_marks",
    "plain",
    "tokenize_sentence",
]


class Kind(StrEnum):
    """What a token is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    AUTHORITY = "authority"
    PROGRAMME = "programme"
    DATE = "date"
    SANCTIONS = "sanctions"
    LIST = "list"
    WORD = "word"
    POINT = "point"


PARTICLE = re.compile(r"(?:al|el|as|ad|an|ar|ash|at|az|bin|ibn|de|van|von)-[A-Z]")
"""Particles of names that press style writes small: al-Nasir."""


class Token(NamedTuple):
    """One word, point or marked passage.

    Attributes:
        kind: What it is.
        text: As in the article.
        low: In lower case, straight apostrophes, single spaces.
        start: Offset into the article.
        end: Offset behind it.
        key: Person id, authority key or programme key.
        use: For an authority, where its phrase counts.
    """

    kind: Kind
    text: str
    low: str
    start: int
    end: int
    key: str = ""
    use: PhraseUse = PhraseUse.ALWAYS

    @property
    def is_capital(self) -> bool:
        """Whether it begins like a name: with a capital, or with a particle and a capital."""
        return self.text[:1].isupper() or PARTICLE.match(self.text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A passage that becomes one token."""

    kind: Kind
    start: int
    end: int
    key: str = ""
    use: PhraseUse = PhraseUse.ALWAYS


# A possessive, a negation and a word are tokens of their own; everything else is a point.
_WORD = r"\w+(?=n't\b)|n't\b|'s(?!\w)|\w+(?:-\w+)*|\S"
_ORDER = (
    Kind.PROGRAMME,
    Kind.AUTHORITY,
    Kind.DATE,
    Kind.PERSON,
    Kind.ORGANIZATION,
    Kind.PLACE,
    Kind.SANCTIONS,
)
_STRAIGHT = {
    "’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "\u00a0": " ", "\r": " ", "\n": " ", "\t": " "
}  # fmt: skip


def plain(text: str) -> str:
    """Straighten quotation marks and line ends; every offset stays what it was."""
    for written, straight in _STRAIGHT.items():  # a tenth of the time of `translate`
        text = text.replace(written, straight)
    return text


_REMARK = 8  # tokens of a remark in brackets that says nothing of lists
_NEAR = 24  # characters before a name in which a preposition or a comma stands
_PLACED = re.compile(r"\b(?:of|from|in|at|near)\s+$")
_JOINED_BEFORE = re.compile(r"(?:,|\band)\s+$")
_JOINED_BEHIND = re.compile(r"(?:,|\s+and)\s+")
_REMARKED = re.compile(r",?\s+(?:(?:who|whose|whom)\b|(?:an?|the)\s+((?:[\w-]+\s+){0,3}[\w-]+))")
UNNAMED = "?"
"""Begins the key of a name that the text treats as a person's and no recognizer has found."""


def article_marks(annotated: AnnotatedArticle, rules: Rules) -> tuple[Mark, ...]:
    """Marks of names, and of persons' names that a recognizer took for something else.

    Such are the lone surname of a known person, a name with "who" or "a businessman" behind it,
    and one of several words that is listed with a person.
    """
    surnames: dict[str, str] = {}
    for person in annotated.persons:
        for name in person.names or (person.name,):
            words = name.split()
            if words and len(words[-1]) > 2:  # noqa: PLR2004 - initials are not surnames
                surnames.setdefault(words[-1].lower(), person.id)
    text = plain(annotated.article.text)
    mistaken = _mistaken(annotated, text, rules)
    lists = rules.words("list_nouns")
    marks = [
        Mark(kind=Kind.PERSON, start=mention.start, end=_trimmed(mention, text), key=person.id)
        for person in annotated.persons
        for mention in person.mentions
    ]
    for kind, mentions in (
        (Kind.ORGANIZATION, annotated.organizations),
        (Kind.PLACE, annotated.places),
    ):
        for mention in mentions:
            words = text[mention.start : mention.end].lower().split()
            if words and (words[-1] in lists or set(words) & rules.words("sanction_nouns")):
                continue  # "Sanctions List", "the Autonomous Sanctions Regulations"
            known = surnames.get(mention.text.lower())
            if known is None and mention.text in mistaken:
                known = UNNAMED + mention.text
            marks.append(
                Mark(kind=Kind.PERSON, start=mention.start, end=_trimmed(mention, text), key=known)
                if known
                else Mark(kind=kind, start=mention.start, end=_trimmed(mention, text))
            )
    return tuple(marks)


def _trimmed(mention: Mention, text: str) -> int:
    """End of a name without the possessive that a recognizer took in."""
    possessive = text.endswith("'s", mention.start, mention.end)
    return mention.end - len("'s") if possessive else mention.end


def _mistaken(annotated: AnnotatedArticle, text: str, rules: Rules) -> frozenset[str]:
    """Names of organizations and places that the text treats as persons'."""
    starts = {mention.start for person in annotated.persons for mention in person.mentions}
    ends = {mention.end for person in annotated.persons for mention in person.mentions}
    groups = rules.words("entity_nouns") | rules.words("organization_words")
    found = set()
    for mention in (*annotated.organizations, *annotated.places):
        words = mention.text.split()
        if {word.lower() for word in words} & (groups | {"the", "of"}) or mention.text.isupper():
            continue
        behind = _REMARKED.match(text, mention.end, mention.end + 60)
        if _PLACED.search(text, max(mention.start - _NEAR, 0), mention.start):
            continue  # "a trader from Zug, whom"
        people = rules.words("person_nouns")
        human = (behind is not None and mention.kind is not MentionKind.PLACE) or (
            behind is not None
            and behind[0].startswith(",")
            and (behind[1] is None or bool(set(behind[1].lower().split()) & people))
        )
        if (
            human
            and behind is not None
            and (behind[1] is None or any(map(rules.names_people, behind[1].lower().split())))
            and not (behind[1] and set(behind[1].lower().split()) & groups)
        ):
            found.add(mention.text)
        elif len(words) > 1 and all(word[:1].isupper() for word in words):
            before = _JOINED_BEFORE.search(text, max(mention.start - _NEAR, 0), mention.start)
            after = _JOINED_BEHIND.match(text, mention.end)
            if (before and {before.start(), before.start() - 1} & ends) or (
                after and after.end() in starts
            ):
                found.add(mention.text)
    return frozenset(found)


def tokenize_sentence(
    text: str, sentence: Sentence, marks: Iterable[Mark], rules: Rules
) -> tuple[Token, ...]:
    """Cut one sentence into tokens.

    Args:
        text: The article's text after `plain`.
        sentence: Which part of it.
        marks: Names and dates inside the sentence; of two that overlap the longer counts.
        rules: Rules of the language, whose phrases become marks too.
    """
    chosen = _choose([*marks, *phrase_marks(text, sentence, rules)])
    tokens: list[Token] = []
    at = sentence.start
    for mark in chosen:
        if mark.start < at:
            continue
        tokens.extend(_words(text, at, mark.start, rules))
        tokens.append(_token(text, mark))
        at = mark.end
    tokens.extend(_words(text, at, sentence.end, rules))
    return _in_context(_without_remarks(tokens, rules.words("titles")), rules)


def _without_remarks(tokens: list[Token], titles: frozenset[str]) -> list[Token]:
    """Leave out what stands in brackets behind a name: "X (QDi.999)", "X (45)"."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        if kept and tokens[at].low == "." and kept[-1].low in titles and at + 1 < len(tokens):
            at += 1  # "Lt. Gen. X"
            continue
        kept.append(tokens[at])
        named = tokens[at].kind in {Kind.PERSON, Kind.ORGANIZATION}
        at += 1
        if named and at < len(tokens) and tokens[at].low == "(":
            close = next(
                (to for to in range(at, min(at + _REMARK, len(tokens))) if tokens[to].low == ")"),
                -1,
            )
            inside = tokens[at + 1 : close] if close > 0 else []
            if (
                inside
                and all(token.kind in {Kind.WORD, Kind.POINT} for token in inside)
                and not (
                    {token.low for token in inside}
                    & {"not", "no", "sanctioned", "listed", "designated"}
                )
            ):
                at = close + 1
    return kept


def phrase_marks(text: str, sentence: Sentence, rules: Rules) -> list[Mark]:
    """Mark every phrase of the registry, and what is called sanctions in several words.

    Args:
        text: The article's text after `plain`.
        sentence: Which part of it.
        rules: Rules of the language.

    Returns:
        In no order; they may overlap, and whether a place acts is not settled.
    """
    marks = [
        Mark(
            kind=Kind.AUTHORITY,
            start=met.start() + len("the "),
            end=met.end(),
            key=rules.phrases[met[0].split()[-1].upper()].key,
        )
        for met in rules.lowered.finditer(text, sentence.start, sentence.end)
    ]
    for pattern in (rules.exact, rules.folded):
        for met in pattern.finditer(text, sentence.start, sentence.end):
            words = " ".join(met[0].split())
            phrase = rules.phrases.get(words) or rules.phrases.get(words.lower())
            if phrase is None or (
                phrase.use is PhraseUse.ADJECTIVE
                and not words[0].isupper()
                and rules.language == "en"  # French writes "américaines" small
            ):
                continue
            programme = phrase.use is PhraseUse.PROGRAMME
            mark = Mark(
                kind=Kind.PROGRAMME if programme else Kind.AUTHORITY,
                start=met.start(),
                end=met.end(),
                key=phrase.key,
                use=phrase.use,
            )
            marks.append(mark)
            if body := _government(text, sentence, mark, rules):
                marks.append(body)
    marks.extend(
        Mark(kind=Kind.SANCTIONS, start=met.start(), end=met.end())
        for met in rules.compounds.finditer(text, sentence.start, sentence.end)
    )
    return marks


def _government(text: str, sentence: Sentence, mark: Mark, rules: Rules) -> Mark | None:
    """The body of a government that a country's word is part of: "Turkish interior ministry"."""
    if mark.use not in {PhraseUse.ACTING, PhraseUse.ADJECTIVE}:
        return None
    start, end = mark.start, mark.end
    if met := rules.body_behind.match(text, end, sentence.end):
        end = met.end()
    elif mark.use is PhraseUse.ACTING and (
        met := rules.body_before.search(text, sentence.start, start)
    ):
        start = met.start()
    else:
        return None
    return replace(mark, start=start, end=end, use=PhraseUse.ALWAYS)


def _choose(marks: list[Mark]) -> list[Mark]:
    """Of overlapping marks the longest, then the one whose kind comes first in `_ORDER`.

    Sure phrases of the registry come before organizations and places, whose recognized span often
    takes in an article or a neighbour ("the United Nations"); the name of a country does not
    ("Sberbank of Russia").
    """
    ranked = sorted(
        marks,
        key=lambda mark: (
            mark.kind in {Kind.ORGANIZATION, Kind.PLACE} or mark.use is not PhraseUse.ALWAYS,
            mark.start - mark.end,
            _ORDER.index(mark.kind),
            mark.start,
        ),
    )
    taken: list[Mark] = []
    for mark in ranked:
        if all(mark.end <= other.start or other.end <= mark.start for other in taken):
            taken.append(mark)
    return sorted(taken, key=lambda mark: mark.start)


def _token(text: str, mark: Mark) -> Token:
    words = text[mark.start : mark.end]
    low = " ".join(words.lower().split())
    return Token(
        kind=mark.kind,
        text=words,
        low=low,
        start=mark.start,
        end=mark.end,
        key=mark.key,
        use=mark.use,
    )


@cache
def _word_pattern(elisions: str) -> re.Pattern[str]:
    return re.compile(elisions + _WORD, re.IGNORECASE)


def _words(text: str, start: int, end: int, rules: Rules) -> Iterable[Token]:
    grammar = rules.grammar
    nouns, lists = rules.words("sanction_nouns"), rules.words("list_nouns")
    for met in _word_pattern(rules.elisions).finditer(text, start, end):
        word = met[0]
        low = word.lower()
        low = grammar.get(low, low)
        if low in nouns:
            kind = Kind.SANCTIONS
        elif low in lists:
            kind = Kind.LIST
        else:
            kind = Kind.WORD if low[0].isalnum() or low in {"'s", "n't"} else Kind.POINT
        yield Token(kind=kind, text=word, low=low, start=met.start(), end=met.end())


_SOME = dict.fromkeys(("some", "many", "most", "several", "few", "all", "thousands"), 0)
_LOCATIVE = frozenset({"in", "at", "from", "near", "outside", "to", "of"})


def _in_context(tokens: list[Token], rules: Rules) -> tuple[Token, ...]:
    """Settle what depends on neighbours: compounds, places that act, adjectives."""
    settled = []
    nouns = rules.words("sanction_nouns")
    lists = rules.words("list_nouns")
    near = rules.words("list_qualifiers")
    for index, token in enumerate(tokens):
        kind = token.kind
        if kind is Kind.SANCTIONS and token.low not in nouns:
            kind = Kind.LIST if token.low in lists else Kind.WORD
        elif kind is Kind.AUTHORITY and token.use is PhraseUse.ACTING:
            before = tokens[index - 1].low if index else ""
            nation = token.low.startswith("the ")
            counted = index > 1 and tokens[index - 2].low in rules.numbers | _SOME
            kind = Kind.PLACE if before in _LOCATIVE and (counted or not nation) else kind
        elif kind is Kind.AUTHORITY and token.use is PhraseUse.ADJECTIVE:
            follow = tokens[index + 1 : index + 4]
            if rules.language != "en":  # "les sanctions américaines"
                follow = [*tokens[max(index - 3, 0) : index], *follow]
            modifies = any(
                other.kind in {Kind.SANCTIONS, Kind.LIST} or other.low in near for other in follow
            )
            kind = kind if modifies else Kind.WORD
        elif kind is Kind.PROGRAMME and token.low.split()[-1] in lists:
            pass
        settled.append(
            token
            if kind is token.kind
            else Token(
                kind=kind,
                text=token.text,
                low=token.low,
                start=token.start,
                end=token.end,
                key=token.key if kind in {Kind.AUTHORITY, Kind.PLACE} else "",
            )
        )
    return tuple(settled)
