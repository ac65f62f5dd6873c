"""Articles, and the persons that they name.

All offsets are in characters (Unicode code points) into `Article.text`, the text that was screened;
`end` is exclusive, so that `text[start:end]` is the passage.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from sanxref.model.dates import PartialDate

__all__ = [
    "CUSTOMER_RECORD",
    "AnnotatedArticle",
    "Article",
    "Context",
    "ContextFact",
    "ContextKind",
    "Mention",
    "MentionKind",
    "MentionedPerson",
    "NotScreened",
    "Sentence",
]


CUSTOMER_RECORD = "customer record"
"""Recognizer of a name that was asked as such (`sanxref match`) and stands in no article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text that is screened.

    Attributes:
        id: Stable within a report: made from `source` and `sha256`.
        source: File, address or row it came from, as the user named it (`news.jsonl#3` for a row).
        text: The text that is screened, after extraction and repair.
        title: Headline where it can be had, else empty.
        published: Publication date where it can be had.
        language: ISO 639-1 code, or `und`.
        sha256: Of the bytes as received.
        notes: What was done to the text ("repaired 3 passages that a
            scraper had damaged"), for the reader.
    """

    id: str
    source: str
    text: str
    title: str
    published: PartialDate | None
    language: str
    sha256: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotScreened:
    """An article that could not be screened; it is never counted as clear.

    Attributes:
        id: As in `Article`, made from the source alone where no bytes were had.
        source: As in `Article`.
        reason: In words a user can act on: "no text in the file".
        sha256: Of the bytes where they were had, else empty.
    """

    id: str
    source: str
    reason: str
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of an article."""

    start: int
    end: int


class MentionKind(StrEnum):
    """What a mention names."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place in an article where a name is written.

    Attributes:
        text: Exactly `article.text[start:end]`.
        start: Offset of the first character.
        end: Offset behind the last character.
        kind: What it names.
        recognizer: Who found it: `spotter`, `spacy:en_core_web_md`, `capitals`, `alias-phrase`, ...
    """

    text: str
    start: int
    end: int
    kind: MentionKind
    recognizer: str


class ContextKind(StrEnum):
    """What an article may say of a person besides the name."""

    AGE = "age"
    BIRTH_DATE = "birth date"
    BIRTH_PLACE = "birth place"
    NATIONALITY = "nationality"
    PLACE = "place"
    ROLE = "role"
    GENDER = "gender"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextFact:
    """One thing that the article says of a person.

    Attributes:
        kind: What it is.
        value: In a comparable form: `45` for an age; EDTF for a birth date; an ISO 3166-1
            alpha-2 code for a nationality, and for a place where its country is known (else the
            words); `male` or `female`.
        text: The article's words.
        start: Offset of the words.
        end: Offset behind them.
    """

    kind: ContextKind
    value: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What an article, or a customer record, says of a person besides the name."""

    facts: tuple[ContextFact, ...] = ()
    published: PartialDate | None = None

    def values(self, kind: ContextKind) -> tuple[str, ...]:
        """Values of one kind in order of appearance, without repetition."""
        return tuple(dict.fromkeys(fact.value for fact in self.facts if fact.kind is kind))


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionedPerson:
    """The mentions in one article that name the same person.

    Attributes:
        id: `<article id>.p1`, `.p2`, ... in order of first mention.
        name: Fullest name found.
        names: Every distinct full name and alias in the article, `name` first; short forms
            (a surname alone) are mentions but not names.
        mentions: In order of appearance.
        context: Age, nationality, role, ... said of this person.
    """

    id: str
    name: str
    names: tuple[str, ...]
    mentions: tuple[Mention, ...]
    context: Context = field(default_factory=Context)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedArticle:
    """An article with everything that was found in it; the input of matching and claims.

    Attributes:
        article: The article.
        sentences: In order, not overlapping; white space between them belongs to none.
        persons: In order of first mention.
        organizations: Mentions of organizations, in order; they keep a designation of a group
            from being pinned on a person near it.
        places: Mentions of places, in order.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    persons: tuple[MentionedPerson, ...]
    organizations: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()
