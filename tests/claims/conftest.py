"""Articles for tests of claims: texts with their names marked by hand."""

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from sanxref.articles import split_sentences
from sanxref.claims import ClaimLexicon, cues_from_config, extract_claims, registry_from_config
from sanxref.model.articles import (
    AnnotatedArticle,
    Article,
    Context,
    ContextFact,
    ContextKind,
    Mention,
    MentionedPerson,
    MentionKind,
)
from sanxref.model.claims import Claim, SubjectKind
from sanxref.model.dates import PartialDate

CONFIG = Path(__file__).resolve().parents[2] / "config"

_MARK = re.compile(r"\[(?P<person>[^\]]+)\]|\{(?P<group>[^}]+)\}|<(?P<place>[^>]+)>")


@pytest.fixture(scope="session")
def config() -> Callable[[str], dict]:
    """Content of a shipped configuration file, by name without `.yaml`."""
    return lambda name: yaml.safe_load((CONFIG / f"{name}.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def lexicon(config) -> ClaimLexicon:
    registry = registry_from_config(config("authorities"), config("programmes"))
    return ClaimLexicon(registry, cues_from_config(config("cues")))


@pytest.fixture(scope="session")
def annotated() -> Callable[..., AnnotatedArticle]:
    """Make an annotated article of a text with [persons], {groups} and <places> marked."""
    return annotate_marked


@pytest.fixture(scope="session")
def claims_of(lexicon) -> Callable[..., tuple[Claim, ...]]:
    """Claims of a marked text."""
    return lambda text, published=None, **more: extract_claims(
        annotate_marked(text, published, **more), lexicon
    )


@pytest.fixture(scope="session")
def told(lexicon) -> Callable[..., set[tuple]]:
    """Claims of a marked text in short: (who, authority, action, date, polarity)."""

    def tell(text: str, published: str | None = None, **more) -> set[tuple]:
        article = annotate_marked(text, published, **more)
        names = {person.id: person.name for person in article.persons}
        return {
            (
                names.get(claim.person or "") or _unnamed(claim),
                claim.authority,
                claim.action.value,
                str(claim.date.date) if claim.date else None,
                claim.polarity.value,
            )
            for claim in extract_claims(article, lexicon)
        }

    return tell


def _unnamed(claim: Claim) -> str:
    if claim.subject_kind is SubjectKind.ENTITY:
        return "entity"
    return "not understood" if not claim.understood else f"name {claim.subject}"


def annotate_marked(
    text: str,
    published: str | None = None,
    genders: dict[str, str] | None = None,
    language: str = "en",
) -> AnnotatedArticle:
    """Mentions of one surname are one person; `genders` is by surname."""
    plain, spans = "", []
    at = 0
    for met in _MARK.finditer(text):
        plain += text[at : met.start()]
        kind = MentionKind.PERSON
        if met["group"]:
            kind = MentionKind.ORGANIZATION
        elif met["place"]:
            kind = MentionKind.PLACE
        name = met[0][1:-1]
        spans.append(
            Mention(
                text=name,
                start=len(plain),
                end=len(plain) + len(name),
                kind=kind,
                recognizer="test",
            )
        )
        plain += name
        at = met.end()
    plain += text[at:]
    people: dict[str, list[Mention]] = {}
    for mention in spans:
        if mention.kind is MentionKind.PERSON:
            people.setdefault(mention.text.split()[-1], []).append(mention)
    return AnnotatedArticle(
        article=Article(
            id="a",
            source="test",
            text=plain,
            title="",
            published=PartialDate.parse(published) if published else None,
            language=language,
            sha256=sha256(plain.encode()).hexdigest(),
        ),
        sentences=split_sentences(plain),
        persons=tuple(
            _person(number, surname, mentions, (genders or {}).get(surname))
            for number, (surname, mentions) in enumerate(people.items(), 1)
        ),
        organizations=tuple(m for m in spans if m.kind is MentionKind.ORGANIZATION),
        places=tuple(m for m in spans if m.kind is MentionKind.PLACE),
    )


def _person(
    number: int, surname: str, mentions: list[Mention], gender: str | None
) -> MentionedPerson:
    name = max((mention.text for mention in mentions), key=len)
    facts = (
        (ContextFact(kind=ContextKind.GENDER, value=gender, text=surname, start=0, end=0),)
        if gender
        else ()
    )
    return MentionedPerson(
        id=f"a.p{number}",
        name=name,
        names=(name,),
        mentions=tuple(mentions),
        context=Context(facts=facts),
    )
